-- Kept counts and the generation of the store, brought after what the office did.

-- Lines of the same count become one.
CREATE FUNCTION public.disclosure_fold_counts() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  name text;
  columns text;
  folded integer := 0;
  gone integer;
BEGIN
  FOR name, columns IN VALUES
    ('count_by_facet', 'kind, city_code, county_code, domain, source_kind, severity, year'),
    ('count_by_month', 'kind, city_code, severity, opens_in, closes_in'),
    ('count_by_department', 'kind, department_key')
  LOOP
    EXECUTE format(
      'WITH many AS (SELECT %2$s FROM open.%1$s GROUP BY %2$s HAVING count(*) > 1), '
      'gone AS (DELETE FROM open.%1$s WHERE (%2$s) IN (SELECT %2$s FROM many) RETURNING %2$s, records) '
      'INSERT INTO open.%1$s (%2$s, records) SELECT %2$s, sum(records) FROM gone GROUP BY %2$s', name, columns);
    EXECUTE format('DELETE FROM open.%1$s WHERE records = 0', name);
    GET DIAGNOSTICS gone = ROW_COUNT;
    folded := folded + gone;
  END LOOP;
  RETURN folded;
END
$$;

-- The generation is the office's; the store has its copy in the same transaction.
CREATE OR REPLACE FUNCTION public.disclosure_generation_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO open.stored_generation (value) SELECT value FROM public.common_publicgeneration
  ON CONFLICT (is_only) DO UPDATE SET value = excluded.value;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER store_follows AFTER INSERT OR UPDATE ON public.common_publicgeneration
  FOR EACH STATEMENT EXECUTE FUNCTION public.disclosure_generation_follows();
