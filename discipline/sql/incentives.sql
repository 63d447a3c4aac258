-- The number of an incentive, given as it goes in: people name it by this.

CREATE SEQUENCE discipline_incentive_seq;

CREATE FUNCTION discipline_incentive_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'JL-320000-' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval('discipline_incentive_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON discipline_incentive
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION discipline_incentive_number();
