-- Every row error of every row of one return, in one statement: what the reader saw, what only the roster,
-- the dates and the records on file can tell, and which of the rows without errors are repetitions.
WITH {rows},
grades (low, high, impact, severity) AS (SELECT * FROM ({grades}) AS g (low, high, impact, severity)),
staged AS MATERIALIZED (
    SELECT s.row, s.name, s.credit_code, s.source_kind, s.domain, s.occurred_on, s.finding_body_code,
           s.decided_on, s.effective_on, s.amount, s.impact, s.declared_severity, s.disclosure, s.document_key,
           s.row_errors, u.department_id, f.department_id AS finding_unit_id,
           s.name IS NULL AND s.document_number IS NULL AND s.row_errors IS NOT NULL AND s.facts IS NULL AS is_bare
    FROM exchange_staging s
    LEFT JOIN subjects u ON u.row = s.row
    LEFT JOIN finders f ON f.code = s.finding_body_code
    WHERE s.batch_id = %(batch)s
),
told AS MATERIALIZED (
    SELECT s.row, t.value ->> 0 AS level, t.value ->> 1 AS key, t.value ->> 2 AS value, t.value ->> 3 AS message
    FROM staged s CROSS JOIN LATERAL jsonb_array_elements(s.row_errors) AS t
    WHERE s.row_errors IS NOT NULL
),
in_scope AS MATERIALIZED ({scope}),
given_up AS MATERIALIZED (
    SELECT DISTINCT ON (c.code) c.code, c.until, coalesce(h.credit_code, d.credit_code) AS present, h.name AS heir
    FROM codes c JOIN organisations_department d ON d.id = c.department_id
    LEFT JOIN organisations_department h ON h.id = d.successor_id
    WHERE c.until IS NOT NULL ORDER BY c.code, c.until DESC
),
errors AS MATERIALIZED (
    SELECT row, key, value, message FROM told WHERE level = 'error'
    UNION ALL
    SELECT s.row, 'credit_code', s.credit_code,
           CASE WHEN g.code IS NULL THEN '名录中没有这个代码的机构，请核对，或先报送机构名录'
                WHEN g.heir IS NOT NULL
                THEN '该机构存续至 ' || g.until || '，此后由“' || g.heir || '”承继，请填其代码 ' || g.present
                WHEN g.present = g.code THEN '该机构已于 ' || g.until || ' 后撤销，没有承继机构，请向信用办核实'
                ELSE '该代码已于 ' || g.until || ' 停用，现用代码为 ' || g.present END
    FROM staged s LEFT JOIN given_up g ON g.code = s.credit_code
    WHERE s.department_id IS NULL AND s.credit_code IS NOT NULL
      AND s.row NOT IN (SELECT t.row FROM told t WHERE t.key = 'credit_code' AND t.level = 'error')
    UNION ALL
    SELECT s.row, 'credit_code', s.credit_code, '该机构不在您的岗位范围内，请由有权限的单位报送'
    FROM staged s
    WHERE s.department_id IS NOT NULL
      AND s.department_id NOT IN (SELECT id FROM in_scope)
      AND (%(domain)s = '' OR s.domain IS DISTINCT FROM %(domain)s)
    UNION ALL
    SELECT s.row, 'finding_body_code', coalesce(s.finding_body_code, ''), %(own_findings)s
    FROM staged s
    WHERE %(by_finding_unit)s AND NOT s.is_bare AND s.finding_unit_id IS DISTINCT FROM %(unit)s
    UNION ALL
    SELECT s.row, 'decided_on', s.decided_on::text, '认定日期晚于核对基准日 ' || %(as_of)s || '，请核对'
    FROM staged s WHERE s.decided_on > %(as_of)s
    UNION ALL
    SELECT s.row, 'effective_on', s.effective_on::text, '生效日期早于认定日期 ' || s.decided_on || '，请核对'
    FROM staged s WHERE s.effective_on < s.decided_on
    UNION ALL
    SELECT s.row, 'occurred_on', s.occurred_on::text,
           CASE WHEN s.occurred_on > %(as_of)s THEN '发生日期晚于核对基准日 ' || %(as_of)s || '，请核对'
                ELSE '发生日期晚于认定日期 ' || s.decided_on || '，请核对' END
    FROM staged s WHERE s.occurred_on > least(s.decided_on, %(as_of)s)
),
clean AS MATERIALIZED (
    SELECT s.* FROM staged s WHERE s.row NOT IN (SELECT row FROM errors)
),
on_file AS MATERIALIZED (
    SELECT DISTINCT ON (c.row) c.row, r.record_no, r.id
    FROM clean c JOIN records_dishonestyrecord r
      ON r.document_key = c.document_key AND r.department_id = c.department_id AND r.source_kind = c.source_kind
    WHERE r.status <> ALL (%(dead)s)
    ORDER BY c.row, r.ordinal
),
firsts AS MATERIALIZED (
    SELECT row, min(row) OVER (PARTITION BY document_key, department_id, source_kind) AS first FROM clean
),
-- Of a record that the uploader may not see it is told that there is one, not which.
seen AS MATERIALIZED (
    SELECT v.id FROM ({visible}) v WHERE v.id IN (SELECT id FROM on_file)
),
repeated AS MATERIALIZED (
    SELECT f.row, o.row IS NOT NULL AS is_on_file,
           CASE WHEN o.row IS NULL THEN f.first::text WHEN v.id IS NULL THEN '' ELSE o.record_no END AS of
    FROM firsts f LEFT JOIN on_file o ON o.row = f.row LEFT JOIN seen v ON v.id = o.id
    WHERE o.row IS NOT NULL OR f.first < f.row
),
-- What was withdrawn is never revived by a file: the row waits, with the fate of the record, for a person's decision.
ended AS MATERIALIZED (
    SELECT DISTINCT ON (c.row) c.row, CASE WHEN v.id IS NULL THEN '' ELSE r.record_no END AS record_no,
           '同一文书、同一主体的' || CASE WHEN v.id IS NULL THEN '一条记录' ELSE '记录 ' || r.record_no END || ' 已于 ' || w.withdrawn_on
           || ' 撤销，不再自动入库，请逐条决定是否重新录入' AS message
    FROM clean c JOIN records_dishonestyrecord r
      ON r.document_key = c.document_key AND r.department_id = c.department_id AND r.source_kind = c.source_kind
    JOIN records_withdrawal w ON w.fact_id = r.id
    LEFT JOIN ({visible}) v ON v.id = r.id
    WHERE r.status = %(withdrawn)s
    ORDER BY c.row, w.withdrawn_on DESC
),
-- A name and a code that belong to two bodies: nobody but a person can say which of them is meant.
of_two_bodies AS MATERIALIZED (
    SELECT DISTINCT ON (c.row) c.row, c.name,
           '名称是“' || n.name || '”（' || n.credit_code || '），代码是“' || d.name || '”（' || d.credit_code
           || '），请逐条决定是哪一个' AS message
    FROM clean c
    JOIN organisations_department d ON d.id = c.department_id
    JOIN (
        SELECT id, name, credit_code, name AS said FROM organisations_department
        UNION ALL
        SELECT f.department_id, p.name, p.credit_code, f.name
        FROM organisations_departmentname f JOIN organisations_department p ON p.id = f.department_id
    ) n ON n.said = c.name AND n.id <> d.id
    WHERE c.name <> ALL (ARRAY[d.name, d.short_name])
      AND NOT EXISTS (SELECT FROM organisations_departmentname k WHERE k.department_id = d.id AND k.name = c.name)
    ORDER BY c.row, n.name
),
-- A sum far beyond what is usual of its source may be in 元 under a heading of 万元: a person decides.
usual AS MATERIALIZED (
    SELECT kinds.kind, records_usual_sum(kinds.kind) AS amount FROM (SELECT DISTINCT source_kind FROM clean) kinds (kind)
),
unusual AS MATERIALIZED (
    SELECT c.row, records_in_wan(c.amount) AS value,
           records_unusual_sum('涉及金额', c.amount, u.amount) || '，请核对单位后逐条决定' AS message
    FROM clean c JOIN usual u ON u.kind = c.source_kind AND c.amount > 0 AND u.amount IS NOT NULL
),
waiting AS MATERIALIZED (
    SELECT row, '' AS key, '' AS value, message, record_no AS of FROM ended
    WHERE row NOT IN (SELECT row FROM repeated)
    UNION ALL
    SELECT row, 'name', name, message, '' FROM of_two_bodies
    WHERE row NOT IN (SELECT row FROM repeated) AND row NOT IN (SELECT row FROM ended)
    UNION ALL
    SELECT row, 'amount', value, message, '' FROM unusual
    WHERE message IS NOT NULL AND row NOT IN (SELECT row FROM repeated) AND row NOT IN (SELECT row FROM ended)
      AND row NOT IN (SELECT row FROM of_two_bodies)
),
hints AS (
    SELECT row, key, value, message FROM told WHERE level = 'warning'
    UNION ALL
    SELECT s.row, 'declared_severity', l.declared,
           '填报“' || l.declared || '”，按规则计算为“' || l.computed || '”，复核前请写明理由'
    FROM staged s
    JOIN grades g ON coalesce(s.amount, 0) >= g.low AND (g.high IS NULL OR coalesce(s.amount, 0) < g.high)
                 AND g.impact = coalesce(s.impact, '') AND g.severity <> s.declared_severity
    CROSS JOIN LATERAL (
        SELECT %(severities)s::jsonb ->> s.declared_severity AS declared, %(severities)s::jsonb ->> g.severity AS computed
    ) l
    WHERE s.row NOT IN (SELECT t.row FROM told t WHERE t.level = 'error' AND t.key IN ('amount', 'impact'))
    UNION ALL
    SELECT s.row, 'source_kind', '处分', '处分只针对个人，记在单位名下的一律按“内部”保存，不予公开'
    FROM staged s WHERE s.source_kind = 'discipline' AND s.department_id IS NOT NULL
    UNION ALL
    SELECT s.row, 'effective_on', s.effective_on::text, '文书尚未生效，生效之前不得公示'
    FROM staged s WHERE s.effective_on > %(as_of)s AND s.decided_on <= %(as_of)s
    UNION ALL
    SELECT s.row, 'name', CASE WHEN s.name ~ '(\d\D?){{6}}' THEN '' ELSE s.name END, '主体名称与名录中的“' || d.name || '”不一致，已按代码归入该机构，请核对'
    FROM staged s JOIN organisations_department d ON d.id = s.department_id
    WHERE s.name <> ALL (ARRAY[d.name, d.short_name])
      AND NOT EXISTS (SELECT FROM organisations_departmentname n WHERE n.department_id = d.id AND n.name = s.name)
    UNION ALL
    SELECT s.row, 'amount', trim_scale(s.amount / 10000) || ' 万元', '金额达到或超过 1 亿元，请核对列头的单位'
    FROM staged s WHERE s.amount >= 100000000
),
found AS (
    SELECT row, 'error' AS level, key, value, message, '' AS of FROM errors
    UNION ALL
    SELECT row, 'waiting', key, value, message, of FROM waiting
    UNION ALL
    SELECT h.row, 'warning', h.key, h.value, h.message, '' FROM hints h
    WHERE (h.row, h.key) NOT IN (SELECT row, key FROM waiting) AND h.row NOT IN (SELECT row FROM repeated) AND h.row NOT IN (SELECT row FROM errors)
    UNION ALL
    SELECT r.row, 'duplicate', '', '',
           CASE WHEN NOT r.is_on_file THEN '与本表第 ' || r.of || ' 行重复，不再入库'
                WHEN r.of = '' THEN '与已有的一条记录重复，不再入库；该记录不在您的查看范围，请向信用办核实'
                ELSE '与已有记录 ' || r.of || ' 重复，不再入库' END, r.of
    FROM repeated r
)
INSERT INTO exchange_rowerror (id, batch_id, row, level, column_key, "column", value, message, of, content, decision)
SELECT uuidv7(), %(batch)s, f.row, f.level, f.key, coalesce(%(headers)s::jsonb ->> f.key, ''), left(f.value, 400),
       left(f.message, 400), f.of,
       CASE WHEN f.level = 'waiting' THEN (
           SELECT to_jsonb(s) - %(unkept)s::text[] FROM exchange_staging s WHERE s.batch_id = %(batch)s AND s.row = f.row
       ) END, ''
FROM found f
