-- The number of a challenge: the year in which it came in, and its place among all.
CREATE SEQUENCE challenges_challenge_number_seq;

CREATE FUNCTION challenges_challenge_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'WB-' || to_char(NEW.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(nextval('challenges_challenge_number_seq')::text, 6, '0');
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON challenges_challenge
    FOR EACH ROW WHEN (coalesce(NEW.number, '') = '') EXECUTE FUNCTION challenges_challenge_number();
