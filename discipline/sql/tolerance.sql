-- The number of a case of tolerance, given as it goes in: people name it by this.

CREATE SEQUENCE discipline_tolerance_seq;

CREATE FUNCTION discipline_tolerance_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'RC-320000-' || to_char(NEW.applied_on, 'YYYY') || '-'
        || lpad(nextval('discipline_tolerance_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON discipline_tolerance
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION discipline_tolerance_number();
