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

-- What stands in public is the text that was signed. Its sha256 is taken at the signing and by nobody else; beside the
-- models on purpose: no act reads or writes it.
CREATE FUNCTION records_text_hash(VARIADIC texts text[]) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(to_json(texts)::text, 'UTF8')), 'hex')
$$;
ALTER TABLE records_publication ADD COLUMN signed_hash text NOT NULL DEFAULT '';
ALTER TABLE records_publication ADD COLUMN said_hash text NOT NULL DEFAULT '';
ALTER TABLE records_correction ADD COLUMN signed_hash text NOT NULL DEFAULT '';

CREATE FUNCTION records_sheet_signs_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    present text := records_text_hash(NEW.face_title, NEW.face_facts, NEW.face_document_title);
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.signed_hash := CASE WHEN NEW.sheet_version IS NULL THEN '' ELSE present END;
    ELSIF NEW.sheet_version IS DISTINCT FROM OLD.sheet_version THEN
        NEW.signed_hash := CASE WHEN NEW.sheet_version IS NULL THEN '' ELSE present END;
    ELSIF NEW.signed_hash <> OLD.signed_hash
          OR NEW.sheet_version = NEW.face_version AND NEW.signed_hash <> present THEN
        RAISE EXCEPTION '公示文本与已签署的公开审查表不符，改动须另立文本版本并重新送审'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'text_as_signed';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sheet_signs_text BEFORE INSERT OR UPDATE ON records_publication
    FOR EACH ROW EXECUTE FUNCTION records_sheet_signs_text();
CREATE TRIGGER sheet_signs_text BEFORE INSERT OR UPDATE ON records_correction
    FOR EACH ROW EXECUTE FUNCTION records_sheet_signs_text();

-- From 公示 on neither text nor sheet changes: another text is another publication.
CREATE FUNCTION records_public_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '公示后不得改动公示文本和公开审查表，须更正后另行公示'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'text_as_signed';
END $$;

CREATE TRIGGER text_stays BEFORE UPDATE ON records_publication FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL
          AND (OLD.face_title, OLD.face_facts, OLD.face_document_title, OLD.face_version, OLD.signed_hash,
               OLD.sheet, OLD.sheet_version, OLD.sheet_signed_by_id, OLD.public_id,
               OLD.department_name, OLD.region_id, OLD.said_hash, OLD.predecessor_id)
              IS DISTINCT FROM
              (NEW.face_title, NEW.face_facts, NEW.face_document_title, NEW.face_version, NEW.signed_hash,
               NEW.sheet, NEW.sheet_version, NEW.sheet_signed_by_id, NEW.public_id,
               NEW.department_name, NEW.region_id, NEW.said_hash, NEW.predecessor_id))
    EXECUTE FUNCTION records_public_text_stays();

-- A signature is the act of whoever signed, on the trail of the same transaction; a successor bears that of its correction.
CREATE FUNCTION records_signature_has_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM common_transition told
               WHERE told.object_id = NEW.id AND told.act = 'sign' AND told.actor = NEW.sheet_signed_by_id
                 AND told.after ->> 'sheet_version' = NEW.sheet_version::text
                 AND told.xact = pg_current_xact_id() AND told.at > transaction_timestamp() - interval '1 day')
       OR TG_OP = 'INSERT' AND TG_TABLE_NAME = 'records_publication'
          AND EXISTS (SELECT FROM records_correction correction
                      WHERE correction.fact_id = NEW.fact_id AND correction.signed_hash = NEW.signed_hash
                        AND correction.sheet_version = correction.face_version
                        AND correction.sheet = NEW.sheet
                        AND correction.sheet_signed_by_id = NEW.sheet_signed_by_id) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '公开审查表只能由签署产生：没有本次签署的办理经过'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'text_as_signed';
END $$;

CREATE TRIGGER signature_is_entered AFTER INSERT ON records_publication
    FOR EACH ROW WHEN (NEW.sheet_version IS NOT NULL) EXECUTE FUNCTION records_signature_has_trail();
CREATE TRIGGER signature_has_trail AFTER UPDATE ON records_publication
    FOR EACH ROW WHEN (NEW.sheet_version IS NOT NULL AND (OLD.sheet_version, OLD.sheet, OLD.sheet_signed_by_id)
                       IS DISTINCT FROM (NEW.sheet_version, NEW.sheet, NEW.sheet_signed_by_id))
    EXECUTE FUNCTION records_signature_has_trail();
CREATE TRIGGER signature_is_entered AFTER INSERT ON records_correction
    FOR EACH ROW WHEN (NEW.sheet_version IS NOT NULL) EXECUTE FUNCTION records_signature_has_trail();
CREATE TRIGGER signature_has_trail AFTER UPDATE ON records_correction
    FOR EACH ROW WHEN (NEW.sheet_version IS NOT NULL AND (OLD.sheet_version, OLD.sheet, OLD.sheet_signed_by_id)
                       IS DISTINCT FROM (NEW.sheet_version, NEW.sheet, NEW.sheet_signed_by_id))
    EXECUTE FUNCTION records_signature_has_trail();

-- What else the public reads is the fact's own: the act keeps a hash of it, and name and place of the department as they
-- are at that moment. The database takes them, nobody writes them.
CREATE FUNCTION records_said_hash(department_name text, region uuid, said jsonb) RETURNS text LANGUAGE sql STABLE
RETURN records_text_hash(department_name, region::text, said::text);

CREATE FUNCTION records_takes_what_is_said() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT coalesce(department.name, ''), department.region_id,
           records_said_hash(coalesce(department.name, ''), department.region_id, shown.said)
    INTO NEW.department_name, NEW.region_id, NEW.said_hash
    FROM records_public_fields shown
    JOIN records_fact fact ON fact.id = shown.fact_id
    LEFT JOIN organisations_department department ON department.id = fact.department_id
    WHERE shown.fact_id = NEW.fact_id;
    RETURN NEW;
END $$;

CREATE TRIGGER takes_what_is_said BEFORE INSERT ON records_publication
    FOR EACH ROW WHEN (NEW.published_at IS NOT NULL) EXECUTE FUNCTION records_takes_what_is_said();
CREATE TRIGGER takes_what_is_said_now BEFORE UPDATE ON records_publication
    FOR EACH ROW WHEN (OLD.published_at IS NULL AND NEW.published_at IS NOT NULL)
    EXECUTE FUNCTION records_takes_what_is_said();

-- Whether an act says what was signed, and of fact and department what they said at the act. In coalesce, because the
-- planner takes a bare comparison for one that few rows pass, and then walks all of the store for each.
CREATE FUNCTION records_is_as_signed(act records_publication, said jsonb) RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(act.signed_hash = records_text_hash(act.face_title, act.face_facts, act.face_document_title)
                AND act.said_hash = records_said_hash(act.department_name, act.region_id, said), false);
