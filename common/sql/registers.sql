-- Registers of numbers without gap or double: what takes a number names its register (series_id), which keeps the last.

-- On the register (table that bears the numbers, its column, its word): the last number moves by one, to a row that bears it.
CREATE FUNCTION common_register_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_borne boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.last_number <> coalesce((to_jsonb(NEW) ->> 'first_number')::integer, 1) - 1 THEN
            RAISE EXCEPTION '新的%登记还没有用过序号', TG_ARGV[2] USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' OR to_jsonb(OLD) - 'last_number' <> to_jsonb(NEW) - 'last_number' THEN
        RAISE EXCEPTION '%登记不能删除、改写', TG_ARGV[2] USING ERRCODE = 'restrict_violation';
    ELSIF NEW.last_number <> OLD.last_number THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE series_id = $1 AND %I = $2)', TG_ARGV[0], TG_ARGV[1])
            INTO is_borne USING NEW.id, NEW.last_number;
        IF NEW.last_number <> OLD.last_number + 1 OR NOT is_borne THEN
            RAISE EXCEPTION '序号只随出具的%逐一增加', TG_ARGV[2] USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;

-- Holds the register for the rest of the transaction; refuses any number but the next.
CREATE FUNCTION common_takes_next(register regclass, series uuid, number integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    used integer;
BEGIN
    EXECUTE format('SELECT last_number FROM %s WHERE id = $1 FOR UPDATE', register) INTO used USING series;
    IF number <> used + 1 THEN
        RAISE EXCEPTION '编号须连续：下一个是 %', used + 1 USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

-- On what bears the numbers (the register's table, the column of the number), once a row has taken one.
CREATE FUNCTION common_register_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('UPDATE %I SET last_number = $1 WHERE id = $2', TG_ARGV[0])
        USING (to_jsonb(NEW) ->> TG_ARGV[1])::integer, NEW.series_id;
    RETURN NULL;
END $$;
