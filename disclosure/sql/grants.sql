-- The list of what the public role may reach; everything else in the schema is the owner's own. The office reads all of it
-- and writes none: its rows come from the definitions.
REVOKE ALL ON ALL TABLES IN SCHEMA open FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA open FROM PUBLIC;
GRANT USAGE ON SCHEMA open TO portal_public, portal_office;
GRANT SELECT ON ALL TABLES IN SCHEMA open TO portal_office;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA open TO portal_office;
GRANT SELECT ON open.record, open.judgment, open.commendation, open.ended, open.generation, open.region, open.department,
  open.former_code, open.department_count, open.statistic, open.aggregation,
  open.last_check TO portal_public;
GRANT EXECUTE ON FUNCTION open.today(), open.askable(jsonb), open.probe(jsonb), open.total(jsonb), open.facets(jsonb),
  open.hits_few(jsonb, boolean, integer, integer), open.hits_many(jsonb, boolean, integer, integer),
  open.figures(), open.by_city(), open.state(), open.is_late() TO portal_public;
