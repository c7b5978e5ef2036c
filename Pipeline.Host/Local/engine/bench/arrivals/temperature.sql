-- spark/arrivals/temperature.sql, written for DuckDB by hand.

CREATE TEMP VIEW temperature_csv AS
SELECT * FROM read_csv('${source}/temperatures-by-state.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, auto_detect = false,
  ignore_errors = true, store_rejects = true, columns = {
    dt: 'VARCHAR', AverageTemperature: 'VARCHAR', AverageTemperatureUncertainty: 'VARCHAR', State: 'VARCHAR', Country: 'VARCHAR'});

CREATE TEMP VIEW temperature_text AS
SELECT
  regexp_replace(trim(dt), '^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$', '\3-\1-\2') AS day,
  nullif(trim(AverageTemperature), '') AS temperature,
  nullif(trim(AverageTemperatureUncertainty), '') AS uncertainty,
  nullif(trim(State), '') AS state,
  nullif(trim(Country), '') AS country
FROM temperature_csv;

CREATE TEMP TABLE temperature_judged AS
SELECT *,
  state IS NOT NULL
    AND coalesce(regexp_matches(day, '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$') AND TRY_CAST(day AS DATE) IS NOT NULL, false)
    AND coalesce(regexp_matches(temperature, '^-?[0-9]{1,3}([.][0-9]+)?([eE]-[0-9]+)?$'), true)
    AND coalesce(regexp_matches(uncertainty, '^-?[0-9]{1,3}([.][0-9]+)?([eE]-[0-9]+)?$'), true) AS readable
FROM temperature_text;

CREATE TEMP VIEW temperature_typed AS
SELECT
  CAST(year(CAST(day AS DATE)) AS INTEGER) AS year,
  CAST(month(CAST(day AS DATE)) AS INTEGER) AS month,
  CAST(temperature AS DECIMAL(10,6)) AS temperature,
  CAST(uncertainty AS DECIMAL(10,6)) AS uncertainty,
  state,
  country
FROM temperature_judged
WHERE readable;

CREATE TEMP TABLE temperature_us AS
SELECT year, month, temperature, uncertainty, state
FROM temperature_typed
WHERE country = 'United States' AND temperature IS NOT NULL;

CREATE TEMP VIEW temperature_year AS
SELECT DISTINCT year FROM temperature_us ORDER BY year DESC LIMIT 30;

CREATE TEMP VIEW temperature_kept AS
SELECT u.year, u.month, u.temperature, u.uncertainty, u.state
FROM temperature_us AS u
JOIN temperature_year AS y ON y.year = u.year;

CREATE TEMP VIEW temperature_state_month AS
SELECT state, year, month, CAST(avg(temperature) AS DECIMAL(14,10)) AS temperature, CAST(avg(uncertainty) AS DECIMAL(14,10)) AS uncertainty
FROM temperature_kept
GROUP BY state, year, month;

CREATE TEMP VIEW temperature_month AS
SELECT
  month,
  CAST(avg(temperature) AS DECIMAL(9,4)) AS temperature,
  CAST(avg(uncertainty) AS DECIMAL(9,4)) AS uncertainty,
  count(*) AS state_months,
  min(year) AS first_year,
  max(year) AS last_year
FROM temperature_state_month
GROUP BY month;

COPY (SELECT * FROM temperature_month) TO '${sink}/temperature.parquet' (FORMAT parquet, COMPRESSION snappy);

CREATE TEMP VIEW temperature_written AS SELECT * FROM read_parquet('${sink}/temperature.parquet');

DESCRIBE temperature_written;

SELECT
  (SELECT count(*) FROM temperature_judged) AS read,
  (SELECT count(*) FROM temperature_judged WHERE NOT readable) AS rejected,
  (SELECT count(*) FROM temperature_typed
    WHERE NOT coalesce(country = 'United States' AND temperature IS NOT NULL, false))
    + (SELECT count(*) FROM temperature_us AS u ANTI JOIN temperature_year AS y ON y.year = u.year) AS filtered,
  (SELECT count(*) FROM temperature_kept) AS kept,
  (SELECT count(DISTINCT month) FROM temperature_kept) AS groups,
  (SELECT count(*) FROM temperature_written) AS written;
