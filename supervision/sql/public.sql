-- What stands in public, counted from the public's own view: what stands is defined once, behind the
-- wall, and no office row can be counted here by a condition that was copied and then forgotten.
INSERT INTO supervision_publiccell (id, run_id, region_id, month, domain, basis, severity, records)
WITH place AS MATERIALIZED (:place)
SELECT uuidv7(), %(run)s, coalesce(province, city, county, township),
       month, domain, source_kind, severity, count(*)
FROM (
    SELECT place.province, place.city, place.county, place.township,
           date_trunc('month', record.opens_on)::date AS month,
           record.domain, record.source_kind, record.severity
    FROM :standing AS record
    JOIN place ON place.code = record.region_code
) AS standing
GROUP BY month, domain, source_kind, severity, GROUPING SETS ((province), (city), (county), (township))
HAVING coalesce(province, city, county, township) IS NOT NULL
