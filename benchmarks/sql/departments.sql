-- Codes from 500000001 on, for the factories begin at 1.
WITH place AS (
    SELECT id, code, name, kind, row_number() OVER (PARTITION BY kind ORDER BY code) AS place,
           count(*) OVER (PARTITION BY kind) AS places
    FROM organisations_region
), drawn AS MATERIALIZED (
    SELECT n, random() AS share, random() AS within FROM generate_series(1, %(departments)s) AS n
), chosen AS (
    SELECT n, within, CASE WHEN share < 0.05 THEN 'province' WHEN share < 0.25 THEN 'city'
                           WHEN share < 0.75 THEN 'county' ELSE 'township' END AS kind
    FROM drawn
)
INSERT INTO organisations_department (id, credit_code, name, short_name, sort_key, kind, level, status, principal,
                                is_shown, created_at, region_id)
SELECT uuidv7(), '11' || left(place.code, 6) || (500000000 + n) || 'X', place.name || '模拟第' || n || '局（演示）',
       '', lpad(n::text, 9, '0'), 'organ', place.kind, 'active', '', true, now(), place.id
FROM chosen JOIN place ON place.kind = chosen.kind AND place.place = 1 + floor(within * places)::int
