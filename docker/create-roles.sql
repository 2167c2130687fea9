-- Run once by psql as superuser when the Postgres in compose.yaml starts on an empty volume.
-- The passwords come from the server's environment; the script stops if one is missing.
-- Keep in sync with src/persistence/embedded/roles.ts, which does the same for the embedded Postgres.

\set owner_password
\set app_password
\set jobs_password
\getenv owner_password TURNWISE_OWNER_PASSWORD
\getenv app_password TURNWISE_APP_PASSWORD
\getenv jobs_password TURNWISE_JOBS_PASSWORD
SELECT '' IN (:'owner_password', :'app_password', :'jobs_password') AS is_one_missing \gset
\if :is_one_missing
  \warn 'set TURNWISE_OWNER_PASSWORD, TURNWISE_APP_PASSWORD and TURNWISE_JOBS_PASSWORD'
  SELECT 1 / 0 AS refused;
\endif

-- turnwise_owner owns the database and migrates; turnwise_app owns nothing, so row-level security applies to it.
CREATE ROLE turnwise_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'owner_password';
CREATE ROLE turnwise_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'app_password';
CREATE ROLE turnwise_jobs LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'jobs_password';

-- The owner creates the queue's schema on behalf of turnwise_jobs.
GRANT turnwise_jobs TO turnwise_owner;

CREATE DATABASE turnwise OWNER turnwise_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE turnwise FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE turnwise TO turnwise_app, turnwise_jobs;
