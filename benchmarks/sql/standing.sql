-- Publications that stand today, with texts of 20 to 120 characters: words at random, harder than real text.
WITH chosen AS MATERIALIZED (
    SELECT record.id, department.name, department.region_id, left(facts.said, 20) AS title, facts.said AS facts, document_title,
           current_date - floor(random() * 300)::int AS opens_on,
           records_said_hash(department.name, department.region_id, shown.said) AS said_hash
    FROM records_dishonestyrecord record
    JOIN organisations_department department ON department.id = record.department_id
    JOIN records_public_fields shown ON shown.fact_id = record.id,
    LATERAL (SELECT string_agg((%(words)s::text[])[1 + floor(random() * %(words_count)s)::int], '') AS said
             FROM generate_series(1, 8 + abs(hashtext(record.id::text) %% 40))) facts
    WHERE record.status = 'confirmed' AND publishable AND effective_on < current_date - 300
    LIMIT %(standing)s
)
INSERT INTO records_publication (
    id, fact_id, publishable, public_id, status, end_ground, face_version, face_title, face_facts,
    face_document_title, clearances, minor_reason, third_party_opinion, sheet, sheet_version, sheet_signed_by_id,
    fact_version, created_at, entered_by_id, last_changed_by_id, reviewed_by_id, proposed_by_id, published_by_id,
    opens_on, closes_on, repair_from, rule_version, published_at, department_name, region_id, signed_hash, said_hash)
SELECT uuidv7(), id, true, gen_random_uuid(), 'public', '', 1, title, facts, document_title, '[]', '', '',
       '{}', 1, %(signed)s, 1, now(), %(entered)s, %(entered)s, %(reviewed)s, %(proposed)s, %(published)s,
       opens_on, opens_on + 365, opens_on + 90, 1, opens_on + random() * interval '20 hours', name, region_id,
       records_text_hash(title, facts, document_title), said_hash
FROM chosen
