"""What the clock does of inquiries, where they stand in books and searches, and how their rules are typed and said."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.cases.open_cases import case_kinds
from common.models import Notice
from common.open_matters import open_matters
from common.roles import Role
from inquiries import tasks
from inquiries.cases import inquiries
from inquiries.lists import INQUIRIES
from inquiries.queues import FINDER, PLACES, SENT
from inquiries.rule_kinds import SAID, PurposeShape
from inquiries.services import answering, following, registering
from inquiries.services.registering import Line
from inquiries.services.reminding import DUE, remind
from tests import factories
from tests.inquiries.asking import answered, days_ago, draft, id_number, pending, used

pytestmark = pytest.mark.django_db
STRANGER = [Line(2, "甲某某", id_number(7))]


@pytest.fixture
def unit():
    return factories.department()


@pytest.fixture
def clerk(unit):
    return factories.posting(Role.CLERK, None, unit=unit)


@pytest.fixture
def reviewer(unit):
    return factories.posting(Role.REVIEWER, None, unit=unit)


def told():
    return set(Notice.objects.filter(topic=DUE).values_list("recipient", flat=True))


def test_who_may_approve_is_reminded_once_of_what_is_late_and_says_that_the_rule_is_in_doubt(clerk, reviewer):
    factories.posting(Role.REVIEWER, None, unit=factories.department())
    pending(clerk, STRANGER, received_on=days_ago(30))
    assert remind(timezone.localdate()) == 1
    assert remind(timezone.localdate()) == 0
    assert told() == {reviewer.pk}
    assert "待核实" in Notice.objects.get(topic=DUE).text


def test_before_it_is_put_to_them_who_registered_it_is_reminded(clerk, reviewer):
    draft(clerk, STRANGER, received_on=days_ago(30))
    remind(timezone.localdate())
    assert told() == {clerk.pk}


def test_what_is_answered_or_not_due_yet_reminds_nobody(clerk, reviewer):
    answering.approve(
        pending(clerk, STRANGER, received_on=days_ago(30)), by=reviewer, approval_number="批1号"
    )
    pending(clerk, STRANGER)
    assert remind(timezone.localdate()) == 0


def test_the_nightly_task_changes_nothing_the_second_time(clerk, reviewer):
    pending(clerk, STRANGER, received_on=days_ago(30))
    assert tasks.keep_inquiries() == 1
    assert tasks.keep_inquiries() == 0


def test_an_open_inquiry_is_handed_over_and_counted_at_a_merger_a_closed_one_is_not(unit, clerk):
    closed, opened = used(answered(clerk, STRANGER), clerk), pending(clerk, STRANGER)
    handed = next(kind for kind in case_kinds.values() if kind.model == "inquiries.inquiry")
    assert list(handed.rows(clerk)) == [opened]
    matter = next(one for one in open_matters.all() if one.key == "inquiries")
    assert list(matter.rows([unit.pk])) == [opened]
    assert closed.status == "used"


def test_it_is_found_by_number_and_document_and_never_by_a_name(clerk):
    case = draft(clerk, STRANGER)
    for words in (case.number, "模拟函〔2026〕7号", "先进个人"):
        assert list(FINDER.rows(clerk, words)) == [case], words
    assert not FINDER.rows(clerk, "甲某某").exists()


def test_whoever_registered_it_sees_it_among_what_was_sent(clerk):
    case = pending(clerk, STRANGER)
    (sent,) = SENT
    assert list(sent.rows(clerk)) == [case]
    assert sent.stands("pending") == ("待批准", "本单位复核员或者负责人")


def test_the_list_tells_how_many_and_names_nobody(clerk):
    case = draft(clerk, [*STRANGER, Line(3, "乙某某", id_number(8))])
    row = INQUIRIES.rows(clerk).get()
    cells = " ".join(str(column.show(row)) for column in INQUIRIES.columns)
    assert case.number in cells
    assert "个人 2" in cells
    assert "甲" not in cells.replace("甲经办", "")


def test_a_purpose_is_typed_and_said_in_words():
    shape = PurposeShape()
    value, unit = shape.pack({"offered": True, "persons": True, "needs_reply": True})
    assert (value["bodies"], unit) == (False, "")
    assert shape.words(value, "") == "可以选用；可以查询个人；使用以前须有公共信用信息系统的查询结果"
    assert shape.words({**value, "offered": False}, "") == "停用"
    assert set(shape.fields()) == set(SAID) == set(shape.initial(value, ""))


def test_the_procedure_stands_among_the_files_and_nothing_of_it_goes_out():
    case = inquiries()
    assert PLACES[0].group == "档案"
    assert "不向外发消息" in case.outbox.reason


def test_dropping_is_for_what_is_not_decided(clerk):
    from common.errors import WrongState

    case = answered(clerk, STRANGER)
    with pytest.raises(WrongState):
        registering.drop(case, by=clerk)
    assert following.bar_to_use(case, clerk) == ""
