-- Mean temperature of each calendar month over the US states, in the last 30 calendar years that the file has readings of.
-- Reads ${source}/temperatures-by-state.csv; writes ${sink}. Safe to run again.

CREATE OR REPLACE TEMPORARY VIEW temperature_csv (
  dt STRING, AverageTemperature STRING, AverageTemperatureUncertainty STRING, State STRING, Country STRING, _corrupt_record STRING
) USING csv OPTIONS (
  path '${source}/temperatures-by-state.csv', header 'true', escape '"', enforceSchema 'false',
  mode 'PERMISSIVE', columnNameOfCorruptRecord '_corrupt_record'
);

-- Both date forms of the file, 1855-05-01 and 5/1/1855, become the first.
CREATE OR REPLACE TEMPORARY VIEW temperature_text AS
SELECT
  regexp_replace(trim(dt), '^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$', '$3-$1-$2') AS day,
  nullif(trim(AverageTemperature), '') AS temperature,
  nullif(trim(AverageTemperatureUncertainty), '') AS uncertainty,
  nullif(trim(State), '') AS state,
  nullif(trim(Country), '') AS country,
  _corrupt_record
FROM temperature_csv;

-- A row is rejected when its line has too few or too many fields, when it has no date or state, or when a number in it is none.
-- A gap, a month without a temperature, is no error.
CREATE OR REPLACE TEMPORARY VIEW temperature_judged AS
SELECT *,
  _corrupt_record IS NULL
    AND state IS NOT NULL
    AND coalesce(day RLIKE '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$' AND CAST(day AS DATE) IS NOT NULL, false)
    AND coalesce(temperature RLIKE '^-?[0-9]{1,3}([.][0-9]+)?([eE]-[0-9]+)?$', true)
    AND coalesce(uncertainty RLIKE '^-?[0-9]{1,3}([.][0-9]+)?([eE]-[0-9]+)?$', true) AS readable
FROM temperature_text;

-- Spark parses only the columns that a query asks for, and sees a malformed line only when it parses all of them: hence this cache
-- of a view that looks at every column of the file.
CACHE TABLE temperature_judged;

CREATE OR REPLACE TEMPORARY VIEW temperature_typed AS
SELECT
  year(CAST(day AS DATE)) AS year,
  month(CAST(day AS DATE)) AS month,
  CAST(temperature AS DECIMAL(10,6)) AS temperature,
  CAST(uncertainty AS DECIMAL(10,6)) AS uncertainty,
  state,
  country
FROM temperature_judged
WHERE readable;

CREATE OR REPLACE TEMPORARY VIEW temperature_us AS
SELECT year, month, temperature, uncertainty, state
FROM temperature_typed
WHERE country = 'United States' AND temperature IS NOT NULL;

CACHE TABLE temperature_us;

CREATE OR REPLACE TEMPORARY VIEW temperature_year AS
SELECT DISTINCT year FROM temperature_us ORDER BY year DESC LIMIT 30;

CREATE OR REPLACE TEMPORARY VIEW temperature_kept AS
SELECT u.year, u.month, u.temperature, u.uncertainty, u.state
FROM temperature_us AS u
JOIN temperature_year AS y ON y.year = u.year;

-- Every month of a state weighs the same, also when the file should have it twice.
CREATE OR REPLACE TEMPORARY VIEW temperature_state_month AS
SELECT state, year, month, avg(temperature) AS temperature, avg(uncertainty) AS uncertainty
FROM temperature_kept
GROUP BY state, year, month;

-- Averages of decimals are exact sums divided once, so every run gives the same means.
CREATE OR REPLACE TEMPORARY VIEW temperature_month AS
SELECT
  month,
  CAST(avg(temperature) AS DECIMAL(9,4)) AS temperature,
  CAST(avg(uncertainty) AS DECIMAL(9,4)) AS uncertainty,
  count(*) AS state_months,
  min(year) AS first_year,
  max(year) AS last_year
FROM temperature_state_month
GROUP BY month;

INSERT OVERWRITE DIRECTORY '${sink}' USING parquet
SELECT month, temperature, uncertainty, state_months, first_year, last_year
FROM temperature_month;

CREATE OR REPLACE TEMPORARY VIEW temperature_written USING parquet OPTIONS (path '${sink}');

DESCRIBE temperature_written;

SELECT
  (SELECT count(*) FROM temperature_judged) AS read,
  (SELECT count(*) FROM temperature_judged WHERE NOT readable) AS rejected,
  (SELECT count(*) FROM temperature_typed
    WHERE NOT coalesce(country = 'United States' AND temperature IS NOT NULL, false))
    + (SELECT count(*) FROM temperature_us AS u LEFT ANTI JOIN temperature_year AS y ON y.year = u.year) AS filtered,
  (SELECT count(*) FROM temperature_kept) AS kept,
  (SELECT count(DISTINCT month) FROM temperature_kept) AS groups,
  (SELECT count(*) FROM temperature_written) AS written;
