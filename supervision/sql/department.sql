-- Each department's records by year, and over all years (year NULL): a department on the roster that
-- day without any record has the latter line alone, full of zeros.
INSERT INTO supervision_departmentyear (id, run_id, department_id, year, records,
    draft, pending_review, pending_notice, statement, confirmed, not_included, returned, withdrawn, void)
SELECT uuidv7(), %(run)s, department_id, year, count(status),
       count(*) FILTER (WHERE status = 'draft'), count(*) FILTER (WHERE status = 'pending_review'),
       count(*) FILTER (WHERE status = 'pending_notice'), count(*) FILTER (WHERE status = 'statement'),
       count(*) FILTER (WHERE status = 'confirmed'), count(*) FILTER (WHERE status = 'not_included'),
       count(*) FILTER (WHERE status = 'returned'), count(*) FILTER (WHERE status = 'withdrawn'),
       count(*) FILTER (WHERE status = 'void')
FROM (
    SELECT department.id AS department_id, extract(year FROM record.decided_on)::smallint AS year, record.status
    FROM organisations_department department
    LEFT JOIN records_counted record
           ON record.department_id = department.id AND record.entered_at < %(until)s
    WHERE record.id IS NOT NULL OR department.id IN (:roster)
) AS filed
GROUP BY department_id, GROUPING SETS ((year), ())
HAVING grouping(year) = 1 OR year IS NOT NULL
