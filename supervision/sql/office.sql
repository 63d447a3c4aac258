-- Records on file, rolled up township → county → city → province. A record that lies on a city has no
-- county and no township: those groups are dropped, it counts in its city and its province.
INSERT INTO supervision_officecell (id, run_id, region_id, month, domain, basis, severity, state, subject, records)
WITH place AS MATERIALIZED (:place)
SELECT uuidv7(), %(run)s, coalesce(province, city, county, township),
       month, domain, source_kind, declared_severity, status, subject, count(*)
FROM (
    SELECT place.province, place.city, place.county, place.township,
           date_trunc('month', record.decided_on)::date AS month,
           record.domain, record.source_kind, record.declared_severity, record.status,
           CASE WHEN record.official_id IS NULL THEN 'department' ELSE 'official' END AS subject
    FROM records_counted record
    JOIN place ON place.id = record.subject_region_id
    WHERE record.entered_at < %(until)s
) AS filed
GROUP BY month, domain, source_kind, declared_severity, status, subject,
         GROUPING SETS ((province), (city), (county), (township))
HAVING coalesce(province, city, county, township) IS NOT NULL
