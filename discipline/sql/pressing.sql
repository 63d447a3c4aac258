-- Whether the table of competence leaves 约谈 or 通报 open on a day for a case about a fact, and nobody has been named since:
-- what discipline.pressing.services asks of one case, asked here of all that are late. A judgment whose debtor is on the
-- court's list, by itself or by another confirmed fact on the same document, rests on that list.
CREATE FUNCTION discipline_left_open(pressed uuid, about uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH facts AS NOT MATERIALIZED (
        SELECT id, department_id, status, document_key AS number, source_kind AS basis,
               coalesce(source_details ->> 'is_listed', '') = '是' AS is_listed
        FROM records_dishonestyrecord
        UNION ALL
        SELECT id, department_id, status, case_key, 'judgment', announcement_number <> '' FROM records_lostjudgment
    ), resting AS (
        SELECT body.level,
               CASE WHEN mine.basis = 'judgment' AND (mine.is_listed OR EXISTS (
                        SELECT FROM facts other
                        WHERE other.department_id = mine.department_id AND other.id <> mine.id AND other.is_listed
                          AND other.status = 'confirmed' AND strpos(other.number, mine.number) > 0))
                    THEN 'court_list' ELSE mine.basis END AS basis
        FROM facts mine JOIN organisations_department body ON body.id = mine.department_id
        WHERE mine.id = about
    )
    SELECT EXISTS (
        SELECT FROM resting CROSS JOIN unnest(ARRAY['interview', 'circulate']) AS act
        JOIN common_rulevalue line ON line.kind = 'competence' AND line.key = concat_ws('-', act, resting.basis, resting.level)
        WHERE line.effective_from <= day AND (line.effective_to IS NULL OR line.effective_to > day)
          AND line.value <> '["not_open"]'
          AND (jsonb_array_length(line.value) <> 1 OR line.mark <> 'S' AND line.confirmed_at IS NULL)
          AND NOT EXISTS (
              SELECT FROM discipline_namedbody named
              WHERE named.case_id = pressed AND named.act = act.act AND named.basis = resting.basis
                AND named.competence_version = line.version)
    )
$$;
