BEGIN;

SET LOCAL statement_timeout TO 3600000;

LOCK "public"."staging_immigration";

DELETE FROM "public"."staging_immigration";

COPY "public"."staging_immigration" ("cicid", "arrival_date", "departure_date", "age", "birth_year", "gender", "citizenship", "residence", "mode", "visa", "visa_type", "visa_post", "port_code", "port_name", "port_city", "port_state", "port_country", "state_code", "state", "airline", "flight_number", "admission_number")
FROM 's3://lake/arrivals/r0123456789ab/immigration.manifest'
IAM_ROLE 'arn:aws:iam::123456789012:role/arrivals-r0123456789ab-redshift'
FORMAT AS PARQUET
MANIFEST;

SELECT count(*) FROM "public"."staging_immigration";

COMMIT;

BEGIN;

SET LOCAL statement_timeout TO 3600000;

LOCK "public"."staging_airports";

DELETE FROM "public"."staging_airports";

COPY "public"."staging_airports" ("ident", "type", "name", "elevation_ft", "country_code", "region_code", "state_code", "city", "gps_code", "iata_code", "local_code", "longitude", "latitude")
FROM 's3://lake/arrivals/r0123456789ab/airports.manifest'
IAM_ROLE 'arn:aws:iam::123456789012:role/arrivals-r0123456789ab-redshift'
FORMAT AS PARQUET
MANIFEST;

SELECT count(*) FROM "public"."staging_airports";

COMMIT;

BEGIN;

SET LOCAL statement_timeout TO 3600000;

LOCK "public"."staging_demography";

DELETE FROM "public"."staging_demography";

COPY "public"."staging_demography" ("state_code", "state", "cities", "total_population", "male_population", "female_population", "veterans", "foreign_born", "median_age", "household_size")
FROM 's3://lake/arrivals/r0123456789ab/demography.manifest'
IAM_ROLE 'arn:aws:iam::123456789012:role/arrivals-r0123456789ab-redshift'
FORMAT AS PARQUET
MANIFEST;

SELECT count(*) FROM "public"."staging_demography";

COMMIT;

BEGIN;

SET LOCAL statement_timeout TO 3600000;

LOCK "public"."staging_temperature";

DELETE FROM "public"."staging_temperature";

COPY "public"."staging_temperature" ("month", "temperature", "uncertainty", "state_months", "first_year", "last_year")
FROM 's3://lake/arrivals/r0123456789ab/temperature.manifest'
IAM_ROLE 'arn:aws:iam::123456789012:role/arrivals-r0123456789ab-redshift'
FORMAT AS PARQUET
MANIFEST;

SELECT count(*) FROM "public"."staging_temperature";

COMMIT;

