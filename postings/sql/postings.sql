-- What a CHECK of one row cannot say of postings and deputies.

-- A machine enters or lets time pass; it never reviews, signs or publishes.
CREATE FUNCTION postings_machine_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.role NOT IN ('clerk', 'clock')
       AND EXISTS (SELECT FROM accounts_user u WHERE u.id = NEW.user_id AND u.is_machine) THEN
        RAISE EXCEPTION '系统账户只能录入或计时，不能复核、审查或公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER machine_posting BEFORE INSERT OR UPDATE ON postings_posting
    FOR EACH ROW EXECUTE FUNCTION postings_machine_posting();

-- The holder on a deputyship is the holder of the posting, so that the CHECK on person <> holder means something.
ALTER TABLE postings_deputy ADD CONSTRAINT deputy_of_the_holder
    FOREIGN KEY (posting_id, holder_id) REFERENCES postings_posting (id, user_id);

-- A machine enters or lets time pass; it stands in for nobody.
CREATE FUNCTION postings_machine_deputy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM accounts_user u WHERE u.id IN (NEW.person_id, NEW.holder_id) AND u.is_machine) THEN
        RAISE EXCEPTION '系统账户不能代理，也不能由人代理' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER machine_deputy BEFORE INSERT OR UPDATE ON postings_deputy
    FOR EACH ROW EXECUTE FUNCTION postings_machine_deputy();
