-- The number of a transfer, given as it goes in: people name it by this.

CREATE SEQUENCE discipline_transfer_seq;

CREATE FUNCTION discipline_transfer_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'ZZ-320000-' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval('discipline_transfer_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON discipline_transfer
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION discipline_transfer_number();
