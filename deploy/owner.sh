#!/bin/sh
# First start of the database container: the owner role, which may make roles but is no superuser, and its database.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --set password="$PORTAL_DB_PASSWORD" <<'SQL'
CREATE ROLE portal LOGIN CREATEDB CREATEROLE PASSWORD :'password';
ALTER ROLE portal SET createrole_self_grant = 'set, inherit';
CREATE DATABASE portal OWNER portal;
SQL
