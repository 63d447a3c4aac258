-- The list of what the public role may reach; everything else in the schema is the owner's own. The office reads all of it
-- and writes none: its rows come from the definitions.
REVOKE ALL ON ALL TABLES IN SCHEMA open FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA open FROM PUBLIC;
GRANT USAGE ON SCHEMA open TO portal_public, portal_office;
GRANT SELECT ON ALL TABLES IN SCHEMA open TO portal_office;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA open TO portal_office;
-- The office comes to a database of the store's own to take what visitors left, and to compare marks of rows.
GRANT USAGE ON SCHEMA open TO portal_intake;
GRANT EXECUTE ON FUNCTION open.marks(text) TO portal_intake;
GRANT SELECT ON open.record, open.judgment, open.commendation, open.ended, open.generation, open.region,
  open.information_class, open.rule, open.department,
  open.former_code, open.department_count, open.statistic, open.repair_figure, open.promise,
  open.agency, open.dishonest_enterprise, open.aggregation,
  open.last_check, open.file, open.snapshot TO portal_public;
GRANT EXECUTE ON FUNCTION open.today(), open.askable(jsonb), open.probe(jsonb), open.total(jsonb), open.tally(jsonb, integer),
  open.hits_few(jsonb, boolean, integer, integer), open.hits_many(jsonb, boolean, integer, integer),
  open.figures(), open.by_city(), open.archive(text), open.held(text, integer, integer), open.peers(text, text), open.named(text[], integer), open.leading(text[], integer),
  open.state(), open.is_late(), open.answer(bytea), open.report(text), open.report_bearing(text) TO portal_public;

DO $$
DECLARE
  made text;
BEGIN
  -- Views and functions belong to a role that can read this schema and nothing else: what they are made to do, they can
  -- only do here.
  GRANT USAGE, CREATE ON SCHEMA open TO portal_store;
  GRANT SELECT ON ALL TABLES IN SCHEMA open TO portal_store;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA open TO portal_store;
  FOR made IN SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
              WHERE nspname = 'open' AND relkind = 'v' LOOP
    EXECUTE format('ALTER VIEW %s OWNER TO portal_store', made);
  END LOOP;
  FOR made IN SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
              WHERE nspname = 'open' AND prosecdef LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO portal_store', made);
  END LOOP;
  REVOKE CREATE ON SCHEMA open FROM portal_store;
END $$;
