-- What each table of the public store holds, from the office's tables: the one place where it is said what stands in public
-- （rules.md 0.2b, 0.2c）. A view per table, named disclosure_defines_ and the table's name, with its columns.
-- The act says the signed text, name and place of then and its window; its fact, by the names that its kind gives, the rest.
-- What no longer reads as it did when it was signed and published has no row but an ended address, and disclosure_altered names it.
CREATE VIEW public.disclosure_defines_fact AS
SELECT act.public_id, fact.kind_id AS kind, bearer.key AS department_key, act.face_title AS title, act.face_facts AS facts,
       act.department_name, region.code AS region_code, region.name AS region_name, region.city_code,
       coalesce(city.name, '') AS city_name, region.county_code, coalesce(county.name, '') AS county_name,
       coalesce(said ->> 'source_kind', '') AS source_kind, coalesce(said ->> 'cause', '') AS cause,
       coalesce(said ->> 'domain', '') AS domain, coalesce(said ->> 'severity', '') AS severity,
       coalesce(said ->> 'severity_reason', '') AS severity_reason, coalesce(said ->> 'legal_basis', '') AS legal_basis,
       coalesce(said ->> 'finding_body', '') AS finding_body, act.face_document_title AS document_title,
       coalesce(said ->> 'document_number', '') AS document_number, coalesce(said ->> 'document_key', '') AS document_key,
       (said ->> 'decided_on')::date AS decided_on, (said ->> 'effective_on')::date AS effective_on, act.opens_on,
       act.closes_on, act.repair_from, act.rule_version, act.published_at, correction.applied_on AS corrected_on,
       coalesce(correction.kind, '') AS correction_kind, coalesce(said ->> 'outcome', '') AS outcome,
       coalesce(said ->> 'document_url', '') AS document_url,
       coalesce(said ->> 'announcement_number', '') AS announcement_number,
       (said ->> 'announced_on')::date AS announced_on, coalesce(said ->> 'level', '') AS level,
       (said ->> 'valid_until')::date AS valid_until,
       EXISTS (SELECT FROM public.appeals_objection objection WHERE objection.fact_id = fact.id
               AND objection.status IN ('routing', 'verifying', 'deciding', 'mending')) AS is_disputed,
       coalesce(note.face_facts, '') AS note, note.published_on AS note_on,
       coalesce(letter.face_facts, '') AS commitment, letter.published_on AS commitment_on,
       -- Which remedies the document is under: those registered of this fact, and those of its document, by number and organ.
       ARRAY(SELECT challenge.kind::text FROM public.challenges_challengedrecord item
             JOIN public.challenges_challenge challenge ON challenge.id = item.challenge_id AND challenge.status = 'open'
             WHERE item.fact_id = fact.id
             UNION SELECT challenge.kind::text FROM public.challenges_challenge challenge
             WHERE challenge.document_key = said ->> 'document_key' AND challenge.finder = said ->> 'finding_body'
               AND challenge.status = 'open'
             ORDER BY 1) AS challenges
FROM public.records_publication act
JOIN public.records_fact fact ON fact.id = act.fact_id
-- What its fact says is put together once a row (OFFSET keeps it so), and of what is public alone.
JOIN LATERAL (SELECT said FROM public.records_public_fields WHERE fact_id = act.fact_id OFFSET 0) shown ON true
JOIN public.organisations_department department ON department.id = fact.department_id
JOIN public.disclosure_departmentkey bearer ON bearer.department_id = department.id
JOIN public.organisations_region region ON region.id = act.region_id
LEFT JOIN public.organisations_region city ON city.code = region.city_code
LEFT JOIN public.organisations_region county ON county.code = region.county_code
LEFT JOIN public.records_publication former ON former.id = act.predecessor_id
LEFT JOIN public.records_correction correction ON correction.fact_id = act.fact_id
  AND correction.base_version = former.fact_version AND correction.status = 'applied'
LEFT JOIN public.appeals_departmentnote note ON note.publication_id = act.id AND note.status = 'standing'
  AND note.kind = 'statement' AND public.appeals_note_is_as_signed(note)
-- What the department promises with its request for repair（信用承诺书）.
LEFT JOIN public.appeals_departmentnote letter ON letter.publication_id = act.id AND letter.status = 'standing'
  AND letter.kind = 'commitment' AND public.appeals_note_is_as_signed(letter)
WHERE fact.kind_id IN ('record', 'judgment', 'commendation')
  AND act.status = 'public'
  AND NOT EXISTS (SELECT FROM public.records_hold hold WHERE hold.publication_id = act.id AND hold.status = 'open')
  AND act.opens_on <= open.today() AND open.today() < act.closes_on
  AND fact.status = 'confirmed' AND fact.publishable
  AND department.is_shown
  AND public.records_is_as_signed(act, shown.said);

-- Identity only: no principal, no official, nothing of what was ended. The holder is who answers for it today: the last
-- shown body along its successors.
CREATE VIEW public.disclosure_defines_department AS
SELECT bearer.key, department.credit_code, holder.credit_code AS holder_code, department.name, department.short_name,
       department.kind, department.level, region.code AS region_code, region.name AS region_name, region.city_code,
       coalesce(city.name, '') AS city_name, region.county_code, coalesce(county.name, '') AS county_name,
       superior.credit_code AS superior_code, superior.name AS superior_name,
       successor.credit_code AS successor_code, successor.name AS successor_name,
       coalesce(further.codes, '{}') AS further_codes, coalesce(further.names, '{}') AS further_names,
       department.status, coalesce(former.names, '{}') AS former_names, department.sort_key
FROM public.organisations_department department
JOIN public.disclosure_departmentkey bearer ON bearer.department_id = department.id
CROSS JOIN LATERAL (
  WITH RECURSIVE line (at, credit_code, step) AS (
    SELECT department.successor_id, department.credit_code, 0
    UNION ALL
    SELECT next.successor_id, CASE WHEN next.is_shown THEN next.credit_code ELSE line.credit_code END, line.step + 1
    FROM line JOIN public.organisations_department next ON next.id = line.at WHERE line.step < 20
  )
  SELECT credit_code FROM line ORDER BY step DESC LIMIT 1) holder
JOIN public.organisations_region region ON region.id = department.region_id
LEFT JOIN public.organisations_region city ON city.code = region.city_code
LEFT JOIN public.organisations_region county ON county.code = region.county_code
LEFT JOIN public.organisations_department superior ON superior.id = department.superior_id AND superior.is_shown
LEFT JOIN public.organisations_department successor ON successor.id = department.successor_id AND successor.is_shown
LEFT JOIN LATERAL (
  SELECT array_agg(name::text ORDER BY until DESC NULLS LAST, name) AS names
  FROM public.organisations_departmentname WHERE department_id = department.id) former ON true
LEFT JOIN LATERAL (
  SELECT array_agg(heir.credit_code::text ORDER BY beside.id) AS codes, array_agg(heir.name::text ORDER BY beside.id) AS names
  FROM public.organisations_reorganisation split
  JOIN public.organisations_reorganisedbody beside ON beside.case_id = split.id AND beside.side = 'heir'
  JOIN public.organisations_department heir ON heir.id = beside.department_id AND heir.is_shown
  WHERE split.department_id = department.id AND split.kind IN ('split', 'abolish') AND split.status = 'effective') further
  ON true
WHERE department.is_shown;

CREATE VIEW public.disclosure_defines_former_code AS
SELECT code.code::text, department.credit_code::text, min(code.since) AS since, max(code.until) AS until
FROM public.organisations_departmentcode code
JOIN public.organisations_department department ON department.id = code.department_id AND department.is_shown
WHERE code.code <> department.credit_code
GROUP BY 1, 2;

CREATE VIEW public.disclosure_defines_information_class AS
SELECT line.key::text, line.label::text AS name, value ->> 'about' AS about, value ->> 'source' AS source,
       value ->> 'provider' AS provider, value ->> 'sharing' AS sharing, value ->> 'cycle' AS cycle,
       value ->> 'publicity' AS publicity, line.basis::text, line.mark = 'S' OR line.confirmed_at IS NOT NULL AS is_settled,
       line.effective_from AS since
FROM public.common_rulevalue line
WHERE line.kind = 'information_class' AND line.effective_from <= open.today()
  AND (line.effective_to IS NULL OR line.effective_to > open.today());

CREATE VIEW public.disclosure_defines_rule AS
SELECT line.kind::text, line.key::text, line.label::text AS name,
       CASE jsonb_typeof(value) WHEN 'number' THEN value::integer WHEN 'object' THEN (value ->> 'min_months')::integer END AS least,
       CASE jsonb_typeof(value) WHEN 'number' THEN value::integer WHEN 'object' THEN (value ->> 'max_months')::integer END AS most,
       line.unit::text, CASE jsonb_typeof(value) WHEN 'string' THEN value #>> '{}' ELSE '' END AS words, line.basis::text,
       line.mark = 'S' OR line.confirmed_at IS NOT NULL AS is_settled, line.effective_from AS since
FROM public.common_rulevalue line
WHERE line.kind IN ('publicity', 'statement', 'withdrawal', 'objection', 'objection_remedy', 'repair_clock', 'note_clock')
  AND line.effective_from <= open.today() AND (line.effective_to IS NULL OR line.effective_to > open.today());

CREATE VIEW public.disclosure_defines_region AS
SELECT region.code, region.name, region.kind, parent.code AS parent_code,
       region.city_code, coalesce(city.name, '') AS city_name, region.county_code
FROM public.organisations_region region
LEFT JOIN public.organisations_region parent ON parent.id = region.parent_id
LEFT JOIN public.organisations_region city ON city.code = region.city_code;

-- Last night's public summary: a record is counted once in each region above it, so one level is chosen
-- before adding up.
CREATE VIEW public.disclosure_defines_statistic AS
SELECT region.code AS region_code, cell.month, cell.domain, cell.basis AS source_kind, cell.severity,
       region.name AS region_name, region.kind AS region_kind, region.city_code, cell.records
FROM public.supervision_publiccell cell
JOIN public.supervision_aggregationrun run ON run.id = cell.run_id AND run.is_current
JOIN public.organisations_region region ON region.id = cell.region_id;

-- What the last quarter says of granted repairs by place: never a small number, and nothing of whom they were about.
CREATE VIEW public.disclosure_defines_repair_figure AS
SELECT region.code AS region_code, region.name AS region_name, region.kind AS region_kind, figure.as_of, figure.granted
FROM public.supervision_repairfigure figure
JOIN public.organisations_region region ON region.id = figure.region_id
WHERE figure.as_of = (SELECT max(as_of) FROM public.supervision_repairfigure);

-- What stands of promises that were looked at and let stand: registered, not taken down, not unlawful, its time not over.
CREATE VIEW public.disclosure_standing_opening AS
SELECT opening.public_id, opening.opens_on, opening.closes_on, bearer.key AS department_key, body.name AS department_name,
       promise.*
FROM public.commitments_opening opening
JOIN (SELECT id AS promise_id, domain, status, department_id, counterparty, counterparty_code, content, document_title,
             document_number, signed_on, agreed_on, due_on
      FROM public.commitments_commitment) promise ON promise.promise_id = opening.commitment_id
JOIN public.organisations_department body ON body.id = promise.department_id AND body.is_shown
JOIN public.disclosure_departmentkey bearer ON bearer.department_id = body.id
WHERE opening.closed_on IS NULL AND opening.opens_on <= open.today()
  AND (opening.closes_on IS NULL OR open.today() < opening.closes_on)
  AND promise.status IN ('running', 'kept', 'changed');

-- Promises, as a document names their day or a settled rule counts it; before a court or an arbitrator no word of how they stand.
-- The day on which one was kept is not told: beside the day by which it was due it would say who was late（procedures E.20）.
-- Ratings of before today, by whole tens: no single one shows, neither by the number nor by the day, nor by what one more changed.
CREATE VIEW public.disclosure_defines_promise AS
SELECT promise.public_id, promise.department_key, promise.domain::text, coalesce(line.matter, '')::text AS matter, promise.content,
       promise.document_title::text, promise.document_number::text, coalesce(line.village, '')::text AS village,
       coalesce(line.board, '')::text AS board, promise.signed_on, coalesce(told.due_on, promise.agreed_on) AS due_on,
       CASE WHEN told.is_disputed THEN 'disputed' ELSE promise.status::text END AS state,
       CASE WHEN NOT told.is_disputed THEN told.changed_on END AS changed_on, promise.opens_on,
       coalesce(line.open_matter, '')::text AS open_matter, line.opened_on, coalesce(line.frequency, '')::text AS frequency,
       line.period_until, line.accounts_on, coalesce(line.subsidy, '')::text AS subsidy,
       coalesce(line.subsidy_standard, '')::text AS subsidy_standard, line.recipients, line.granted, line.granted_on,
       coalesce(line.task_list, '')::text AS task_list, coalesce(line.list_document, '')::text AS list_document,
       line.score_of_township, line.score_of_village, line.evaluated_on, line.civility_score, line.honesty_weight,
       line.measured_on, coalesce(line.pilot_plan, '')::text AS pilot_plan, line.pilot_from, line.pilot_until,
       line.pilot_reviewed_on, rated.ratings, rated.rating
FROM public.disclosure_standing_opening promise
LEFT JOIN public.commitments_township line ON line.commitment_id = promise.promise_id
CROSS JOIN LATERAL (
  SELECT EXISTS (SELECT FROM public.commitments_dispute dispute WHERE dispute.commitment_id = promise.promise_id
                 AND dispute.kind IN ('suit', 'arbitration') AND dispute.answered_on IS NULL) AS is_disputed,
         (SELECT max(decided_on) FROM public.commitments_change
          WHERE commitment_id = promise.promise_id AND status = 'granted') AS changed_on,
         (SELECT coalesce(promise.due_on, max(part.due_on)) FROM public.commitments_instalment part
          WHERE part.commitment_id = promise.promise_id HAVING NOT EXISTS (
            SELECT FROM public.common_deadline counted JOIN public.common_rulevalue rule ON rule.id = counted.rule_id
            WHERE counted.object_id = promise.promise_id AND counted.kind = 'commitments.due'
            AND rule.mark <> 'S' AND rule.confirmed_at IS NULL)) AS due_on) told
LEFT JOIN LATERAL (
  SELECT count(*)::integer AS ratings, round(avg(score), 1)::numeric(2, 1) AS rating
  FROM (SELECT score, row_number() OVER (ORDER BY used_on, id) AS place, count(*) OVER () AS known
        FROM public.commitments_ratingcode WHERE commitment_id = promise.promise_id AND used_on < open.today()) given
  WHERE place <= known / 10 * 10 HAVING count(*) >= 10) rated ON true
WHERE promise.domain IN ('procurement', 'ppp', 'investment', 'townships');

CREATE VIEW public.disclosure_defines_agency AS
SELECT promise.public_id, line.agency::text AS name, line.agency_code::text AS credit_code, line.agency_grade::text AS grade,
       line.agency_grade_source::text AS grade_source, line.agency_graded_on AS graded_on,
       line.agency_oversight::text AS oversight, line.agency_oversight_on AS oversight_on, line.project_name::text,
       promise.department_name::text AS kept_by, promise.opens_on
FROM public.disclosure_standing_opening promise
JOIN public.commitments_bidding line ON line.commitment_id = promise.promise_id
WHERE promise.domain = 'bidding' AND line.agency_code <> '' AND line.agency_code !~ '^92'
  AND (line.agency_grade <> '' OR line.agency_oversight <> '');

CREATE VIEW public.disclosure_defines_dishonest_enterprise AS
SELECT promise.public_id, promise.counterparty::text AS name, promise.counterparty_code::text AS credit_code,
       line.address::text, line.violation::text, promise.document_title::text, line.listing_document::text AS document_number,
       promise.department_name::text AS decided_by, line.decided_on, promise.opens_on, promise.closes_on
FROM public.disclosure_standing_opening promise
JOIN public.commitments_statistics line ON line.commitment_id = promise.promise_id
WHERE promise.domain = 'statistics' AND line.matter = 'listing' AND line.removed_on IS NULL AND promise.closes_on IS NOT NULL;

-- What once stood and does not now, what is suspended and what was altered past the guards alike; its line of corrections
-- leads to the last, where that stands.
CREATE VIEW public.disclosure_defines_ended AS
SELECT gone.public_id, standing.public_id AS leads_to, standing.closes_on AS leads_until
FROM public.records_publication gone
LEFT JOIN LATERAL (
  WITH RECURSIVE line (id, step) AS (
    SELECT gone.id, 0
    UNION ALL
    SELECT next.id, step + 1 FROM line JOIN public.records_publication next ON next.predecessor_id = line.id
  )
  SELECT last.public_id, last.closes_on
  FROM (SELECT id FROM line WHERE step > 0 ORDER BY step DESC LIMIT 1) final
  JOIN public.records_publication last ON last.id = final.id
  -- Asked for one address at a time (OFFSET keeps it so), else all that stands is gone through for each that ended.
  JOIN LATERAL (SELECT FROM public.disclosure_defines_fact shown WHERE shown.public_id = last.public_id OFFSET 0) shown ON true)
  standing ON gone.status = 'ended'
WHERE gone.published_at IS NOT NULL
  AND (gone.status = 'ended' OR gone.closes_on <= open.today()
       OR EXISTS (SELECT FROM public.records_hold hold WHERE hold.publication_id = gone.id AND hold.status = 'open')
       OR NOT (SELECT public.records_is_as_signed(gone, said) FROM public.records_public_fields told
               WHERE told.fact_id = gone.fact_id))
UNION ALL
SELECT opening.public_id, NULL, NULL FROM public.commitments_opening opening
WHERE opening.opens_on IS NOT NULL
  AND NOT EXISTS (SELECT FROM public.disclosure_defines_promise there WHERE there.public_id = opening.public_id)
  AND NOT EXISTS (SELECT FROM public.disclosure_defines_agency there WHERE there.public_id = opening.public_id)
  AND NOT EXISTS (SELECT FROM public.disclosure_defines_dishonest_enterprise there WHERE there.public_id = opening.public_id);

CREATE VIEW public.disclosure_defines_aggregation AS
SELECT id AS run, data_time, finished_at, public_records AS rows
FROM public.supervision_aggregationrun WHERE is_current;

-- What was told under a code that another has taken the place of is told to nobody any more.
CREATE VIEW public.disclosure_defines_answer AS
SELECT public_id, token_hash, sealed, text, answered_at, closes_on FROM public.intake_answer told
WHERE open.today() < closes_on
  AND NOT EXISTS (SELECT FROM public.commitments_linecode former
                  WHERE former.token_hash = told.token_hash AND former.ended_on IS NOT NULL);

-- A file stands as long as everything that it names does, and no day longer than the first of these.
CREATE VIEW public.disclosure_defines_file AS
SELECT file, generation, part, parts, name, media_type, bytes, sha256, opens_on,
       least(part.closes_on, named.closes_on) AS closes_on, snapshot
FROM public.disclosure_filepart part
LEFT JOIN LATERAL (
  SELECT count(shown.public_id) AS shown, min(shown.closes_on) AS closes_on
  FROM unnest(part.names) AS told (id)
  LEFT JOIN LATERAL (SELECT standing.public_id, standing.closes_on FROM public.disclosure_defines_fact standing
                     WHERE standing.public_id = told.id OFFSET 0) shown ON true) named ON true
WHERE opens_on <= open.today() AND open.today() < part.closes_on AND named.shown = cardinality(part.names);

-- What became of a report, and what it was made from; that it holds no more is seen by what stands（open.report）.
CREATE VIEW public.disclosure_defines_report AS
SELECT public_id, number, credit_code, made_at, standing, pdf_sha256, json_sha256, files_until, status
FROM public.disclosure_publicreport;

CREATE VIEW public.disclosure_defines_generation AS
SELECT true AS is_only, value FROM public.common_publicgeneration;
