-- Known departments whose row says something else, each a proposal to be confirmed.
INSERT INTO exchange_departmentproposal (id, department_id, batch_id, batch_row, changes, status, created_at)
SELECT uuidv7(), d.id, %(batch)s, c.row, {changes}, %(proposed)s, now()
FROM exchange_staging c
JOIN organisations_department d ON d.credit_code = c.credit_code
JOIN organisations_region r ON r.id = d.region_id
WHERE c.batch_id = %(batch)s
  AND c.row NOT IN (
      SELECT n.row FROM exchange_rowerror n WHERE n.batch_id = %(batch)s AND n.level IN ('error', 'duplicate')
  )
ORDER BY c.row
ON CONFLICT DO NOTHING
