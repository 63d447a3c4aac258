-- The number of a chain of warnings, given as it goes in: people name it by this.

CREATE SEQUENCE supervision_warning_seq;

CREATE FUNCTION supervision_warning_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'YJ-320000-' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval('supervision_warning_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON supervision_judgmentwarning
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION supervision_warning_number();
