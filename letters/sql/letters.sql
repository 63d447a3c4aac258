-- Letters: numbers without gap or double, by body, kind and year; nothing that went out changes or goes.

ALTER TABLE letters_letter ADD CONSTRAINT letter_pdf_is_its_fingerprint
    CHECK (pdf IS NULL OR pdf_sha256 = encode(sha256(pdf), 'hex'));

CREATE FUNCTION letters_letter_template_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM letters_letter WHERE template_id = OLD.id) THEN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION '模板已经用于文书，不能删除' USING ERRCODE = 'restrict_violation';
        ELSIF to_jsonb(OLD) - 'effective_to' <> to_jsonb(NEW) - 'effective_to' THEN
            RAISE EXCEPTION '模板已经用于文书，不能改写，请另立新版本' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER template_stays BEFORE UPDATE OR DELETE ON letters_lettertemplate
    FOR EACH ROW EXECUTE FUNCTION letters_letter_template_stays();

CREATE TRIGGER series_counts BEFORE INSERT OR UPDATE OR DELETE ON letters_letterseries
    FOR EACH ROW EXECUTE FUNCTION common_register_counts('letters_letter', 'number', '文书');

-- A letter enters without a number, by a version of a template that nobody is rewriting meanwhile.
CREATE FUNCTION letters_letter_enters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'drafted' OR NEW.number IS NOT NULL THEN
        RAISE EXCEPTION '文书从拟稿开始，编号在发出时取得' USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM FROM letters_lettertemplate WHERE id = NEW.template_id FOR SHARE;
    RETURN NEW;
END $$;

CREATE TRIGGER letter_enters BEFORE INSERT ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_letter_enters();

-- It takes the next number of its register in the act that issues it; its words never change.
CREATE FUNCTION letters_letter_takes_its_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    register letters_letterseries;
    given text[] := ARRAY['series_id', 'number', 'document_number', 'issued_on', 'pdf', 'pdf_sha256'];
    moving text[] := ARRAY['status', 'void_reason'];
BEGIN
    IF to_jsonb(OLD) - given - moving <> to_jsonb(NEW) - given - moving THEN
        RAISE EXCEPTION '文书内容不能改写；有误的弃稿重拟，已发出的作废另发' USING ERRCODE = 'restrict_violation';
    ELSIF OLD.status = 'void' OR (OLD.number IS NOT NULL AND to_jsonb(OLD) - moving <> to_jsonb(NEW) - moving) THEN
        RAISE EXCEPTION '已编号或作废的文书不能改动' USING ERRCODE = 'restrict_violation';
    ELSIF OLD.number IS NOT NULL OR NEW.number IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM common_takes_next('letters_letterseries', NEW.series_id, NEW.number);
    SELECT * INTO register FROM letters_letterseries WHERE id = NEW.series_id;
    IF NEW.status <> 'issued'
       OR (register.body_id, register.kind, register.year)
           IS DISTINCT FROM (NEW.issuer_id, NEW.kind, extract(year FROM NEW.issued_on)::smallint)
       OR NEW.document_number <> format('%s〔%s〕%s号', register.mark, register.year, NEW.number) THEN
        RAISE EXCEPTION '文号与发文登记不符' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER letter_takes_its_number BEFORE UPDATE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_letter_takes_its_number();

CREATE TRIGGER letter_moves_the_register AFTER UPDATE ON letters_letter
    FOR EACH ROW WHEN (OLD.number IS NULL AND NEW.number IS NOT NULL)
    EXECUTE FUNCTION common_register_moves('letters_letterseries', 'number');

CREATE FUNCTION letters_letters_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '文书、发文登记和送达不能删除，有误的作废或补登' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER letters_stay BEFORE DELETE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_letters_stay();
CREATE TRIGGER services_stay BEFORE UPDATE OR DELETE ON letters_letterservice
    FOR EACH ROW EXECUTE FUNCTION letters_letters_stay();

-- Only what went out is served, not before it went out, and on proof that lies beside the same matter.
CREATE FUNCTION letters_letter_is_served() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM letters_letter l
        WHERE l.id = NEW.letter_id AND l.status IN ('issued', 'served')
          AND l.issued_on <= coalesce(NEW.noticed_on, NEW.served_on)
    ) THEN
        RAISE EXCEPTION '只有已发出的文书可以送达，且不早于发文日期' USING ERRCODE = 'restrict_violation';
    ELSIF NEW.evidence_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM common_evidence e JOIN letters_letter l ON l.id = NEW.letter_id
        WHERE e.id = NEW.evidence_id AND e.object_type = l.object_type AND e.object_id = l.object_id
          AND e.withdrawn_at IS NULL
    ) THEN
        RAISE EXCEPTION '送达证明须是同一件事下没有撤回的证据' USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM FROM common_evidence WHERE id = NEW.evidence_id FOR SHARE;
    RETURN NEW;
END $$;

CREATE TRIGGER letter_is_served BEFORE INSERT ON letters_letterservice
    FOR EACH ROW EXECUTE FUNCTION letters_letter_is_served();

CREATE FUNCTION letters_letter_has_its_service() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM letters_letterservice WHERE letter_id = NEW.id) THEN
        RAISE EXCEPTION '已送达的文书须有送达登记' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER letter_has_its_service AFTER UPDATE ON letters_letter
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'served')
    EXECUTE FUNCTION letters_letter_has_its_service();

-- What proves a service stays.
CREATE FUNCTION letters_proof_of_service_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM letters_letterservice WHERE evidence_id = NEW.id) THEN
        RAISE EXCEPTION '证据是文书的送达证明，不能撤回' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER proof_of_service_stays BEFORE UPDATE ON common_evidence
    FOR EACH ROW WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL)
    EXECUTE FUNCTION letters_proof_of_service_stays();
