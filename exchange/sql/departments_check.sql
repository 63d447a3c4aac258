-- Every row error of every row of a roster. A known department whose row differs is a proposal, one whose row
-- says nothing new is a repetition; departments that the roster does not name are left alone.
WITH staged AS MATERIALIZED (
    SELECT s.row, s.name, s.credit_code, s.unit_kind, s.level, s.region_code, s.row_errors,
           r.id AS region_id, r.path, d.id AS department_id,
           c.code IS NOT NULL AND d.id IS NULL AS is_old_code
    FROM exchange_staging s
    LEFT JOIN organisations_region r ON r.code = s.region_code
    LEFT JOIN organisations_department d ON d.credit_code = s.credit_code
    LEFT JOIN (SELECT DISTINCT code FROM organisations_departmentcode) c ON c.code = s.credit_code
    WHERE s.batch_id = %(batch)s
),
told AS MATERIALIZED (
    SELECT s.row, t.value ->> 0 AS kind, t.value ->> 1 AS key, t.value ->> 2 AS value, t.value ->> 3 AS message
    FROM staged s CROSS JOIN LATERAL jsonb_array_elements(s.row_errors) AS t
    WHERE s.row_errors IS NOT NULL
),
errors AS MATERIALIZED (
    SELECT row, key, value, message FROM told WHERE kind = 'error'
    UNION ALL
    SELECT s.row, 'region_code', s.region_code, '没有这个行政区划代码，请填 6 位（乡镇街道 9 位）代码'
    FROM staged s WHERE s.region_id IS NULL AND s.region_code IS NOT NULL
      AND s.row NOT IN (SELECT t.row FROM told t WHERE t.key = 'region_code' AND t.kind = 'error')
    UNION ALL
    SELECT s.row, 'region_code', s.region_code, '该地区不在您的岗位范围内'
    FROM staged s WHERE s.region_id IS NOT NULL
      AND NOT coalesce(starts_with(s.path, nullif(%(region_path)s, '')), false)
    UNION ALL
    SELECT s.row, 'credit_code', s.credit_code, '这是已停用的旧代码，请填现用代码'
    FROM staged s WHERE s.is_old_code
    UNION ALL
    SELECT s.row, 'credit_code', s.credit_code, '该机构已撤并，名录中不再变更' || coalesce('；现由“' || h.name || '”承继', '')
    FROM staged s JOIN organisations_department d ON d.id = s.department_id
    LEFT JOIN organisations_department h ON h.id = d.successor_id
    WHERE d.status IN ('merged', 'abolished')
    UNION ALL
    SELECT s.row, 'credit_code', s.credit_code, '该代码的机构不在您的岗位范围内'
    FROM staged s JOIN organisations_department d ON d.id = s.department_id JOIN organisations_region r ON r.id = d.region_id
    WHERE NOT coalesce(starts_with(r.path, nullif(%(region_path)s, '')), false)
),
clean AS MATERIALIZED (
    SELECT s.*, min(s.row) OVER (PARTITION BY s.credit_code) AS first
    FROM staged s WHERE s.row NOT IN (SELECT row FROM errors)
),
clashing AS (
    SELECT c.row, c.first FROM clean c JOIN clean o ON o.row = c.first
    WHERE c.first < c.row
      AND (c.name, c.unit_kind, c.level, c.region_id) IS DISTINCT FROM (o.name, o.unit_kind, o.level, o.region_id)
),
repeated AS MATERIALIZED (
    SELECT c.row, c.first::text AS of, '与本表第 ' || c.first || ' 行重复，不再入库' AS message
    FROM clean c WHERE c.first < c.row AND c.row NOT IN (SELECT row FROM clashing)
    UNION ALL
    SELECT c.row, d.credit_code, '与名录中已有的机构一致，无需变更'
    FROM clean c JOIN organisations_department d ON d.id = c.department_id
    WHERE c.first = c.row
      AND (c.name, c.unit_kind, c.level, c.region_id) = (d.name, d.kind, d.level, d.region_id)
    UNION ALL
    SELECT c.row, d.credit_code, '同样的变更建议已在等待确认'
    FROM clean c JOIN organisations_department d ON d.id = c.department_id JOIN organisations_region r ON r.id = d.region_id
    WHERE c.first = c.row
      AND EXISTS (
          SELECT FROM exchange_departmentproposal p
          WHERE p.department_id = d.id AND p.status = 'proposed' AND p.changes = {changes}
      )
),
found AS (
    SELECT row, 'error' AS level, key, value, message, '' AS of FROM errors
    UNION ALL
    SELECT row, 'error', 'credit_code', '', '与本表第 ' || first || ' 行代码相同而内容不同，请核对后只留一行', ''
    FROM clashing
    UNION ALL
    SELECT row, 'warning', key, value, message, '' FROM told
    WHERE kind = 'warning' AND row NOT IN (SELECT row FROM repeated) AND row NOT IN (SELECT row FROM errors)
    UNION ALL
    SELECT row, 'duplicate', '', '', message, of FROM repeated
)
INSERT INTO exchange_rowerror (id, batch_id, row, level, column_key, "column", value, message, of, decision)
SELECT uuidv7(), %(batch)s, row, level, key, coalesce(%(headers)s::jsonb ->> key, ''), left(value, 400),
       left(message, 400), of, ''
FROM found
