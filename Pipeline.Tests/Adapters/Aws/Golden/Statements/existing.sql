CREATE DATABASE "arrivals_r0123456789ab";

SELECT 1 FROM pg_database WHERE datname = 'arrivals_r0123456789ab';

DROP DATABASE "arrivals_r0123456789ab";

