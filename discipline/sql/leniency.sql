-- The number of a case of leniency, given as it goes in: people name it by this; its record is that of its measure.

CREATE SEQUENCE discipline_leniency_seq;

CREATE FUNCTION discipline_leniency_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'CQ-320000-' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval('discipline_leniency_seq')::text, 6, '0');
    SELECT fact_id INTO NEW.fact_id FROM discipline_measure WHERE id = NEW.measure_id;
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON discipline_leniency
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION discipline_leniency_number();
