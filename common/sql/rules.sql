-- A decision keeps the version that it used, so a version never changes: only its end and its confirmation may.
CREATE FUNCTION common_rule_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '规则版本不能删除，请另立新版本' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.kind, NEW.key, NEW.value, NEW.unit, NEW.version, NEW.effective_from, NEW.mark)
        IS DISTINCT FROM (OLD.id, OLD.kind, OLD.key, OLD.value, OLD.unit, OLD.version, OLD.effective_from, OLD.mark)
       OR (OLD.confirmed_at IS NOT NULL
           AND (NEW.confirmed_at, NEW.confirmed_by) IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by)) THEN
        RAISE EXCEPTION '规则版本不能改写，请另立新版本' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER rule_is_kept BEFORE UPDATE OR DELETE ON common_rulevalue
    FOR EACH ROW EXECUTE FUNCTION common_rule_is_kept();
