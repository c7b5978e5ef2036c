-- One row per state that an arrival names, with the people of its cities, and `unknown` for those that name none or no known one.
-- Safe to run again: it replaces what is there.

DELETE FROM ${schema}.dim_state_destination;

INSERT INTO ${schema}.dim_state_destination
  (state_code, state, cities, total_population, male_population, female_population, veterans, foreign_born, median_age, household_size)
SELECT
  s.state_code, s.state, d.cities, d.total_population, d.male_population, d.female_population, d.veterans, d.foreign_born,
  d.median_age, d.household_size
FROM (
  SELECT coalesce(state_code, 'unknown') AS state_code, coalesce(max(state), 'unknown') AS state
  FROM ${schema}.staging_immigration
  GROUP BY coalesce(state_code, 'unknown')
) AS s
LEFT JOIN ${schema}.staging_demography AS d ON d.state_code = s.state_code;
