-- A window ends by the clock, not by a job: every view asks this one function for the day in Beijing, which is eight hours
-- ahead. By the name of its zone that would take longer for each row than all else that is asked of a row.
CREATE OR REPLACE FUNCTION open.today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (now() AT TIME ZONE INTERVAL '8 hours')::date $$;

-- What a generated column may call: array_to_string itself is not immutable for every type.
CREATE OR REPLACE FUNCTION open.joined(words text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT coalesce(string_agg(' ' || word, '' ORDER BY place), '')
        FROM pg_catalog.unnest(words) WITH ORDINALITY AS named (word, place));
