-- Nobody gets power through a post or a deputyship without a second person: the row names an agreed consent that is about
-- just this person, and what was agreed to does not grow afterwards.

CREATE FUNCTION postings_require_consent(consent uuid, wanted_kind text, wanted_person uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM accounts_consent c
        WHERE c.id = consent AND c.kind = wanted_kind AND c.status = 'agreed' AND c.person_id = wanted_person
    ) THEN
        RAISE EXCEPTION '岗位和代理须由第二人同意后才生效' USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION postings_consented_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT NEW.is_founding THEN
        PERFORM postings_require_consent(NEW.consent_id, 'posting.grant', NEW.user_id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER consented_posting AFTER INSERT OR UPDATE OF user_id, consent_id, is_founding ON postings_posting
    FOR EACH ROW EXECUTE FUNCTION postings_consented_posting();

CREATE FUNCTION postings_consented_deputy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM postings_require_consent(NEW.consent_id, 'deputy.grant', NEW.person_id);
    RETURN NULL;
END $$;

CREATE TRIGGER consented_deputy AFTER INSERT OR UPDATE OF person_id, consent_id ON postings_deputy
    FOR EACH ROW EXECUTE FUNCTION postings_consented_deputy();
