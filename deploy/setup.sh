#!/bin/sh
# What a superuser does once on a database server, and again after an upgrade that changed setup.sql: the two roles with
# their passwords, the database, and what the catalogue leaves to everybody. Safe to repeat.
#   OWNER_DB_PASSWORD=… OFFICE_DB_PASSWORD=… [REPLICA_DB_PASSWORD=…] [PORTAL_DATABASE=portal] [SETUP_SQL=…] sh deploy/setup.sh
# REPLICA_DB_PASSWORD: only where a public database of its own fetches the store from this server.
# The connection is psql's own (PGHOST, PGUSER…); in the container of the database it is the local superuser's.
set -eu
database=${PORTAL_DATABASE:-portal}
sql=${SETUP_SQL:-$(dirname "$0")/../integrity_portal/sql/setup.sql}
run() { psql --no-psqlrc --quiet --username "${POSTGRES_USER:-${PGUSER:-postgres}}" --set ON_ERROR_STOP=1 "$@"; }

run --dbname template1 --file "$sql"
run --dbname template1 --set owner="$OWNER_DB_PASSWORD" --set office="$OFFICE_DB_PASSWORD" --set database="$database" <<'SQL'
ALTER ROLE portal_owner PASSWORD :'owner';
ALTER ROLE portal_office PASSWORD :'office';
SELECT format('CREATE DATABASE %I OWNER portal_owner', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
SQL
if [ -n "${REPLICA_DB_PASSWORD:-}" ]; then
  run --dbname template1 --set replica="$REPLICA_DB_PASSWORD" <<'SQL'
ALTER ROLE portal_replica LOGIN REPLICATION PASSWORD :'replica';
SQL
fi
run --dbname "$database" --file "$sql"
