"""What holds challenges together: constraints, acts that are nobody's own, who sees and answers for one, words of each state."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from challenges.models import Challenge, ChallengedRecord
from challenges.queues import beside
from challenges.steps import next_step
from challenges.vocabulary import ChallengeStatus
from common import services as common
from common.cases.open_cases import case_kinds
from common.errors import NotAllowed, WrongState
from common.models import Evidence
from common.open_matters import open_matters
from common.registry import registry
from common.roles import Role
from common.workflow import move_many
from tests import factories
from tests.challenges import challenging as makers
from tests.challenges.challenging import challenge, days_ago, today
from tests.office import sit, text

pytestmark = pytest.mark.django_db
BROKEN = [
    ("open", "challenge_names_its_document", {"organ": ""}),
    ("open", "challenge_names_its_document", {"accepted_number": ""}),
    ("open", "challenge_names_its_document", {"document_number": ""}),
    ("open", "challenge_stay_whole", {"stay_number": "停1号"}),
    ("stayed", "challenge_stay_whole", {"stay_file": None}),
    ("stayed", "challenge_lift_whole", {"lift_number": "恢1号"}),
    ("open", "challenge_result_whole", {"outcome": "upheld"}),
    ("prepared:upheld", "challenge_result_whole", {"result_number": ""}),
    ("prepared:upheld", "challenge_result_whole", {"result_on": days_ago(11)}),
    ("prepared:upheld", "challenge_result_whole", {"prepared_by": None}),
    ("upheld", "challenge_ends_as_its_document_says", {"outcome": "annulled"}),
    ("annulled", "challenge_ends_as_its_document_says", {"outcome": "changed"}),
    ("mending", "challenge_ends_as_its_document_says", {"decided_by": None, "decided_on": None}),
    ("remitted", "challenge_four_eyes", {"decided_on": None}),
    ("remitted", "challenge_remitted_by_document", {"remit_document": ""}),
]


@pytest.mark.parametrize(("state", "name", "changes"), BROKEN)
def test_the_database_refuses_what_no_act_would_write(state: str, name: str, changes: dict[str, Any]) -> None:
    case = challenge(state)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Challenge.objects.filter(pk=case.pk).update(**changes)


def test_a_record_stands_once_in_a_case_and_is_mended_by_a_correction_alone() -> None:
    case = challenge("mending")
    item = case.items.get()
    with pytest.raises(IntegrityError, match="challenged_record_once"), transaction.atomic():
        ChallengedRecord.objects.create(challenge=case, fact=item.fact)
    with pytest.raises(IntegrityError, match="mended_by_correction"), transaction.atomic():
        case.items.update(mended_on=today())


@pytest.mark.parametrize("act", ["mended", "remand", "fulfil"])
@pytest.mark.parametrize("role", [Role.OFFICER, Role.DIRECTOR, Role.CLERK, Role.REVIEWER])
def test_what_follows_from_a_correction_is_nobodys_own_act(act: str, role: Role) -> None:
    case = challenge("mending")
    by = factories.posting(role)
    with pytest.raises(NotAllowed, match="不能单独办理"):
        case.move(act, by=by, reason="直接办结")
    with pytest.raises(NotAllowed):
        move_many(Challenge.objects.filter(pk=case.pk), act, by=by, reason="直接办结")


@pytest.mark.parametrize("act", ["return", "void"])
def test_an_annulment_alone_lets_a_director_end_what_is_not_confirmed(act: str) -> None:
    fact = factories.record("draft" if act == "void" else "pending_review")
    with pytest.raises(NotAllowed):
        fact.move(act, by=factories.posting(Role.DIRECTOR), reason="直接办理")


def test_the_sides_lay_the_organs_documents_beside_it_while_it_is_under_way() -> None:
    finder = factories.department()
    fact = factories.publication(finding_unit=finder, finding_body=finder.name).fact.of_kind
    case = challenge(fact=fact)
    body = factories.posting(Role.FINDING_BODY, None, unit=finder)
    seats = [factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR), body]
    side = makers.representative(fact)
    for by in (*seats, side):
        assert makers.paper(case, by).object_id == case.pk
    with pytest.raises(NotAllowed, match="信用办、部门代表和认定机关"):
        makers.paper(case, factories.posting(Role.CLERK))
    laid = Evidence.objects.of(case).last()
    assert laid is not None
    with pytest.raises(WrongState, match="登记以后"):
        common.withdraw(laid, by=side, reason="传错")
    makers.decided(makers.prepared(case, "upheld"))
    with pytest.raises(WrongState, match="不能再变动"):
        makers.paper(case, seats[0])


def test_a_report_may_take_its_file_back_until_it_is_registered() -> None:
    case = challenge("reported")
    side = makers.representative(case.fact.of_kind)
    file = makers.paper(case, side)
    common.withdraw(file, by=side, reason="传错")
    assert Evidence.objects.of(case).standing().count() == 1


def test_whoever_sees_one_record_of_the_document_sees_the_challenge() -> None:
    first, second = makers.pair(department=factories.department("320200"))
    case = challenge(fact=first.fact.of_kind)
    other = makers.representative(second.fact.of_kind)
    finder = factories.posting(Role.FINDING_BODY, None, unit=first.fact.finding_unit)
    here = factories.posting(Role.OFFICER, "320100")
    for by in (other, finder, here, factories.posting(Role.OFFICER, "320200")):
        assert list(Challenge.objects.visible_to(by)) == [case]
    for by in (factories.posting(Role.OFFICER, "320500"), factories.posting(Role.SYSTEM_ADMIN, None)):
        assert not Challenge.objects.visible_to(by).exists()


def test_it_is_an_open_matter_of_each_department_and_of_whoever_registered_it() -> None:
    first, second = makers.pair()
    by = factories.posting(Role.OFFICER)
    case = makers.registering.register(first.fact.of_kind, makers.filing(), by=by)
    matter = open_matters.entries["challenges"]
    for act in (first, second):
        assert list(matter.rows([act.fact.department])) == [case]
    assert list(case_kinds["challenge"].rows(by)) == [case]
    makers.decided(makers.prepared(case, "upheld"))
    assert not matter.rows([first.fact.department]).exists()
    assert not case_kinds["challenge"].rows(by).exists()


STATES = ["reported", "open", "stayed", "mending", "remitted", "upheld", "annulled", "ended", "declined"]


@pytest.mark.parametrize("state", STATES)
def test_each_state_says_whose_turn_it_is_and_each_record_tells_while_it_is_under_way(state: str) -> None:
    case = challenge(state)
    step = next_step(case)
    turns = {
        "reported": "信用办经办",
        "open": "审理机关",
        "stayed": "审理机关",
        "mending": "录入员或者认定机关",
        "remitted": "重作的机关",
    }
    assert step.who == turns.get(state, "")
    assert step.what
    assert (step.due is not None) == (state in {"reported", "open", "stayed", "remitted"})
    told = [one.word for one in beside(case.fact.of_kind, factories.posting(Role.REVIEWER))]
    words = {
        "open": "源文书行政复议中",
        "stayed": "源文书行政复议中",
        "mending": "源文书行政复议：待更正",
        "remitted": "源文书行政复议：等待重作",
    }
    since = f"（{makers.ORGAN}，{days_ago(10)} 受理）"
    assert told == ([f"{words[state]}{since}"] if state in words else [])


def test_what_waits_for_the_director_says_so_in_its_words() -> None:
    case = challenge("prepared:annulled")
    step = next_step(case)
    assert (step.who, step.due) == ("信用办负责人", case.due_on)
    assert step.what == "按 模拟复决〔2026〕1号（撤销、改判无效）决定"
    assert case.result_words == f"{makers.ORGAN} 模拟复决〔2026〕1号（{days_ago(1)}）"


def test_the_page_names_how_many_bear_the_number_of_another_body() -> None:
    fact = factories.publication(document_number="罚〔2026〕6号").fact.of_kind
    factories.record("confirmed", document_number="罚〔2026〕6号", finding_body="模拟另一机关（演示）")
    case = challenge(fact=fact)
    client, _ = sit(Role.OFFICER)
    assert "另有 1 条文书号相同" in text(client.get(f"/challenges/{case.pk}/"))


def test_every_state_has_a_word_and_every_kind_of_fact_its_tab() -> None:
    assert {str(state.label) for state in ChallengeStatus} >= {"待登记", "等待重作", "文书已撤销"}
    for fact in (factories.record("draft"), factories.judgment(), factories.commendation()):
        assert "challenges" in [tab.key for tab in registry.tabs(fact, Role.REVIEWER)]
