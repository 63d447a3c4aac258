-- Promises of the key domains, rolled up as records are: township → county → city → province.
INSERT INTO supervision_promisecell (id, run_id, region_id, domain, matter, state, promises, broken, inherited, shown, amount)
WITH place AS MATERIALIZED (:place)
SELECT uuidv7(), %(run)s, coalesce(province, city, county, township), domain, matter, state, count(*),
       count(*) FILTER (WHERE is_broken), count(*) FILTER (WHERE is_inherited), count(*) FILTER (WHERE is_shown),
       coalesce(sum(amount), 0)
FROM (:promises) AS promise
JOIN place ON place.id = promise.region_id
GROUP BY domain, matter, state, GROUPING SETS ((province), (city), (county), (township))
HAVING coalesce(province, city, county, township) IS NOT NULL
