-- A request for repair gets its number as it comes in.
CREATE SEQUENCE appeals_repair_number_seq;

CREATE FUNCTION appeals_repair_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'XF-' || to_char(NEW.applied_on, 'YYYY') || '-'
        || lpad(nextval('appeals_repair_number_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON appeals_repair
    FOR EACH ROW WHEN (coalesce(NEW.number, '') = '') EXECUTE FUNCTION appeals_repair_number();
