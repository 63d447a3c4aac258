-- Credit reports: numbers without gap or double in each year; what was given out neither changes nor goes.

CREATE FUNCTION credit_reports_series_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.last_number <> 0 THEN
            RAISE EXCEPTION '新的信用报告登记还没有用过序号' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' OR to_jsonb(OLD) - 'last_number' <> to_jsonb(NEW) - 'last_number' THEN
        RAISE EXCEPTION '信用报告登记不能改写、删除' USING ERRCODE = 'restrict_violation';
    ELSIF NEW.last_number <> OLD.last_number AND (
        NEW.last_number <> OLD.last_number + 1
        OR NOT EXISTS (SELECT FROM credit_reports_creditreport WHERE series_id = NEW.id AND serial = NEW.last_number)
    ) THEN
        RAISE EXCEPTION '序号只随出具的报告逐一增加' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER series_counts BEFORE INSERT OR UPDATE OR DELETE ON credit_reports_reportseries
    FOR EACH ROW EXECUTE FUNCTION credit_reports_series_counts();

CREATE FUNCTION credit_reports_report_takes_its_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    register credit_reports_reportseries;
    moving text[] := '{status,asked_by_id,revoked_by_id}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '信用报告不能删除，有误的撤销' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'requested' OR NEW.serial IS NOT NULL THEN
            RAISE EXCEPTION '信用报告从申请开始，编号在出具时取得' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    ELSIF OLD.serial IS NOT NULL THEN
        IF to_jsonb(OLD) - moving <> to_jsonb(NEW) - moving THEN
            RAISE EXCEPTION '已经出具的信用报告不能改动' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    ELSIF NEW.serial IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO register FROM credit_reports_reportseries WHERE id = NEW.series_id FOR UPDATE;
    IF NEW.status <> 'issued' OR register.year <> extract(year FROM NEW.made_at AT TIME ZONE 'Asia/Shanghai')
       OR NEW.number <> format('BG-%s-%s', register.year, lpad(NEW.serial::text, greatest(6, length(NEW.serial::text)), '0')) THEN
        RAISE EXCEPTION '编号与登记不符' USING ERRCODE = 'restrict_violation';
    ELSIF NEW.serial <> register.last_number + 1 THEN
        RAISE EXCEPTION '编号须连续：下一个是 %', register.last_number + 1 USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER report_takes_its_number BEFORE INSERT OR UPDATE OR DELETE ON credit_reports_creditreport
    FOR EACH ROW EXECUTE FUNCTION credit_reports_report_takes_its_number();

CREATE FUNCTION credit_reports_report_moves_the_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE credit_reports_reportseries SET last_number = NEW.serial WHERE id = NEW.series_id;
    RETURN NULL;
END $$;

CREATE TRIGGER report_moves_the_register AFTER UPDATE ON credit_reports_creditreport
    FOR EACH ROW WHEN (OLD.serial IS NULL AND NEW.serial IS NOT NULL)
    EXECUTE FUNCTION credit_reports_report_moves_the_register();
