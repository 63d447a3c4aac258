-- How the store stands to the office's: whether it is a copy, whole, of the same structure, and how many seconds behind.
CREATE FUNCTION open.link() RETURNS TABLE (is_copy boolean, is_whole boolean, fits boolean, lag integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT built.is_copy,
         EXISTS (SELECT FROM pg_subscription_rel)
           AND NOT EXISTS (SELECT FROM pg_subscription_rel WHERE srsubstate NOT IN ('r', 's')),
         beat.structure IS NOT DISTINCT FROM built.structure,
         greatest(extract(epoch FROM clock_timestamp() - beat.beaten_at), 0)::integer
  FROM open.built LEFT JOIN open.stored_beat beat ON true
$$;
GRANT EXECUTE ON FUNCTION open.link() TO portal_public;
