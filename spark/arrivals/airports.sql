-- Airports, one row per ident, with coordinates as numbers and the US state or territory.
-- Reads ${source}/airports.csv; writes ${sink}. Safe to run again.

CREATE OR REPLACE TEMPORARY VIEW airports_csv (
  ident STRING, type STRING, name STRING, elevation_ft STRING, continent STRING, iso_country STRING, iso_region STRING,
  municipality STRING, gps_code STRING, iata_code STRING, local_code STRING, coordinates STRING, _corrupt_record STRING
) USING csv OPTIONS (
  path '${source}/airports.csv', header 'true', escape '"', enforceSchema 'false',
  mode 'PERMISSIVE', columnNameOfCorruptRecord '_corrupt_record'
);

-- Spark parses only the columns that a query asks for, and sees a malformed line only when it parses all of them: hence the cache.
CACHE TABLE airports_csv;

CREATE OR REPLACE TEMPORARY VIEW airports_text AS
SELECT
  nullif(trim(ident), '') AS ident,
  nullif(trim(type), '') AS type,
  nullif(trim(name), '') AS name,
  nullif(trim(elevation_ft), '') AS elevation_ft,
  nullif(upper(trim(iso_country)), '') AS country_code,
  nullif(upper(trim(iso_region)), '') AS region_code,
  nullif(trim(municipality), '') AS city,
  nullif(trim(gps_code), '') AS gps_code,
  nullif(trim(iata_code), '') AS iata_code,
  nullif(trim(local_code), '') AS local_code,
  coordinates,
  _corrupt_record
FROM airports_csv;

-- A row is rejected when its line has too few or too many fields, when it has no ident, or when its coordinates are not two numbers
-- ("longitude, latitude") or its elevation is none.
CREATE OR REPLACE TEMPORARY VIEW airports_judged AS
SELECT *,
  _corrupt_record IS NULL
    AND ident IS NOT NULL
    AND coalesce(elevation_ft RLIKE '^-?[0-9]{1,6}([.][0-9]*)?$', true)
    AND coalesce(coordinates RLIKE '^ *-?[0-9]{1,3}([.][0-9]+)?(E-[0-9]+)? *, *-?[0-9]{1,3}([.][0-9]+)?(E-[0-9]+)? *$', false) AS readable
FROM airports_text;

CREATE OR REPLACE TEMPORARY VIEW airports_typed AS
SELECT
  ident,
  type,
  name,
  CAST(CAST(elevation_ft AS DOUBLE) AS INT) AS elevation_ft,
  country_code,
  region_code,
  CASE
    WHEN country_code = 'US' THEN substr(region_code, 4)
    WHEN country_code IN ('AS', 'GU', 'MP', 'PR', 'VI') THEN country_code
  END AS state_code,
  city,
  gps_code,
  iata_code,
  local_code,
  CAST(trim(split(coordinates, ',')[0]) AS DOUBLE) AS longitude,
  CAST(trim(split(coordinates, ',')[1]) AS DOUBLE) AS latitude
FROM airports_judged
WHERE readable;

-- The order names every column, so that the same row is chosen on every run.
CREATE OR REPLACE TEMPORARY VIEW airports_ranked AS
SELECT *,
  row_number() OVER (
    PARTITION BY ident
    ORDER BY type, name, elevation_ft, country_code, region_code, city, gps_code, iata_code, local_code, longitude, latitude
  ) AS choice
FROM airports_typed;

CREATE OR REPLACE TEMPORARY VIEW airports_kept AS
SELECT
  ident, type, name, elevation_ft, country_code, region_code, state_code, city, gps_code, iata_code, local_code, longitude, latitude
FROM airports_ranked
WHERE choice = 1;

INSERT OVERWRITE DIRECTORY '${sink}' USING parquet
SELECT
  ident, type, name, elevation_ft, country_code, region_code, state_code, city, gps_code, iata_code, local_code, longitude, latitude
FROM airports_kept;

CREATE OR REPLACE TEMPORARY VIEW airports_written USING parquet OPTIONS (path '${sink}');

DESCRIBE airports_written;

SELECT
  (SELECT count(*) FROM airports_csv) AS read,
  (SELECT count(*) FROM airports_judged WHERE NOT readable) AS rejected,
  (SELECT count(*) FROM airports_ranked WHERE choice > 1) AS filtered,
  (SELECT count(*) FROM airports_kept) AS kept,
  (SELECT count(*) FROM airports_written) AS written;
