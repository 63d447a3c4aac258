-- Last night's public summary: a record is counted once in each region above it, so one level is chosen
-- before adding up.
CREATE VIEW open.statistic WITH (security_barrier) AS
SELECT region.code AS region_code, region.name AS region_name, region.kind AS region_kind, region.city_code,
       cell.month, cell.domain, cell.basis AS source_kind, cell.severity, cell.records
FROM public.supervision_publiccell cell
JOIN public.supervision_aggregationrun run ON run.id = cell.run_id AND run.is_current
JOIN public.organisations_region region ON region.id = cell.region_id;

CREATE VIEW open.aggregation WITH (security_barrier) AS
SELECT data_time, finished_at, public_records AS rows
FROM public.supervision_aggregationrun WHERE is_current;
