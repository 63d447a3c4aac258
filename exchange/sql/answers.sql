-- Signed answers of screening: numbers without gap or double, a text that is its digest, nothing changed or taken away.

ALTER TABLE exchange_signedanswer ADD CONSTRAINT signed_answer_is_its_digest
    CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex') AND octet_length(signature) = 64);

CREATE TRIGGER series_counts BEFORE INSERT OR UPDATE OR DELETE ON exchange_answerseries
    FOR EACH ROW EXECUTE FUNCTION common_register_counts('exchange_signedanswer', 'serial', '签名答复');

CREATE FUNCTION exchange_answer_takes_its_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION '签名答复不能改动、删除，有变化的重新出具' USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM common_takes_next('exchange_answerseries', NEW.series_id, NEW.serial);
    IF NOT EXISTS (
        SELECT FROM exchange_answerseries
        WHERE id = NEW.series_id AND year = extract(year FROM NEW.made_at AT TIME ZONE 'Asia/Shanghai')
          AND NEW.number = format('DF-%s-%s', year, lpad(NEW.serial::text, greatest(6, length(NEW.serial::text)), '0'))
    ) THEN
        RAISE EXCEPTION '编号与登记不符' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER answer_takes_its_number BEFORE INSERT OR UPDATE OR DELETE ON exchange_signedanswer
    FOR EACH ROW EXECUTE FUNCTION exchange_answer_takes_its_number();

CREATE TRIGGER answer_moves_the_register AFTER INSERT ON exchange_signedanswer
    FOR EACH ROW EXECUTE FUNCTION common_register_moves('exchange_answerseries', 'serial');
