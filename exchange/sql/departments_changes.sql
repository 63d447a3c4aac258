jsonb_strip_nulls(jsonb_build_object(
    'name', CASE WHEN c.name <> d.name THEN jsonb_build_array(d.name, c.name) END,
    'kind', CASE WHEN c.unit_kind <> d.kind THEN jsonb_build_array(d.kind, c.unit_kind) END,
    'level', CASE WHEN c.level <> d.level THEN jsonb_build_array(d.level, c.level) END,
    'region', CASE WHEN c.region_code <> r.code THEN jsonb_build_array(r.code, c.region_code) END
))
