-- One row per day of arrival, with the mean temperature of its calendar month. Safe to run again: it replaces what is there.
-- The temperatures have one row per month, so a day can meet one of them at most.

DELETE FROM ${schema}.dim_arrive_date;

INSERT INTO ${schema}.dim_arrive_date
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
FROM (SELECT DISTINCT arrival_date FROM ${schema}.staging_immigration) AS d
LEFT JOIN ${schema}.staging_temperature AS t ON t.month = CAST(EXTRACT(MONTH FROM d.arrival_date) AS INTEGER);
