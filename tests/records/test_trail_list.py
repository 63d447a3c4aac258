"""The auditor's list of the trail: every act named, narrowed, counted and exported; nobody else's."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from common.models import Transition
from common.roles import Role
from common.trail_list import _acts
from common.version_words import has_chinese
from tests import factories
from tests.office import acts_of, queries, sit, text

pytestmark = pytest.mark.django_db


def exported(client, query):
    answer = client.get(f"/lists/trail/export/csv/?{query}")
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_the_auditor_reads_each_act_with_object_person_posting_and_change_of_state():
    made = factories.record("pending_review")
    client, _ = sit(Role.AUDITOR)
    shown = text(client.get("/trail/?kind=records.dishonestyrecord"))
    assert made.record_no in shown
    assert "提交复核" in shown
    assert "草稿 → 待复核" in shown
    assert made.entered_by.name in shown
    assert "录入员" in shown


def test_a_facet_counts_what_its_click_shows():
    factories.record("pending_review")
    factories.record()
    client, _ = sit(Role.AUDITOR)
    answer = client.get("/trail/?kind=records.dishonestyrecord")
    choice = next(
        c for facet in answer.context["frame"].facets for c in facet.choices if "act=submit" in c.address
    )
    assert client.get(choice.address).context["listing"].total == choice.count == 1


def test_an_export_holds_the_filtered_steps_and_is_a_step_itself():
    made = factories.record("pending_review")
    official = factories.official(factories.department("320100"))
    client, held = sit(Role.AUDITOR)
    lines = exported(client, "act=submit")
    assert len(lines) == 2 + Transition.objects.filter(act="submit").count()
    assert made.record_no in str(lines)
    assert official.name not in str(exported(client, ""))
    assert acts_of(held) == ["export", "export"]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.AUDITOR, Role.CLOCK}])
def test_nobody_else_reads_or_exports_the_trail(role):
    client, held = sit(role)
    assert client.get("/trail/").status_code == 403
    assert client.get("/lists/trail/export/csv/").status_code == 403
    assert not Transition.objects.visible_to(held).exists()


def test_every_act_has_a_chinese_name():
    factories.publication("public")
    done = set(Transition.objects.values_list("act", flat=True))
    assert done <= set(_acts())
    assert all(has_chinese(label) for label in _acts().values())


def test_the_list_asks_the_same_questions_whatever_there_is():
    factories.record("pending_review")
    client, _ = sit(Role.AUDITOR)
    few = queries(client, "/trail/?kind=records.dishonestyrecord")
    for _ in range(4):
        factories.record("pending_review")
    assert queries(client, "/trail/?kind=records.dishonestyrecord") == few


def test_of_a_long_trail_the_newest_steps_are_counted_and_the_page_says_so(settings):
    settings.EXPORT_MOST_ROWS = 2
    factories.record()
    made = factories.record("pending_review")
    client, _ = sit(Role.AUDITOR)
    answer = client.get("/trail/?kind=records.dishonestyrecord")
    shown = {
        facet.label: {c.label: c.count for c in facet.choices} for facet in answer.context["frame"].facets
    }
    assert sum(shown["行为"].values()) == 2
    assert shown["办理人姓名"] == {made.entered_by.name: 2}
    assert "数字只数最近的 2 步" in text(answer)
    assert "act" in {field.name for field in answer.context["frame"].fields}
