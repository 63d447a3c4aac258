-- Ends what the public site's role keeps running longer than its own limits, which a session can lift, would let it.
-- As the owner, who may see and end the sessions of others; of that one role alone.
CREATE OR REPLACE FUNCTION public.portal_end_overlong() RETURNS int LANGUAGE sql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*)::int
    FROM pg_stat_activity AS session
    CROSS JOIN LATERAL pg_terminate_backend(session.pid) AS is_ended
    WHERE session.usename = 'portal_public'
      AND session.datname = current_database()
      AND (session.state = 'active' AND session.query_start < clock_timestamp() - interval '15 seconds'
           OR session.state LIKE 'idle in transaction%'
              AND session.state_change < clock_timestamp() - interval '30 seconds')
      AND is_ended
$$;
REVOKE ALL ON FUNCTION public.portal_end_overlong() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.portal_end_overlong() TO portal_office;
