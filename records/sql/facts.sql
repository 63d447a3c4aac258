-- What a CHECK of one row cannot say of facts.

CREATE SEQUENCE records_number_seq;

CREATE FUNCTION records_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(NEW.record_no, '') = '' THEN
        NEW.record_no := 'SX-320000-' || to_char(NEW.decided_on, 'YYYY') || '-'
            || lpad(nextval('records_number_seq')::text, 6, '0');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON records_dishonestyrecord
    FOR EACH ROW EXECUTE FUNCTION records_number();

-- Lost judgments and commendations keep what they said in public and what was confirmed, as records do.
-- The functions are those of constraints.sql, corrections.sql and withdrawal.sql, for all three kinds of facts.

CREATE FUNCTION records_public_fact_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fact record;
BEGIN
    EXECUTE format('SELECT status, content_version FROM %I.%I WHERE id = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        INTO fact USING NEW.id;
    IF EXISTS (
        SELECT FROM records_publication p
        WHERE (p.record_id = NEW.id OR p.judgment_id = NEW.id OR p.commendation_id = NEW.id)
          AND p.status = 'public'
          AND (fact.status <> 'confirmed' OR fact.content_version <> p.fact_version)
    ) THEN
        RAISE EXCEPTION '记录仍在公示，须先终止公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER public_fact_holds AFTER UPDATE OF status, content_version ON records_dishonestyrecord
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status = 'confirmed')
    EXECUTE FUNCTION records_public_fact_holds();

CREATE CONSTRAINT TRIGGER public_fact_holds AFTER UPDATE OF status, content_version ON records_lostjudgment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status = 'confirmed')
    EXECUTE FUNCTION records_public_fact_holds();

CREATE CONSTRAINT TRIGGER public_fact_holds AFTER UPDATE OF status, content_version ON records_commendation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status = 'confirmed')
    EXECUTE FUNCTION records_public_fact_holds();

-- From 已认定 on the content changes with its version only, so that no review covers what it did not see.
CREATE FUNCTION records_content_has_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已认定的记录只能按更正程序修改，内容与版本须同时变更' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER content_has_version BEFORE UPDATE ON records_dishonestyrecord
    FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'not_included', 'withdrawn')
          AND NEW.status IN ('confirmed', 'not_included', 'withdrawn')
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

-- Another subject, source or openness is another record: no correction changes it.
CREATE FUNCTION records_subject_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已认定的记录不能更换主体、来源或公开属性，请撤销后重新录入' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER subject_stays BEFORE UPDATE ON records_dishonestyrecord
    FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'not_included', 'withdrawn')
          AND NEW.status IN ('confirmed', 'not_included', 'withdrawn')
          AND (OLD.department_id, OLD.official_id, OLD.subject_region_id, OLD.source_kind, OLD.disclosure,
               OLD.accountability_object, OLD.ordinal)
              IS DISTINCT FROM
              (NEW.department_id, NEW.official_id, NEW.subject_region_id, NEW.source_kind, NEW.disclosure,
               NEW.accountability_object, NEW.ordinal))
    EXECUTE FUNCTION records_subject_stays();

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

CREATE TRIGGER stands_aside BEFORE INSERT OR UPDATE ON records_dishonestyrecord
    FOR EACH ROW WHEN (NEW.official_id IS NOT NULL)
    EXECUTE FUNCTION postings_stands_aside('entered_by_id', 'last_changed_by_id', 'reviewed_by_id');
