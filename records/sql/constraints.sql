-- What a CHECK of one row cannot say.

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

-- A publication of a record stands on a publishable one: 处分, officials and persons can never pass.
ALTER TABLE records_publication ADD CONSTRAINT publication_of_publishable_record
    FOREIGN KEY (record_id, publishable) REFERENCES records_dishonestyrecord (id, publishable);

-- The copies of the three persons and the version are those of the fact itself, and the fact is confirmed.
CREATE FUNCTION records_publication_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fact record;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.status = 'ended' OR NEW.status = OLD.status) THEN
        RETURN NEW;
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

CREATE TRIGGER agrees BEFORE INSERT OR UPDATE ON records_publication
    FOR EACH ROW EXECUTE FUNCTION records_publication_agrees();

-- A record cannot leave 已认定, nor change its content, while it stands in public.
CREATE FUNCTION records_public_fact_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM records_dishonestyrecord r JOIN records_publication p ON p.record_id = r.id
        WHERE r.id = NEW.id AND p.status IN ('public', 'suspended')
          AND (r.status <> 'confirmed' OR r.content_version <> p.fact_version)
    ) THEN
        RAISE EXCEPTION '记录仍在公示，须先终止公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER public_fact_holds AFTER UPDATE OF status, content_version ON records_dishonestyrecord
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status = 'confirmed')
    EXECUTE FUNCTION records_public_fact_holds();

-- A machine enters or lets time pass; it never reviews, signs or publishes.
CREATE FUNCTION records_machine_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.role NOT IN ('clerk', 'clock')
       AND EXISTS (SELECT FROM accounts_user u WHERE u.id = NEW.user_id AND u.is_machine) THEN
        RAISE EXCEPTION '系统账户只能录入或计时，不能复核、审查或公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER machine_posting BEFORE INSERT OR UPDATE ON records_posting
    FOR EACH ROW EXECUTE FUNCTION records_machine_posting();
