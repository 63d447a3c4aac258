-- Nobody signs for a matter about themselves（回避）: whoever is newly named on it is none of the official's accounts.

CREATE FUNCTION records_stands_aside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about uuid;
    named uuid[];
    before jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}'::jsonb END;
    after jsonb := to_jsonb(NEW);
BEGIN
    IF TG_TABLE_NAME = 'records_correction' THEN
        SELECT official_id INTO about FROM records_dishonestyrecord WHERE id = NEW.record_id;
    ELSE
        about := NEW.official_id;
    END IF;
    IF about IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT array_agg((after ->> name)::uuid) INTO named
        FROM unnest(TG_ARGV) name
        WHERE after ->> name IS NOT NULL AND after ->> name IS DISTINCT FROM before ->> name;
    IF EXISTS (
        SELECT FROM records_ownaccess a
        WHERE a.official_id = about AND a.user_id = ANY (named)
          AND (a.confirmed_at IS NOT NULL OR a.status = 'invited')
    ) THEN
        RAISE EXCEPTION '当事人应当回避，不能办理关于自己的事项' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER stands_aside BEFORE INSERT OR UPDATE ON records_dishonestyrecord
    FOR EACH ROW WHEN (NEW.official_id IS NOT NULL)
    EXECUTE FUNCTION records_stands_aside('entered_by_id', 'last_changed_by_id', 'reviewed_by_id');

CREATE TRIGGER stands_aside BEFORE INSERT OR UPDATE ON records_correction
    FOR EACH ROW WHEN (NEW.record_id IS NOT NULL)
    EXECUTE FUNCTION records_stands_aside(
        'proposed_by_id', 'prepared_by_id', 'face_changed_by_id', 'sheet_signed_by_id', 'reviewed_by_id', 'applied_by_id'
    );

CREATE TRIGGER stands_aside BEFORE INSERT OR UPDATE ON records_filerequest
    FOR EACH ROW EXECUTE FUNCTION records_stands_aside('decided_by_id');
