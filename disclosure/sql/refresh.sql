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

-- The statements that bring those rows of one table to their definition which `chosen` picks: what has none, and what differs.
CREATE FUNCTION public.disclosure_statements(stored text, chosen text) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  columns text[] := public.disclosure_columns(stored);
  key text[] := public.disclosure_key(stored);
BEGIN
  RETURN ARRAY[
    format(
      'DELETE FROM open.stored_%1$s stored WHERE %2$s AND NOT EXISTS ('
      'SELECT FROM public.disclosure_defines_%1$s wanted WHERE (%3$s) = (%4$s) AND %5$s)',
      stored, format(chosen, 'stored'), public.disclosure_of(key, 'wanted'), public.disclosure_of(key, 'stored'),
      format(chosen, 'wanted')),
    format(
      'INSERT INTO open.stored_%1$s AS stored (%3$s) SELECT %3$s FROM public.disclosure_defines_%1$s wanted WHERE %2$s '
      'ON CONFLICT (%4$s) DO UPDATE SET (%3$s) = ROW (%5$s) WHERE (%6$s) IS DISTINCT FROM (%5$s)',
      stored, format(chosen, 'wanted'), array_to_string(columns, ', '), array_to_string(key, ', '),
      public.disclosure_of(columns, 'excluded'), public.disclosure_of(columns, 'stored'))];
END
$$;

-- Brings all rows of one table to their definition. Returns how many changed.
CREATE FUNCTION public.disclosure_refresh_table(stored text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  statement text;
  found integer;
  changed integer := 0;
BEGIN
  FOREACH statement IN ARRAY public.disclosure_statements(stored, 'true') LOOP
    EXECUTE statement;
    GET DIAGNOSTICS found = ROW_COUNT;
    changed := changed + found;
  END LOOP;
  RETURN changed;
END
$$;

-- Brings the rows with the given keys to their definition: a function for each table, so that its statements are planned
-- once a connection. To plan them takes ten times as long as to run them for one row.
DO $do$
DECLARE
  stored text;
  key text;
  statements text[];
BEGIN
  FOR stored, key IN VALUES ('fact', 'public_id'), ('ended', 'public_id'), ('file', 'file'), ('department', 'key'),
                            ('former_code', 'credit_code'), ('answer', 'public_id'), ('promise', 'public_id'),
                            ('report', 'public_id'), ('dishonest_enterprise', 'public_id'), ('agency', 'public_id')
  LOOP
    statements := public.disclosure_statements(stored, '%1$s.' || key || ' = ANY (given)');
    EXECUTE format($made$
CREATE FUNCTION public.disclosure_refresh_stored_%1$s(given %2$s[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  removed integer;
  written integer;
BEGIN
  IF cardinality(given) > 0 THEN
    %3$s;
    GET DIAGNOSTICS removed = ROW_COUNT;
    %4$s;
    GET DIAGNOSTICS written = ROW_COUNT;
  END IF;
  RETURN coalesce(removed + written, 0);
END
$$
$made$, stored, (SELECT atttypid::regtype FROM pg_attribute
                 WHERE attrelid = ('open.stored_' || stored)::regclass AND attname = key), statements[1], statements[2]);
    EXECUTE format('REVOKE ALL ON FUNCTION public.disclosure_refresh_stored_%s FROM PUBLIC', stored);
  END LOOP;
END
$do$;

CREATE FUNCTION public.disclosure_refresh_facts(ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  addresses uuid[] := ARRAY(SELECT public_id FROM public.records_publication WHERE fact_id = ANY (ids));
  changed integer;
  altered integer;
BEGIN
  changed := public.disclosure_refresh_stored_fact(addresses)
       + public.disclosure_refresh_stored_ended(addresses)
       + public.disclosure_refresh_files(ARRAY(
           SELECT DISTINCT file FROM public.disclosure_filepart WHERE names && addresses));
  -- What was altered past the guards leaves with this act, and not in silence: the monitor hears of it at once.
  SELECT count(*) INTO altered FROM public.records_publication act
  JOIN LATERAL (SELECT said FROM public.records_public_fields WHERE fact_id = act.fact_id OFFSET 0) told ON true
  WHERE act.fact_id = ANY (ids) AND act.status = 'public' AND NOT public.records_is_as_signed(act, told.said);
  IF altered > 0 THEN
    PERFORM public.disclosure_note_check(altered);
  END IF;
  RETURN changed;
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

-- What bodies show of their promises, and the addresses that went with it.
CREATE FUNCTION public.disclosure_refresh_openings(ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  addresses uuid[] := ARRAY(SELECT opening.public_id FROM public.commitments_opening opening
    JOIN public.commitments_commitment promise ON promise.id = opening.commitment_id
    WHERE promise.department_id = ANY (ids) AND opening.opens_on IS NOT NULL);
BEGIN
  RETURN public.disclosure_refresh_stored_promise(addresses) + public.disclosure_refresh_stored_ended(addresses)
       + public.disclosure_refresh_stored_dishonest_enterprise(addresses) + public.disclosure_refresh_stored_agency(addresses);
END
$$;

CREATE FUNCTION public.disclosure_refresh_departments(ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  concerned uuid[] := public.disclosure_concerned(ids);
  turned uuid[];
  keys uuid[];
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
    UNION SELECT credit_code FROM open.stored_department WHERE key = ANY (keys)) borne;
  changed := public.disclosure_refresh_stored_department(keys) + public.disclosure_refresh_stored_former_code(codes);
  changed := changed + public.disclosure_refresh_openings(ids);
  RETURN changed + CASE WHEN turned IS NULL THEN 0 ELSE public.disclosure_refresh_facts(turned) END;
END
$$;

CREATE FUNCTION public.disclosure_refresh_run() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT public.disclosure_refresh_table('statistic') + public.disclosure_refresh_table('repair_figure')
    + public.disclosure_refresh_table('aggregation')
$$;

CREATE FUNCTION public.disclosure_refresh_rules() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT public.disclosure_refresh_table('information_class') + public.disclosure_refresh_table('rule')
    -- A rule that is confirmed settles the days that were counted by it.
    + public.disclosure_refresh_table('promise')
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
  FOREACH stored IN ARRAY ARRAY['region', 'information_class', 'rule', 'department', 'former_code', 'fact', 'ended', 'statistic',
                              'repair_figure', 'promise', 'agency', 'dishonest_enterprise', 'aggregation', 'generation',
                              'answer', 'file', 'report']
  LOOP
    changed := changed + public.disclosure_refresh_table(stored);
  END LOOP;
  RETURN changed;
END
$$;

CREATE FUNCTION public.disclosure_refresh_answers(ids uuid[]) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT public.disclosure_refresh_stored_answer(ids)
$$;

CREATE FUNCTION public.disclosure_refresh_reports(ids uuid[]) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT public.disclosure_refresh_stored_report(ids)
$$;

-- Whoever ends what several files tell, and whoever takes a file away, lock their parts in one order: neither waits for the other
-- while it holds what the other needs.
CREATE FUNCTION public.disclosure_refresh_files(ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF cardinality(ids) > 0 THEN
    PERFORM FROM open.stored_file WHERE file = ANY (ids) ORDER BY file, generation, part FOR UPDATE;
  END IF;
  RETURN public.disclosure_refresh_stored_file(ids);
END
$$;

-- What the day has opened comes in, what it has closed goes out; run again, it finds nothing to do.
CREATE FUNCTION public.disclosure_refresh_day() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT public.disclosure_refresh_facts(ARRAY(
    SELECT fact_id FROM public.records_publication
    WHERE public_id IN (SELECT public_id FROM open.stored_fact WHERE closes_on <= open.today())
    UNION
    -- Closed while it was out of sight with its department: its address is one that ended all the same.
    SELECT fact_id FROM public.records_publication over
    WHERE status = 'public' AND closes_on <= open.today()
      AND NOT EXISTS (SELECT FROM open.stored_ended there WHERE there.public_id = over.public_id)
    UNION
    SELECT fact_id FROM public.records_publication due
    WHERE status = 'public' AND opens_on <= open.today() AND open.today() < closes_on
      AND NOT EXISTS (SELECT FROM open.stored_fact there WHERE there.public_id = due.public_id)
      AND NOT EXISTS (SELECT FROM public.records_hold hold WHERE hold.publication_id = due.id AND hold.status = 'open')))
    + public.disclosure_refresh_rules()
    + public.disclosure_refresh_stored_ended(ARRAY(
        SELECT public_id FROM open.stored_dishonest_enterprise WHERE closes_on <= open.today()))
    + public.disclosure_refresh_table('dishonest_enterprise')
    + public.disclosure_refresh_answers(ARRAY(SELECT public_id FROM open.stored_answer WHERE closes_on <= open.today()))
    + public.disclosure_refresh_files(ARRAY(
        SELECT file FROM open.stored_file WHERE closes_on <= open.today()
        UNION
        SELECT file FROM public.disclosure_filepart due
        WHERE opens_on <= open.today() AND open.today() < closes_on
          AND NOT EXISTS (SELECT FROM open.stored_file there WHERE there.file = due.file AND there.generation = due.generation)))
$$;

-- Lets a snapshot of the open data stand in place of the one before, after waiting for all who are ending something; false where
-- something of it has ended or changed since its rows were read, with the lines of loss known then.
CREATE FUNCTION public.disclosure_show_snapshot(made uuid, named text, at timestamptz, told jsonb, until date, known bigint[])
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('open-data'));
  IF EXISTS (SELECT FROM open.stored_loss WHERE line <> ALL (known)) THEN
    RETURN false;
  END IF;
  DELETE FROM open.stored_loss;
  DELETE FROM open.stored_snapshot;
  INSERT INTO open.stored_snapshot (snapshot, label, data_time, manifest, closes_on) VALUES (made, named, at, told, until);
  RETURN true;
END
$$;
