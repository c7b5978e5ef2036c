-- spark/arrivals/airports.sql, written for DuckDB by hand.

SET default_null_order = 'nulls_first';

CREATE TEMP TABLE airports_csv AS
SELECT * FROM read_csv('${source}/airports.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, auto_detect = false,
  ignore_errors = true, store_rejects = true, columns = {
    ident: 'VARCHAR', type: 'VARCHAR', name: 'VARCHAR', elevation_ft: 'VARCHAR', continent: 'VARCHAR', iso_country: 'VARCHAR', iso_region: 'VARCHAR',
    municipality: 'VARCHAR', gps_code: 'VARCHAR', iata_code: 'VARCHAR', local_code: 'VARCHAR', coordinates: 'VARCHAR'});

CREATE TEMP VIEW airports_text AS
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
  coordinates
FROM airports_csv;

CREATE TEMP VIEW airports_judged AS
SELECT *,
  ident IS NOT NULL
    AND coalesce(regexp_matches(elevation_ft, '^-?[0-9]{1,6}([.][0-9]*)?$'), true)
    AND coalesce(regexp_matches(coordinates, '^ *-?[0-9]{1,3}([.][0-9]+)?(E-[0-9]+)? *, *-?[0-9]{1,3}([.][0-9]+)?(E-[0-9]+)? *$'), false) AS readable
FROM airports_text;

CREATE TEMP VIEW airports_typed AS
SELECT
  ident,
  type,
  name,
  CAST(trunc(CAST(elevation_ft AS DOUBLE)) AS INTEGER) AS elevation_ft,
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
  CAST(trim(split_part(coordinates, ',', 1)) AS DOUBLE) AS longitude,
  CAST(trim(split_part(coordinates, ',', 2)) AS DOUBLE) AS latitude
FROM airports_judged
WHERE readable;

CREATE TEMP VIEW airports_ranked AS
SELECT *,
  row_number() OVER (
    PARTITION BY ident
    ORDER BY type, name, elevation_ft, country_code, region_code, city, gps_code, iata_code, local_code, longitude, latitude
  ) AS choice
FROM airports_typed;

CREATE TEMP VIEW airports_kept AS
SELECT * EXCLUDE (choice) FROM airports_ranked WHERE choice = 1;

COPY (SELECT * FROM airports_kept) TO '${sink}/airports.parquet' (FORMAT parquet, COMPRESSION snappy);

CREATE TEMP VIEW airports_written AS SELECT * FROM read_parquet('${sink}/airports.parquet');

DESCRIBE airports_written;

SELECT
  (SELECT count(*) FROM airports_csv) AS read,
  (SELECT count(*) FROM airports_judged WHERE NOT readable) AS rejected,
  (SELECT count(*) FROM airports_ranked WHERE choice > 1) AS filtered,
  (SELECT count(*) FROM airports_kept) AS kept,
  (SELECT count(*) FROM airports_written) AS written;
