-- Every row error of every row of one workbook of a watch list, and which rows say what stands already.
WITH {rows},
told AS MATERIALIZED (
    SELECT s.row, t.value ->> 0 AS level, t.value ->> 1 AS key, t.value ->> 2 AS value, t.value ->> 3 AS message
    FROM named s CROSS JOIN LATERAL jsonb_array_elements(s.row_errors) AS t
    WHERE s.row_errors IS NOT NULL
),
faulty AS MATERIALIZED (
    SELECT row, key, value, message FROM told WHERE level = 'error'
    UNION ALL
    SELECT s.row, 'credit_code', s.credit_code, '自然人没有统一社会信用代码，请核对主体类型'
    FROM named s WHERE s.subject = 'person' AND s.credit_code IS NOT NULL
    UNION ALL
    SELECT s.row, 'person_number', '', '单位不填证件号码，请核对主体类型'
    FROM named s WHERE s.subject = 'body' AND s.person_number IS NOT NULL
    UNION ALL
    SELECT s.row, 'listed_on', s.listed_on::text, '列入日期晚于名单日期 ' || %(as_of)s || '，请核对'
    FROM named s WHERE s.listed_on > %(as_of)s
    UNION ALL
    SELECT s.row, 'removed_on', s.removed_on::text, '移出日期早于列入日期 ' || s.listed_on || '，请核对'
    FROM named s WHERE s.removed_on < s.listed_on
),
sound AS MATERIALIZED (
    SELECT s.*, jsonb_build_array(
               s.subject, s.bare_name, s.former, s.list_organ, coalesce(s.list_cause, ''), s.listed_on, s.removed_on
           )::text AS says
    FROM named s WHERE s.row NOT IN (SELECT row FROM faulty)
),
repeated AS MATERIALIZED (
    SELECT row, min(row) OVER same AS first, max(row) OVER same AS last,
           min(says) OVER same <> max(says) OVER same AS differs
    FROM sound WINDOW same AS (PARTITION BY identity)
),
errors AS MATERIALIZED (
    SELECT row, key, value, message FROM faulty
    UNION ALL
    SELECT r.row, '', '', '与本表第 ' || CASE WHEN r.row = r.first THEN r.last ELSE r.first END
                          || ' 行是同一条目，内容不同，都没有入库；请只留一行，写成现在的情况'
    FROM repeated r WHERE r.differs
),
clean AS MATERIALIZED (
    SELECT s.*, r.first FROM sound s JOIN repeated r ON r.row = s.row AND NOT r.differs
),
-- What a draft says, and what a row with a code takes over from the name alone: it may stand otherwise soon.
moving AS MATERIALIZED (
    SELECT unnest(ARRAY[w.identity, w.name_identity]) AS identity
    FROM commitments_watchentry w JOIN commitments_watchversion v ON v.id = w.version_id
    WHERE v.kind = '{kind}' AND v.status = 'draft'
    UNION
    SELECT c.name_identity FROM clean c
    WHERE c.identity <> c.name_identity AND NOT EXISTS (
        SELECT FROM commitments_watchentry e WHERE e.kind = '{kind}' AND e.identity = c.identity AND e.is_current
    )
),
unchanged AS MATERIALIZED (
    SELECT c.row
    FROM clean c JOIN commitments_watchentry e
      ON e.kind = '{kind}' AND e.identity = c.identity AND e.is_current
     AND e.removed_on IS NOT DISTINCT FROM c.removed_on AND e.listed_on = c.listed_on AND e.bare_name = c.bare_name
     AND e.subject = c.subject AND e.former_names::text[] = c.former AND e.organ = c.list_organ
     AND e.cause = coalesce(c.list_cause, '') AND e.id_number_hash = coalesce(c.number_hash, '')
    WHERE NOT EXISTS (SELECT FROM moving m WHERE m.identity = c.identity)
),
found AS (
    SELECT row, 'error' AS level, key, value, message, '' AS of FROM errors
    UNION ALL
    SELECT t.row, 'warning', t.key, t.value, t.message, '' FROM told t
    WHERE t.level = 'warning' AND t.row NOT IN (SELECT row FROM errors)
    UNION ALL
    SELECT c.row, 'warning', 'credit_code', '', '没有可用的统一社会信用代码：只能按名称待核，不能拦截', ''
    FROM clean c WHERE c.subject = 'body' AND c.credit_code IS NULL
    UNION ALL
    SELECT c.row, 'warning', 'person_number', '', '证件号码没有或者不完整：只能按姓名待核，不能拦截', ''
    FROM clean c WHERE c.subject = 'person' AND c.number_hash IS NULL
    UNION ALL
    SELECT c.row, 'duplicate', '', '', '与本表第 ' || c.first || ' 行是同一条目，不再入库', c.first::text
    FROM clean c WHERE c.first < c.row
    UNION ALL
    SELECT u.row, 'duplicate', '', '', '与现行名单相同，没有变动', ''
    FROM unchanged u JOIN clean c ON c.row = u.row AND c.first = c.row
)
INSERT INTO exchange_rowerror (id, batch_id, row, level, column_key, "column", value, message, of, decision)
SELECT uuidv7(), %(batch)s, f.row, f.level, f.key, coalesce(%(headers)s::jsonb ->> f.key, ''), left(f.value, 400),
       left(f.message, 400), f.of, ''
FROM found f
