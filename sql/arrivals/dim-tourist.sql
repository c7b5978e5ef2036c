-- One row per admission, key cicid, from staging_immigration. Safe to run again: it replaces what is there.

DELETE FROM ${schema}.dim_tourist;

INSERT INTO ${schema}.dim_tourist
  (cicid, age, birth_year, gender, citizenship, residence, visa, visa_type, visa_post, admission_number)
SELECT cicid, age, birth_year, gender, citizenship, residence, visa, visa_type, visa_post, admission_number
FROM ${schema}.staging_immigration;
