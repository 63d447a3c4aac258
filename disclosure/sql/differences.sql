-- Whether the store says what the office's acts say: asked by check_public, every night and on demand（rules.md 0.2b）.

-- Row by row, where a table of the store is not what its definition says.
CREATE FUNCTION public.disclosure_differences() RETURNS TABLE (stored text, key text, fault text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  name text;
  keys text[];
  columns text[];
  surplus uuid[] := '{}';
BEGIN
  FOREACH name IN ARRAY ARRAY['region', 'information_class', 'rule', 'department', 'former_code', 'fact', 'ended', 'statistic',
                              'repair_figure', 'promise', 'agency', 'dishonest_enterprise', 'aggregation', 'generation',
                              'answer', 'file', 'report']
  LOOP
    keys := public.disclosure_key(name);
    columns := public.disclosure_columns(name);
    FOR stored, key, fault IN EXECUTE format(
      'SELECT %1$L, concat_ws('' '', %3$s), '
      'CASE WHEN wanted.%2$s IS NULL THEN ''surplus'' WHEN there.%2$s IS NULL THEN ''missing'' ELSE ''differs'' END '
      'FROM public.disclosure_defines_%1$s wanted FULL JOIN open.stored_%1$s there USING (%3$s) '
      'WHERE wanted.%2$s IS NULL OR there.%2$s IS NULL OR (%4$s) IS DISTINCT FROM (%5$s)',
      name, keys[1], array_to_string(keys, ', '), public.disclosure_of(columns, 'wanted'),
      public.disclosure_of(columns, 'there'))
    LOOP
      IF name = 'fact' AND fault = 'surplus' THEN
        surplus := surplus || key::uuid;
      END IF;
      RETURN NEXT;
    END LOOP;
  END LOOP;
  RETURN QUERY SELECT * FROM public.disclosure_miscounted();
  RETURN QUERY SELECT * FROM public.disclosure_altered(surplus);
END
$$;

-- Keeps what a comparison found, where the public site reads how it is.
CREATE FUNCTION public.disclosure_note_check(differences integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO open.stored_check (checked_at, differences) VALUES (now(), differences)
  ON CONFLICT (is_only) DO UPDATE SET checked_at = excluded.checked_at, differences = excluded.differences
$$;

-- What is published and no longer reads as it did when it was signed and published: it is shown to nobody until that is cleared up.
-- Hashes are taken only of what is not in the store, or there against its definition: all else is defined, hence as signed.
CREATE FUNCTION public.disclosure_altered(surplus uuid[]) RETURNS TABLE (stored text, key text, fault text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'fact', act.public_id::text, 'altered'
  FROM public.records_publication act JOIN public.records_public_fields shown ON shown.fact_id = act.fact_id
  WHERE act.status = 'public'
    AND (act.public_id = ANY (surplus)
         OR NOT EXISTS (SELECT FROM open.stored_fact there WHERE there.public_id = act.public_id))
    AND NOT public.records_is_as_signed(act, shown.said)
  UNION ALL
  SELECT 'note', note.number, 'altered' FROM public.appeals_departmentnote note
  WHERE note.status = 'standing' AND NOT public.appeals_note_is_as_signed(note)
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
