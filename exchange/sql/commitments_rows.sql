-- Each staged row with the department that its code names. A present code counts at any date, an old one only up to
-- the day it was given up; a promise is of whoever signed it.
codes AS MATERIALIZED (
    SELECT c.code, c.department_id, c.since, c.until FROM organisations_departmentcode c
    UNION ALL
    SELECT d.credit_code, d.id, NULL, NULL FROM organisations_department d
    WHERE d.status NOT IN ('merged', 'abolished')
      AND NOT EXISTS (SELECT FROM organisations_departmentcode c WHERE c.code = d.credit_code AND c.until IS NULL)
),
subjects AS MATERIALIZED (
    SELECT DISTINCT ON (s.row) s.row, c.department_id
    FROM exchange_staging s JOIN codes c ON c.code = s.credit_code
    WHERE s.batch_id = %(batch)s
      AND (c.until IS NULL OR coalesce(s.signed_on, %(as_of)s) BETWEEN coalesce(c.since, '-infinity') AND c.until)
    ORDER BY s.row, c.until NULLS FIRST
)
