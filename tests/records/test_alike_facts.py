"""Likely second reports of a lost judgment or an honour stand on its case page, where they are in scope."""

from __future__ import annotations

from datetime import timedelta

import pytest

from common.roles import Role
from records.facts.services.alike import alike
from tests import factories
from tests.office import client_of, queries, text

pytestmark = pytest.mark.django_db
CASE = "（2026）苏01行终77号"
HONOUR = "苏发改表〔2026〕77号"


def page_of(fact):
    return f"/{'judgments' if str(fact.KIND) == 'judgment' else 'commendations'}/{fact.pk}/"


def reasons(fact, role=Role.REVIEWER, place="320000"):
    return [one.why for one in alike(fact, factories.posting(role, place))]


@pytest.fixture
def reviewer():
    return factories.posting(Role.REVIEWER)


def test_the_same_number_of_another_department_is_likely_the_same(reviewer):
    made = factories.judgment("pending_review", case_number=CASE)
    twin = factories.judgment(case_number="(2026)苏01行终77号")
    assert reasons(made) == ["案号相同，部门不同"]
    page = client_of(reviewer).get(page_of(made)).content.decode()
    assert "可能重复" in page
    assert page_of(twin) in page


def test_a_case_lost_and_then_refused_is_told_with_the_difference():
    made = factories.judgment(case_number=CASE)
    factories.judgment(case_number=CASE, department=made.department, outcome="refused", summary="拒不付款")
    assert "案号相同，类型不同" in reasons(made)


def test_the_same_words_about_the_same_department_within_half_a_year():
    made = factories.judgment()
    same = {"department": made.department, "outcome": "lost"}
    factories.judgment(**same)
    factories.judgment(**same, decided_on=made.decided_on - timedelta(days=400))
    factories.judgment(**same, summary="另案：行政协议解除后未退还保证金")
    factories.judgment()
    assert reasons(made) == ["同一部门，时间相近，内容相似 100%"]


def test_an_honour_with_the_same_number_or_the_same_deeds():
    made = factories.commendation(document_number=HONOUR)
    factories.commendation(document_number=HONOUR, honour="诚信标兵")
    factories.commendation(department=made.department)
    assert reasons(made) == ["文号相同，部门不同、荣誉名称不同", "同一部门，时间相近，内容相似 100%"]


def test_an_honour_without_deeds_is_compared_by_its_number_alone():
    made = factories.commendation(deeds="")
    factories.commendation(department=made.department, deeds="")
    assert reasons(made) == []


def test_what_is_out_of_scope_or_void_is_never_told_of():
    made = factories.judgment(case_number=CASE, department=factories.department("320100"))
    factories.judgment(case_number=CASE, department=factories.department("320500"))
    factories.judgment("draft", department=made.department).move(
        "void", by=factories.posting(Role.CLERK), reason="录入错误"
    )
    assert reasons(made, place="320100") == []


def test_the_department_is_told_of_none():
    made = factories.judgment("confirmed", case_number=CASE)
    factories.judgment("confirmed", case_number=CASE)
    held = factories.posting(Role.REPRESENTATIVE, unit=made.department)
    assert "可能重复" not in text(client_of(held).get(page_of(made)))


def test_the_page_asks_as_often_for_many_as_for_one(reviewer):
    made = factories.judgment("pending_review", case_number=CASE)
    factories.judgment(case_number=CASE)
    client = client_of(reviewer)
    before = queries(client, page_of(made))
    for _ in range(3):
        factories.judgment(case_number=CASE)
        factories.judgment(department=made.department)
    assert queries(client, page_of(made)) == before
