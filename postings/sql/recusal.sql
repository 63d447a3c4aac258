-- Nobody signs for a matter about themselves（回避）: whoever is newly named on it is none of the official's accounts.

-- Raise where one of the accounts that `names` of the row newly hold is the official's own.
CREATE FUNCTION postings_require_others(about uuid, before jsonb, after jsonb, names text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    named uuid[];
BEGIN
    SELECT array_agg((after ->> name)::uuid) INTO named
        FROM unnest(names) name
        WHERE after ->> name IS NOT NULL AND after ->> name IS DISTINCT FROM before ->> name;
    IF EXISTS (
        SELECT FROM postings_ownaccess a
        WHERE a.official_id = about AND a.user_id = ANY (named)
          AND (a.confirmed_at IS NOT NULL OR a.status = 'invited')
    ) THEN
        RAISE EXCEPTION '当事人应当回避，不能办理关于自己的事项' USING ERRCODE = 'check_violation';
    END IF;
END $$;

-- For tables with a column `official_id`; the trigger's arguments are the columns that name persons.
CREATE FUNCTION postings_stands_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.official_id IS NOT NULL THEN
        PERFORM postings_require_others(
            NEW.official_id, CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}'::jsonb END, to_jsonb(NEW), TG_ARGV
        );
    END IF;
    RETURN NEW;
END $$;
