-- Lost judgments and commendations keep what they said in public and what was confirmed, as records do.
-- The functions are those of constraints.sql, corrections.sql and withdrawal.sql, for all three kinds of facts.

CREATE OR REPLACE FUNCTION records_public_fact_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fact record;
BEGIN
    EXECUTE format('SELECT status, content_version FROM %I.%I WHERE id = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        INTO fact USING NEW.id;
    IF EXISTS (
        SELECT FROM records_publication p
        WHERE (p.record_id = NEW.id OR p.judgment_id = NEW.id OR p.commendation_id = NEW.id)
          AND p.status IN ('public', 'suspended')
          AND (fact.status <> 'confirmed' OR fact.content_version <> p.fact_version)
    ) THEN
        RAISE EXCEPTION '记录仍在公示，须先终止公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER public_fact_holds AFTER UPDATE OF status, content_version ON records_lostjudgment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status = 'confirmed')
    EXECUTE FUNCTION records_public_fact_holds();

CREATE CONSTRAINT TRIGGER public_fact_holds AFTER UPDATE OF status, content_version ON records_commendation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status = 'confirmed')
    EXECUTE FUNCTION records_public_fact_holds();

-- Only what may be corrected, by the kind of fact.
ALTER TABLE records_correction DROP CONSTRAINT correction_of_listed_fields;
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

CREATE TRIGGER content_has_version BEFORE UPDATE ON records_lostjudgment
    FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'withdrawn') AND NEW.status IN ('confirmed', 'withdrawn')
          AND NEW.content_version = OLD.content_version
          AND (OLD.case_number, OLD.court, OLD.summary, OLD.decided_on, OLD.effective_on, OLD.document_url,
               OLD.announcement_number, OLD.announced_on)
              IS DISTINCT FROM
              (NEW.case_number, NEW.court, NEW.summary, NEW.decided_on, NEW.effective_on, NEW.document_url,
               NEW.announcement_number, NEW.announced_on))
    EXECUTE FUNCTION records_content_has_version();

CREATE TRIGGER content_has_version BEFORE UPDATE ON records_commendation
    FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'withdrawn') AND NEW.status IN ('confirmed', 'withdrawn')
          AND NEW.content_version = OLD.content_version
          AND (OLD.honour, OLD.level, OLD.issued_by, OLD.document_number, OLD.issued_on, OLD.valid_until, OLD.deeds)
              IS DISTINCT FROM
              (NEW.honour, NEW.level, NEW.issued_by, NEW.document_number, NEW.issued_on, NEW.valid_until, NEW.deeds))
    EXECUTE FUNCTION records_content_has_version();

CREATE TRIGGER subject_stays BEFORE UPDATE ON records_lostjudgment
    FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'withdrawn') AND NEW.status IN ('confirmed', 'withdrawn')
          AND (OLD.department_id, OLD.outcome) IS DISTINCT FROM (NEW.department_id, NEW.outcome))
    EXECUTE FUNCTION records_subject_stays();

CREATE TRIGGER subject_stays BEFORE UPDATE ON records_commendation
    FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'withdrawn') AND NEW.status IN ('confirmed', 'withdrawn')
          AND OLD.department_id IS DISTINCT FROM NEW.department_id)
    EXECUTE FUNCTION records_subject_stays();

CREATE OR REPLACE FUNCTION records_version_has_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_correction c
                   WHERE (c.record_id = NEW.id OR c.judgment_id = NEW.id OR c.commendation_id = NEW.id)
                     AND c.status = 'applied' AND c.base_version = OLD.content_version) THEN
        RAISE EXCEPTION '已认定的记录没有相应的更正案，不能变更内容' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

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

-- A successor takes the place of an ended publication of the same fact, and of no other.
CREATE OR REPLACE FUNCTION records_publication_succeeds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_publication former
                   WHERE former.id = NEW.predecessor_id
                     AND (former.record_id, former.judgment_id, former.commendation_id)
                         IS NOT DISTINCT FROM (NEW.record_id, NEW.judgment_id, NEW.commendation_id)
                     AND former.end_ground = 'superseded' AND former.published_at IS NOT NULL) THEN
        RAISE EXCEPTION '更正替代的须是同一记录刚终止的公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- What is withdrawn names the document by which its ground fell.
CREATE OR REPLACE FUNCTION records_withdrawn_has_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_withdrawal w
                   WHERE w.record_id = NEW.id OR w.judgment_id = NEW.id OR w.commendation_id = NEW.id) THEN
        RAISE EXCEPTION '撤销须登记使来源失效的文书' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER withdrawn_has_source AFTER UPDATE OF status ON records_lostjudgment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn')
    EXECUTE FUNCTION records_withdrawn_has_source();

CREATE CONSTRAINT TRIGGER withdrawn_has_source AFTER UPDATE OF status ON records_commendation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn')
    EXECUTE FUNCTION records_withdrawn_has_source();
