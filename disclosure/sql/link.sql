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

-- A mark of each row of one table that travels, by which the office compares a copy with its own row by row and reads no text:
-- a branch for each table, because the catalogue is not the caller's to read.
DO $do$
DECLARE
  branches text;
BEGIN
  SELECT string_agg(format(
    'WHEN %1$L THEN RETURN QUERY SELECT concat_ws('' '', %2$s), md5(there::text) FROM open.%1$I there;', relname,
    (SELECT string_agg('there.' || quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
     JOIN pg_index ON indrelid = attrelid AND indisprimary AND attnum = ANY (indkey) WHERE attrelid = pg_class.oid)), ' ')
  INTO branches
  FROM pg_class WHERE relnamespace = 'open'::regnamespace AND relkind = 'r' AND relname <> 'built';
  EXECUTE format($made$
CREATE FUNCTION open.marks(stored text) RETURNS TABLE (key text, mark text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET bytea_output = 'hex' AS $$
BEGIN
  CASE stored %s END CASE;
END
$$
$made$, branches);
END $do$;
