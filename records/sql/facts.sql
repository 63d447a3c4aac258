-- The parent of every fact, and what a CHECK of one row cannot say of facts: for whatever kinds there are.

-- The parent row follows the kind's own row in the statement that changes it. The select list over the changed
-- rows is made from the kind's row of records_factkind when its guards are attached.
CREATE FUNCTION records_fact_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM records_fact fact USING gone WHERE fact.id = gone.id;
    ELSIF TG_OP = 'INSERT' THEN
        EXECUTE format('INSERT INTO records_fact (%s) SELECT %s FROM come', TG_ARGV[0], TG_ARGV[1]);
    ELSE
        EXECUTE format(
            'UPDATE records_fact fact SET (%1$s) = ROW(%3$s) FROM (SELECT %2$s FROM come) AS kind (%1$s)'
            ' WHERE fact.id = kind.id AND ROW(%4$s) IS DISTINCT FROM ROW(%3$s)',
            TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], TG_ARGV[3]);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION records_fact_only_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION '信息总表随各类信息自动更新，不能直接改写' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER only_follows BEFORE INSERT OR UPDATE OR DELETE ON records_fact
    FOR EACH STATEMENT EXECUTE FUNCTION records_fact_only_follows();

-- What stands in public, and what was confirmed, keeps what it said.
CREATE FUNCTION records_public_fact_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM records_publication publication JOIN records_fact fact ON fact.id = publication.fact_id
        WHERE publication.fact_id = NEW.id AND publication.status = 'public'
          AND (fact.status <> 'confirmed' OR fact.content_version <> publication.fact_version)
    ) THEN
        RAISE EXCEPTION '记录仍在公示，须先终止公示' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

-- From 已认定 on the content changes with its version only, so that no review covers what it did not see.
CREATE FUNCTION records_content_has_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已认定的记录只能按更正程序修改，内容与版本须同时变更' USING ERRCODE = 'check_violation';
END $$;

-- Another subject, source or openness is another record: no correction changes it.
CREATE FUNCTION records_subject_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已认定的记录不能更换主体、来源或公开属性，请撤销后重新录入' USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION records_id_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '记录的内部编号不能改变' USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION records_version_has_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_correction correction
                   WHERE correction.fact_id = NEW.id
                     AND correction.status = 'applied' AND correction.base_version = OLD.content_version) THEN
        RAISE EXCEPTION '已认定的记录没有相应的更正案，不能变更内容' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

-- What is withdrawn names the document by which its ground fell.
CREATE FUNCTION records_withdrawn_has_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_withdrawal withdrawal WHERE withdrawal.fact_id = NEW.id) THEN
        RAISE EXCEPTION '撤销须登记使来源失效的文书' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

-- Whence the columns of the parent come, in order: a mapped expression, the column of that name, or nothing.
CREATE FUNCTION records_parent_columns(kind records_factkind)
    RETURNS TABLE (names text, sources text, theirs text, ours text) LANGUAGE sql STABLE AS $$
    SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum),
           string_agg(CASE WHEN attname = 'kind_id' THEN quote_literal(kind.key)
                           WHEN kind.columns ? attname THEN format('(%s)', kind.columns ->> attname)
                           WHEN EXISTS (SELECT FROM pg_attribute own
                                        WHERE own.attrelid = kind.table_name::regclass
                                          AND own.attname = parent.attname AND NOT own.attisdropped)
                           THEN format('%I', attname)
                           WHEN atttypid IN ('varchar'::regtype, 'text'::regtype) THEN quote_literal('')
                           ELSE format('NULL::%s', format_type(atttypid, atttypmod)) END,
                      ', ' ORDER BY attnum),
           string_agg(format('kind.%I', attname), ', ' ORDER BY attnum),
           string_agg(format('fact.%I', attname), ', ' ORDER BY attnum)
    FROM pg_attribute parent
    WHERE attrelid = 'records_fact'::regclass AND attnum > 0 AND NOT attisdropped
$$;

-- What the public reads of each fact itself, by its name in public, as its kind says: the view is made anew with each kind.
CREATE FUNCTION records_show_kinds() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW records_public_fields AS ' || (
        SELECT string_agg(format('SELECT id AS fact_id, jsonb_build_object(%s) AS said FROM %I', (
                   SELECT string_agg(format('%L, %I', name, source), ', ' ORDER BY name)
                   FROM jsonb_each_text(kind.shown) AS told (name, source)), kind.table_name),
               ' UNION ALL ' ORDER BY kind.key)
        FROM records_factkind kind);
END $$;

-- Attach the parent and all guards to the table of a kind; its row in records_factkind comes first.
CREATE FUNCTION records_guard_fact(guarded text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kind records_factkind := (SELECT known FROM records_factkind known WHERE table_name = guarded);
    parent record;
    operation text;
    content text[] := ARRAY(SELECT unnest(kind.correctable) UNION SELECT value FROM jsonb_each_text(kind.shown)
                            EXCEPT SELECT unnest(kind.subject));
    decided constant text := '(''confirmed'', ''not_included'', ''withdrawn'')';
BEGIN
    IF kind.key IS NULL THEN
        RAISE EXCEPTION '% 不是已登记的信息类型', guarded USING ERRCODE = 'undefined_object';
    END IF;
    SELECT * INTO parent FROM records_parent_columns(kind);
    FOREACH operation IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
        EXECUTE format(
            'CREATE TRIGGER parent_follows_%1$s AFTER %2$s ON %3$I REFERENCING %4$s FOR EACH STATEMENT'
            ' EXECUTE FUNCTION records_fact_follows(%5$L, %6$L, %7$L, %8$L)',
            lower(operation), operation, guarded,
            CASE operation WHEN 'DELETE' THEN 'OLD TABLE AS gone' ELSE 'NEW TABLE AS come' END,
            parent.names, parent.sources, parent.theirs, parent.ours);
    END LOOP;
    EXECUTE format(
        'CREATE TRIGGER id_stays BEFORE UPDATE OF id ON %I FOR EACH ROW WHEN (OLD.id <> NEW.id)'
        ' EXECUTE FUNCTION records_id_stays()', guarded);
    EXECUTE format(
        'CREATE TRIGGER content_has_version BEFORE UPDATE ON %1$I FOR EACH ROW'
        ' WHEN (OLD.status IN %2$s AND NEW.status IN %2$s AND NEW.content_version = OLD.content_version'
        ' AND ROW(%3$s) IS DISTINCT FROM ROW(%4$s)) EXECUTE FUNCTION records_content_has_version()',
        guarded, decided, records_each('OLD', content), records_each('NEW', content));
    EXECUTE format(
        'CREATE TRIGGER subject_stays BEFORE UPDATE ON %1$I FOR EACH ROW'
        ' WHEN (OLD.status IN %2$s AND NEW.status IN %2$s AND ROW(%3$s) IS DISTINCT FROM ROW(%4$s))'
        ' EXECUTE FUNCTION records_subject_stays()',
        guarded, decided, records_each('OLD', kind.subject), records_each('NEW', kind.subject));
    EXECUTE format(
        'CREATE CONSTRAINT TRIGGER public_fact_holds AFTER UPDATE OF status, content_version ON %I'
        ' DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.status = ''confirmed'')'
        ' EXECUTE FUNCTION records_public_fact_holds()', guarded);
    EXECUTE format(
        'CREATE CONSTRAINT TRIGGER version_has_correction AFTER UPDATE OF content_version ON %I'
        ' DEFERRABLE INITIALLY DEFERRED FOR EACH ROW'
        ' WHEN (OLD.status IN %s AND NEW.status = OLD.status AND NEW.content_version <> OLD.content_version)'
        ' EXECUTE FUNCTION records_version_has_correction()', guarded, decided);
    EXECUTE format(
        'CREATE CONSTRAINT TRIGGER withdrawn_has_source AFTER UPDATE OF status ON %I'
        ' DEFERRABLE INITIALLY DEFERRED FOR EACH ROW'
        ' WHEN (NEW.status = ''withdrawn'' AND OLD.status <> ''withdrawn'')'
        ' EXECUTE FUNCTION records_withdrawn_has_source()', guarded);
    PERFORM records_show_kinds();
END $$;

CREATE FUNCTION records_each(row_name text, names text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(format('%s.%I', row_name, name), ', ') FROM unnest(names) AS name
$$;
