-- What visitors leave for the office, in the database that the public site reads, be it the office's or its own; it travels
-- nowhere, the office comes and takes it. The public role adds messages and reads none; a draft it reads and replaces only
-- under the hash of its query code. Messages are sealed to the office, drafts under the code: what lies here tells nothing.
CREATE SCHEMA IF NOT EXISTS intake;
CREATE TABLE IF NOT EXISTS intake.message (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z_]{1,39}$'),
  sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 48 AND 20971520),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS message_by_time ON intake.message (received_at, id);

CREATE TABLE IF NOT EXISTS intake.draft (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  ciphertext bytea NOT NULL CHECK (octet_length(ciphertext) BETWEEN 40 AND 262144),
  saved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS draft_by_time ON intake.draft (saved_at);

CREATE FUNCTION intake.draft(token bytea) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ciphertext FROM intake.draft WHERE token_hash = token AND saved_at > clock_timestamp() - interval '7 days'
$$;

CREATE FUNCTION intake.save_draft(token bytea, content bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO intake.draft (token_hash, ciphertext) VALUES (token, content)
  ON CONFLICT (token_hash) DO UPDATE SET ciphertext = excluded.ciphertext, saved_at = clock_timestamp()
$$;

-- What waits here is bounded, so that a flood fills no disk: messages until the office has taken them, drafts for their days.
CREATE FUNCTION intake.refuse_when_full() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  many bigint;
  bytes bigint;
BEGIN
  IF TG_TABLE_NAME = 'message' THEN
    SELECT count(*), coalesce(sum(octet_length(sealed)), 0) INTO many, bytes FROM intake.message;
  ELSE
    SELECT count(*), coalesce(sum(octet_length(ciphertext)), 0) INTO many, bytes FROM intake.draft;
  END IF;
  IF many >= 2000 OR bytes >= 1073741824 THEN
    RAISE EXCEPTION 'no room' USING ERRCODE = '53400';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER bounded BEFORE INSERT ON intake.message FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_when_full();
CREATE TRIGGER bounded BEFORE INSERT ON intake.draft FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_when_full();

CREATE FUNCTION intake.forget_drafts() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (DELETE FROM intake.draft WHERE saved_at <= clock_timestamp() - interval '7 days' RETURNING 1)
  SELECT count(*)::integer FROM gone
$$;

-- Functions run as the role that can read the store, and of this schema the drafts alone.
REVOKE ALL ON ALL TABLES IN SCHEMA intake FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA intake FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA intake TO portal_store; -- CREATE until they are its own
GRANT SELECT, INSERT, UPDATE, DELETE ON intake.draft TO portal_store;

-- The moment is the server's: whoever sends says nothing of it.
GRANT USAGE ON SCHEMA intake TO portal_public, portal_intake, portal_office;
GRANT INSERT (id, kind, sealed) ON intake.message TO portal_public;
GRANT EXECUTE ON FUNCTION intake.draft(bytea), intake.save_draft(bytea, bytea) TO portal_public;
GRANT SELECT, DELETE ON intake.message TO portal_intake, portal_office;
GRANT EXECUTE ON FUNCTION intake.forget_drafts() TO portal_intake, portal_office;
ALTER FUNCTION intake.draft(bytea) OWNER TO portal_store;
ALTER FUNCTION intake.save_draft(bytea, bytea) OWNER TO portal_store;
ALTER FUNCTION intake.forget_drafts() OWNER TO portal_store;
REVOKE CREATE ON SCHEMA intake FROM portal_store;
