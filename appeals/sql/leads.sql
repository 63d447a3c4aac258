-- The number of a lead: its year, and its place in the order in which leads came in.

CREATE SEQUENCE appeals_lead_seq;

CREATE FUNCTION appeals_lead_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'XS-320000-' || to_char(NEW.received_on, 'YYYY') || '-' || lpad(nextval('appeals_lead_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON appeals_lead
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION appeals_lead_number();
