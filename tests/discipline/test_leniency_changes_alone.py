"""A decision of leniency changes the measure alone: record, class, window and the duty to rectify stay byte for byte.

procedures.md 11
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from discipline.leniency.models import Leniency
from discipline.leniency.services import deciding
from discipline.measures.models import Measure
from tests.appeals import makers as appeals
from tests.discipline import lenient, makers
from tests.discipline.lenient import decision, leniency
from tests.discipline.measuring import days_ago, measure

pytestmark = pytest.mark.django_db
KEPT = {
    "records_fact": "id = %s",
    "records_dishonestyrecord": "id = %s",
    "records_publication": "fact_id = %s",
    "records_hold": "publication_id IN (SELECT id FROM records_publication WHERE fact_id = %s)",
    "records_correction": "fact_id = %s",
    "discipline_rectification": "record_id = %s",
    "discipline_rectificationitem": "case_id IN (SELECT id FROM discipline_rectification WHERE record_id = %s)",
    "common_deadline": "object_id IN (SELECT id FROM discipline_rectification WHERE record_id = %s)",
    "open.stored_fact": "public_id IN (SELECT public_id FROM records_publication WHERE fact_id = %s)",
}
DECISIONS = {
    "spare": (deciding.spare, decision()),
    "lighten": (
        deciding.lighten,
        decision(until=days_ago(-9), narrowed_to="只限省级评选", departure="影响较大"),
    ),
    "refuse": (deciding.refuse, decision(ground="kept", departure="情节恶劣")),
}


def rows_of(fact: Any) -> dict[str, list[str]]:
    """Return what each table keeps of the record, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table, condition in KEPT.items():
            cursor.execute(
                f"SELECT to_jsonb(t)::text || t.xmin::text FROM {table} t WHERE {condition} ORDER BY 1",
                [fact],
            )
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


@pytest.mark.parametrize("act", DECISIONS)
@pytest.mark.parametrize("status", ["hearing", "running"])
def test_a_decision_leaves_record_class_window_and_duty_to_rectify_byte_for_byte(act, status):
    shown = appeals.repairable()
    record = shown.fact.of_kind
    makers.rectification("running", record=record)
    case: Leniency = leniency("deciding", about=measure(status, record=record))
    before = rows_of(record.pk)
    held = {table for table, rows in before.items() if rows}
    assert held >= {*KEPT} - {"records_hold", "records_correction"}, "there is something to be kept"
    decide, given = DECISIONS[act]
    decide(case, by=lenient.decider(case), reason="经研究", given=given)
    assert rows_of(record.pk) == before
    changed = Measure.objects.get(pk=case.measure_id)
    assert (changed.spared_because == "") == (act == "refuse")
