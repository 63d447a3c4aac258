-- The rows without errors that repeat nothing, as drafts.
INSERT INTO commitments_commitment (
    id, number, domain, department_id, counterparty, counterparty_code, carrier, document_title, document_number,
    document_key, signed_on, promise_kind, content, amount, agreed_on, due_on, post, remark, batch_id, batch_row,
    kept_on, was_late, accepted_by_id, reported_by_id, unlawful_document, unlawful_on, wind_up, reliance, status,
    content_version, entered_by_id, entered_at, last_changed_by_id, reviewed_by_id, reviewed_version, confirmed_at
)
WITH {rows}
SELECT uuidv7(), '', %(of_domain)s, u.department_id, coalesce(s.counterparty, ''), coalesce(s.counterparty_code, ''),
       s.carrier, s.document_title, s.document_number, s.document_key, s.signed_on, s.promise_kind, s.content,
       s.amount, s.agreed_on, NULL, coalesce(s.post, ''), coalesce(s.remark, ''), %(batch)s, s.row,
       NULL, false, NULL, NULL, '', NULL, '', '', %(draft)s,
       1, %(user)s, now(), %(user)s, NULL, NULL, NULL
FROM exchange_staging s
JOIN subjects u ON u.row = s.row
WHERE s.batch_id = %(batch)s
  AND s.row NOT IN (
      SELECT n.row FROM exchange_rowerror n WHERE n.batch_id = %(batch)s AND n.level IN ('error', 'duplicate', 'waiting')
  )
ORDER BY s.row
ON CONFLICT DO NOTHING
