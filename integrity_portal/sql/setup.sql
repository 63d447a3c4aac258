-- What a superuser does once on every server: in template1 before the portal's database is made, and in that database
-- where it is there already. Safe to repeat. Every statement ends in a semicolon and an empty line (single-user mode).

-- The owner migrates; the office has rights on rows alone. Passwords are set by whoever runs this.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal')
       AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_owner') THEN
        ALTER ROLE portal RENAME TO portal_owner; -- the one role of earlier versions
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_owner') THEN
        CREATE ROLE portal_owner LOGIN CREATEDB CREATEROLE;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_office') THEN
        CREATE ROLE portal_office LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_store') THEN
        CREATE ROLE portal_store NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_replica') THEN
        CREATE ROLE portal_replica NOLOGIN;
    END IF;
END $$;

ALTER ROLE portal_owner NOSUPERUSER CREATEDB CREATEROLE NOREPLICATION NOBYPASSRLS;

ALTER ROLE portal_owner SET createrole_self_grant = 'set, inherit';

ALTER ROLE portal_office NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

GRANT portal_office TO portal_owner WITH INHERIT FALSE, SET TRUE;

-- What the public site calls runs as this role, which can read the store's tables and nothing else.
ALTER ROLE portal_store NOSUPERUSER NOLOGIN NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

GRANT portal_store TO portal_owner WITH INHERIT FALSE, SET TRUE;

-- As whom a public database of its own fetches the store's rows. It may log in and replicate only where whoever runs this
-- gives it a password: that right reads every change of the databases that it may connect to.
ALTER ROLE portal_replica NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;

-- By this the owner of such a database subscribes to the office's.
GRANT pg_create_subscription TO portal_owner;

-- By these the owner's function ends overlong statements of the public site, and nobody else's.
GRANT pg_signal_backend, pg_read_all_stats TO portal_owner;

-- Nobody gets by the mere right to connect: locks by which to stop others, large objects in which to hide data,
-- numbers that tell how many rows lie in tables behind the wall.
DO $$
DECLARE
    shut text;
    holders constant text := 'portal_owner, portal_office';
BEGIN
    FOR shut IN SELECT oid::regprocedure FROM pg_proc
                WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f'
                  AND (proname ~ '^(lo_|pg_stat_get_|pg_(total_)?relation_size|pg_(table|indexes|database|tablespace)_size)'
                       OR proname IN ('loread', 'lowrite', 'pg_lock_status', 'pg_blocking_pids',
                                      'pg_safe_snapshot_blocking_pids', 'pg_sequence_last_value',
                                      'pg_get_sequence_data', 'pg_relation_filenode', 'pg_relation_filepath')) LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', shut);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portal_owner', shut);
    END LOOP;
    FOR shut IN SELECT oid::regprocedure FROM pg_proc
                WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '^pg_(try_)?advisory_' LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', shut);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', shut, holders);
    END LOOP;
    FOR shut IN SELECT oid::regclass FROM pg_class
                WHERE relnamespace = 'pg_catalog'::regnamespace
                  AND (relname ~ '^pg_(stat|statio)_' AND relkind = 'v'
                       OR relname IN ('pg_stats', 'pg_stats_ext', 'pg_stats_ext_exprs', 'pg_locks', 'pg_sequences',
                                      'pg_largeobject_metadata', 'pg_class')) LOOP
        EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', shut);
        EXECUTE format('GRANT SELECT ON %s TO portal_owner', shut);
    END LOOP;
    GRANT SELECT ON pg_class TO portal_office, portal_replica; -- Django and the copy look up tables there
END $$;

