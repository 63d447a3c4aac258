-- A publication stands on a publishable fact: 处分, officials and persons can never pass.
ALTER TABLE records_publication ADD CONSTRAINT publication_of_publishable_fact
    FOREIGN KEY (fact_id, publishable) REFERENCES records_fact (id, publishable);

-- What stands in public, and what was confirmed, keeps its persons, its window and its subject.
CREATE FUNCTION records_publication_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fact records_fact;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.published_at IS NOT NULL
           AND (NEW.opens_on, NEW.closes_on, NEW.published_by_id, NEW.published_at, NEW.fact_version,
                NEW.entered_by_id, NEW.last_changed_by_id, NEW.reviewed_by_id, NEW.fact_id)
               IS DISTINCT FROM
               (OLD.opens_on, OLD.closes_on, OLD.published_by_id, OLD.published_at, OLD.fact_version,
                OLD.entered_by_id, OLD.last_changed_by_id, OLD.reviewed_by_id, OLD.fact_id) THEN
            RAISE EXCEPTION '公示后不得改动公示期、所公示的记录和办理人' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.status = 'ended'
           OR (NEW.status = OLD.status
               AND (NEW.entered_by_id, NEW.last_changed_by_id, NEW.reviewed_by_id, NEW.published_by_id,
                    NEW.fact_version, NEW.fact_id, NEW.opens_on, NEW.closes_on)
                   IS NOT DISTINCT FROM
                   (OLD.entered_by_id, OLD.last_changed_by_id, OLD.reviewed_by_id, OLD.published_by_id,
                    OLD.fact_version, OLD.fact_id, OLD.opens_on, OLD.closes_on)) THEN
            RETURN NEW;
        END IF;
    END IF;
    SELECT * INTO fact FROM records_fact WHERE id = NEW.fact_id;
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

CREATE TRIGGER agrees BEFORE INSERT OR UPDATE ON records_publication
    FOR EACH ROW EXECUTE FUNCTION records_publication_agrees();

-- A successor takes the place of an ended publication of the same fact, and of no other.
CREATE FUNCTION records_publication_succeeds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_publication former
                   WHERE former.id = NEW.predecessor_id
                     AND former.fact_id = NEW.fact_id
                     AND former.end_ground = 'superseded' AND former.published_at IS NOT NULL) THEN
        RAISE EXCEPTION '更正替代的须是同一记录刚终止的公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER succeeds BEFORE INSERT OR UPDATE OF predecessor_id ON records_publication
    FOR EACH ROW WHEN (NEW.predecessor_id IS NOT NULL)
    EXECUTE FUNCTION records_publication_succeeds();

-- Beside the model on purpose: the office never reads these, and a generated column needs no trigger.
ALTER TABLE records_publicface
  ADD COLUMN haystack text NOT NULL GENERATED ALWAYS AS (public.text_fold(
    title || E'\n' || facts || E'\n' || department_name || E'\n' || finding_body || E'\n'
    || document_title || E'\n' || document_number)) STORED,
  ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (public.text_grams(
    title || E'\n' || facts || E'\n' || department_name || E'\n' || finding_body || E'\n'
    || document_title || E'\n' || document_number)) STORED;

CREATE INDEX publicface_search ON records_publicface USING gin (search) WITH (fastupdate = off);

-- The public list walks along this index and looks at the text of each row: both must be in one table.
CREATE INDEX publicface_walk ON records_publicface (opens_on DESC, published_at DESC, public_id DESC);

-- A hold is of what stands; what has ended is held no more, at the end of the act at the latest.
CREATE FUNCTION records_hold_is_of_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_publication p WHERE p.id = NEW.publication_id AND p.status = 'public') THEN
        RAISE EXCEPTION '只有公示中的可以暂停' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER hold_is_of_standing BEFORE INSERT OR UPDATE OF publication_id ON records_hold
    FOR EACH ROW WHEN (NEW.status = 'open') EXECUTE FUNCTION records_hold_is_of_standing();

CREATE FUNCTION records_ended_is_not_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM records_hold h WHERE h.publication_id = NEW.id AND h.status = 'open') THEN
        RAISE EXCEPTION '公示终止时须一并解除暂停' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ended_is_not_held AFTER UPDATE OF status ON records_publication
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'ended')
    EXECUTE FUNCTION records_ended_is_not_held();

-- At 更正替代 the open holds pass to the successor in the statement that enters it: it never stands for a moment.
CREATE FUNCTION records_holds_pass_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE records_hold
    SET publication_id = NEW.id,
        cause_object = CASE WHEN cause_object = NEW.predecessor_id THEN NEW.id ELSE cause_object END
    WHERE publication_id = NEW.predecessor_id AND status = 'open';
    RETURN NULL;
END $$;

CREATE TRIGGER holds_pass_on AFTER INSERT ON records_publication
    FOR EACH ROW WHEN (NEW.predecessor_id IS NOT NULL)
    EXECUTE FUNCTION records_holds_pass_on();
