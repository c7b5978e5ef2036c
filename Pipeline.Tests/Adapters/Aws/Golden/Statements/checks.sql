BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM public.dim_tourist;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM (SELECT cicid FROM public.dim_tourist GROUP BY cicid HAVING count(*) > 1) AS repeated;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.dim_tourist WHERE cicid IS NULL;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM public.dim_arrive_date;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM (SELECT arrive_date FROM public.dim_arrive_date GROUP BY arrive_date HAVING count(*) > 1) AS repeated;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.dim_arrive_date WHERE arrive_date IS NULL;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM public.dim_state_destination;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM (SELECT state_code FROM public.dim_state_destination GROUP BY state_code HAVING count(*) > 1) AS repeated;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.dim_state_destination WHERE state_code IS NULL;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM public.dim_airport;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM (SELECT port_code FROM public.dim_airport GROUP BY port_code HAVING count(*) > 1) AS repeated;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.dim_airport WHERE port_code IS NULL;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM public.fact_arrival;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM (SELECT cicid FROM public.fact_arrival GROUP BY cicid HAVING count(*) > 1) AS repeated;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.fact_arrival WHERE cicid IS NULL OR arrive_date IS NULL OR state_code IS NULL OR port_code IS NULL;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.fact_arrival AS f LEFT JOIN public.dim_tourist AS d ON d.cicid = f.cicid WHERE d.cicid IS NULL AND f.cicid IS NOT NULL;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.fact_arrival AS f LEFT JOIN public.dim_arrive_date AS d ON d.arrive_date = f.arrive_date WHERE d.arrive_date IS NULL AND f.arrive_date IS NOT NULL;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.fact_arrival AS f LEFT JOIN public.dim_state_destination AS d ON d.state_code = f.state_code WHERE d.state_code IS NULL AND f.state_code IS NOT NULL;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.fact_arrival AS f LEFT JOIN public.dim_airport AS d ON d.port_code = f.port_code WHERE d.port_code IS NULL AND f.port_code IS NOT NULL;

COMMIT;

BEGIN READ ONLY;

SET LOCAL statement_timeout TO 3600000;

SELECT count(*) FROM public.fact_arrival WHERE arrive_date > departure_date;

COMMIT;

