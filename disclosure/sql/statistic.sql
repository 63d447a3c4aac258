-- Until the nightly public summary is there: the same cells, counted from what stands in public now.
CREATE VIEW open.statistic WITH (security_barrier) AS
SELECT region.code AS region_code, region.name AS region_name, region.kind AS region_kind, region.city_code,
       date_trunc('month', standing.published_on)::date AS month,
       standing.domain, standing.source_kind, standing.severity, count(*)::integer AS records
FROM open.standing standing
JOIN public.records_region region
  ON region.code IN ('320000', standing.city_code, standing.county_code, standing.region_code)
GROUP BY region.code, region.name, region.kind, region.city_code, 5, 6, 7, 8;

CREATE VIEW open.aggregation WITH (security_barrier) AS
SELECT now() AS data_time, now() AS finished_at, (SELECT count(*) FROM open.standing)::integer AS rows;
