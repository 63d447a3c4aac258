-- The number of a check, given as it goes in: the report bears it.

CREATE SEQUENCE exchange_honourcheck_seq;

CREATE FUNCTION exchange_honourcheck_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'RY-320000-' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval('exchange_honourcheck_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON exchange_honourcheck
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION exchange_honourcheck_number();
