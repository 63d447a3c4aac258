-- What the public role reads: views behind a barrier over one table each, so that no function of the asker is run on a row
-- before the clock has let it through.
CREATE VIEW open.record WITH (security_barrier) AS
SELECT public_id, title, facts, department_key, department_name, region_code, region_name,
       city_code, city_name, county_code, county_name, source_kind, cause, domain, severity,
       severity_reason, legal_basis, finding_body, document_title, document_number, document_key,
       decided_on, effective_on, opens_on, closes_on, repair_from, rule_version, published_at,
       opens_on AS published_on, corrected_on, correction_kind, is_disputed, note, note_on, commitment, commitment_on, challenges
FROM open.stored_fact
WHERE kind = 'record' AND opens_on <= open.today() AND open.today() < closes_on;

CREATE VIEW open.judgment WITH (security_barrier) AS
SELECT public_id, title, facts, department_key, department_name, region_code, region_name,
       city_code, city_name, county_name, outcome, finding_body, document_number, document_key, decided_on,
       effective_on, document_url, announcement_number, announced_on, opens_on, closes_on, rule_version, published_at,
       corrected_on, correction_kind, is_disputed, challenges, haystack, note, note_on
FROM open.stored_fact
WHERE kind = 'judgment' AND opens_on <= open.today() AND open.today() < closes_on;

CREATE VIEW open.commendation WITH (security_barrier) AS
SELECT public_id, title, facts, department_key, department_name, region_code, region_name,
       city_code, city_name, county_name, level, finding_body, document_number, document_key, decided_on,
       valid_until, opens_on, closes_on, rule_version, published_at,
       corrected_on, correction_kind, is_disputed, challenges, haystack
FROM open.stored_fact
WHERE kind = 'commendation' AND opens_on <= open.today() AND open.today() < closes_on;

CREATE VIEW open.department WITH (security_barrier) AS
SELECT key, credit_code, holder_code, name, short_name, kind, level, region_code, region_name, city_code, city_name,
       county_code, county_name, superior_code, superior_name, successor_code, successor_name, further_codes,
       further_names, status, former_names, sort_key, haystack
FROM open.stored_department;

CREATE VIEW open.former_code WITH (security_barrier) AS
SELECT code, credit_code, since, until FROM open.stored_former_code;

CREATE VIEW open.information_class WITH (security_barrier) AS
SELECT key, name, about, source, provider, sharing, cycle, publicity, basis, is_settled, since
FROM open.stored_information_class;

CREATE VIEW open.rule WITH (security_barrier) AS
SELECT kind, key, name, least, most, unit, words, basis, is_settled, since FROM open.stored_rule;

CREATE VIEW open.region WITH (security_barrier) AS
SELECT code, name, kind, parent_code, city_code, city_name, county_code FROM open.stored_region;

-- What the clock has ended answers 410 from midnight on, before the job has taken the row out.
CREATE VIEW open.ended WITH (security_barrier) AS
SELECT public_id, CASE WHEN open.today() < leads_until THEN leads_to END AS leads_to FROM open.stored_ended
UNION ALL
SELECT public_id, NULL FROM open.stored_fact WHERE closes_on <= open.today()
UNION ALL
SELECT public_id, NULL FROM open.stored_dishonest_enterprise WHERE closes_on <= open.today();

CREATE VIEW open.statistic WITH (security_barrier) AS
SELECT region_code, region_name, region_kind, city_code, month, domain, source_kind, severity, records
FROM open.stored_statistic;

CREATE VIEW open.repair_figure WITH (security_barrier) AS
SELECT region_code, region_name, region_kind, as_of, granted FROM open.stored_repair_figure;

CREATE VIEW open.promise WITH (security_barrier) AS
SELECT public_id, department_key, domain, matter, content, document_title, document_number, village, board, signed_on, due_on,
       state, changed_on, opens_on, open_matter, opened_on, frequency, period_until, accounts_on, subsidy, subsidy_standard, recipients,
       granted, granted_on, task_list, list_document, score_of_township, score_of_village, evaluated_on, civility_score,
       honesty_weight, measured_on, pilot_plan, pilot_from, pilot_until, pilot_reviewed_on, ratings, rating
FROM open.stored_promise;

CREATE VIEW open.agency WITH (security_barrier) AS
SELECT public_id, name, credit_code, grade, grade_source, graded_on, oversight, oversight_on, project_name, kept_by, opens_on
FROM open.stored_agency;

CREATE VIEW open.dishonest_enterprise WITH (security_barrier) AS
SELECT public_id, name, credit_code, address, violation, document_title, document_number, decided_by, decided_on, opens_on,
       closes_on
FROM open.stored_dishonest_enterprise WHERE opens_on <= open.today() AND open.today() < closes_on;

CREATE VIEW open.aggregation WITH (security_barrier) AS
SELECT data_time, finished_at, rows FROM open.stored_aggregation;

CREATE VIEW open.generation WITH (security_barrier) AS
SELECT value FROM open.stored_generation;

CREATE VIEW open.last_check WITH (security_barrier) AS
SELECT checked_at, differences FROM open.stored_check;

-- Numbers per department, without what the clock has closed since.
CREATE VIEW open.department_count WITH (security_barrier) AS
SELECT counted.department_key, sum(counted.records)::integer AS records
FROM (SELECT department_key, records FROM open.count_by_department WHERE kind = 'record'
      UNION ALL
      SELECT department_key, -1 FROM open.stored_fact
      WHERE kind = 'record' AND (closes_on <= open.today() OR opens_on > open.today())) counted
GROUP BY counted.department_key;

-- Not granted: the lines of the facet counts, without what the clock has closed since.
CREATE VIEW open.facet_line AS
SELECT city_code, county_code, domain, source_kind, severity, year, records
FROM open.count_by_facet WHERE kind = 'record'
UNION ALL
SELECT city_code, county, domain, source_kind, severity, to_char(opens_on, 'YYYY'), -1
FROM open.stored_fact, LATERAL (VALUES ('*'), (county_code)) AS grain (county)
WHERE kind = 'record' AND county <> '' AND (closes_on <= open.today() OR opens_on > open.today());

-- Not granted: the same by months.
CREATE VIEW open.month_line AS
SELECT city_code, severity, opens_in, closes_in, records FROM open.count_by_month WHERE kind = 'record'
UNION ALL
SELECT city_code, severity, to_char(opens_on, 'YYYY-MM'), to_char(closes_on, 'YYYY-MM'), -1
FROM open.stored_fact WHERE kind = 'record' AND (closes_on <= open.today() OR opens_on > open.today());

-- A file that the office made, by parts; `sha256` is that of the whole.
CREATE VIEW open.file WITH (security_barrier) AS
SELECT file, generation, part, parts, name, media_type, bytes, sha256, snapshot FROM open.stored_file
WHERE opens_on <= open.today() AND open.today() < closes_on
  AND (snapshot IS NULL OR snapshot = ANY (ARRAY(SELECT there.snapshot FROM open.stored_snapshot there)));

CREATE VIEW open.snapshot WITH (security_barrier) AS
SELECT snapshot, label, data_time, manifest FROM open.stored_snapshot WHERE open.today() < closes_on;

-- The answers under one query code; nobody can list them.
CREATE FUNCTION open.answer(token bytea) RETURNS TABLE (answered_at timestamptz, sealed bytea, text text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT answered_at, sealed, text FROM open.stored_answer
  WHERE token_hash = token AND open.today() < closes_on ORDER BY answered_at, public_id
$$;

-- What every cached page is good for: publications, day, statistics. The run whose figures are shown is part
-- of it, so the switch to new figures is itself what makes pages stale, in its own transaction.
CREATE FUNCTION open.state() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT concat_ws(' ', (SELECT value FROM open.stored_generation), open.today(),
    (SELECT run FROM open.stored_aggregation))
$$;

-- Whether the job of midnight is late by more than five minutes: something closed still lies in the store.
CREATE FUNCTION open.is_late() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM open.stored_fact WHERE closes_on <= open.today()
                 AND closes_on + interval '5 minutes' < (now() AT TIME ZONE 'Asia/Shanghai'))
    OR EXISTS (SELECT FROM open.stored_dishonest_enterprise WHERE closes_on <= open.today()
               AND closes_on + interval '5 minutes' < (now() AT TIME ZONE 'Asia/Shanghai'))
$$;

-- Not granted and without a barrier: the search functions need it flattened, so that the text index and the walk along
-- the publication date stay usable.
CREATE VIEW open.standing AS
SELECT *, opens_on AS published_on FROM open.stored_fact
WHERE kind = 'record' AND opens_on <= open.today() AND open.today() < closes_on;
