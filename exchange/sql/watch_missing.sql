-- Of a full list: what stands and is not in the workbook ends with the day of the list, said by entries of this version.
-- A row of the name alone speaks of the entry with a code too, and one with a code of what was known by the name alone.
INSERT INTO commitments_watchentry (
    id, version_id, row, kind, subject, name, bare_name, former_names, credit_code, id_number_sealed, id_number_hash,
    id_number_tail, document_number, organ, cause, listed_on, removed_on, ending, identity, name_identity, is_current
)
WITH {rows},
named_only AS MATERIALIZED (SELECT identity FROM named WHERE identity = name_identity),
last AS (SELECT coalesce(max(row), 0) AS row FROM named)
SELECT uuidv7(), %(version)s, last.row + row_number() OVER (ORDER BY e.id), e.kind, e.subject, e.name, e.bare_name,
       e.former_names, e.credit_code, e.id_number_sealed, e.id_number_hash, e.id_number_tail, e.document_number, e.organ,
       e.cause, e.listed_on, %(as_of)s, 'missing', e.identity, e.name_identity, false
FROM commitments_watchentry e CROSS JOIN last
WHERE e.kind = %(kind)s AND e.is_current AND e.listed_on <= %(as_of)s
  AND (e.removed_on IS NULL OR e.removed_on > %(as_of)s)
  AND NOT EXISTS (SELECT FROM named n WHERE n.identity = e.identity)
  AND NOT EXISTS (SELECT FROM named_only n WHERE n.identity = e.name_identity)
  AND NOT (e.identity = e.name_identity AND EXISTS (SELECT FROM named n WHERE n.name_identity = e.identity))
