-- What a CHECK of one row, or of Django's making, cannot say of corrections and withdrawals.

ALTER TABLE records_correction ADD CONSTRAINT correction_of_listed_fields CHECK (
    changes - CASE
        WHEN record_id IS NOT NULL THEN
            ARRAY['cause', 'domain', 'facts', 'occurred_on', 'finding_body', 'finding_body_code', 'document_title',
                  'document_number', 'decided_on', 'effective_on', 'legal_basis', 'amount', 'loss', 'impact',
                  'is_aggravated', 'declared_severity', 'severity_reason', 'remark']
        WHEN judgment_id IS NOT NULL THEN
            ARRAY['case_number', 'court', 'summary', 'decided_on', 'effective_on', 'document_url',
                  'announcement_number', 'announced_on']
        ELSE
            ARRAY['honour', 'level', 'issued_by', 'document_number', 'issued_on', 'valid_until', 'deeds']
    END = '{}'::jsonb);

CREATE FUNCTION records_version_has_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_correction c
                   WHERE (c.record_id = NEW.id OR c.judgment_id = NEW.id OR c.commendation_id = NEW.id)
                     AND c.status = 'applied' AND c.base_version = OLD.content_version) THEN
        RAISE EXCEPTION '已认定的记录没有相应的更正案，不能变更内容' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER version_has_correction AFTER UPDATE OF content_version ON records_dishonestyrecord
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'not_included', 'withdrawn') AND NEW.status = OLD.status
          AND NEW.content_version <> OLD.content_version)
    EXECUTE FUNCTION records_version_has_correction();

CREATE CONSTRAINT TRIGGER version_has_correction AFTER UPDATE OF content_version ON records_lostjudgment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'withdrawn') AND NEW.status = OLD.status
          AND NEW.content_version <> OLD.content_version)
    EXECUTE FUNCTION records_version_has_correction();

CREATE CONSTRAINT TRIGGER version_has_correction AFTER UPDATE OF content_version ON records_commendation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'withdrawn') AND NEW.status = OLD.status
          AND NEW.content_version <> OLD.content_version)
    EXECUTE FUNCTION records_version_has_correction();

-- What is withdrawn names the document by which its ground fell.
CREATE FUNCTION records_withdrawn_has_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_withdrawal w
                   WHERE w.record_id = NEW.id OR w.judgment_id = NEW.id OR w.commendation_id = NEW.id) THEN
        RAISE EXCEPTION '撤销须登记使来源失效的文书' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER withdrawn_has_source AFTER UPDATE OF status ON records_dishonestyrecord
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn')
    EXECUTE FUNCTION records_withdrawn_has_source();

CREATE CONSTRAINT TRIGGER withdrawn_has_source AFTER UPDATE OF status ON records_lostjudgment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn')
    EXECUTE FUNCTION records_withdrawn_has_source();

CREATE CONSTRAINT TRIGGER withdrawn_has_source AFTER UPDATE OF status ON records_commendation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn')
    EXECUTE FUNCTION records_withdrawn_has_source();

CREATE FUNCTION records_correction_stands_aside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about uuid := (SELECT official_id FROM records_dishonestyrecord WHERE id = NEW.record_id);
BEGIN
    IF about IS NOT NULL THEN
        PERFORM postings_require_others(
            about, CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}'::jsonb END, to_jsonb(NEW), TG_ARGV
        );
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER stands_aside BEFORE INSERT OR UPDATE ON records_correction
    FOR EACH ROW WHEN (NEW.record_id IS NOT NULL)
    EXECUTE FUNCTION records_correction_stands_aside(
        'proposed_by_id', 'prepared_by_id', 'face_changed_by_id', 'sheet_signed_by_id', 'reviewed_by_id', 'applied_by_id'
    );
