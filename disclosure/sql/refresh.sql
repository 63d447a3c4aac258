-- How the store follows the office: rows are brought to what their definition says, in the transaction of the act. These
-- run as their owner: the office's role itself may write no row of the store.

-- The columns of a store table that are written, and those of its key.
CREATE FUNCTION public.disclosure_columns(stored text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_agg(quote_ident(attname) ORDER BY attnum) FROM pg_attribute
  WHERE attrelid = ('open.stored_' || stored)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
$$;

CREATE FUNCTION public.disclosure_key(stored text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_agg(quote_ident(attname) ORDER BY attnum) FROM pg_attribute
  JOIN pg_index ON indrelid = attrelid AND indisprimary AND attnum = ANY (indkey)
  WHERE attrelid = ('open.stored_' || stored)::regclass
$$;

CREATE FUNCTION public.disclosure_of(columns text[], owner text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(owner || '.' || name, ', ' ORDER BY place) FROM unnest(columns) WITH ORDINALITY AS named (name, place)
$$;

-- Brings the rows of one table to their definition: all, or those whose column is among the keys. Returns how many changed.
CREATE FUNCTION public.disclosure_refresh_rows(stored text, among text, keys text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  columns text[] := public.disclosure_columns(stored);
  key text[] := public.disclosure_key(stored);
  chosen text := CASE WHEN among = '' THEN 'true' ELSE format('%%1$s.%1$I = ANY ($1::%2$s[])', among, (
    SELECT atttypid::regtype FROM pg_attribute
    WHERE attrelid = ('open.stored_' || stored)::regclass AND attname = among)) END;
  removed integer;
  written integer;
BEGIN
  EXECUTE format(
    'DELETE FROM open.stored_%1$s stored WHERE %2$s AND NOT EXISTS ('
    'SELECT FROM public.disclosure_defines_%1$s wanted WHERE (%3$s) = (%4$s) AND %5$s)',
    stored, format(chosen, 'stored'), public.disclosure_of(key, 'wanted'), public.disclosure_of(key, 'stored'),
    format(chosen, 'wanted')) USING keys;
  GET DIAGNOSTICS removed = ROW_COUNT;
  EXECUTE format(
    'INSERT INTO open.stored_%1$s AS stored (%3$s) SELECT %3$s FROM public.disclosure_defines_%1$s wanted WHERE %2$s '
    'ON CONFLICT (%4$s) DO UPDATE SET (%3$s) = ROW (%5$s) WHERE (%6$s) IS DISTINCT FROM (%5$s)',
    stored, format(chosen, 'wanted'), array_to_string(columns, ', '), array_to_string(key, ', '),
    public.disclosure_of(columns, 'excluded'), public.disclosure_of(columns, 'stored')) USING keys;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN removed + written;
END
$$;

CREATE FUNCTION public.disclosure_refresh_facts(ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  addresses text[] := ARRAY(SELECT public_id FROM public.records_publication WHERE fact_id = ANY (ids));
BEGIN
  RETURN public.disclosure_refresh_rows('fact', 'public_id', addresses)
       + public.disclosure_refresh_rows('ended', 'public_id', addresses);
END
$$;

-- Whom a change of departments concerns: them, what is under them, what they took over, and who took over beside them.
CREATE FUNCTION public.disclosure_concerned(ids uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE before (id) AS (
    SELECT unnest(ids)
    UNION
    SELECT body.id FROM before JOIN public.organisations_department body ON body.successor_id = before.id
  )
  SELECT array_agg(id) FROM (
    SELECT id FROM before
    UNION SELECT id FROM public.organisations_department WHERE superior_id = ANY (ids)
    UNION SELECT split.department_id FROM public.organisations_reorganisedbody beside
          JOIN public.organisations_reorganisation split ON split.id = beside.case_id
          WHERE beside.department_id = ANY (ids) AND split.department_id IS NOT NULL) concerned
$$;

CREATE FUNCTION public.disclosure_refresh_departments(ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  concerned uuid[] := public.disclosure_concerned(ids);
  turned uuid[];
  keys text[];
  codes text[];
  changed integer;
BEGIN
  INSERT INTO public.disclosure_departmentkey (department_id, key)
  SELECT id, gen_random_uuid() FROM public.organisations_department WHERE id = ANY (concerned)
  ON CONFLICT DO NOTHING;
  SELECT array_agg(key) INTO keys FROM public.disclosure_departmentkey WHERE department_id = ANY (concerned);
  -- Shown from now on, or no more: its facts follow.
  SELECT array_agg(fact.id) INTO turned
  FROM public.organisations_department body
  JOIN public.disclosure_departmentkey bearer ON bearer.department_id = body.id
  JOIN public.records_fact fact ON fact.department_id = body.id
  WHERE body.id = ANY (ids)
    AND body.is_shown <> EXISTS (SELECT FROM open.stored_department shown WHERE shown.key = bearer.key);
  SELECT array_agg(code) INTO codes FROM (
    SELECT code FROM public.organisations_departmentcode WHERE department_id = ANY (concerned)
    UNION SELECT credit_code FROM public.organisations_department WHERE id = ANY (concerned)
    UNION SELECT credit_code FROM open.stored_department WHERE key = ANY (keys::uuid[])) borne;
  changed := public.disclosure_refresh_rows('department', 'key', keys)
           + public.disclosure_refresh_rows('former_code', 'credit_code', codes);
  RETURN changed + CASE WHEN turned IS NULL THEN 0 ELSE public.disclosure_refresh_facts(turned) END;
END
$$;

CREATE FUNCTION public.disclosure_refresh_run() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT public.disclosure_refresh_rows('statistic', '', NULL) + public.disclosure_refresh_rows('aggregation', '', NULL)
$$;

-- The whole store: after migrations, after changes of the map, and wherever a check has found a difference.
CREATE FUNCTION public.disclosure_refresh_all() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  changed integer := 0;
  stored text;
BEGIN
  INSERT INTO public.disclosure_departmentkey (department_id, key)
  SELECT id, gen_random_uuid() FROM public.organisations_department ON CONFLICT DO NOTHING;
  FOREACH stored IN ARRAY ARRAY['region', 'department', 'former_code', 'fact', 'ended', 'statistic', 'aggregation', 'generation']
  LOOP
    changed := changed + public.disclosure_refresh_rows(stored, '', NULL);
  END LOOP;
  RETURN changed;
END
$$;

-- What the day has opened comes in, what it has closed goes out; run again, it finds nothing to do.
CREATE FUNCTION public.disclosure_refresh_day() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT public.disclosure_refresh_facts(ARRAY(
    SELECT fact_id FROM public.records_publication
    WHERE public_id IN (SELECT public_id FROM open.stored_fact WHERE closes_on <= open.today())
    UNION
    SELECT fact_id FROM public.records_publication due
    WHERE status = 'public' AND opens_on <= open.today() AND open.today() < closes_on
      AND NOT EXISTS (SELECT FROM open.stored_fact there WHERE there.public_id = due.public_id)
      AND NOT EXISTS (SELECT FROM public.records_hold hold WHERE hold.publication_id = due.id AND hold.status = 'open')))
$$;

-- Row by row, where a table of the store is not what its definition says.
CREATE FUNCTION public.disclosure_differences() RETURNS TABLE (stored text, key text, fault text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  name text;
  keys text[];
  columns text[];
BEGIN
  FOREACH name IN ARRAY ARRAY['region', 'department', 'former_code', 'fact', 'ended', 'statistic', 'aggregation', 'generation']
  LOOP
    keys := public.disclosure_key(name);
    columns := public.disclosure_columns(name);
    RETURN QUERY EXECUTE format(
      'SELECT %1$L, concat_ws('' '', %3$s), '
      'CASE WHEN wanted.%2$s IS NULL THEN ''surplus'' WHEN there.%2$s IS NULL THEN ''missing'' ELSE ''differs'' END '
      'FROM public.disclosure_defines_%1$s wanted FULL JOIN open.stored_%1$s there USING (%3$s) '
      'WHERE wanted.%2$s IS NULL OR there.%2$s IS NULL OR (%4$s) IS DISTINCT FROM (%5$s)',
      name, keys[1], array_to_string(keys, ', '), public.disclosure_of(columns, 'wanted'),
      public.disclosure_of(columns, 'there'));
  END LOOP;
  RETURN QUERY SELECT * FROM public.disclosure_miscounted();
END
$$;

-- Keeps what a comparison found, where the public site reads how it is.
CREATE FUNCTION public.disclosure_note_check(differences integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO open.stored_check (checked_at, differences) VALUES (now(), differences)
  ON CONFLICT (is_only) DO UPDATE SET checked_at = excluded.checked_at, differences = excluded.differences
$$;

-- Where a kept count is not what a full count of the facts gives.
CREATE FUNCTION public.disclosure_miscounted() RETURNS TABLE (stored text, key text, fault text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH facts AS (
    SELECT *, to_char(opens_on, 'YYYY') AS year, to_char(opens_on, 'YYYY-MM') AS opens_in,
           to_char(closes_on, 'YYYY-MM') AS closes_in FROM open.stored_fact
  ), told AS (
    SELECT 'count_by_facet' AS name,
           concat_ws(' ', kind, city_code, county_code, domain, source_kind, severity, year) AS line, records
    FROM open.count_by_facet
    UNION ALL
    SELECT 'count_by_month', concat_ws(' ', kind, city_code, severity, opens_in, closes_in), records FROM open.count_by_month
    UNION ALL
    SELECT 'count_by_department', concat_ws(' ', kind, department_key), records FROM open.count_by_department
  ), real AS (
    SELECT 'count_by_facet' AS name, concat_ws(' ', kind, city_code, county, domain, source_kind, severity, year) AS line
    FROM facts, LATERAL (VALUES ('*'), (county_code)) AS grain (county) WHERE county <> ''
    UNION ALL
    SELECT 'count_by_month', concat_ws(' ', kind, city_code, severity, opens_in, closes_in) FROM facts
    UNION ALL
    SELECT 'count_by_department', concat_ws(' ', kind, department_key) FROM facts
  )
  SELECT name, line, 'differs'
  FROM (SELECT name, line, records FROM told UNION ALL SELECT name, line, -1 FROM real) beside
  GROUP BY name, line HAVING sum(records) <> 0
$$;

-- Lines of the same count become one.
CREATE FUNCTION public.disclosure_fold_counts() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  name text;
  columns text;
  folded integer := 0;
  gone integer;
BEGIN
  FOR name, columns IN VALUES
    ('count_by_facet', 'kind, city_code, county_code, domain, source_kind, severity, year'),
    ('count_by_month', 'kind, city_code, severity, opens_in, closes_in'),
    ('count_by_department', 'kind, department_key')
  LOOP
    EXECUTE format(
      'WITH many AS (SELECT %2$s FROM open.%1$s GROUP BY %2$s HAVING count(*) > 1), '
      'gone AS (DELETE FROM open.%1$s WHERE (%2$s) IN (SELECT %2$s FROM many) RETURNING %2$s, records) '
      'INSERT INTO open.%1$s (%2$s, records) SELECT %2$s, sum(records) FROM gone GROUP BY %2$s', name, columns);
    EXECUTE format('DELETE FROM open.%1$s WHERE records = 0', name);
    GET DIAGNOSTICS gone = ROW_COUNT;
    folded := folded + gone;
  END LOOP;
  RETURN folded;
END
$$;

-- The generation is the office's; the store has its copy in the same transaction.
CREATE OR REPLACE FUNCTION public.disclosure_generation_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO open.stored_generation (value) SELECT value FROM public.common_publicgeneration
  ON CONFLICT (is_only) DO UPDATE SET value = excluded.value;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER store_follows AFTER INSERT OR UPDATE ON public.common_publicgeneration
  FOR EACH STATEMENT EXECUTE FUNCTION public.disclosure_generation_follows();
