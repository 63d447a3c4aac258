-- Few departments hold many records, most records are confirmed and of late: cells are sparse, as in life.
WITH body AS (
    SELECT id, region_id, row_number() OVER (ORDER BY sort_key) AS place FROM organisations_department
), drawn AS MATERIALIZED (
    SELECT n, 1 + floor(power(random(), 2) * %(departments)s)::int AS place, random() AS source,
           random() AS domain, random() AS grade, random() AS state,
           current_date - 60 - floor(power(random(), 1.5) * 1700)::int AS decided
    FROM generate_series(1, %(records)s) AS n
)
INSERT INTO records_dishonestyrecord (
    id, content_version, entered_by_id, entered_at, last_changed_by_id, reviewed_by_id, reviewed_version,
    record_no, department_id, subject_region_id, source_kind, source_details, cause, domain, facts,
    finding_body, finding_body_code, document_title, document_number, document_key, ordinal, decided_on,
    effective_on, legal_basis, impact, is_aggravated, declared_severity, computed_severity, severity_reason,
    disclosure, accountability_object, remark, status, served_how, notice_waived, statement_text, decision_document)
SELECT uuidv7(), 1, %(entered)s, now() - (random() * 60) * interval '1 day', %(entered)s, %(reviewed)s, 1,
       'SX-BENCH-' || n, body.id, body.region_id,
       CASE WHEN source < 0.35 THEN 'judgment' WHEN source < 0.8 THEN 'penalty'
            WHEN source < 0.9 THEN 'accountability' ELSE 'discipline' END,
       '{}', CASE WHEN source < 0.5 THEN 'breach' ELSE 'violation' END,
       CASE WHEN domain < 0.3 THEN 'procurement' WHEN domain < 0.5 THEN 'bidding' WHEN domain < 0.65 THEN 'investment'
            WHEN domain < 0.75 THEN 'ppp' WHEN domain < 0.83 THEN 'debt' WHEN domain < 0.88 THEN 'statistics'
            WHEN domain < 0.93 THEN 'townships' ELSE 'general' END,
       '验收合格后拖欠合同价款', '模拟综合行政执法局（演示）', '', '决定书', '苏罚〔2026〕' || n || '号',
       '苏罚〔2026〕' || n || '号', 1, decided, decided + 10, '《中华人民共和国行政处罚法》第五十七条', 'larger', false,
       CASE WHEN grade < 0.2 THEN 'minor' WHEN grade < 0.85 THEN 'ordinary' ELSE 'serious' END, '', '',
       'public', CASE WHEN source >= 0.8 AND source < 0.9 THEN 'body' ELSE '' END, '',
       CASE WHEN state < 0.75 THEN 'confirmed' WHEN state < 0.8 THEN 'withdrawn' WHEN state < 0.83 THEN 'not_included'
            WHEN state < 0.88 THEN 'draft' WHEN state < 0.94 THEN 'pending_review' WHEN state < 0.97 THEN 'pending_notice'
            WHEN state < 0.99 THEN 'statement' WHEN state < 0.995 THEN 'returned' ELSE 'void' END,
       '', false, '', ''
FROM drawn JOIN body USING (place)
