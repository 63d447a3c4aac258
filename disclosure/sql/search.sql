-- Search through the barrier: fixed questions, answered with the owner's rights from open.standing.
-- A question is {"words": [...], "city": [...], "county": [...], "domain": [...], "source": [...],
-- "severity": [...], "year": [...], "month": "2026-11", "closing": "2026-11", "department": code,
-- "document": key}; whatever is missing or empty does not narrow.

-- Not granted: the words as conditions. A word shorter than two characters has no index entry and is
-- checked by the text alone; where that is all there is, the caller refuses to ask (open.askable).
CREATE FUNCTION open.words_condition(question jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  word text;
  pieces tsquery;
  asked tsquery;
  checks text := '';
BEGIN
  FOR word IN SELECT jsonb_array_elements_text(coalesce(question->'words', '[]')) LOOP
    pieces := public.gram_query(word);
    asked := coalesce(asked && pieces, asked, pieces);
    checks := checks || format(' AND strpos(haystack, %L) > 0', public.text_fold(word));
  END LOOP;
  RETURN CASE WHEN asked IS NULL THEN '' ELSE format(' AND search @@ %L::tsquery', asked) END || checks;
END
$$;

CREATE FUNCTION open.askable(question jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(bool_or(public.gram_query(word) IS NOT NULL), true)
  FROM jsonb_array_elements_text(coalesce(question->'words', '[]')) AS word
$$;

-- Not granted: one condition of a facet, true where nothing is chosen.
CREATE FUNCTION open.choice(question jsonb, facet text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN jsonb_array_length(coalesce(question->facet, '[]')) = 0 THEN 'true'
    ELSE format('%s = ANY (%L::text[])',
      CASE facet WHEN 'city' THEN 'city_code' WHEN 'county' THEN 'county_code' WHEN 'domain' THEN 'domain'
                 WHEN 'source' THEN 'source_kind' WHEN 'severity' THEN 'severity'
                 WHEN 'year' THEN 'to_char(published_on, ''YYYY'')' END,
      ARRAY(SELECT jsonb_array_elements_text(question->facet))) END
$$;

-- Not granted: a day in a month given as 2026-11; NULL where none is given.
CREATE FUNCTION open.within_month(day text, month text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT format(' AND %1$I >= %2$L::date AND %1$I < %2$L::date + interval ''1 month''', day, month || '-01')
  WHERE month <> ''
$$;

-- Not granted: a department and those that it took over, by its present code or an ended body's own.
CREATE FUNCTION open.bodies(code text) RETURNS uuid[]
LANGUAGE sql STABLE AS $$
  SELECT array_agg(body.id) FROM public.organisations_department body
  LEFT JOIN public.organisations_department heir ON heir.id = body.successor_id
  WHERE body.credit_code = code OR (heir.credit_code = code AND heir.is_shown)
$$;

-- Not granted: what is asked besides words and facets.
CREATE FUNCTION open.narrowing(question jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT concat(
    ' AND department_id = ANY (open.bodies(' || quote_literal(nullif(question->>'department', '')) || '))',
    ' AND document_key = ' || quote_literal(nullif(question->>'document', '')),
    open.within_month('opens_on', question->>'month'),
    open.within_month('closes_on', question->>'closing'))
$$;

-- Not granted: the whole condition.
CREATE FUNCTION open.condition(question jsonb) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT 'true' || open.words_condition(question) || open.narrowing(question)
      || (SELECT string_agg(' AND ' || open.choice(question, facet), '')
          FROM unnest(ARRAY['city', 'county', 'domain', 'source', 'severity', 'year']) AS facet)
$$;

-- How many, at most 1,001: more are called 「1000+」 and answered by the other plan.
CREATE FUNCTION open.probe(question jsonb) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found integer;
BEGIN
  EXECUTE 'SELECT count(*) FROM (SELECT 1 FROM open.standing WHERE ' || open.condition(question) || ' LIMIT 1001) few'
    INTO found;
  RETURN found;
END
$$;

-- Up to 1,000 hits: index first, then sort what was found. The page is fetched by a plain list of
-- addresses, which passes the barrier of open.record; a join would read the whole view.
CREATE FUNCTION open.hits_few(question jsonb, oldest boolean, skip integer, take integer)
RETURNS SETOF open.record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  page uuid[];
BEGIN
  EXECUTE format(
    'WITH found AS MATERIALIZED (SELECT public_id, opens_on, published_at FROM open.standing WHERE %1$s) '
    'SELECT ARRAY(SELECT public_id FROM found ORDER BY opens_on %2$s, published_at %2$s, public_id %2$s OFFSET %3$s LIMIT %4$s)',
    open.condition(question), CASE WHEN oldest THEN 'ASC' ELSE 'DESC' END, greatest(skip, 0), least(take, 100))
    INTO page;
  RETURN QUERY SELECT shown.* FROM open.record shown WHERE shown.public_id = ANY (page)
    ORDER BY array_position(page, shown.public_id);
END
$$;

-- More than that: walk along the publication date and check each row. PostgreSQL left alone sorts the
-- whole table, hence the settings.
CREATE FUNCTION open.hits_many(question jsonb, oldest boolean, skip integer, take integer)
RETURNS SETOF open.record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_sort = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT public_id, title, facts, department_name, credit_code, region_code, region_name, city_code, city_name, '
    'county_code, county_name, source_kind, cause, domain, severity, severity_reason, legal_basis, finding_body, '
    'document_title, document_number, document_key, decided_on, effective_on, opens_on, closes_on, repair_from, '
    'rule_version, published_at, published_on, corrected_on, correction_kind, holder_code '
    'FROM open.standing WHERE %1$s '
    'ORDER BY opens_on %2$s, published_at %2$s, public_id %2$s OFFSET %3$s LIMIT %4$s',
    open.condition(question), CASE WHEN oldest THEN 'ASC' ELSE 'DESC' END, greatest(skip, 0), least(take, 100));
END
$$;

-- How many each choice would show, the other facets as chosen. Exact up to 5,000 rows; above that
-- nothing is said, because counting them all costs more than the page.
CREATE FUNCTION open.facets(question jsonb) RETURNS TABLE (facet text, choice text, name text, records bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'WITH base AS MATERIALIZED (SELECT city_code::text AS city, domain::text AS domain, '
    'source_kind::text AS source, severity::text AS severity, to_char(published_on, ''YYYY'') AS year, '
    '%1$s AS a, %2$s AS b, %3$s AS c, %4$s AS d, %5$s AS e FROM open.standing WHERE %6$s LIMIT 5001), '
    'few AS (SELECT count(*) <= 5000 AS yes FROM base) '
    'SELECT ''city'', city, (SELECT region.name::text FROM public.organisations_region region WHERE region.code = city), count(*) '
    'FROM base, few WHERE yes AND b AND c AND d AND e GROUP BY city '
    'UNION ALL SELECT ''domain'', domain, '''', count(*) FROM base, few WHERE yes AND a AND c AND d AND e GROUP BY domain '
    'UNION ALL SELECT ''source'', source, '''', count(*) FROM base, few WHERE yes AND a AND b AND d AND e GROUP BY source '
    'UNION ALL SELECT ''severity'', severity, '''', count(*) FROM base, few WHERE yes AND a AND b AND c AND e GROUP BY severity '
    'UNION ALL SELECT ''year'', year, '''', count(*) FROM base, few WHERE yes AND a AND b AND c AND d GROUP BY year',
    open.choice(question, 'city'), open.choice(question, 'domain'), open.choice(question, 'source'),
    open.choice(question, 'severity'), open.choice(question, 'year'),
    'true' || open.words_condition(question) || open.narrowing(question) || ' AND ' || open.choice(question, 'county'));
END
$$;

-- Not granted: what the first page counts, without the names it does not need. That the record is
-- confirmed and publishable while its publication is public, the database itself holds
-- (publication_of_publishable_fact, public_fact_holds); a hidden department's records are left out.
CREATE VIEW open.counted AS
SELECT face.severity, face.opens_on, publication.closes_on, face.region_id, face.credit_code
FROM public.records_publicface face
JOIN public.records_publication publication ON publication.id = face.publication_id
WHERE face.kind = 'record'
  AND publication.status = 'public'
  AND NOT EXISTS (SELECT FROM public.records_hold hold WHERE hold.publication_id = publication.id AND hold.status = 'open')
  AND publication.opens_on <= open.today() AND open.today() < publication.closes_on
  AND NOT EXISTS (
    SELECT FROM public.organisations_department hidden
    JOIN public.records_fact fact ON fact.department_id = hidden.id
    WHERE NOT hidden.is_shown AND fact.id = publication.fact_id);

-- The figures of the first page, each of which links to the list it counts.
CREATE FUNCTION open.figures() RETURNS TABLE (
  records bigint, departments bigint, this_month bigint, last_month bigint, serious bigint, closing bigint,
  archives bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH month AS (SELECT date_trunc('month', open.today())::date AS first),
  counted AS MATERIALIZED (
    SELECT credit_code, count(*) AS records,
           count(*) FILTER (WHERE opens_on >= first) AS this_month,
           count(*) FILTER (WHERE opens_on >= first - interval '1 month' AND opens_on < first) AS last_month,
           count(*) FILTER (WHERE severity = 'serious') AS serious,
           count(*) FILTER (WHERE closes_on >= first AND closes_on < first + interval '1 month') AS closing
    FROM open.counted, month GROUP BY credit_code)
  SELECT coalesce(sum(records), 0)::bigint,
         (SELECT count(DISTINCT coalesce(department.id, older.department_id)) FROM counted
          LEFT JOIN public.organisations_department department ON department.credit_code = counted.credit_code
          LEFT JOIN public.organisations_departmentcode older ON older.code = counted.credit_code),
         coalesce(sum(this_month), 0)::bigint, coalesce(sum(last_month), 0)::bigint,
         coalesce(sum(serious), 0)::bigint, coalesce(sum(closing), 0)::bigint,
         (SELECT count(*) FROM public.organisations_department WHERE is_shown)
  FROM counted
$$;

CREATE FUNCTION open.by_city() RETURNS TABLE (city_code text, city_name text, records bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT region.city_code::text, max(city.name)::text, sum(place.records)::bigint
  FROM (SELECT region_id, count(*) AS records FROM open.counted GROUP BY region_id) place
  JOIN public.organisations_region region ON region.id = place.region_id
  JOIN public.organisations_region city ON city.code = region.city_code
  WHERE region.city_code <> '' GROUP BY region.city_code ORDER BY 3 DESC, 1
$$;
