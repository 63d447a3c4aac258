"""A challenge of the source document: how it comes in, each act by whom and from which state, stay, upholding, return."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from challenges.models import Challenge
from challenges.queues import beside
from challenges.services import clarifying, deciding, registering, staying
from challenges.services.reminding import remind
from common.errors import ActRefused, Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, Notice, RuleValue
from common.roles import Role
from records import services as records
from records.models import Hold, Publication
from records.publications.acts import PUBLICATION_ACTS
from tests import factories
from tests.challenges import challenging as makers
from tests.challenges.challenging import challenge, days_ago, today
from tests.in_public import addresses
from tests.office import acts_of

pytestmark = pytest.mark.django_db
REASON = {"reason": "依据文书办理"}
DONE = "declined"
"""A state that no act but looking leaves."""
ACTS: dict[str, tuple[str, Any, dict[str, Any], set[Role]]] = {
    "accept": ("reported", registering.accept, {}, {Role.OFFICER}),
    "decline": ("reported", registering.decline, REASON, {Role.OFFICER}),
    "follow_up": ("open", registering.follow_up, REASON, {Role.OFFICER}),
    "prepare": ("open", deciding.prepare, {**REASON, "outcome": "upheld"}, {Role.OFFICER}),
    "stay": ("open", staying.stay, REASON, {Role.DIRECTOR}),
    "lift": ("stayed", staying.lift, REASON, {Role.DIRECTOR}),
    "return": ("prepared:upheld", deciding.send_back, REASON, {Role.DIRECTOR}),
    "uphold": ("prepared:upheld", deciding.uphold, REASON, {Role.DIRECTOR}),
    "annul": ("prepared:annulled", deciding.annul, REASON, {Role.DIRECTOR}),
    "change": ("prepared:changed", deciding.change, REASON, {Role.DIRECTOR}),
    "remit": ("prepared:remitted", deciding.remit, REASON, {Role.DIRECTOR}),
    "close": ("prepared:ended", deciding.close, REASON, {Role.DIRECTOR}),
}
PAPERED = {"prepare", "stay", "lift"}
ROLES = [
    *(Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR),
    *(Role.REPRESENTATIVE, Role.FINDING_BODY, Role.AUDITOR),
]


def seat(case: Challenge, role: Role) -> Any:
    units = {Role.REPRESENTATIVE: case.fact.department, Role.FINDING_BODY: case.fact.finding_unit}
    return factories.posting(role, None if role in units else factories.PROVINCE, unit=units.get(role))


def given_to(act: str, case: Challenge) -> dict[str, Any]:
    given = dict(ACTS[act][2])
    if act in PAPERED:
        given["document"] = makers.document(case, factories.posting(Role.DIRECTOR))
    return given


@pytest.mark.parametrize("act", sorted(ACTS))
def test_each_act_is_done_by_its_role_alone_and_leaves_a_row_of_the_trail(act: str) -> None:
    state, do, _, roles = ACTS[act]
    finder = factories.department()
    fact = factories.publication(finding_unit=finder, finding_body=finder.name).fact.of_kind
    case = challenge(state, fact=fact)
    before, given = acts_of(case).count(act), given_to(act, case)
    for role in ROLES:
        if role not in roles:
            with pytest.raises(NotAllowed):
                do(Challenge.objects.get(pk=case.pk), by=seat(case, role), **given)
    assert acts_of(case).count(act) == before
    for role in roles:
        do(Challenge.objects.get(pk=case.pk), by=seat(case, role), **given)
    assert acts_of(case).count(act) == before + 1


@pytest.mark.parametrize("act", sorted(ACTS))
def test_no_act_is_done_in_a_state_that_is_not_its_own(act: str) -> None:
    _, do, given, roles = ACTS[act]
    case = challenge("reported")
    if act in PAPERED:
        given = given_to(act, case)
    if act in {"accept", "decline"}:
        registering.accept(case, by=factories.posting(Role.OFFICER))
    for role in roles:
        with pytest.raises((WrongState, NotEligible)):
            do(Challenge.objects.get(pk=case.pk), by=seat(case, role), **given)
    assert act not in acts_of(case) or act == "accept"


@pytest.mark.parametrize("act", [name for name in sorted(ACTS) if name != "accept"])
def test_what_needs_a_reason_is_not_done_without_one(act: str) -> None:
    state, do, _, roles = ACTS[act]
    case = challenge(state)
    given = given_to(act, case)
    for role in roles:
        with pytest.raises(Incomplete):
            do(Challenge.objects.get(pk=case.pk), by=seat(case, role), **{**given, "reason": " "})


def test_every_record_of_the_document_tells_of_it_from_the_registration_until_it_is_over() -> None:
    first, second = makers.pair()
    record, lost = first.fact.of_kind, second.fact.of_kind
    case = challenge(fact=record, kind="retrial", organ="模拟高级人民法院（演示）")
    said = f"源文书再审中（模拟高级人民法院（演示），{days_ago(10)} 受理）"
    reader = factories.posting(Role.REVIEWER)
    for fact in (record, lost):
        assert [one.word for one in beside(fact, reader)] == [said]
    assert {item.fact_id for item in case.items.all()} == {record.pk, lost.pk}
    assert {first.public_id, second.public_id} <= addresses()
    makers.decided(makers.prepared(case, "upheld"))
    assert beside(lost, reader) == []
    assert case.status == "upheld"


def test_a_report_of_the_department_tells_nothing_before_the_office_registers_it() -> None:
    case = challenge("reported")
    fact = case.fact.of_kind
    reader = factories.posting(Role.REVIEWER)
    assert beside(fact, reader) == []
    clock = Deadline.objects.open().get(object_id=case.pk)
    assert (clock.kind, clock.due_on) == ("challenge.register", case.due_on)
    registering.accept(case, by=factories.posting(Role.OFFICER))
    assert len(beside(fact, reader)) == 1
    assert Deadline.objects.open().get(object_id=case.pk).kind == "challenge.follow_up"


def test_one_challenge_of_a_kind_before_one_organ_is_under_way() -> None:
    case = challenge()
    fact, by = case.fact.of_kind, factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete, match="已经登记"):
        registering.register(fact, makers.filing(), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.bulk_create([_copy(case)])
    registering.register(fact, makers.filing(kind="litigation", organ="模拟区法院（演示）"), by=by)
    makers.decided(makers.prepared(case, "ended"))
    registering.register(fact, makers.filing(), by=by)


def _copy(case: Challenge) -> Challenge:
    names = ("fact", "document_number", "document_key", "finder", "kind", "organ", "entered_by")
    days = {"accepted_on": case.accepted_on, "accepted_number": "2号"}
    return Challenge(**{name: getattr(case, name) for name in names}, **days, number="WB-X")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "lawsuit"}, "kind"),
        ({"organ": " "}, "organ"),
        ({"accepted_number": ""}, "accepted_number"),
        ({"accepted_on": days_ago(-1)}, "accepted_on"),
        ({"accepted_on": days_ago(400)}, "accepted_on"),
    ],
)
def test_what_is_wrong_with_a_registration_is_said_beside_its_field(
    given: dict[str, Any], field: str
) -> None:
    fact = factories.publication().fact.of_kind
    with pytest.raises(Incomplete) as refused:
        registering.register(fact, makers.filing(**given), by=factories.posting(Role.OFFICER))
    assert list(refused.value.fields) == [field]
    assert not Challenge.objects.exists()


def test_who_had_a_hand_in_a_record_of_the_document_neither_registers_nor_decides() -> None:
    first, second = makers.pair()
    publisher = factories.posting(Role.OFFICER, user=second.proposed_by)
    with pytest.raises(NotAllowed, match="回避"):
        registering.register(first.fact.of_kind, makers.filing(), by=publisher)
    case = challenge("prepared:annulled", fact=first.fact.of_kind)
    with pytest.raises(NotAllowed, match="回避"):
        deciding.annul(case, by=factories.posting(Role.DIRECTOR, user=second.published_by), reason="撤销")
    finder = factories.posting(Role.FINDING_BODY, None, unit=first.fact.finding_unit)
    own = registering.register(first.fact.of_kind, makers.filing(kind="appeal"), by=finder)
    assert own.status == "open"


def test_the_database_lets_nobody_decide_what_they_registered_or_prepared() -> None:
    case = challenge("prepared:upheld")
    for column in ("prepared_by_id", "entered_by_id"):
        person = getattr(case, column)
        with pytest.raises(NotAllowed, match="四眼"):
            deciding.uphold(case, by=factories.posting(Role.DIRECTOR, user_id=person), reason="维持")
        with pytest.raises(IntegrityError, match="challenge_four_eyes"), transaction.atomic():
            Challenge.objects.filter(pk=case.pk).update(decided_by=person, decided_on=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.filter(pk=case.pk).update(result_file=None)


def test_a_stay_holds_what_stands_and_its_end_lets_it_stand_again() -> None:
    first, second = makers.pair()
    case = makers.stayed(challenge(fact=first.fact.of_kind))
    assert not {first.public_id, second.public_id} & addresses()
    causes = set(Hold.objects.open().values_list("begun_by", "cause_object"))
    assert causes == {("challenges.challenge.stay", case.pk)}
    by = factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match="已按"):
        staying.stay(case, by=by, reason="再次", document=makers.document(case, by))
    lifted = makers.document(case, by, number="模拟复恢〔2026〕1号")
    staying.lift(case, by=by, reason="复议机关恢复执行", document=lifted)
    assert {first.public_id, second.public_id} <= addresses()
    assert not case.is_stayed


@pytest.mark.parametrize("outcome", ["upheld", "ended"])
def test_the_end_without_a_reversal_ends_the_stay_and_all_clocks(outcome: str) -> None:
    first, _ = makers.pair()
    case = makers.stayed(challenge(fact=first.fact.of_kind))
    makers.decided(makers.prepared(case, outcome))
    assert case.status == outcome
    assert first.public_id in addresses()
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()
    assert case.due_on is None


def test_a_stay_is_registered_once() -> None:
    case = challenge("stayed")
    by = factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match="已按 模拟复停"):
        staying.stay(case, by=by, reason="补充暂停", document=makers.document(case, by))


def test_no_record_of_a_stayed_document_comes_into_public_until_the_stay_is_lifted() -> None:
    fact = factories.record("confirmed")
    case, by = challenge("stayed", fact=fact), factories.posting(Role.DIRECTOR)
    act = factories.publication("signed", made=fact)
    assert "暂不公示" in PUBLICATION_ACTS["publish"].bar(act, by)
    with pytest.raises(NotEligible, match="暂不公示"):
        records.publish(act, by=by)
    lifted = makers.document(case, by, number="模拟复恢〔2026〕1号")
    staying.lift(case, by=by, reason="复议机关恢复执行", document=lifted)
    assert PUBLICATION_ACTS["publish"].bar(act, by) == ""
    records.publish(act, by=by)
    assert act.public_id in addresses()


@pytest.mark.parametrize("status", ["remitted", "mending"])
def test_no_record_comes_into_public_while_its_document_is_made_anew_or_changed(status: str) -> None:
    fact = factories.record("confirmed")
    challenge(status, fact=fact)
    act, by = factories.publication("signed", made=fact), factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match="暂不公示"):
        records.publish(act, by=by)


def test_a_document_that_is_merely_challenged_keeps_nothing_from_the_public() -> None:
    fact = factories.record("confirmed")
    challenge(fact=fact)
    assert factories.publication(made=fact).public_id in addresses()


def test_a_document_must_lie_beside_the_very_case_and_bear_a_possible_day() -> None:
    case, other = challenge(), challenge()
    by = factories.posting(Role.OFFICER)
    said = makers.document(other, by, dated_on=days_ago(20), number=" ")
    with pytest.raises(Incomplete) as refused:
        deciding.prepare(case, by=by, reason="登记", outcome="upheld", document=said)
    assert set(refused.value.fields) == {"file", "dated_on", "number"}


def test_the_clock_of_a_reversal_runs_from_its_document_three_working_days_for_a_penalty() -> None:
    case = challenge("prepared:annulled")
    clock = Deadline.objects.open().get(object_id=case.pk)
    used = RuleValue.objects.get(pk=clock.rule_id)
    assert (clock.kind, clock.starts_on) == ("challenge.reversal", days_ago(1))
    assert (used.kind, used.key, clock.amount, clock.unit) == ("withdrawal", "penalty", 3, "working_day")
    assert case.due_on == clock.due_on
    judged = challenge("prepared:annulled", fact=makers.pair()[0].fact.of_kind)
    assert Deadline.objects.open().get(object_id=judged.pk).rule.key == "other"
    upheld = challenge("prepared:upheld")
    assert not Deadline.objects.open().filter(object_id=upheld.pk).exists()


def test_a_returned_document_is_registered_anew() -> None:
    case = challenge("prepared:annulled")
    deciding.send_back(case, by=factories.posting(Role.DIRECTOR), reason="文书号写错")
    assert (case.outcome, case.is_prepared) == ("", False)
    assert Deadline.objects.open().get(object_id=case.pk).kind == "challenge.follow_up"
    makers.prepared(case, "changed")
    assert case.is_prepared


def test_the_director_decides_only_what_the_document_says() -> None:
    case = challenge("prepared:upheld")
    by = factories.posting(Role.DIRECTOR)
    for act in (deciding.annul, deciding.change, deciding.remit, deciding.close):
        with pytest.raises(NotEligible, match="写的是“维持”"):
            act(case, by=by, reason="不符")
    with pytest.raises(NotEligible, match="还没有登记"):
        deciding.uphold(challenge(), by=by, reason="维持")


def test_whoever_has_it_in_hand_is_reminded_once_a_day_that_passes() -> None:
    case = challenge(accepted_on=days_ago(59))
    assert case.due_on is not None
    officer = Notice.objects.none()
    for _ in range(2):
        remind(today())
        officer = Notice.objects.filter(topic="challenge.due", object_id=case.pk)
        assert officer.count() == 1
    assert "（待核实）" in officer.get().text
    registering.follow_up(case, by=factories.posting(Role.OFFICER), reason="仍在审理")
    assert case.due_on > today()


def test_a_finding_body_hears_and_a_department_hears_of_each_step() -> None:
    fact = factories.publication(finding_unit=factories.department()).fact.of_kind
    side = makers.representative(fact)
    body = factories.posting(Role.FINDING_BODY, None, unit=fact.finding_unit)
    case = challenge(fact=fact)
    told = Notice.objects.filter(topic="challenge.step", object_id=case.pk)
    assert {side.pk, body.pk} <= set(told.values_list("recipient", flat=True))
    assert Publication.objects.get(fact=fact.pk).status == "public"


def test_a_draft_that_is_void_or_a_record_that_fell_is_not_challenged() -> None:
    for status in ("void", "withdrawn"):
        fact = factories.record(status)
        with pytest.raises(NotEligible, match="没有可以变动的"):
            registering.register(fact, makers.filing(), by=factories.posting(Role.OFFICER))
    with pytest.raises(ActRefused):
        clarifying.clarify(
            challenge(), by=factories.posting(Role.OFFICER), reason="x", unit=None, asked_on=today()
        )
