-- The open data that may be taken along: one row at most, gone with the first thing of it that ends or changes. Files of
-- any other snapshot are shown to nobody.
CREATE TABLE IF NOT EXISTS open.stored_snapshot (
  snapshot uuid PRIMARY KEY,
  label text NOT NULL,
  data_time timestamptz NOT NULL,
  manifest jsonb NOT NULL,
  closes_on date NOT NULL
);

-- What is in the open data ends or changes: the snapshot ends in the same statement, and one that is being made hears of it by
-- the line that is left. What the clock has closed is in no snapshot any more, so taking it out ends none.
CREATE TABLE IF NOT EXISTS open.stored_loss (
  line bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lost_at timestamptz NOT NULL DEFAULT now()
);
CREATE OR REPLACE FUNCTION open.snapshot_ends() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was_shown boolean;
BEGIN
  EXECUTE 'SELECT EXISTS (SELECT FROM lost WHERE ' || TG_ARGV[0] || ')' INTO was_shown;
  IF was_shown THEN
    PERFORM pg_advisory_xact_lock_shared(hashtext('open-data'));
    INSERT INTO open.stored_loss DEFAULT VALUES;
    DELETE FROM open.stored_snapshot;
  END IF;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER snapshot_loses AFTER DELETE ON open.stored_fact
  REFERENCING OLD TABLE AS lost FOR EACH STATEMENT EXECUTE FUNCTION open.snapshot_ends('open.today() < closes_on');
CREATE OR REPLACE TRIGGER snapshot_changes AFTER UPDATE ON open.stored_fact
  REFERENCING OLD TABLE AS lost FOR EACH STATEMENT EXECUTE FUNCTION open.snapshot_ends('open.today() < closes_on');
CREATE OR REPLACE TRIGGER snapshot_loses AFTER DELETE ON open.stored_department
  REFERENCING OLD TABLE AS lost FOR EACH STATEMENT EXECUTE FUNCTION open.snapshot_ends('true');
