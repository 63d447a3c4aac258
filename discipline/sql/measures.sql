-- The number of a measure, given as it goes in: people name it by this.

CREATE SEQUENCE discipline_measure_seq;

CREATE FUNCTION discipline_measure_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'CJ-320000-' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval('discipline_measure_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON discipline_measure
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION discipline_measure_number();
