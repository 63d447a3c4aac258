-- A withdrawn record names the document by which its source fell.
CREATE FUNCTION records_withdrawn_has_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_withdrawal w WHERE w.record_id = NEW.id) THEN
        RAISE EXCEPTION '撤销须登记使来源失效的文书' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER withdrawn_has_source AFTER UPDATE OF status ON records_dishonestyrecord
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn')
    EXECUTE FUNCTION records_withdrawn_has_source();
