-- spark/arrivals/immigration.sql, written for DuckDB by hand. Read without quoting, since an open quote would run on over line ends, which
-- Spark ends with its line: the quotes of an airline are taken off below, and a line with an open one is rejected.

SET default_null_order = 'nulls_first';

CREATE TEMP VIEW immigration_lines AS
SELECT * FROM read_csv('${source}/immigration.csv', header = false, delim = ',', quote = '', escape = '', all_varchar = true, auto_detect = false,
  ignore_errors = true, store_rejects = true, columns = {
    line_id: 'VARCHAR', cicid: 'VARCHAR', i94yr: 'VARCHAR', i94mon: 'VARCHAR', i94cit: 'VARCHAR', i94res: 'VARCHAR', i94port: 'VARCHAR',
    arrdate: 'VARCHAR', i94mode: 'VARCHAR', i94addr: 'VARCHAR', depdate: 'VARCHAR', i94bir: 'VARCHAR', i94visa: 'VARCHAR', count: 'VARCHAR',
    dtadfile: 'VARCHAR', visapost: 'VARCHAR', occup: 'VARCHAR', entdepa: 'VARCHAR', entdepd: 'VARCHAR', entdepu: 'VARCHAR',
    matflag: 'VARCHAR', biryear: 'VARCHAR', dtaddto: 'VARCHAR', gender: 'VARCHAR', insnum: 'VARCHAR', airline: 'VARCHAR',
    admnum: 'VARCHAR', fltno: 'VARCHAR', visatype: 'VARCHAR'});

CREATE TEMP VIEW country_list AS
SELECT * FROM read_csv('${reference}/country.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, auto_detect = false,
  columns = {code: 'VARCHAR', name: 'VARCHAR', status: 'VARCHAR'});

CREATE TEMP VIEW port_list AS
SELECT * FROM read_csv('${reference}/port.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, auto_detect = false,
  columns = {code: 'VARCHAR', name: 'VARCHAR', city: 'VARCHAR', state: 'VARCHAR', country: 'VARCHAR'});

CREATE TEMP VIEW mode_list AS
SELECT * FROM read_csv('${reference}/mode.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, auto_detect = false,
  columns = {code: 'VARCHAR', name: 'VARCHAR'});

CREATE TEMP VIEW visa_list AS
SELECT * FROM read_csv('${reference}/visa.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, auto_detect = false,
  columns = {code: 'VARCHAR', name: 'VARCHAR'});

CREATE TEMP VIEW state_list AS
SELECT * FROM read_csv('${reference}/state.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, auto_detect = false,
  columns = {code: 'VARCHAR', name: 'VARCHAR'});

CREATE TEMP VIEW immigration_text AS
SELECT
  nullif(trim(cicid), '') AS cicid,
  nullif(trim(arrdate), '') AS arrdate,
  nullif(trim(depdate), '') AS depdate,
  nullif(trim(i94bir), '') AS i94bir,
  nullif(trim(biryear), '') AS biryear,
  nullif(upper(trim(gender)), '') AS gender,
  nullif(regexp_replace(trim(i94cit), '[.]0*$', ''), '') AS citizenship_code,
  nullif(regexp_replace(trim(i94res), '[.]0*$', ''), '') AS residence_code,
  nullif(regexp_replace(trim(i94mode), '[.]0*$', ''), '') AS mode_code,
  nullif(regexp_replace(trim(i94visa), '[.]0*$', ''), '') AS visa_code,
  nullif(regexp_replace(trim(admnum), '[.]0*$', ''), '') AS admission_number,
  nullif(upper(trim(i94port)), '') AS port_code,
  nullif(upper(trim(i94addr)), '') AS state_code,
  nullif(trim(visatype), '') AS visa_type,
  nullif(trim(visapost), '') AS visa_post,
  nullif(trim(CASE WHEN airline LIKE '"%"' THEN substr(airline, 2, length(airline) - 2) ELSE airline END), '') AS airline,
  nullif(trim(fltno), '') AS flight_number,
  line_id,
  concat_ws(' ', cicid, i94yr, i94mon, i94cit, i94res, i94port, arrdate, i94mode, i94addr, depdate, i94bir, i94visa, count)
      = 'cicid i94yr i94mon i94cit i94res i94port arrdate i94mode i94addr depdate i94bir i94visa count'
    AND concat_ws(' ', dtadfile, visapost, occup, entdepa, entdepd, entdepu, matflag, biryear, dtaddto)
      = 'dtadfile visapost occup entdepa entdepd entdepu matflag biryear dtaddto'
    AND concat_ws(' ', gender, insnum, airline, admnum, fltno, visatype) = 'gender insnum airline admnum fltno visatype' AS header
FROM immigration_lines;

CREATE TEMP TABLE immigration_judged AS
SELECT *,
  NOT starts_with(coalesce(airline, ''), '"')
    AND coalesce(regexp_matches(cicid, '^[0-9]{1,18}([.]0*)?$'), false)
    AND coalesce(regexp_matches(arrdate, '^[0-9]{1,6}([.][0-9]*)?$'), false)
    AND coalesce(regexp_matches(depdate, '^[0-9]{1,6}([.][0-9]*)?$'), true)
    AND coalesce(regexp_matches(i94bir, '^-?[0-9]{1,4}([.][0-9]*)?$'), true)
    AND coalesce(regexp_matches(biryear, '^[0-9]{1,4}([.]0*)?$'), true) AS readable
FROM immigration_text;

SELECT CASE
  WHEN count(*) > 0 THEN count(*)
  ELSE error('The header of immigration.csv is not that of the I-94 extract: a column without a name, then cicid to visatype in its order')
END AS headers
FROM immigration_judged
WHERE header;

CREATE TEMP VIEW immigration_typed AS
SELECT
  CAST(CAST(cicid AS DECIMAL(18,0)) AS BIGINT) AS cicid,
  DATE '1960-01-01' + CAST(trunc(CAST(arrdate AS DOUBLE)) AS INTEGER) AS arrival_date,
  DATE '1960-01-01' + CAST(trunc(CAST(depdate AS DOUBLE)) AS INTEGER) AS departure_date,
  coalesce(CAST(trunc(CAST(i94bir AS DOUBLE)) AS INTEGER), 0) AS age,
  CAST(trunc(CAST(biryear AS DOUBLE)) AS INTEGER) AS birth_year,
  gender, citizenship_code, residence_code, mode_code, visa_code, admission_number, port_code, state_code,
  visa_type, visa_post, airline, flight_number
FROM immigration_judged
WHERE readable;

CREATE TEMP VIEW immigration_by_air AS
SELECT * FROM immigration_typed WHERE mode_code = '1' AND age >= 0;

CREATE TEMP TABLE immigration_ranked AS
SELECT *,
  row_number() OVER (
    PARTITION BY cicid
    ORDER BY departure_date DESC NULLS LAST, arrival_date, age, birth_year, gender, citizenship_code, residence_code,
      visa_code, admission_number, port_code, state_code, visa_type, visa_post, airline, flight_number
  ) AS choice
FROM immigration_by_air;

CREATE TEMP VIEW immigration_kept AS
SELECT
  a.cicid,
  a.arrival_date,
  a.departure_date,
  a.age,
  a.birth_year,
  a.gender,
  CASE WHEN a.citizenship_code IS NOT NULL THEN coalesce(citizenship.name, 'unknown') END AS citizenship,
  CASE WHEN a.residence_code IS NOT NULL THEN coalesce(residence.name, 'unknown') END AS residence,
  coalesce(travel.name, 'unknown') AS mode,
  CASE WHEN a.visa_code IS NOT NULL THEN coalesce(visa.name, 'unknown') END AS visa,
  a.visa_type,
  a.visa_post,
  CASE WHEN a.port_code IS NOT NULL THEN coalesce(port.code, 'unknown') END AS port_code,
  port.name AS port_name,
  port.city AS port_city,
  port.state AS port_state,
  port.country AS port_country,
  CASE WHEN a.state_code IS NOT NULL THEN coalesce(destination.code, 'unknown') END AS state_code,
  CASE WHEN a.state_code IS NOT NULL THEN coalesce(destination.name, 'unknown') END AS state,
  a.airline,
  a.flight_number,
  a.admission_number
FROM immigration_ranked AS a
LEFT JOIN country_list AS citizenship ON citizenship.code = a.citizenship_code
LEFT JOIN country_list AS residence ON residence.code = a.residence_code
LEFT JOIN mode_list AS travel ON travel.code = a.mode_code
LEFT JOIN visa_list AS visa ON visa.code = a.visa_code
LEFT JOIN port_list AS port ON port.code = a.port_code
LEFT JOIN state_list AS destination ON destination.code = a.state_code
WHERE a.choice = 1;

COPY (SELECT
  cicid, arrival_date, departure_date, age, birth_year, gender, citizenship, residence, mode, visa, visa_type, visa_post,
  port_code, port_name, port_city, port_state, port_country, state_code, state, airline, flight_number, admission_number
FROM immigration_kept) TO '${sink}/immigration.parquet' (FORMAT parquet, COMPRESSION snappy);

CREATE TEMP VIEW immigration_written AS SELECT * FROM read_parquet('${sink}/immigration.parquet');

DESCRIBE immigration_written;

SELECT
  (SELECT count(*) FROM immigration_judged WHERE NOT header) AS read,
  (SELECT count(*) FROM immigration_judged WHERE NOT readable AND NOT header) AS rejected,
  (SELECT count(*) FROM immigration_typed WHERE NOT coalesce(mode_code = '1' AND age >= 0, false))
    + (SELECT count(*) FROM immigration_ranked WHERE choice > 1) AS filtered,
  (SELECT count(*) FROM immigration_kept) AS kept,
  (SELECT count(*) FROM immigration_written) AS written;
