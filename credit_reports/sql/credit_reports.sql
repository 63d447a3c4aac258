-- Credit reports: numbers without gap or double in each year; what was given out neither changes nor goes.

CREATE TRIGGER series_counts BEFORE INSERT OR UPDATE OR DELETE ON credit_reports_reportseries
    FOR EACH ROW EXECUTE FUNCTION common_register_counts('credit_reports_creditreport', 'serial', '信用报告');

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
    PERFORM common_takes_next('credit_reports_reportseries', NEW.series_id, NEW.serial);
    SELECT * INTO register FROM credit_reports_reportseries WHERE id = NEW.series_id;
    IF NEW.status <> 'issued' OR register.year <> extract(year FROM NEW.made_at AT TIME ZONE 'Asia/Shanghai')
       OR NEW.number <> format('BG-%s-%s', register.year, lpad(NEW.serial::text, greatest(6, length(NEW.serial::text)), '0')) THEN
        RAISE EXCEPTION '编号与登记不符' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER report_takes_its_number BEFORE INSERT OR UPDATE OR DELETE ON credit_reports_creditreport
    FOR EACH ROW EXECUTE FUNCTION credit_reports_report_takes_its_number();

CREATE TRIGGER report_moves_the_register AFTER UPDATE ON credit_reports_creditreport
    FOR EACH ROW WHEN (OLD.serial IS NULL AND NEW.serial IS NOT NULL)
    EXECUTE FUNCTION common_register_moves('credit_reports_reportseries', 'serial');
