CREATE VIEW open.region WITH (security_barrier) AS
SELECT region.code, region.name, region.kind, parent.code AS parent_code,
       region.city_code, coalesce(city.name, '') AS city_name, region.county_code
FROM public.organisations_region region
LEFT JOIN public.organisations_region parent ON parent.id = region.parent_id
LEFT JOIN public.organisations_region city ON city.code = region.city_code;

-- Identity only: no principal, no official, nothing of what was ended（rules.md 0.2b, 0.2c）.
CREATE VIEW open.department WITH (security_barrier) AS
SELECT department.credit_code, department.name, department.short_name, department.kind, department.level,
       region.code AS region_code, region.name AS region_name,
       region.city_code, coalesce(city.name, '') AS city_name,
       region.county_code, coalesce(county.name, '') AS county_name,
       superior.credit_code AS superior_code, superior.name AS superior_name,
       successor.credit_code AS successor_code, successor.name AS successor_name,
       coalesce(further.codes, '{}') AS further_codes, coalesce(further.names, '{}') AS further_names,
       department.status,
       coalesce(former.names, '{}') AS former_names,
       coalesce(older.codes, '{}') AS former_codes,
       department.sort_key,
       public.text_fold(concat_ws(' ', department.name, department.short_name,
                                  array_to_string(former.names, ' '))) AS haystack
FROM public.organisations_department department
JOIN public.organisations_region region ON region.id = department.region_id
LEFT JOIN public.organisations_region city ON city.code = region.city_code
LEFT JOIN public.organisations_region county ON county.code = region.county_code
LEFT JOIN public.organisations_department superior ON superior.id = department.superior_id AND superior.is_shown
LEFT JOIN public.organisations_department successor ON successor.id = department.successor_id AND successor.is_shown
LEFT JOIN (SELECT department_id, array_agg(name::text ORDER BY until DESC NULLS LAST, name) AS names
           FROM public.organisations_departmentname GROUP BY department_id) former
       ON former.department_id = department.id
LEFT JOIN (SELECT code.department_id, array_agg(code.code::text ORDER BY code.until DESC NULLS LAST, code.code) AS codes
           FROM public.organisations_departmentcode code
           JOIN public.organisations_department owner ON owner.id = code.department_id
           WHERE code.code <> owner.credit_code GROUP BY code.department_id) older
       ON older.department_id = department.id
LEFT JOIN (SELECT split.department_id, array_agg(heir.credit_code::text ORDER BY beside.id) AS codes,
                  array_agg(heir.name::text ORDER BY beside.id) AS names
           FROM public.organisations_reorganisation split
           JOIN public.organisations_reorganisedbody beside ON beside.case_id = split.id AND beside.side = 'heir'
           JOIN public.organisations_department heir ON heir.id = beside.department_id AND heir.is_shown
           WHERE split.kind IN ('split', 'abolish') AND split.status = 'effective' GROUP BY split.department_id) further
       ON further.department_id = department.id
WHERE department.is_shown;
