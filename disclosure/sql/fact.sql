-- Lost judgments and honours that stand in public now（二(三) 败诉裁判文书、拒不执行; 二(四) 守信激励）. Their texts are
-- those of the public row; what is joined besides is plain: kind, level, days, addresses, and cannot change meanwhile.
CREATE VIEW open.judgment WITH (security_barrier) AS
SELECT face.public_id, face.title, face.facts, face.department_name, department.credit_code,
       region.code AS region_code, region.name AS region_name,
       region.city_code, coalesce(city.name, '') AS city_name, coalesce(county.name, '') AS county_name,
       judgment.outcome, face.finding_body, face.document_number, face.document_key, face.decided_on,
       face.effective_on, judgment.document_url, judgment.announcement_number, judgment.announced_on,
       face.opens_on, publication.closes_on, publication.rule_version, face.published_at,
       face.corrected_on, face.correction_kind,
       coalesce(heir.credit_code, department.credit_code) AS holder_code, face.haystack
FROM public.records_publicface face
JOIN public.records_publication publication ON publication.id = face.publication_id
JOIN public.records_lostjudgment judgment ON judgment.id = publication.fact_id
JOIN public.organisations_department department ON department.id = judgment.department_id
LEFT JOIN public.organisations_department heir ON heir.id = department.successor_id AND heir.is_shown
JOIN public.organisations_region region ON region.id = face.region_id
LEFT JOIN public.organisations_region city ON city.code = region.city_code
LEFT JOIN public.organisations_region county ON county.code = region.county_code
WHERE face.kind = 'judgment'
  AND publication.status = 'public'
  AND NOT EXISTS (SELECT FROM public.records_hold hold WHERE hold.publication_id = publication.id AND hold.status = 'open')
  AND publication.opens_on <= open.today() AND open.today() < publication.closes_on
  AND judgment.status = 'confirmed'
  AND department.is_shown;

CREATE VIEW open.commendation WITH (security_barrier) AS
SELECT face.public_id, face.title, face.facts, face.department_name, department.credit_code,
       region.code AS region_code, region.name AS region_name,
       region.city_code, coalesce(city.name, '') AS city_name, coalesce(county.name, '') AS county_name,
       honour.level, face.finding_body, face.document_number, face.document_key, face.decided_on,
       honour.valid_until, face.opens_on, publication.closes_on, publication.rule_version, face.published_at,
       face.corrected_on, face.correction_kind,
       coalesce(heir.credit_code, department.credit_code) AS holder_code, face.haystack
FROM public.records_publicface face
JOIN public.records_publication publication ON publication.id = face.publication_id
JOIN public.records_commendation honour ON honour.id = publication.fact_id
JOIN public.organisations_department department ON department.id = honour.department_id
LEFT JOIN public.organisations_department heir ON heir.id = department.successor_id AND heir.is_shown
JOIN public.organisations_region region ON region.id = face.region_id
LEFT JOIN public.organisations_region city ON city.code = region.city_code
LEFT JOIN public.organisations_region county ON county.code = region.county_code
WHERE face.kind = 'commendation'
  AND publication.status = 'public'
  AND NOT EXISTS (SELECT FROM public.records_hold hold WHERE hold.publication_id = publication.id AND hold.status = 'open')
  AND publication.opens_on <= open.today() AND open.today() < publication.closes_on
  AND honour.status = 'confirmed'
  AND department.is_shown;

-- Where a corrected text stands now: the last successor of an ended address, nothing once that ended too.
CREATE FUNCTION open.moved_to(address uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE line (id, public_id, step) AS (
    SELECT id, public_id, 0 FROM public.records_publication WHERE public_id = address
    UNION ALL
    SELECT next.id, next.public_id, step + 1
    FROM line JOIN public.records_publication next ON next.predecessor_id = line.id
  ), last AS (SELECT public_id FROM line WHERE step > 0 ORDER BY step DESC LIMIT 1)
  SELECT standing.public_id FROM last JOIN open.standing standing ON standing.public_id = last.public_id
  UNION ALL
  SELECT standing.public_id FROM last JOIN open.judgment standing ON standing.public_id = last.public_id
  UNION ALL
  SELECT standing.public_id FROM last JOIN open.commendation standing ON standing.public_id = last.public_id
$$;
