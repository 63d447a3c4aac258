CREATE SEQUENCE common_transition_seq;

CREATE TABLE common_transition (
    id uuid NOT NULL DEFAULT uuidv7(),
    seq bigint NOT NULL DEFAULT nextval('common_transition_seq'),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    object_type text NOT NULL,
    object_id uuid NOT NULL,
    act text NOT NULL,
    from_status text NOT NULL DEFAULT '',
    to_status text NOT NULL,
    actor uuid,
    actor_name text NOT NULL,
    posting_id uuid,
    posting_role text NOT NULL,
    posting_unit text NOT NULL DEFAULT '',
    reason text NOT NULL DEFAULT '',
    before jsonb NOT NULL DEFAULT '{}',
    after jsonb NOT NULL DEFAULT '{}',
    request_id text NOT NULL DEFAULT '',
    cause uuid,
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);

ALTER SEQUENCE common_transition_seq OWNED BY common_transition.seq;
CREATE INDEX common_transition_object ON common_transition (object_id, seq);
CREATE INDEX common_transition_actor ON common_transition (actor, at);

-- Rows of a month without a partition of its own are never lost.
CREATE TABLE common_transition_rest PARTITION OF common_transition DEFAULT;

CREATE FUNCTION common_trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '办理经过只能追加，不能修改或删除' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION common_trail_partitions(from_month date, months int) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    first date;
    made int := 0;
BEGIN
    FOR i IN 0 .. months - 1 LOOP
        first := (date_trunc('month', from_month) + make_interval(months => i))::date;
        IF to_regclass(format('public.common_transition_%s', to_char(first, 'YYYYMM'))) IS NULL
           AND NOT EXISTS (
               SELECT FROM common_transition_rest
               WHERE at >= first::timestamptz AND at < (first + interval '1 month')::timestamptz
           ) THEN
            EXECUTE format(
                'CREATE TABLE public.common_transition_%s PARTITION OF common_transition FOR VALUES FROM (%L) TO (%L)',
                to_char(first, 'YYYYMM'), first::timestamptz, (first + interval '1 month')::timestamptz
            );
            -- A row trigger is inherited by partitions, one on TRUNCATE is not.
            EXECUTE format(
                'CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.common_transition_%s '
                'FOR EACH STATEMENT EXECUTE FUNCTION common_trail_is_append_only()', to_char(first, 'YYYYMM')
            );
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END $$;

SELECT common_trail_partitions(date '2026-01-01', 24);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON common_transition
    FOR EACH ROW EXECUTE FUNCTION common_trail_is_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON common_transition
    FOR EACH STATEMENT EXECUTE FUNCTION common_trail_is_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON common_transition_rest
    FOR EACH STATEMENT EXECUTE FUNCTION common_trail_is_append_only();

-- What an act follows from was written by the same actor in the same transaction: a restored copy may hold the number
-- of a transaction again, so the row is a recent one too.
CREATE FUNCTION common_trail_cause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.xact <> pg_current_xact_id() OR NOT EXISTS (
        SELECT FROM common_transition c
        WHERE c.id = NEW.cause
          AND c.xact = NEW.xact
          AND c.at > transaction_timestamp() - interval '1 day'
          AND c.actor IS NOT DISTINCT FROM NEW.actor
          AND c.posting_id IS NOT DISTINCT FROM NEW.posting_id
    ) THEN
        RAISE EXCEPTION '引起它的办理须由同一人在同一次办理中刚刚办的' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER cause_is_just_written BEFORE INSERT ON common_transition
    FOR EACH ROW WHEN (NEW.cause IS NOT NULL) EXECUTE FUNCTION common_trail_cause();

-- A status, new or changed, has its row of the trail from the same transaction, whoever writes it and by what statement.
-- Each row is looked up by the index (OFFSET 0 keeps it from becoming a join), old and new rows meet by a hash: the planner
-- knows nothing of rows just written and would compare all with all.
CREATE FUNCTION common_status_has_trail() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_nestloop = off AS $$
DECLARE
    untold uuid;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT came.id INTO untold FROM came WHERE NOT EXISTS (
            SELECT FROM common_transition told
            WHERE told.object_id = came.id AND told.object_type = TG_ARGV[0]
              AND told.from_status = '' AND told.to_status = came.status
              AND told.xact = pg_current_xact_id() AND told.at > transaction_timestamp() - interval '1 day'
            OFFSET 0
        ) LIMIT 1;
    ELSE
        SELECT came.id INTO untold FROM came LEFT JOIN gone USING (id)
        WHERE gone.status IS DISTINCT FROM came.status AND NOT EXISTS (
            SELECT FROM common_transition told
            WHERE told.object_id = came.id AND told.object_type = TG_ARGV[0]
              AND told.from_status = gone.status AND told.to_status = came.status
              AND told.xact = pg_current_xact_id() AND told.at > transaction_timestamp() - interval '1 day'
            OFFSET 0
        ) LIMIT 1;
    END IF;
    IF untold IS NOT NULL THEN
        RAISE EXCEPTION '状态只能由办理改变：%（%）没有本次办理的经过', TG_ARGV[0], untold
            USING ERRCODE = 'check_violation', CONSTRAINT = 'status_has_trail';
    END IF;
    RETURN NULL;
END $$;

-- Attach the guard to the table of a machine; safe to repeat.
CREATE FUNCTION common_guard_status(guarded text, label text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER status_has_trail_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS came'
        ' FOR EACH STATEMENT EXECUTE FUNCTION common_status_has_trail(%L)', guarded, label);
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER status_has_trail_update AFTER UPDATE ON %I'
        ' REFERENCING OLD TABLE AS gone NEW TABLE AS came'
        ' FOR EACH STATEMENT EXECUTE FUNCTION common_status_has_trail(%L)', guarded, label);
END $$;
