-- What a public database of its own fetches, and as whom: the rows of the store, and nothing else of the office.
DO $$
DECLARE
  stored text;
BEGIN
  GRANT USAGE ON SCHEMA open TO portal_replica;
  FOR stored IN SELECT oid::regclass FROM pg_class
                WHERE relnamespace = 'open'::regnamespace AND relkind = 'r' AND relname <> 'built' LOOP
    EXECUTE format('GRANT SELECT ON %s TO portal_replica', stored);
  END LOOP;
END $$;

-- The clock of the office beats: what it says travels behind all that was committed before.
CREATE FUNCTION public.disclosure_beat() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE open.stored_beat SET beaten_at = clock_timestamp()
$$;
REVOKE ALL ON FUNCTION public.disclosure_beat() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.disclosure_beat() TO portal_office;
