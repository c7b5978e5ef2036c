-- spark/arrivals/demography.sql, written for DuckDB by hand.

CREATE TEMP TABLE demography_csv AS
SELECT * FROM read_csv('${source}/us-cities-demographics.csv', header = true, delim = ';', quote = '"', escape = '"', all_varchar = true, auto_detect = false,
  ignore_errors = true, store_rejects = true, columns = {
    'City': 'VARCHAR', 'State': 'VARCHAR', 'Median Age': 'VARCHAR', 'Male Population': 'VARCHAR', 'Female Population': 'VARCHAR',
    'Total Population': 'VARCHAR', 'Number of Veterans': 'VARCHAR', 'Foreign-born': 'VARCHAR', 'Average Household Size': 'VARCHAR',
    'State Code': 'VARCHAR', 'Race': 'VARCHAR', 'Count': 'VARCHAR'});

CREATE TEMP VIEW demography_text AS
SELECT
  nullif(trim("City"), '') AS city,
  nullif(trim("State"), '') AS state,
  nullif(upper(trim("State Code")), '') AS state_code,
  nullif(trim("Median Age"), '') AS median_age,
  nullif(trim("Average Household Size"), '') AS household_size,
  nullif(trim("Total Population"), '') AS total_population,
  nullif(trim("Male Population"), '') AS male_population,
  nullif(trim("Female Population"), '') AS female_population,
  nullif(trim("Number of Veterans"), '') AS veterans,
  nullif(trim("Foreign-born"), '') AS foreign_born
FROM demography_csv;

CREATE TEMP VIEW demography_judged AS
SELECT *,
  city IS NOT NULL
    AND state_code IS NOT NULL
    AND coalesce(regexp_matches(total_population, '^[0-9]{1,10}$'), false)
    AND coalesce(regexp_matches(male_population, '^[0-9]{1,10}$'), true)
    AND coalesce(regexp_matches(female_population, '^[0-9]{1,10}$'), true)
    AND coalesce(regexp_matches(veterans, '^[0-9]{1,10}$'), true)
    AND coalesce(regexp_matches(foreign_born, '^[0-9]{1,10}$'), true)
    AND coalesce(regexp_matches(median_age, '^[0-9]{1,3}([.][0-9]+)?$'), true)
    AND coalesce(regexp_matches(household_size, '^[0-9]{1,3}([.][0-9]+)?$'), true) AS readable
FROM demography_text;

CREATE TEMP VIEW demography_typed AS
SELECT
  city,
  state,
  state_code,
  CAST(median_age AS DECIMAL(6,2)) AS median_age,
  CAST(household_size AS DECIMAL(6,2)) AS household_size,
  CAST(total_population AS BIGINT) AS total_population,
  CAST(male_population AS BIGINT) AS male_population,
  CAST(female_population AS BIGINT) AS female_population,
  CAST(veterans AS BIGINT) AS veterans,
  CAST(foreign_born AS BIGINT) AS foreign_born
FROM demography_judged
WHERE readable;

CREATE TEMP VIEW demography_city AS
SELECT
  city,
  state_code,
  max(state) AS state,
  max(median_age) AS median_age,
  max(household_size) AS household_size,
  max(total_population) AS total_population,
  max(male_population) AS male_population,
  max(female_population) AS female_population,
  max(veterans) AS veterans,
  max(foreign_born) AS foreign_born
FROM demography_typed
GROUP BY city, state_code;

CREATE TEMP VIEW demography_state AS
SELECT
  state_code,
  max(state) AS state,
  count(*) AS cities,
  CAST(sum(total_population) AS BIGINT) AS total_population,
  CAST(sum(male_population) AS BIGINT) AS male_population,
  CAST(sum(female_population) AS BIGINT) AS female_population,
  CAST(sum(veterans) AS BIGINT) AS veterans,
  CAST(sum(foreign_born) AS BIGINT) AS foreign_born,
  CAST(sum(median_age * CAST(total_population AS DECIMAL(12,0)))
    / nullif(sum(CASE WHEN median_age IS NOT NULL THEN CAST(total_population AS DECIMAL(12,0)) END), 0)
    AS DECIMAL(8,4)) AS median_age,
  CAST(sum(household_size * CAST(total_population AS DECIMAL(12,0)))
    / nullif(sum(CASE WHEN household_size IS NOT NULL THEN CAST(total_population AS DECIMAL(12,0)) END), 0)
    AS DECIMAL(8,4)) AS household_size
FROM demography_city
GROUP BY state_code;

COPY (SELECT * FROM demography_state) TO '${sink}/demography.parquet' (FORMAT parquet, COMPRESSION snappy);

CREATE TEMP VIEW demography_written AS SELECT * FROM read_parquet('${sink}/demography.parquet');

DESCRIBE demography_written;

SELECT
  (SELECT count(*) FROM demography_csv) AS read,
  (SELECT count(*) FROM demography_judged WHERE NOT readable) AS rejected,
  (SELECT count(*) FROM demography_typed) - (SELECT count(*) FROM (SELECT DISTINCT city, state_code FROM demography_typed)) AS filtered,
  (SELECT count(*) FROM demography_city) AS kept,
  (SELECT count(DISTINCT state_code) FROM demography_typed) AS groups,
  (SELECT count(*) FROM demography_written) AS written;
