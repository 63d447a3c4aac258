-- The number of a case, given as it goes in: people name it by this.

CREATE SEQUENCE discipline_rectification_seq;

CREATE FUNCTION discipline_rectification_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'ZG-320000-' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval('discipline_rectification_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON discipline_rectification
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION discipline_rectification_number();
