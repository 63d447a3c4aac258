-- What was asked stays what was asked, and what was decided stays decided: a second person agrees to this and to nothing else.

CREATE FUNCTION accounts_consent_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.kind, NEW.about, NEW.wanted, NEW.person_id, NEW.reason, NEW.asked_by_id, NEW.asked_through, NEW.asked_at)
       IS DISTINCT FROM
       (OLD.kind, OLD.about, OLD.wanted, OLD.person_id, OLD.reason, OLD.asked_by_id, OLD.asked_through, OLD.asked_at)
       OR OLD.status <> 'asked' THEN
        RAISE EXCEPTION '请求的内容和已作的决定不能改动，请重新请求' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER consent_stands BEFORE UPDATE ON accounts_consent
    FOR EACH ROW EXECUTE FUNCTION accounts_consent_stands();

CREATE FUNCTION accounts_consent_is_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'asked' THEN
        RAISE EXCEPTION '同意事项先请求，再由第二人决定' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER consent_is_asked BEFORE INSERT ON accounts_consent
    FOR EACH ROW EXECUTE FUNCTION accounts_consent_is_asked();
