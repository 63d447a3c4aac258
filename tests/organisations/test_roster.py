"""Which officials a text names: everybody on the roster, wherever they serve, by one indexed question."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.models import Official
from organisations.roster import officials_named_in
from tests import factories
from tests.databases import as_owner

pytestmark = pytest.mark.django_db

NAMED = [
    ("任演示", "任演示、时模拟参与违规审批", {"任演示"}),
    ("任演示", "任 演\u3000示参与违规审批", {"任演示"}),
    ("任演示", "任\u200b演示参与", {"任演示"}),
    ("任 演示", "任演示参与", {"任 演示"}),
    ("买买提·艾力江", "由买买提·艾力江经办", {"买买提·艾力江"}),
    ("买买提·艾力江", "由买买提•艾力江经办", {"买买提·艾力江"}),
    ("欧阳建国", "经欧阳建国签批", {"欧阳建国"}),
    ("王伟", "王伟、李某", {"王伟"}),
    ("王伟", "王家伟业公司", set()),
    ("任", "任期届满", set()),
    ("任演示", "任务演示", set()),
]


@pytest.mark.parametrize(("name", "text", "found"), NAMED)
def test_an_official_is_found_in_a_text_however_it_is_spaced(name, text, found):
    factories.official(name=name)
    assert officials_named_in(text) == found


def test_everybody_is_asked_for_those_of_other_units_and_who_heads_a_body_too():
    factories.official(factories.department("320500"), name="时模拟")
    factories.department("320300", principal="甄诚信")
    assert officials_named_in("时模拟同意", "甄诚信签批") == {"时模拟", "甄诚信"}
    assert officials_named_in() == officials_named_in("") == frozenset()


def test_the_roster_is_asked_once_by_its_indexes():
    body = factories.department()
    Official.objects.bulk_create(
        Official(
            name=f"{chr(0x4E00 + place // 90)}{chr(0x5000 + place % 90)}",
            internal_number=f"T{place}",
            sort_key=str(place),
            unit=body,
            managed_by=body,
        )
        for place in range(3000)
    )
    with as_owner() as cursor:
        cursor.execute("ANALYZE organisations_official")
    with CaptureQueriesContext(connection) as asked:
        officials_named_in("经查，未按约定支付工程款", "认定书")
    assert len(asked) == 1
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked.captured_queries[0]["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "official_name_bare" in plan
