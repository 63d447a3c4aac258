-- The holder on a deputyship is the holder of the posting, so that the CHECK on person <> holder means something.
ALTER TABLE records_deputy ADD CONSTRAINT deputy_of_the_holder
    FOREIGN KEY (posting_id, holder_id) REFERENCES records_posting (id, user_id);

-- A machine enters or lets time pass; it stands in for nobody.
CREATE FUNCTION records_machine_deputy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM accounts_user u WHERE u.id IN (NEW.person_id, NEW.holder_id) AND u.is_machine) THEN
        RAISE EXCEPTION '系统账户不能代理，也不能由人代理' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER machine_deputy BEFORE INSERT OR UPDATE ON records_deputy
    FOR EACH ROW EXECUTE FUNCTION records_machine_deputy();
