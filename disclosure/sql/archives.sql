-- What the archive of a department says: fixed questions, answered with the owner's rights. Their plans are made once for all
-- departments: left alone, PostgreSQL counts the bodies of each first and then plans anew, which takes longer than to answer.

-- What stands on a department, and on what it took over, newest first: plans that are made once. Of one body alone the index
-- gives the order, so that no more is read than is shown.
CREATE FUNCTION open.held(code text, skip integer, take integer) RETURNS SETOF open.record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  keys uuid[] := open.bodies(code);
BEGIN
  IF cardinality(keys) = 1 THEN
    RETURN QUERY SELECT * FROM open.record WHERE department_key = keys[1]
      ORDER BY opens_on DESC, published_at DESC, public_id DESC OFFSET greatest(skip, 0) LIMIT least(take, 100);
  ELSE
    RETURN QUERY SELECT * FROM open.record WHERE department_key = ANY (keys)
      ORDER BY opens_on DESC, published_at DESC, public_id DESC OFFSET greatest(skip, 0) LIMIT least(take, 100);
  END IF;
END
$$;

-- The first departments whose names, former ones included, hold every word: by the index of their letters, or in their order
-- where a word is in most names or too short for it.
CREATE FUNCTION open.named(words text[], most integer) RETURNS SETOF open.department
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT key, credit_code, holder_code, name, short_name, kind, level, region_code, region_name, city_code, city_name, '
    'county_code, county_name, superior_code, superior_name, successor_code, successor_name, further_codes, '
    'further_names, status, former_names, sort_key, haystack '
    'FROM open.stored_department WHERE true%s ORDER BY sort_key, credit_code LIMIT %s',
    open.words_condition(jsonb_build_object('words', words)), least(most, 100));
END
$$;

-- Not granted: the ended bodies that a department took over from, alone or with others, as its archive names them.
CREATE FUNCTION open.taken_over_by(code text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'name', body.name, 'successor_code', body.successor_code, 'successor_name', body.successor_name,
           'heirs', (SELECT coalesce(jsonb_agg(jsonb_build_array(heir.code, heir.name) ORDER BY heir.place), '[]')
                     FROM unnest(body.further_codes, body.further_names) WITH ORDINALITY AS heir (code, name, place)))
         ORDER BY body.sort_key, body.credit_code), '[]')
  FROM (SELECT * FROM open.stored_department WHERE successor_code = code OR further_codes @> ARRAY[code]
        ORDER BY sort_key, credit_code LIMIT 20) body
$$;

-- All that a department's archive says beside its identity and the rows it lists, in one answer: figures of the records
-- that stand on it and on what it took over, the codes that it bore, whom it took over from, what is under it; and how many
-- judgments and honours there are to be listed.
CREATE FUNCTION open.archive(code text) RETURNS TABLE (
  total bigint, first_end date, latest date, serious bigint, bodies bigint, domains jsonb, former_codes text[],
  taken_over jsonb, subordinates jsonb, others bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
  WITH held AS MATERIALIZED (
    SELECT kind, closes_on, opens_on, severity, finding_body, domain FROM open.stored_fact
    WHERE department_key = ANY (open.bodies(code)) AND opens_on <= open.today() AND open.today() < closes_on
  ), records AS (SELECT * FROM held WHERE kind = 'record')
  SELECT count(*), min(closes_on), max(opens_on), count(*) FILTER (WHERE severity = 'serious'),
         count(DISTINCT finding_body),
         (SELECT coalesce(jsonb_object_agg(domain, records), '{}')
          FROM (SELECT domain, count(*) AS records FROM records GROUP BY domain) by_domain),
         ARRAY(SELECT borne.code FROM open.stored_former_code borne WHERE borne.credit_code = archive.code
               ORDER BY borne.until DESC NULLS LAST, borne.code),
         open.taken_over_by(code),
         (SELECT coalesce(jsonb_agg(jsonb_build_array(body.credit_code, body.name) ORDER BY body.sort_key, body.credit_code), '[]')
          FROM (SELECT * FROM open.stored_department WHERE superior_code = archive.code
                ORDER BY sort_key, credit_code LIMIT 12) body),
         (SELECT count(*) FROM held WHERE kind <> 'record')
  FROM records
$$;

-- How many records stand on each body of a level and kind, as numbers of bodies: what the archive of one of them is compared
-- with. Bodies that ended are counted with whoever bears what they left.
CREATE FUNCTION open.peers(level text, kind text) RETURNS TABLE (records bigint, bodies bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH borne AS (
    SELECT body.holder_code, sum(counted.records) AS records
    FROM open.department_count counted JOIN open.stored_department body ON body.key = counted.department_key
    GROUP BY body.holder_code
  )
  SELECT coalesce(borne.records, 0)::bigint, count(*)
  FROM open.stored_department body LEFT JOIN borne ON borne.holder_code = body.credit_code
  WHERE body.level = peers.level AND body.kind = peers.kind AND body.status = 'active'
  GROUP BY 1 ORDER BY 1
$$;
