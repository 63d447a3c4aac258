-- New departments with their code; the codes' history starts open. Shown at once: who a public body is, is
-- public information, and a row with personal data in it was rejected by the check.
WITH made AS (
    INSERT INTO organisations_department (
        id, credit_code, name, short_name, sort_key, kind, level, region_id, status, principal, is_shown, created_at
    )
    SELECT uuidv7(), s.credit_code, s.name, '', s.sort_key, s.unit_kind, s.level, r.id, 'active', '', true, now()
    FROM exchange_staging s JOIN organisations_region r ON r.code = s.region_code
    WHERE s.batch_id = %(batch)s
      AND s.row NOT IN (
          SELECT n.row FROM exchange_rowerror n WHERE n.batch_id = %(batch)s AND n.level IN ('error', 'duplicate')
      )
      AND NOT EXISTS (SELECT FROM organisations_department d WHERE d.credit_code = s.credit_code)
    ORDER BY s.row
    ON CONFLICT DO NOTHING
    RETURNING id, credit_code
), codes AS (
    INSERT INTO organisations_departmentcode (id, department_id, code) SELECT uuidv7(), id, credit_code FROM made
)
SELECT id FROM made
