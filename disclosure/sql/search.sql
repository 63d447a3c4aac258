-- Search through the barrier: fixed questions, answered with the owner's rights from open.standing.
-- A question is {"words": [...], "after": [day, moment, address], "city": [...], "county": [...], "domain": [...], "source": [...],
-- "severity": [...], "year": [...], "month": "2026-11", "closing": "2026-11", "department": code,
-- "document": key}; whatever is missing or empty does not narrow.

-- Not granted: the words as conditions. A word shorter than two characters has no index entry and is
-- checked by the text alone; where that is all there is, the caller refuses to ask (open.askable). A run of two or three letters
-- is one index entry, which says all. Whoever walks along the rows reads their texts and no index.
CREATE FUNCTION open.words_condition(question jsonb, walked boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  word text;
  pieces tsquery;
  asked tsquery;
  checks text := '';
BEGIN
  FOR word IN SELECT open.text_fold(given) FROM jsonb_array_elements_text(coalesce(question->'words', '[]')) AS given LOOP
    IF NOT walked THEN
      pieces := open.gram_query(word);
      asked := coalesce(asked && pieces, asked, pieces);
    END IF;
    IF walked OR word !~ '^[[:alnum:]]{2,3}$' COLLATE "pg_catalog"."pg_c_utf8" THEN
      checks := checks || format(' AND strpos(haystack, %L) > 0', word);
    END IF;
  END LOOP;
  RETURN CASE WHEN asked IS NULL THEN '' ELSE format(' AND search @@ %L::tsquery', asked) END || checks;
END
$$;

CREATE FUNCTION open.askable(question jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(bool_or(open.text_fold(word) ~ '[[:alnum:]]{2}' COLLATE "pg_catalog"."pg_c_utf8"), true)
  FROM jsonb_array_elements_text(coalesce(question->'words', '[]')) AS word
$$;

-- Not granted: one condition of a facet, true where nothing is chosen; of one choice an equality, which an index can walk.
CREATE FUNCTION open.choice(question jsonb, facet text, year text DEFAULT 'to_char(opens_on, ''YYYY'')') RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_array_length(coalesce(question->facet, '[]'))
    WHEN 0 THEN 'true'
    WHEN 1 THEN format('%s = %L', name, question->facet->>0)
    ELSE format('%s = ANY (%L::text[])', name, ARRAY(SELECT jsonb_array_elements_text(question->facet))) END
  FROM (VALUES (CASE facet WHEN 'city' THEN 'city_code' WHEN 'county' THEN 'county_code' WHEN 'domain' THEN 'domain'
                           WHEN 'source' THEN 'source_kind' WHEN 'severity' THEN 'severity' WHEN 'year' THEN year END)
       ) AS asked (name)
$$;

-- Not granted: cities and counties as the tree that they are: a chosen county narrows its own city, another chosen city
-- stays whole. `kept` asks the kept counts, where the line '*' stands for all of a city.
CREATE FUNCTION open.place(question jsonb, kept boolean DEFAULT false) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  WITH asked AS (
    SELECT ARRAY(SELECT jsonb_array_elements_text(coalesce(question->'county', '[]'))) AS counties,
           ARRAY(SELECT city FROM jsonb_array_elements_text(coalesce(question->'city', '[]')) AS city
                 WHERE NOT EXISTS (SELECT FROM jsonb_array_elements_text(coalesce(question->'county', '[]')) AS county
                                   WHERE left(county, 4) = left(city, 4))) AS cities
  )
  SELECT CASE WHEN cardinality(counties) = 0 THEN
           CASE WHEN kept THEN 'county_code = ''*'' AND ' ELSE '' END || open.choice(question, 'city')
         ELSE format('(county_code = ANY (%L::text[]) OR city_code = ANY (%L::text[])%s)', counties, cities,
                     CASE WHEN kept THEN ' AND county_code = ''*''' ELSE '' END) END
  FROM asked
$$;

-- Not granted: the cities whose counties the tree shows: those chosen, and those of which a county is.
CREATE FUNCTION open.opened(question jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT left(code, 4) || '00' FROM jsonb_array_elements_text(
    coalesce(question->'city', '[]') || coalesce(question->'county', '[]')) AS code)
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
  SELECT array_agg(key) FROM open.stored_department WHERE credit_code = code OR holder_code = code
$$;

-- Not granted: what is asked besides words and facets.
CREATE FUNCTION open.narrowing(question jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT concat(
    ' AND department_key = ANY (open.bodies(' || quote_literal(nullif(question->>'department', '')) || '))',
    ' AND document_key = ' || quote_literal(nullif(question->>'document', '')),
    open.within_month('opens_on', question->>'month'),
    open.within_month('closes_on', question->>'closing'))
$$;

-- Not granted: the whole condition.
CREATE FUNCTION open.condition(question jsonb, walked boolean DEFAULT false) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT 'true' || open.words_condition(question, walked) || open.narrowing(question) || ' AND ' || open.place(question)
      || (SELECT string_agg(' AND ' || open.choice(question, facet), '')
          FROM unnest(ARRAY['domain', 'source', 'severity', 'year']) AS facet)
$$;

-- Not granted: only what comes after a place in the order, given by the three columns of the order; so a page far down the
-- list costs what the first does, and is right while rows come and go.
CREATE FUNCTION open.beyond(question jsonb, oldest boolean) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN jsonb_array_length(coalesce(question->'after', '[]')) < 3 THEN '' ELSE format(
    ' AND (opens_on, published_at, public_id) %s (%L::date, %L::timestamptz, %L::uuid)',
    CASE WHEN oldest THEN '>' ELSE '<' END, question->'after'->>0, question->'after'->>1, question->'after'->>2) END
$$;

-- Not granted: whether there are more than so many for certain, told from a part of the index. Where a word is met often among what
-- is newest, all places of it that the index knows are ten thousands, and to gather them takes longer than all else.
CREATE FUNCTION open.exceeds(question jsonb, most integer) RETURNS boolean
LANGUAGE plpgsql STABLE SET gin_fuzzy_search_limit = 5000 SET enable_seqscan = off AS $$
DECLARE
  yes boolean;
BEGIN
  EXECUTE 'SELECT count(*) >= 5 FROM (SELECT * FROM open.standing ORDER BY opens_on DESC, published_at DESC, public_id DESC LIMIT 100) '
    'newest WHERE ' || open.condition(question, true) INTO yes;
  IF yes THEN
    EXECUTE format('SELECT count(*) > %1$s FROM (SELECT FROM open.standing WHERE %2$s LIMIT %1$s + 1) few', most, open.condition(question))
      INTO yes;
  END IF;
  RETURN yes;
END
$$;

-- How many, at most 1,001: more are called 「1000+」 and answered by the other plan. Here and below PostgreSQL is kept from
-- reading the whole table, which it takes for cheaper than the index where a word is common: the text of each row is out of line.
CREATE FUNCTION open.probe(question jsonb) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  found integer;
BEGIN
  IF open.exceeds(question, 1000) THEN
    RETURN 1001;
  END IF;
  EXECUTE 'SELECT count(*) FROM (SELECT 1 FROM open.standing WHERE ' || open.condition(question) || ' LIMIT 1001) few'
    INTO found;
  RETURN found;
END
$$;

-- Of what is seldom: index first, then sort what was found. The page is fetched by a plain list of
-- addresses, which passes the barrier of open.record; a join would read the whole view.
CREATE FUNCTION open.hits_few(question jsonb, oldest boolean, skip integer, take integer)
RETURNS SETOF open.record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  page uuid[];
BEGIN
  EXECUTE format(
    'WITH found AS MATERIALIZED (SELECT public_id, opens_on, published_at FROM open.standing WHERE %1$s) '
    'SELECT ARRAY(SELECT public_id FROM found ORDER BY opens_on %2$s, published_at %2$s, public_id %2$s OFFSET %3$s LIMIT %4$s)',
    open.condition(question) || open.beyond(question, oldest), CASE WHEN oldest THEN 'ASC' ELSE 'DESC' END, greatest(skip, 0), least(take, 5000))
    INTO page;
  RETURN QUERY SELECT shown.* FROM open.record shown WHERE shown.public_id = ANY (page)
    ORDER BY array_position(page, shown.public_id);
END
$$;

-- Of what is met everywhere: walk along the publication date and check each row. PostgreSQL left alone sorts the
-- whole table, hence the settings.
CREATE FUNCTION open.hits_many(question jsonb, oldest boolean, skip integer, take integer)
RETURNS SETOF open.record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_sort = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT public_id, title, facts, department_key, department_name, region_code, region_name, city_code, city_name, '
    'county_code, county_name, source_kind, cause, domain, severity, severity_reason, legal_basis, finding_body, '
    'document_title, document_number, document_key, decided_on, effective_on, opens_on, closes_on, repair_from, '
    'rule_version, published_at, published_on, corrected_on, correction_kind, is_disputed, note, note_on, '
    'commitment, commitment_on, challenges '
    'FROM open.standing WHERE %1$s '
    'ORDER BY opens_on %2$s, published_at %2$s, public_id %2$s OFFSET %3$s LIMIT %4$s',
    open.condition(question, true) || open.beyond(question, oldest), CASE WHEN oldest THEN 'ASC' ELSE 'DESC' END, greatest(skip, 0), least(take, 5000));
END
$$;

-- Not granted: whether nothing but facets narrows the list, so that the kept counts answer.
CREATE FUNCTION open.is_kept(question jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_array_length(coalesce(question->'words', '[]')) = 0
     AND coalesce(question->>'department', '') = '' AND coalesce(question->>'document', '') = ''
     AND coalesce(question->>'month', '') = '' AND coalesce(question->>'closing', '') = ''
$$;

-- How many in all: from the kept counts where facets alone narrow, else counted up to 1,001. Nothing where all that is
-- asked are single characters, which no index knows.
CREATE FUNCTION open.total(question jsonb) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found integer;
BEGIN
  IF NOT open.is_kept(question) THEN
    RETURN CASE WHEN open.askable(question) THEN open.probe(question) END;
  END IF;
  EXECUTE 'SELECT coalesce(sum(records), 0) FROM open.facet_line WHERE ' || open.place(question, true)
    || (SELECT string_agg(' AND ' || open.choice(question, facet, 'year'), '')
        FROM unnest(ARRAY['domain', 'source', 'severity', 'year']) AS facet) INTO found;
  RETURN found;
END
$$;

-- How many there are, in a line without a facet, where what is met everywhere is called common, and how many each choice would
-- show, the other facets as chosen: from the kept counts, or from the hits, read once for all of it, where they are `most` at most;
-- beyond that nothing is said of choices. Places are one facet: counties are told of the cities that are opened.
CREATE FUNCTION open.tally(question jsonb, most integer) RETURNS TABLE (facet text, choice text, name text, records bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  kept boolean := open.is_kept(question);
  year text := CASE WHEN kept THEN 'year' ELSE 'to_char(opens_on, ''YYYY'')' END;
  opened text := format('left(county_code, 4) || ''00'' = ANY (%L::text[])', open.opened(question));
  chosen text[] := open.place(question, kept) || ARRAY(SELECT open.choice(question, asked, year) FROM
                   unnest(ARRAY['domain', 'source', 'severity', 'year']) WITH ORDINALITY AS listed (asked, place) ORDER BY place);
BEGIN
  most := least(greatest(most, 0), 1000);
  IF NOT open.askable(question) THEN
    RETURN;
  ELSIF NOT kept AND open.exceeds(question, most) THEN
    RETURN QUERY SELECT '', 'common', '', most + 1::bigint;
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format(
    'WITH base AS MATERIALIZED (SELECT city_code AS city, county_code AS county, domain, source_kind AS source, severity, '
    '%1$s AS year, %2$s AS a, %3$s AS b, %4$s AS c, %5$s AS d, %6$s AS e, %7$s AS records, %8$s AS is_city, %9$s AS is_part '
    'FROM %10$s), few AS MATERIALIZED (SELECT %11$s AS yes), '
    'added AS (SELECT ''city'' AS facet, city AS choice, sum(base.records) AS records '
    'FROM base, few WHERE yes AND is_city AND b AND c AND d AND e GROUP BY city '
    'UNION ALL SELECT ''county'', county, sum(base.records) FROM base, few WHERE yes AND is_part AND b AND c AND d AND e GROUP BY county '
    'UNION ALL SELECT ''domain'', domain, sum(base.records) FROM base, few WHERE yes AND a AND c AND d AND e GROUP BY domain '
    'UNION ALL SELECT ''source'', source, sum(base.records) FROM base, few WHERE yes AND a AND b AND d AND e GROUP BY source '
    'UNION ALL SELECT ''severity'', severity, sum(base.records) FROM base, few WHERE yes AND a AND b AND c AND e GROUP BY severity '
    'UNION ALL SELECT ''year'', year, sum(base.records) FROM base, few WHERE yes AND a AND b AND c AND d GROUP BY year) '
    'SELECT '''', '''', '''', CASE WHEN yes THEN (SELECT coalesce(sum(base.records), 0) FROM base WHERE a AND b AND c AND d AND e) '
    'ELSE %12$s END::bigint FROM few UNION ALL '
    'SELECT added.facet, added.choice, coalesce(CASE WHEN added.facet IN (''city'', ''county'') THEN (SELECT region.name '
    'FROM open.stored_region region WHERE region.code = added.choice) END, ''''), added.records::bigint '
    'FROM added WHERE added.records > 0',
    year, chosen[1], chosen[2], chosen[3], chosen[4], chosen[5], CASE WHEN kept THEN 'records' ELSE '1' END,
    CASE WHEN kept THEN 'county_code = ''*''' ELSE 'true' END, 'county_code NOT IN (''*'', '''') AND ' || opened,
    CASE WHEN kept THEN 'open.facet_line WHERE county_code = ''*'' OR ' || opened ELSE
      format('open.standing WHERE true%s%s LIMIT %s', open.words_condition(question), open.narrowing(question), most + 1) END,
    CASE WHEN kept THEN 'true' ELSE format('(SELECT count(*) <= %s FROM base)', most) END,
    CASE WHEN 'true' = ALL (chosen) THEN format('%s', most + 1) ELSE format('open.probe(%L::jsonb)', question) END);
END
$$;

-- The figures of the first page, each of which links to the list it counts.
CREATE FUNCTION open.figures() RETURNS TABLE (
  records bigint, departments bigint, this_month bigint, last_month bigint, serious bigint, closing bigint,
  archives bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH month AS (SELECT to_char(open.today(), 'YYYY-MM') AS this,
                        to_char(open.today() - interval '1 month', 'YYYY-MM') AS last)
  SELECT coalesce(sum(line.records), 0)::bigint,
         (SELECT count(*) FROM open.department_count counted WHERE counted.records > 0),
         coalesce(sum(line.records) FILTER (WHERE opens_in = this), 0)::bigint,
         coalesce(sum(line.records) FILTER (WHERE opens_in = last), 0)::bigint,
         coalesce(sum(line.records) FILTER (WHERE severity = 'serious'), 0)::bigint,
         coalesce(sum(line.records) FILTER (WHERE closes_in = this), 0)::bigint,
         (SELECT count(*) FROM open.stored_department)
  FROM open.month_line line, month
$$;

CREATE FUNCTION open.by_city() RETURNS TABLE (city_code text, city_name text, records bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT line.city_code, city.name, sum(line.records)::bigint
  FROM open.month_line line JOIN open.stored_region city ON city.code = line.city_code
  WHERE line.city_code <> '' GROUP BY 1, 2 HAVING sum(line.records) > 0 ORDER BY 3 DESC, 1
$$;

-- Which of some words lead anywhere, in their order, at most so many: looked for among what is newest, where a common word
-- is met at once, and only then by the index.
CREATE FUNCTION open.leading(words text[], most integer) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  newest text[] := ARRAY(SELECT haystack FROM open.standing ORDER BY opens_on DESC, published_at DESC, public_id DESC LIMIT 100);
  found text[] := '{}';
  word text;
  there boolean;
BEGIN
  FOREACH word IN ARRAY words LOOP
    EXIT WHEN cardinality(found) >= most;
    there := EXISTS (SELECT FROM unnest(newest) AS text WHERE strpos(text, open.text_fold(word)) > 0);
    IF NOT there AND open.gram_query(word) IS NOT NULL THEN
      EXECUTE 'SELECT EXISTS (SELECT FROM open.standing WHERE '
        || open.condition(jsonb_build_object('words', jsonb_build_array(word))) || ')' INTO there;
    END IF;
    IF there THEN
      found := found || word;
    END IF;
  END LOOP;
  RETURN found;
END
$$;
