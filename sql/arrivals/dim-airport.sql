-- One row per port of entry that an arrival names, with the airport that fits it best, or none; `unknown` where no known port is named.
-- Best: same city and state, large before medium before small before the rest, ties to the lowest ident.
-- Safe to run again: it replaces what is there.

DELETE FROM ${schema}.dim_airport;

INSERT INTO ${schema}.dim_airport
  (port_code, port_name, city, state_code, country,
   airport_ident, airport_type, airport_name, iata_code, elevation_ft, longitude, latitude)
SELECT
  port_code, port_name, port_city, port_state, port_country,
  ident, type, name, iata_code, elevation_ft, longitude, latitude
FROM (
  SELECT
    p.port_code, p.port_name, p.port_city, p.port_state, p.port_country,
    a.ident, a.type, a.name, a.iata_code, a.elevation_ft, a.longitude, a.latitude,
    row_number() OVER (
      PARTITION BY p.port_code
      ORDER BY
        CASE a.type WHEN 'large_airport' THEN 1 WHEN 'medium_airport' THEN 2 WHEN 'small_airport' THEN 3 ELSE 4 END,
        a.ident
    ) AS choice
  FROM (
    SELECT
      coalesce(port_code, 'unknown') AS port_code,
      max(port_name) AS port_name, max(port_city) AS port_city, max(port_state) AS port_state, max(port_country) AS port_country
    FROM ${schema}.staging_immigration
    GROUP BY coalesce(port_code, 'unknown')
  ) AS p
  LEFT JOIN ${schema}.staging_airports AS a
    ON lower(a.city) = lower(p.port_city) AND a.state_code = p.port_state
) AS ranked
WHERE choice = 1;
