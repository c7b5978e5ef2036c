-- Air arrivals, one row per admission, typed, with names for the I-94 codes.
-- Reads ${source}/immigration.csv and the code lists; writes ${sink}. Safe to run again.

-- Columns go by position, so the header is read as a line and compared below. (enforceSchema, which the other jobs use for that,
-- cannot say that the first column's name is empty.)
CREATE OR REPLACE TEMPORARY VIEW immigration_lines (
  line_id STRING, cicid STRING, i94yr STRING, i94mon STRING, i94cit STRING, i94res STRING, i94port STRING,
  arrdate STRING, i94mode STRING, i94addr STRING, depdate STRING, i94bir STRING, i94visa STRING, count STRING,
  dtadfile STRING, visapost STRING, occup STRING, entdepa STRING, entdepd STRING, entdepu STRING,
  matflag STRING, biryear STRING, dtaddto STRING, gender STRING, insnum STRING, airline STRING,
  admnum STRING, fltno STRING, visatype STRING, _corrupt_record STRING
) USING csv OPTIONS (
  path '${source}/immigration.csv', header 'false', escape '"',
  mode 'PERMISSIVE', columnNameOfCorruptRecord '_corrupt_record'
);

CREATE OR REPLACE TEMPORARY VIEW country_list (code STRING, name STRING, status STRING)
USING csv OPTIONS (path '${reference}/country.csv', header 'true', escape '"', enforceSchema 'false');

CREATE OR REPLACE TEMPORARY VIEW port_list (code STRING, name STRING, city STRING, state STRING, country STRING)
USING csv OPTIONS (path '${reference}/port.csv', header 'true', escape '"', enforceSchema 'false');

CREATE OR REPLACE TEMPORARY VIEW mode_list (code STRING, name STRING)
USING csv OPTIONS (path '${reference}/mode.csv', header 'true', escape '"', enforceSchema 'false');

CREATE OR REPLACE TEMPORARY VIEW visa_list (code STRING, name STRING)
USING csv OPTIONS (path '${reference}/visa.csv', header 'true', escape '"', enforceSchema 'false');

CREATE OR REPLACE TEMPORARY VIEW state_list (code STRING, name STRING)
USING csv OPTIONS (path '${reference}/state.csv', header 'true', escape '"', enforceSchema 'false');

-- Blank text is missing text; codes lose the ".0" that the extract gives every number.
CREATE OR REPLACE TEMPORARY VIEW immigration_text AS
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
  nullif(trim(airline), '') AS airline,
  nullif(trim(fltno), '') AS flight_number,
  line_id,
  _corrupt_record,
  concat_ws(' ', cicid, i94yr, i94mon, i94cit, i94res, i94port, arrdate, i94mode, i94addr, depdate, i94bir, i94visa, count)
      = 'cicid i94yr i94mon i94cit i94res i94port arrdate i94mode i94addr depdate i94bir i94visa count'
    AND concat_ws(' ', dtadfile, visapost, occup, entdepa, entdepd, entdepu, matflag, biryear, dtaddto)
      = 'dtadfile visapost occup entdepa entdepd entdepu matflag biryear dtaddto'
    AND concat_ws(' ', gender, insnum, airline, admnum, fltno, visatype) = 'gender insnum airline admnum fltno visatype' AS header
FROM immigration_lines;

-- A row is rejected when its line has too few or too many fields, when it has no cicid or arrival, or when a number in it is none.
CREATE OR REPLACE TEMPORARY VIEW immigration_judged AS
SELECT *,
  _corrupt_record IS NULL
    AND coalesce(cicid RLIKE '^[0-9]{1,18}([.]0*)?$', false)
    AND coalesce(arrdate RLIKE '^[0-9]{1,6}([.][0-9]*)?$', false)
    AND coalesce(depdate RLIKE '^[0-9]{1,6}([.][0-9]*)?$', true)
    AND coalesce(i94bir RLIKE '^-?[0-9]{1,4}([.][0-9]*)?$', true)
    AND coalesce(biryear RLIKE '^[0-9]{1,4}([.]0*)?$', true) AS readable
FROM immigration_text;

-- Spark parses only the columns that a query asks for, and sees a malformed line only when it parses all of them: hence this cache
-- of a view that looks at every column of the file.
CACHE TABLE immigration_judged;

SELECT CASE
  WHEN count(*) > 0 THEN count(*)
  ELSE raise_error('The header of immigration.csv is not that of the I-94 extract: a column without a name, then cicid to visatype in its order')
END AS headers
FROM immigration_judged
WHERE header;

CREATE OR REPLACE TEMPORARY VIEW immigration_typed AS
SELECT
  CAST(CAST(cicid AS DECIMAL(18,0)) AS BIGINT) AS cicid,
  date_add(DATE '1960-01-01', CAST(CAST(arrdate AS DOUBLE) AS INT)) AS arrival_date,
  date_add(DATE '1960-01-01', CAST(CAST(depdate AS DOUBLE) AS INT)) AS departure_date,
  coalesce(CAST(CAST(i94bir AS DOUBLE) AS INT), 0) AS age,
  CAST(CAST(biryear AS DOUBLE) AS INT) AS birth_year,
  gender, citizenship_code, residence_code, mode_code, visa_code, admission_number, port_code, state_code,
  visa_type, visa_post, airline, flight_number
FROM immigration_judged
WHERE readable;

CREATE OR REPLACE TEMPORARY VIEW immigration_by_air AS
SELECT * FROM immigration_typed WHERE mode_code = '1' AND age >= 0;

-- The order names every column, so that the same row is chosen on every run; a row that knows its departure goes first.
CREATE OR REPLACE TEMPORARY VIEW immigration_ranked AS
SELECT *,
  row_number() OVER (
    PARTITION BY cicid
    ORDER BY departure_date DESC NULLS LAST, arrival_date, age, birth_year, gender, citizenship_code, residence_code,
      visa_code, admission_number, port_code, state_code, visa_type, visa_post, airline, flight_number
  ) AS choice
FROM immigration_by_air;

CACHE TABLE immigration_ranked;

-- A code that its list lacks becomes `unknown`; a missing one stays missing.
CREATE OR REPLACE TEMPORARY VIEW immigration_kept AS
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

INSERT OVERWRITE DIRECTORY '${sink}' USING parquet
SELECT
  cicid, arrival_date, departure_date, age, birth_year, gender, citizenship, residence, mode, visa, visa_type, visa_post,
  port_code, port_name, port_city, port_state, port_country, state_code, state, airline, flight_number, admission_number
FROM immigration_kept;

CREATE OR REPLACE TEMPORARY VIEW immigration_written USING parquet OPTIONS (path '${sink}');

DESCRIBE immigration_written;

SELECT
  (SELECT count(*) FROM immigration_judged WHERE NOT header) AS read,
  (SELECT count(*) FROM immigration_judged WHERE NOT readable AND NOT header) AS rejected,
  (SELECT count(*) FROM immigration_typed WHERE NOT coalesce(mode_code = '1' AND age >= 0, false))
    + (SELECT count(*) FROM immigration_ranked WHERE choice > 1) AS filtered,
  (SELECT count(*) FROM immigration_kept) AS kept,
  (SELECT count(*) FROM immigration_written) AS written;
