-- One row per admission. A missing state or port points to the `unknown` member of its dimension.
-- Safe to run again: it replaces what is there.

DELETE FROM ${schema}.fact_arrival;

INSERT INTO ${schema}.fact_arrival
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
FROM ${schema}.staging_immigration;
