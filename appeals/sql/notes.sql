-- A department note gets its number as it comes in.
CREATE SEQUENCE appeals_note_number_seq;

CREATE FUNCTION appeals_note_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'SM-' || to_char(NEW.entered_on, 'YYYY') || '-' || lpad(nextval('appeals_note_number_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON appeals_departmentnote
    FOR EACH ROW WHEN (coalesce(NEW.number, '') = '') EXECUTE FUNCTION appeals_note_number();

-- One stands beside a publication; at the end of the act that lets another take its place.
ALTER TABLE appeals_departmentnote ADD CONSTRAINT note_one_standing
    EXCLUDE USING btree (publication_id WITH =, kind WITH =) WHERE (status = 'standing') DEFERRABLE INITIALLY DEFERRED;

-- It is of a publication that stands, and of that publication's fact.
CREATE FUNCTION appeals_note_is_of_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_publication act
                   WHERE act.id = NEW.publication_id AND act.fact_id = NEW.fact_id AND act.status = 'public') THEN
        RAISE EXCEPTION '单位说明只附在公示中的记录旁边' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER is_of_standing BEFORE INSERT OR UPDATE OF status, publication_id, fact_id ON appeals_departmentnote
    FOR EACH ROW WHEN (NEW.status IN ('submitted', 'returned', 'signing', 'deciding', 'standing'))
    EXECUTE FUNCTION appeals_note_is_of_standing();

-- What stands in public is the text that was signed. Its sha256 is taken at the signing and by nobody else; beside the
-- model on purpose, as on publications（records/sql/publications.sql）.
ALTER TABLE appeals_departmentnote ADD COLUMN signed_hash text NOT NULL DEFAULT '';

CREATE FUNCTION appeals_sheet_signs_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    present text := records_text_hash(NEW.face_facts);
BEGIN
    IF TG_OP = 'INSERT' OR NEW.sheet_version IS DISTINCT FROM OLD.sheet_version THEN
        NEW.signed_hash := CASE WHEN NEW.sheet_version IS NULL THEN '' ELSE present END;
    ELSIF NEW.signed_hash <> OLD.signed_hash
          OR NEW.sheet_version = NEW.face_version AND NEW.signed_hash <> present THEN
        RAISE EXCEPTION '说明与已签署的公开审查表不符，改动须另立文本版本并重新送审'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'text_as_signed';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sheet_signs_text BEFORE INSERT OR UPDATE ON appeals_departmentnote
    FOR EACH ROW EXECUTE FUNCTION appeals_sheet_signs_note();

CREATE TRIGGER signature_is_entered AFTER INSERT ON appeals_departmentnote
    FOR EACH ROW WHEN (NEW.sheet_version IS NOT NULL) EXECUTE FUNCTION records_signature_has_trail();
CREATE TRIGGER signature_has_trail AFTER UPDATE ON appeals_departmentnote
    FOR EACH ROW WHEN (NEW.sheet_version IS NOT NULL AND (OLD.sheet_version, OLD.sheet, OLD.sheet_signed_by_id)
                       IS DISTINCT FROM (NEW.sheet_version, NEW.sheet, NEW.sheet_signed_by_id))
    EXECUTE FUNCTION records_signature_has_trail();

-- Once public, neither text nor sheet nor persons change: another text is another note.
CREATE FUNCTION appeals_public_note_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '公开后不得改动说明、公开审查表和办理人，须另交一份'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'text_as_signed';
END $$;

CREATE TRIGGER text_stays BEFORE UPDATE ON appeals_departmentnote FOR EACH ROW
    WHEN (OLD.published_on IS NOT NULL
          AND (OLD.face_facts, OLD.face_version, OLD.signed_hash, OLD.sheet, OLD.sheet_version, OLD.sheet_signed_by_id,
               OLD.entered_by_id, OLD.face_changed_by_id, OLD.examined_by_id, OLD.published_by_id, OLD.published_on,
               OLD.publication_id, OLD.fact_id, OLD.kind, OLD.repair_id)
              IS DISTINCT FROM
              (NEW.face_facts, NEW.face_version, NEW.signed_hash, NEW.sheet, NEW.sheet_version, NEW.sheet_signed_by_id,
               NEW.entered_by_id, NEW.face_changed_by_id, NEW.examined_by_id, NEW.published_by_id, NEW.published_on,
               NEW.publication_id, NEW.fact_id, NEW.kind, NEW.repair_id))
    EXECUTE FUNCTION appeals_public_note_stays();

-- Whether a note says what was signed.
CREATE FUNCTION appeals_note_is_as_signed(note appeals_departmentnote) RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(note.signed_hash = records_text_hash(note.face_facts), false);
