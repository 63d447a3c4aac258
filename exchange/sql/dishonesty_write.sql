-- The rows without errors that repeat nothing, as drafts. Whoever wrote the same meanwhile makes it fail as a whole: to
-- look for such rows one by one (ON CONFLICT) would ask each unique index twice.
INSERT INTO records_dishonestyrecord (
    id, record_no, department_id, official_id, subject_region_id, source_kind, source_details, cause, domain, facts,
    occurred_on, finding_body, finding_body_code, finding_unit_id, reporting_unit_id, reported_for_id,
    document_title, document_number, document_key, ordinal, decided_on, effective_on, legal_basis, amount, loss,
    impact, is_aggravated, declared_severity, computed_severity, severity_reason, disclosure,
    accountability_object, remark, batch_id, batch_row, status, served_on, served_how, statement_due,
    notice_waived, statement_text, decision_document, query_until, sanction_until, content_version,
    entered_by_id, entered_at, last_changed_by_id, reviewed_by_id, reviewed_version, confirmed_at
)
WITH {rows},
grades (low, high, impact, severity) AS (SELECT * FROM ({grades}) AS g (low, high, impact, severity))
SELECT uuidv7(), records_new_number(s.decided_on), d.id, NULL, d.region_id, s.source_kind, '{{}}', s.cause, s.domain, s.facts,
       s.occurred_on, s.finding_body, coalesce(s.finding_body_code, ''), f.department_id, %(unit)s, NULL,
       s.document_title, s.document_number, s.document_key, 1, s.decided_on, s.effective_on,
       coalesce(s.legal_basis, ''), s.amount, NULL, coalesce(s.impact, ''), false, s.declared_severity,
       coalesce(g.severity, ''), '',
       CASE WHEN s.source_kind = 'discipline' AND s.disclosure = 'public' THEN 'internal' ELSE s.disclosure END,
       CASE WHEN s.source_kind = 'accountability' THEN 'body' ELSE '' END,
       coalesce(s.remark, ''), %(batch)s, s.row, %(draft)s, NULL, '', NULL,
       false, '', '', NULL, NULL, 1,
       %(user)s, now(), %(user)s, NULL, NULL, NULL
FROM exchange_staging s
JOIN subjects u ON u.row = s.row
JOIN organisations_department d ON d.id = u.department_id
LEFT JOIN finders f ON f.code = s.finding_body_code
LEFT JOIN grades g ON coalesce(s.amount, 0) >= g.low AND (g.high IS NULL OR coalesce(s.amount, 0) < g.high)
                  AND g.impact = coalesce(s.impact, '')
WHERE s.batch_id = %(batch)s
  AND s.row NOT IN (
      SELECT n.row FROM exchange_rowerror n WHERE n.batch_id = %(batch)s AND n.level IN ('error', 'duplicate', 'waiting')
  )
ORDER BY s.row
