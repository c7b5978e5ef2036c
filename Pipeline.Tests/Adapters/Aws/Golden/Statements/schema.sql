BEGIN;

SET LOCAL statement_timeout TO 3600000;

CREATE SCHEMA IF NOT EXISTS public;

CREATE TABLE IF NOT EXISTS public.staging_immigration (
  cicid            BIGINT,
  arrival_date     DATE,
  departure_date   DATE,
  age              INTEGER,
  birth_year       INTEGER,
  gender           VARCHAR(256),
  citizenship      VARCHAR(128),
  residence        VARCHAR(128),
  mode             VARCHAR(32),
  visa             VARCHAR(32),
  visa_type        VARCHAR(256),
  visa_post        VARCHAR(256),
  port_code        VARCHAR(16),
  port_name        VARCHAR(128),
  port_city        VARCHAR(128),
  port_state       VARCHAR(16),
  port_country     VARCHAR(128),
  state_code       VARCHAR(16),
  state            VARCHAR(128),
  airline          VARCHAR(256),
  flight_number    VARCHAR(256),
  admission_number VARCHAR(256)
) DISTSTYLE KEY DISTKEY (cicid);

CREATE TABLE IF NOT EXISTS public.staging_airports (
  ident        VARCHAR(256),
  type         VARCHAR(256),
  name         VARCHAR(512),
  elevation_ft INTEGER,
  country_code VARCHAR(256),
  region_code  VARCHAR(256),
  state_code   VARCHAR(256),
  city         VARCHAR(512),
  gps_code     VARCHAR(256),
  iata_code    VARCHAR(256),
  local_code   VARCHAR(256),
  longitude    DOUBLE PRECISION,
  latitude     DOUBLE PRECISION
) DISTSTYLE ALL;

CREATE TABLE IF NOT EXISTS public.staging_demography (
  state_code        VARCHAR(256),
  state             VARCHAR(256),
  cities            BIGINT,
  total_population  BIGINT,
  male_population   BIGINT,
  female_population BIGINT,
  veterans          BIGINT,
  foreign_born      BIGINT,
  median_age        DECIMAL(8,4),
  household_size    DECIMAL(8,4)
) DISTSTYLE ALL;

CREATE TABLE IF NOT EXISTS public.staging_temperature (
  month        INTEGER,
  temperature  DECIMAL(9,4),
  uncertainty  DECIMAL(9,4),
  state_months BIGINT,
  first_year   INTEGER,
  last_year    INTEGER
) DISTSTYLE ALL;

CREATE TABLE IF NOT EXISTS public.dim_tourist (
  cicid            BIGINT NOT NULL PRIMARY KEY,
  age              INTEGER,
  birth_year       INTEGER,
  gender           VARCHAR(256),
  citizenship      VARCHAR(128),
  residence        VARCHAR(128),
  visa             VARCHAR(32),
  visa_type        VARCHAR(256),
  visa_post        VARCHAR(256),
  admission_number VARCHAR(256)
) DISTSTYLE KEY DISTKEY (cicid) SORTKEY (cicid);

CREATE TABLE IF NOT EXISTS public.dim_arrive_date (
  arrive_date             DATE NOT NULL PRIMARY KEY,
  year                    INTEGER,
  quarter                 INTEGER,
  month                   INTEGER,
  day                     INTEGER,
  weekday                 INTEGER,
  mean_temperature        DECIMAL(9,4),
  temperature_uncertainty DECIMAL(9,4)
) DISTSTYLE ALL SORTKEY (arrive_date);

CREATE TABLE IF NOT EXISTS public.dim_state_destination (
  state_code        VARCHAR(16) NOT NULL PRIMARY KEY,
  state             VARCHAR(128),
  cities            BIGINT,
  total_population  BIGINT,
  male_population   BIGINT,
  female_population BIGINT,
  veterans          BIGINT,
  foreign_born      BIGINT,
  median_age        DECIMAL(8,4),
  household_size    DECIMAL(8,4)
) DISTSTYLE ALL SORTKEY (state_code);

CREATE TABLE IF NOT EXISTS public.dim_airport (
  port_code     VARCHAR(16) NOT NULL PRIMARY KEY,
  port_name     VARCHAR(128),
  city          VARCHAR(128),
  state_code    VARCHAR(16),
  country       VARCHAR(128),
  airport_ident VARCHAR(256),
  airport_type  VARCHAR(256),
  airport_name  VARCHAR(512),
  iata_code     VARCHAR(256),
  elevation_ft  INTEGER,
  longitude     DOUBLE PRECISION,
  latitude      DOUBLE PRECISION
) DISTSTYLE ALL SORTKEY (port_code);

CREATE TABLE IF NOT EXISTS public.fact_arrival (
  cicid          BIGINT,
  arrive_date    DATE,
  state_code     VARCHAR(16),
  port_code      VARCHAR(16),
  departure_date DATE,
  days_of_stay   INTEGER,
  mode           VARCHAR(32),
  visa           VARCHAR(32),
  airline        VARCHAR(256),
  flight_number  VARCHAR(256),
  arrivals       INTEGER
) DISTSTYLE KEY DISTKEY (cicid) SORTKEY (arrive_date);

COMMIT;

