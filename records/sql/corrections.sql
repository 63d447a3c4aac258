-- What a CHECK of one row, or of Django's making, cannot say of corrections.

CREATE FUNCTION records_correction_of_listed_fields() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.changes - (SELECT kind.correctable::text[]
                      FROM records_fact fact JOIN records_factkind kind ON kind.key = fact.kind_id
                      WHERE fact.id = NEW.fact_id) IS DISTINCT FROM '{}'::jsonb THEN
        RAISE EXCEPTION 'correction_of_listed_fields：更正只能涉及可以更正的项'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_of_listed_fields';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER of_listed_fields BEFORE INSERT OR UPDATE OF changes, fact_id ON records_correction
    FOR EACH ROW EXECUTE FUNCTION records_correction_of_listed_fields();

-- When and how a text in public was corrected is read here: what was applied stays as it is.
CREATE FUNCTION records_applied_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已施行的更正不能再改动' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER applied_stays BEFORE UPDATE ON records_correction
    FOR EACH ROW WHEN (OLD.status = 'applied' AND OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION records_applied_stays();

CREATE FUNCTION records_correction_stands_aside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about uuid := (SELECT official_id FROM records_fact WHERE id = NEW.fact_id);
BEGIN
    IF about IS NOT NULL THEN
        PERFORM postings_require_others(
            about, CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}'::jsonb END, to_jsonb(NEW), TG_ARGV
        );
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER stands_aside BEFORE INSERT OR UPDATE ON records_correction
    FOR EACH ROW
    EXECUTE FUNCTION records_correction_stands_aside(
        'proposed_by_id', 'prepared_by_id', 'face_changed_by_id', 'sheet_signed_by_id', 'reviewed_by_id', 'applied_by_id'
    );
