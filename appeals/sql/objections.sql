-- The number of an objection: its year, and its place in the order in which objections came in.

CREATE SEQUENCE appeals_objection_seq;

CREATE FUNCTION appeals_objection_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'YY-320000-' || to_char(NEW.applied_on, 'YYYY') || '-' || lpad(nextval('appeals_objection_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON appeals_objection
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION appeals_objection_number();
