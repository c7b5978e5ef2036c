BEGIN;

SET LOCAL statement_timeout TO 3600000;

LOCK "public"."dim_tourist";

DELETE FROM public.dim_tourist;

INSERT INTO public.dim_tourist
  (cicid, age, birth_year, gender, citizenship, residence, visa, visa_type, visa_post, admission_number)
SELECT cicid, age, birth_year, gender, citizenship, residence, visa, visa_type, visa_post, admission_number
FROM public.staging_immigration;

SELECT count(*) FROM "public"."dim_tourist";

SELECT count(DISTINCT cicid) FROM public.staging_immigration;

COMMIT;

BEGIN;

SET LOCAL statement_timeout TO 3600000;

LOCK "public"."dim_arrive_date";

DELETE FROM public.dim_arrive_date;

INSERT INTO public.dim_arrive_date
  (arrive_date, year, quarter, month, day, weekday, mean_temperature, temperature_uncertainty)
SELECT
  d.arrival_date,
  CAST(EXTRACT(YEAR FROM d.arrival_date) AS INTEGER),
  CAST(EXTRACT(QUARTER FROM d.arrival_date) AS INTEGER),
  CAST(EXTRACT(MONTH FROM d.arrival_date) AS INTEGER),
  CAST(EXTRACT(DAY FROM d.arrival_date) AS INTEGER),
  CAST(EXTRACT(DOW FROM d.arrival_date) AS INTEGER),
  t.temperature,
  t.uncertainty
FROM (SELECT DISTINCT arrival_date FROM public.staging_immigration) AS d
LEFT JOIN public.staging_temperature AS t ON t.month = CAST(EXTRACT(MONTH FROM d.arrival_date) AS INTEGER);

SELECT count(*) FROM "public"."dim_arrive_date";

SELECT count(DISTINCT arrival_date) FROM public.staging_immigration;

COMMIT;

BEGIN;

SET LOCAL statement_timeout TO 3600000;

LOCK "public"."dim_state_destination";

DELETE FROM public.dim_state_destination;

INSERT INTO public.dim_state_destination
  (state_code, state, cities, total_population, male_population, female_population, veterans, foreign_born, median_age, household_size)
SELECT
  s.state_code, s.state, d.cities, d.total_population, d.male_population, d.female_population, d.veterans, d.foreign_born,
  d.median_age, d.household_size
FROM (
  SELECT coalesce(state_code, 'unknown') AS state_code, coalesce(max(state), 'unknown') AS state
  FROM public.staging_immigration
  GROUP BY coalesce(state_code, 'unknown')
) AS s
LEFT JOIN public.staging_demography AS d ON d.state_code = s.state_code;

SELECT count(*) FROM "public"."dim_state_destination";

SELECT count(DISTINCT coalesce(state_code, 'unknown')) FROM public.staging_immigration;

COMMIT;

BEGIN;

SET LOCAL statement_timeout TO 3600000;

LOCK "public"."dim_airport";

DELETE FROM public.dim_airport;

INSERT INTO public.dim_airport
  (port_code, port_name, city, state_code, country,
   airport_ident, airport_type, airport_name, iata_code, elevation_ft, longitude, latitude)
SELECT
  port_code, port_name, port_city, port_state, port_country,
  ident, type, name, iata_code, elevation_ft, longitude, latitude
FROM (
  SELECT
    p.port_code, p.port_name, p.port_city, p.port_state, p.port_country,
    a.ident, a.type, a.name, a.iata_code, a.elevation_ft, a.longitude, a.latitude,
    row_number() OVER (
      PARTITION BY p.port_code
      ORDER BY
        CASE a.type WHEN 'large_airport' THEN 1 WHEN 'medium_airport' THEN 2 WHEN 'small_airport' THEN 3 ELSE 4 END,
        a.ident
    ) AS choice
  FROM (
    SELECT
      coalesce(port_code, 'unknown') AS port_code,
      max(port_name) AS port_name, max(port_city) AS port_city, max(port_state) AS port_state, max(port_country) AS port_country
    FROM public.staging_immigration
    GROUP BY coalesce(port_code, 'unknown')
  ) AS p
  LEFT JOIN public.staging_airports AS a
    ON lower(a.city) = lower(p.port_city) AND a.state_code = p.port_state
) AS ranked
WHERE choice = 1;

SELECT count(*) FROM "public"."dim_airport";

SELECT count(DISTINCT coalesce(port_code, 'unknown')) FROM public.staging_immigration;

COMMIT;

BEGIN;

SET LOCAL statement_timeout TO 3600000;

LOCK "public"."fact_arrival";

DELETE FROM public.fact_arrival;

INSERT INTO public.fact_arrival
  (cicid, arrive_date, state_code, port_code, departure_date, days_of_stay, mode, visa, airline, flight_number, arrivals)
SELECT
  cicid,
  arrival_date,
  coalesce(state_code, 'unknown'),
  coalesce(port_code, 'unknown'),
  departure_date,
  CAST(departure_date - arrival_date AS INTEGER),
  mode,
  visa,
  airline,
  flight_number,
  1
FROM public.staging_immigration;

SELECT count(*) FROM "public"."fact_arrival";

SELECT count(*) FROM public.staging_immigration;

COMMIT;

