-- Every row error of every row of one workbook of commitments: what the reader saw, what the roster, the dates and the
-- law can tell, and which of the rows without errors are on file already.
WITH {rows},
staged AS MATERIALIZED (
    SELECT s.*, u.department_id FROM exchange_staging s LEFT JOIN subjects u ON u.row = s.row
    WHERE s.batch_id = %(batch)s
),
told AS MATERIALIZED (
    SELECT s.row, t.value ->> 0 AS level, t.value ->> 1 AS key, t.value ->> 2 AS value, t.value ->> 3 AS message
    FROM staged s CROSS JOIN LATERAL jsonb_array_elements(s.row_errors) AS t
    WHERE s.row_errors IS NOT NULL
),
in_scope AS MATERIALIZED ({scope}),
errors AS MATERIALIZED (
    SELECT row, key, value, message FROM told WHERE level = 'error'
    UNION ALL
    SELECT s.row, 'credit_code', s.credit_code, '名录中没有这个代码的现行机构，请核对，或先报送机构名录'
    FROM staged s
    WHERE s.department_id IS NULL AND s.credit_code IS NOT NULL
      AND s.row NOT IN (SELECT t.row FROM told t WHERE t.key = 'credit_code' AND t.level = 'error')
    UNION ALL
    SELECT s.row, 'credit_code', s.credit_code, '该机构不在您的岗位范围内，请由有权限的单位报送'
    FROM staged s
    WHERE s.department_id IS NOT NULL AND s.department_id NOT IN (SELECT id FROM in_scope)
      AND (%(domain)s = '' OR %(of_domain)s <> %(domain)s)
    UNION ALL
    SELECT s.row, 'signed_on', s.signed_on::text, '签署日期晚于核对基准日 ' || %(as_of)s || '，请核对'
    FROM staged s WHERE s.signed_on > %(as_of)s
    UNION ALL
    SELECT s.row, 'agreed_on', s.agreed_on::text, '期限早于签署日期 ' || s.signed_on || '，请核对'
    FROM staged s WHERE s.agreed_on < s.signed_on
    {lawful}
),
clean AS MATERIALIZED (
    SELECT s.* FROM staged s WHERE s.row NOT IN (SELECT row FROM errors)
),
on_file AS MATERIALIZED (
    SELECT DISTINCT ON (c.row) c.row, o.number, o.id
    FROM clean c JOIN commitments_commitment o
      ON o.department_id = c.department_id AND o.domain = %(of_domain)s AND o.document_key = c.document_key
     AND md5(o.content) = md5(c.content)
    WHERE o.status <> 'void'
    ORDER BY c.row, o.number
),
firsts AS MATERIALIZED (
    SELECT row, min(row) OVER (PARTITION BY document_key, department_id, md5(content)) AS first FROM clean
),
seen AS MATERIALIZED (
    SELECT v.id FROM ({visible}) v WHERE v.id IN (SELECT id FROM on_file)
),
repeated AS MATERIALIZED (
    SELECT f.row, o.row IS NOT NULL AS is_on_file,
           CASE WHEN o.row IS NULL THEN f.first::text WHEN v.id IS NULL THEN '' ELSE o.number END AS of
    FROM firsts f LEFT JOIN on_file o ON o.row = f.row LEFT JOIN seen v ON v.id = o.id
    WHERE o.row IS NOT NULL OR f.first < f.row
),
hints AS (
    SELECT row, key, value, message FROM told WHERE level = 'warning'
    UNION ALL
    SELECT s.row, 'name', CASE WHEN s.name ~ '(\d\D?){{6}}' THEN '' ELSE s.name END,
           '名称与名录中的“' || d.name || '”不一致，已按代码归入该机构，请核对'
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
    SELECT h.row, 'warning', h.key, h.value, h.message, '' FROM hints h
    WHERE h.row NOT IN (SELECT row FROM repeated) AND h.row NOT IN (SELECT row FROM errors)
    UNION ALL
    SELECT r.row, 'duplicate', '', '',
           CASE WHEN NOT r.is_on_file THEN '与本表第 ' || r.of || ' 行重复，不再入库'
                WHEN r.of = '' THEN '与已有的一项承诺重复，不再入库；该承诺不在您的查看范围，请向信用办核实'
                ELSE '与已有承诺 ' || r.of || ' 重复，不再入库' END, r.of
    FROM repeated r
)
INSERT INTO exchange_rowerror (id, batch_id, row, level, column_key, "column", value, message, of, decision)
SELECT uuidv7(), %(batch)s, f.row, f.level, f.key, coalesce(%(headers)s::jsonb ->> f.key, ''), left(f.value, 400),
       left(f.message, 400), f.of, ''
FROM found f
