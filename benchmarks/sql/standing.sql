-- Publications that stand today, with faces of 20 to 120 characters: words at random, harder than real text.
WITH chosen AS MATERIALIZED (
    SELECT id, department_id, subject_region_id, source_kind, cause, domain, declared_severity, finding_body,
           document_title, document_number, document_key, decided_on, effective_on,
           current_date - floor(random() * 300)::int AS opens_on, gen_random_uuid() AS public_id,
           (SELECT string_agg((%(words)s::text[])[1 + floor(random() * %(words_count)s)::int], '')
            FROM generate_series(1, 8 + abs(hashtext(record.id::text) %% 40))) AS facts
    FROM records_dishonestyrecord record
    WHERE status = 'confirmed' AND publishable AND effective_on < current_date - 300
    LIMIT %(standing)s
), published AS (
    INSERT INTO records_publication (
        id, fact_id, publishable, public_id, status, end_ground, face_version, face_title, face_facts,
        face_document_title, clearances, minor_reason, third_party_opinion, sheet, sheet_version, sheet_signed_by_id,
        fact_version, created_at, entered_by_id, last_changed_by_id, reviewed_by_id, proposed_by_id, published_by_id,
        opens_on, closes_on, repair_from, rule_version, published_at)
    SELECT uuidv7(), id, true, public_id, 'public', '', 1, left(facts, 20), facts, document_title, '[]', '', '',
           '{}', 1, %(signed)s, 1, now(), %(entered)s, %(entered)s, %(reviewed)s, %(proposed)s, %(published)s,
           opens_on, opens_on + 365, opens_on + 90, 1, opens_on + random() * interval '20 hours'
    FROM chosen RETURNING id, public_id, published_at
)
INSERT INTO records_publicface (
    id, publication_id, public_id, kind, title, facts, department_name, credit_code, region_id, source_kind, cause,
    domain, severity, severity_reason, legal_basis, finding_body, document_title, document_number, document_key,
    decided_on, effective_on, opens_on, published_at)
SELECT uuidv7(), published.id, public_id, 'record', left(facts, 20), facts, department.name, department.credit_code,
       subject_region_id, source_kind, cause, domain, declared_severity, '', '《中华人民共和国行政处罚法》第五十七条',
       finding_body, document_title, document_number, document_key, decided_on, effective_on, opens_on, published_at
FROM chosen JOIN published USING (public_id) JOIN organisations_department department ON department.id = department_id
