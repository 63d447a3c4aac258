-- The rows without errors that change something, as entries of a version that is not in force yet.
INSERT INTO commitments_watchentry (
    id, version_id, row, kind, subject, name, bare_name, former_names, credit_code, id_number_hash, id_number_tail,
    document_number, organ, cause, listed_on, removed_on, ending, identity, name_identity, is_current
)
WITH {rows}
SELECT uuidv7(), %(version)s, s.row, %(kind)s, s.subject, s.name, s.bare_name,
       s.former, coalesce(s.credit_code, ''), '', '', s.document_number, s.list_organ, coalesce(s.list_cause, ''),
       s.listed_on, s.removed_on, '', s.identity, s.name_identity, false
FROM named s
WHERE s.row NOT IN (
    SELECT n.row FROM exchange_rowerror n WHERE n.batch_id = %(batch)s AND n.level IN ('error', 'duplicate', 'waiting')
)
ORDER BY s.row
