-- What stands in public, and what was confirmed, keeps its persons, its window and its subject.
-- In place of the function of constraints.sql and the trigger of corrections.sql that bear these names.

CREATE OR REPLACE FUNCTION records_publication_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fact record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.published_at IS NOT NULL
           AND (NEW.opens_on, NEW.closes_on, NEW.published_by_id, NEW.published_at, NEW.fact_version,
                NEW.entered_by_id, NEW.last_changed_by_id, NEW.reviewed_by_id,
                NEW.record_id, NEW.judgment_id, NEW.commendation_id)
               IS DISTINCT FROM
               (OLD.opens_on, OLD.closes_on, OLD.published_by_id, OLD.published_at, OLD.fact_version,
                OLD.entered_by_id, OLD.last_changed_by_id, OLD.reviewed_by_id,
                OLD.record_id, OLD.judgment_id, OLD.commendation_id) THEN
            RAISE EXCEPTION '公示后不得改动公示期、所公示的记录和办理人' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.status = 'ended'
           OR (NEW.status = OLD.status
               AND (NEW.entered_by_id, NEW.last_changed_by_id, NEW.reviewed_by_id, NEW.published_by_id,
                    NEW.fact_version, NEW.record_id, NEW.judgment_id, NEW.commendation_id,
                    NEW.opens_on, NEW.closes_on)
                   IS NOT DISTINCT FROM
                   (OLD.entered_by_id, OLD.last_changed_by_id, OLD.reviewed_by_id, OLD.published_by_id,
                    OLD.fact_version, OLD.record_id, OLD.judgment_id, OLD.commendation_id,
                    OLD.opens_on, OLD.closes_on)) THEN
            RETURN NEW;
        END IF;
    END IF;
    IF NEW.record_id IS NOT NULL THEN
        SELECT status, entered_by_id, last_changed_by_id, reviewed_by_id, content_version, effective_on
            INTO fact FROM records_dishonestyrecord WHERE id = NEW.record_id;
    ELSIF NEW.judgment_id IS NOT NULL THEN
        SELECT status, entered_by_id, last_changed_by_id, reviewed_by_id, content_version, effective_on
            INTO fact FROM records_lostjudgment WHERE id = NEW.judgment_id;
    ELSE
        SELECT status, entered_by_id, last_changed_by_id, reviewed_by_id, content_version,
               issued_on AS effective_on
            INTO fact FROM records_commendation WHERE id = NEW.commendation_id;
    END IF;
    IF (NEW.entered_by_id, NEW.last_changed_by_id, NEW.reviewed_by_id, NEW.fact_version)
        IS DISTINCT FROM (fact.entered_by_id, fact.last_changed_by_id, fact.reviewed_by_id, fact.content_version) THEN
        RAISE EXCEPTION '公示所附的录入、修改、复核人或内容版本与记录不符' USING ERRCODE = 'check_violation';
    END IF;
    IF fact.status IS DISTINCT FROM 'confirmed' THEN
        RAISE EXCEPTION '只有已认定的记录可以公示' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.opens_on < fact.effective_on THEN
        RAISE EXCEPTION '文书生效之前不得公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- From 已认定 on: the content with its version only; in the act that withdraws or excludes a record too.
DROP TRIGGER content_has_version ON records_dishonestyrecord;

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
