-- Population of each state's cities: sums of people, means of median age and household size weighted by population.
-- Reads ${source}/us-cities-demographics.csv; writes ${sink}. Safe to run again.

CREATE OR REPLACE TEMPORARY VIEW demography_csv (
  `City` STRING, `State` STRING, `Median Age` STRING, `Male Population` STRING, `Female Population` STRING,
  `Total Population` STRING, `Number of Veterans` STRING, `Foreign-born` STRING, `Average Household Size` STRING,
  `State Code` STRING, `Race` STRING, `Count` STRING, _corrupt_record STRING
) USING csv OPTIONS (
  path '${source}/us-cities-demographics.csv', header 'true', sep ';', escape '"', enforceSchema 'false',
  mode 'PERMISSIVE', columnNameOfCorruptRecord '_corrupt_record'
);

-- Spark parses only the columns that a query asks for, and sees a malformed line only when it parses all of them: hence the cache.
CACHE TABLE demography_csv;

CREATE OR REPLACE TEMPORARY VIEW demography_text AS
SELECT
  nullif(trim(`City`), '') AS city,
  nullif(trim(`State`), '') AS state,
  nullif(upper(trim(`State Code`)), '') AS state_code,
  nullif(trim(`Median Age`), '') AS median_age,
  nullif(trim(`Average Household Size`), '') AS household_size,
  nullif(trim(`Total Population`), '') AS total_population,
  nullif(trim(`Male Population`), '') AS male_population,
  nullif(trim(`Female Population`), '') AS female_population,
  nullif(trim(`Number of Veterans`), '') AS veterans,
  nullif(trim(`Foreign-born`), '') AS foreign_born,
  _corrupt_record
FROM demography_csv;

-- A row is rejected when its line has too few or too many fields, when it has no city, state or total, or when a number in it is none.
CREATE OR REPLACE TEMPORARY VIEW demography_judged AS
SELECT *,
  _corrupt_record IS NULL
    AND city IS NOT NULL
    AND state_code IS NOT NULL
    AND coalesce(total_population RLIKE '^[0-9]{1,10}$', false)
    AND coalesce(male_population RLIKE '^[0-9]{1,10}$', true)
    AND coalesce(female_population RLIKE '^[0-9]{1,10}$', true)
    AND coalesce(veterans RLIKE '^[0-9]{1,10}$', true)
    AND coalesce(foreign_born RLIKE '^[0-9]{1,10}$', true)
    AND coalesce(median_age RLIKE '^[0-9]{1,3}([.][0-9]+)?$', true)
    AND coalesce(household_size RLIKE '^[0-9]{1,3}([.][0-9]+)?$', true) AS readable
FROM demography_text;

CREATE OR REPLACE TEMPORARY VIEW demography_typed AS
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

-- The file repeats a city's totals on the row of each race; max() takes them once, also when one of the rows lacks a value.
CREATE OR REPLACE TEMPORARY VIEW demography_city AS
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

-- Decimals, not doubles: the sums are then exact, so every run gives the same means. A city without a value has no weight in its mean.
CREATE OR REPLACE TEMPORARY VIEW demography_state AS
SELECT
  state_code,
  max(state) AS state,
  count(*) AS cities,
  sum(total_population) AS total_population,
  sum(male_population) AS male_population,
  sum(female_population) AS female_population,
  sum(veterans) AS veterans,
  sum(foreign_born) AS foreign_born,
  CAST(sum(median_age * CAST(total_population AS DECIMAL(12,0)))
    / nullif(sum(CASE WHEN median_age IS NOT NULL THEN CAST(total_population AS DECIMAL(12,0)) END), 0)
    AS DECIMAL(8,4)) AS median_age,
  CAST(sum(household_size * CAST(total_population AS DECIMAL(12,0)))
    / nullif(sum(CASE WHEN household_size IS NOT NULL THEN CAST(total_population AS DECIMAL(12,0)) END), 0)
    AS DECIMAL(8,4)) AS household_size
FROM demography_city
GROUP BY state_code;

INSERT OVERWRITE DIRECTORY '${sink}' USING parquet
SELECT
  state_code, state, cities, total_population, male_population, female_population, veterans, foreign_born, median_age, household_size
FROM demography_state;

CREATE OR REPLACE TEMPORARY VIEW demography_written USING parquet OPTIONS (path '${sink}');

DESCRIBE demography_written;

SELECT
  (SELECT count(*) FROM demography_csv) AS read,
  (SELECT count(*) FROM demography_judged WHERE NOT readable) AS rejected,
  (SELECT count(*) FROM demography_typed) - (SELECT count(*) FROM (SELECT DISTINCT city, state_code FROM demography_typed)) AS filtered,
  (SELECT count(*) FROM demography_city) AS kept,
  (SELECT count(DISTINCT state_code) FROM demography_typed) AS groups,
  (SELECT count(*) FROM demography_written) AS written;
