-- What stands in public now. Plain and not granted: the search functions need it flattened, so that the
-- text index and the walk along the publication date stay usable.
CREATE VIEW open.standing AS
SELECT face.public_id, face.title, face.facts, face.department_name, department.credit_code,
       region.code AS region_code, region.name AS region_name,
       region.city_code, coalesce(city.name, '') AS city_name,
       region.county_code, coalesce(county.name, '') AS county_name,
       face.source_kind, face.cause, face.domain, face.severity, face.severity_reason, face.legal_basis,
       face.finding_body, face.document_title, face.document_number, face.document_key,
       face.decided_on, face.effective_on, face.opens_on, publication.closes_on,
       publication.repair_from, publication.rule_version, face.published_at,
       face.opens_on AS published_on, face.corrected_on, face.correction_kind,
       coalesce(heir.credit_code, department.credit_code) AS holder_code,
       record.department_id, face.haystack, face.search
FROM public.records_publicface face
JOIN public.records_publication publication ON publication.id = face.publication_id
JOIN public.records_dishonestyrecord record ON record.id = publication.fact_id
JOIN public.organisations_department department ON department.id = record.department_id
LEFT JOIN public.organisations_department heir ON heir.id = department.successor_id AND heir.is_shown
JOIN public.organisations_region region ON region.id = face.region_id
LEFT JOIN public.organisations_region city ON city.code = region.city_code
LEFT JOIN public.organisations_region county ON county.code = region.county_code
WHERE face.kind = 'record'
  AND publication.status = 'public'
  AND NOT EXISTS (SELECT FROM public.records_hold hold WHERE hold.publication_id = publication.id AND hold.status = 'open')
  AND publication.opens_on <= open.today() AND open.today() < publication.closes_on
  AND record.status = 'confirmed' AND record.publishable
  AND department.is_shown;

-- The same rows for whoever asks from outside. security_barrier: no function of the asker is run on a
-- row before the conditions above have let it through.
CREATE VIEW open.record WITH (security_barrier) AS
SELECT public_id, title, facts, department_name, credit_code, region_code, region_name,
       city_code, city_name, county_code, county_name, source_kind, cause, domain, severity,
       severity_reason, legal_basis, finding_body, document_title, document_number, document_key,
       decided_on, effective_on, opens_on, closes_on, repair_from, rule_version, published_at, published_on,
       corrected_on, correction_kind, holder_code
FROM open.standing;

-- Random addresses that once stood in public and do not now, suspended ones alike: the numbers alone（410）.
CREATE VIEW open.ended WITH (security_barrier) AS
SELECT publication.public_id
FROM public.records_publication publication
WHERE publication.published_at IS NOT NULL
  AND (publication.status = 'ended' OR publication.closes_on <= open.today()
       OR EXISTS (SELECT FROM public.records_hold hold
                  WHERE hold.publication_id = publication.id AND hold.status = 'open'));

-- The number that every public cache key starts with.
CREATE VIEW open.generation WITH (security_barrier) AS
SELECT value FROM public.common_publicgeneration;

-- What every cached page is good for: publications, day, statistics. The run whose figures are shown is part
-- of it, so the switch to new figures is itself what makes pages stale, in its own transaction.
CREATE FUNCTION open.state() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT concat_ws(' ', (SELECT value FROM open.generation), open.today(),
    (SELECT id FROM public.supervision_aggregationrun WHERE is_current))
$$;
