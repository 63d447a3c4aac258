-- Official inquiries: each has a number; its reports are numbered without gap or double in each year, by the row itself.

-- The day of the answer is Shanghai's, which no check of the model's can say without asking for the zone of the session.
ALTER TABLE inquiries_inquiry ADD CONSTRAINT inquiry_followed_after_its_answer
    CHECK (least(shown_on, replied_on) >= (answered_at AT TIME ZONE 'Asia/Shanghai')::date);

CREATE SEQUENCE inquiries_inquiry_seq;

CREATE FUNCTION inquiries_inquiry_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'SQ-320000-' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval('inquiries_inquiry_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON inquiries_inquiry
    FOR EACH ROW WHEN (NEW.number = '') EXECUTE FUNCTION inquiries_inquiry_number();

-- The name of the office stands in each report, whose sum stays the same when the office is renamed.
CREATE FUNCTION inquiries_office_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已经答复的报告不能改动' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER office_stays BEFORE UPDATE OF office ON inquiries_inquiry
    FOR EACH ROW WHEN (OLD.office <> '' AND NEW.office IS DISTINCT FROM OLD.office)
    EXECUTE FUNCTION inquiries_office_stays();

CREATE FUNCTION inquiries_row_takes_its_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this_year integer := extract(year FROM now() AT TIME ZONE 'Asia/Shanghai');
    personal text[] := '{shown_name,name_sealed,id_number_sealed,id_number_hash,id_number_tail,credit_code,fault,official_id,'
        'fact_id,period_id}';
    free text[] := '{fallen_at,name_sealed,id_number_sealed}';
    is_cleared boolean;
    is_same boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '授权查询的名单不能删除，不办的放弃' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.outcome <> 'waiting' THEN
            RAISE EXCEPTION '授权查询先登记，批准后答复' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    ELSIF OLD.outcome <> 'waiting' THEN
        is_cleared := NEW.shown_name = '' AND NEW.name_sealed IS NULL AND NEW.id_number_sealed IS NULL
            AND NEW.id_number_hash = '' AND NEW.id_number_tail = '' AND NEW.official_id IS NULL
            AND NEW.fact_id IS NULL AND NEW.period_id IS NULL;
        -- Sealed anew under another key it is the same: the masked name, the hash and the tail tell.
        is_same := to_jsonb(OLD) - free = to_jsonb(NEW) - free
            AND (NEW.name_sealed IS NULL) = (OLD.name_sealed IS NULL)
            AND (NEW.id_number_sealed IS NULL) = (OLD.id_number_sealed IS NULL);
        IF to_jsonb(OLD) - personal - free <> to_jsonb(NEW) - personal - free
           OR NOT (is_same OR is_cleared)
           OR (OLD.fallen_at IS NOT NULL AND NEW.fallen_at IS DISTINCT FROM OLD.fallen_at) THEN
            RAISE EXCEPTION '已经答复的报告不能改动' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    ELSIF NEW.outcome = 'waiting' THEN
        RETURN NEW;
    END IF;
    INSERT INTO inquiries_inquiryseries AS register (id, year, last_number) VALUES (uuidv7(), this_year, 1)
        ON CONFLICT (year) DO UPDATE SET last_number = register.last_number + 1
        RETURNING last_number INTO NEW.serial;
    NEW.number := format('CX-%s-%s', this_year, lpad(NEW.serial::text, greatest(6, length(NEW.serial::text)), '0'));
    RETURN NEW;
END $$;

CREATE TRIGGER row_takes_its_number BEFORE INSERT OR UPDATE OR DELETE ON inquiries_inquiryrow
    FOR EACH ROW EXECUTE FUNCTION inquiries_row_takes_its_number();

-- The register is moved by that trigger alone, never by a statement of its own.
CREATE FUNCTION inquiries_series_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION '授权查询报告的登记只随答复增加' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER series_counts BEFORE INSERT OR UPDATE OR DELETE ON inquiries_inquiryseries
    FOR EACH ROW EXECUTE FUNCTION inquiries_series_counts();
