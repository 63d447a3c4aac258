-- What a CHECK of one row, or of Django's making, cannot say of corrections.

-- Only what may be corrected: another subject, source or openness is another record.
ALTER TABLE records_correction ADD CONSTRAINT correction_of_listed_fields CHECK (
    changes - ARRAY['cause', 'domain', 'facts', 'occurred_on', 'finding_body', 'finding_body_code', 'document_title',
                    'document_number', 'decided_on', 'effective_on', 'legal_basis', 'amount', 'loss', 'impact',
                    'is_aggravated', 'declared_severity', 'severity_reason', 'remark'] = '{}'::jsonb);

-- From 已认定 on the content changes with its version only, so that no review covers what it did not see.
CREATE FUNCTION records_content_has_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已认定的记录只能按更正程序修改，内容与版本须同时变更' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER content_has_version BEFORE UPDATE ON records_dishonestyrecord
    FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'not_included', 'withdrawn') AND NEW.status = OLD.status
          AND NEW.content_version = OLD.content_version
          AND (OLD.cause, OLD.domain, OLD.facts, OLD.occurred_on, OLD.finding_body, OLD.finding_body_code,
               OLD.document_title, OLD.document_number, OLD.decided_on, OLD.effective_on, OLD.legal_basis,
               OLD.amount, OLD.loss, OLD.impact, OLD.is_aggravated, OLD.declared_severity, OLD.severity_reason,
               OLD.remark)
              IS DISTINCT FROM
              (NEW.cause, NEW.domain, NEW.facts, NEW.occurred_on, NEW.finding_body, NEW.finding_body_code,
               NEW.document_title, NEW.document_number, NEW.decided_on, NEW.effective_on, NEW.legal_basis,
               NEW.amount, NEW.loss, NEW.impact, NEW.is_aggravated, NEW.declared_severity, NEW.severity_reason,
               NEW.remark))
    EXECUTE FUNCTION records_content_has_version();

-- And the version rises by an applied correction of just that version.
CREATE FUNCTION records_version_has_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_correction c
                   WHERE c.record_id = NEW.id AND c.status = 'applied' AND c.base_version = OLD.content_version) THEN
        RAISE EXCEPTION '已认定的记录没有相应的更正案，不能变更内容' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER version_has_correction AFTER UPDATE OF content_version ON records_dishonestyrecord
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'not_included', 'withdrawn') AND NEW.status = OLD.status
          AND NEW.content_version <> OLD.content_version)
    EXECUTE FUNCTION records_version_has_correction();

-- A successor takes the place of an ended publication of the same record, and of no other.
CREATE FUNCTION records_publication_succeeds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_publication former
                   WHERE former.id = NEW.predecessor_id AND former.record_id = NEW.record_id
                     AND former.end_ground = 'superseded' AND former.published_at IS NOT NULL) THEN
        RAISE EXCEPTION '更正替代的须是同一记录刚终止的公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER succeeds BEFORE INSERT OR UPDATE OF predecessor_id ON records_publication
    FOR EACH ROW WHEN (NEW.predecessor_id IS NOT NULL)
    EXECUTE FUNCTION records_publication_succeeds();
