-- The numbers of commitments and breaches, given as they go in: people name them by these.

CREATE SEQUENCE commitments_commitment_seq;
CREATE SEQUENCE commitments_breach_seq;

CREATE FUNCTION commitments_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := TG_ARGV[0] || '-320000-' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval(TG_ARGV[1]::regclass)::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON commitments_commitment
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION commitments_number('CN', 'commitments_commitment_seq');

CREATE SEQUENCE commitments_watchversion_seq;
CREATE SEQUENCE commitments_screeningcheck_seq;
CREATE SEQUENCE commitments_hit_seq;

CREATE TRIGGER a_number BEFORE INSERT ON commitments_watchversion
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION commitments_number('MD', 'commitments_watchversion_seq');

CREATE TRIGGER a_number BEFORE INSERT ON commitments_screeningcheck
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION commitments_number('BD', 'commitments_screeningcheck_seq');

CREATE TRIGGER a_number BEFORE INSERT ON commitments_hit
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION commitments_number('MZ', 'commitments_hit_seq');

-- The form of names in which bidders and lists are compared; commitments.screening.names does the same.
CREATE FUNCTION commitments_bare(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN pg_catalog.translate(public.text_fold(name), E' \t\r\n·•・‧', '');

CREATE TRIGGER a_number BEFORE INSERT ON commitments_breach
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION commitments_number('WY', 'commitments_breach_seq');
