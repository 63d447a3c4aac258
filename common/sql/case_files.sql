-- What lies beside a case: evidence may only be withdrawn, once; what was said stays said.
CREATE FUNCTION common_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    withdrawal text[] := ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawn_reason'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '证据不能删除，只能撤回' USING ERRCODE = 'restrict_violation';
    ELSIF OLD.withdrawn_at IS NOT NULL OR to_jsonb(OLD) - withdrawal <> to_jsonb(NEW) - withdrawal THEN
        RAISE EXCEPTION '证据不能改动，只能撤回一次' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER evidence_stays BEFORE UPDATE OR DELETE ON common_evidence
    FOR EACH ROW EXECUTE FUNCTION common_evidence_stays();

CREATE FUNCTION common_comment_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '沟通只能追加，不能修改或删除' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON common_comment
    FOR EACH ROW EXECUTE FUNCTION common_comment_is_append_only();
