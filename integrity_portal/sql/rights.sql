-- What of the office's rights is the same whatever tables there are; run after the tables' own, as their owner.
REVOKE ALL ON SCHEMA public FROM portal_office;
GRANT USAGE ON SCHEMA public TO portal_office;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO portal_office;
GRANT SELECT ON records_counted, django_migrations, portal_schemastamp TO portal_office;
GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON exchange_staging TO portal_office;

-- What these write is written by nobody else, so they write as the owner.
ALTER FUNCTION _pgh_attach_context() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION records_fact_follows() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION common_trail_partitions(date, int) SECURITY DEFINER SET search_path = public, pg_temp;

-- pgtrigger lets every session name triggers that are to do nothing; the history of fields is not to be had that way.
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql
    AS 'SELECT false';
