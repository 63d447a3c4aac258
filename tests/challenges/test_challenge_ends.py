"""What follows from a reversal: all records of the document end in one act, or are corrected, or wait for the new document."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from challenges.models import Challenge
from challenges.reach import reach_of
from challenges.services import clarifying, deciding, mending
from common.errors import ActRefused, NotEligible
from common.models import Deadline, Outbox, Transition
from common.roles import Role
from disclosure.store import check
from letters.models import Letter
from letters.services import issuer_of, open_series
from records import services as records
from records.models import Correction, Hold, Publication, Withdrawal
from tests import factories
from tests.appeals import makers as repairing
from tests.appeals import objecting
from tests.challenges import challenging as makers
from tests.challenges.challenging import challenge
from tests.discipline import measuring, tolerating
from tests.discipline.makers import rectification
from tests.in_public import addresses
from tests.office import acts_of

pytestmark = pytest.mark.django_db


def hung() -> dict[str, Any]:
    """One judgment with two records in public and an open case of every kind on them; stayed, and annulled by the organ."""
    first, second = makers.pair()
    record, lost = first.fact.of_kind, second.fact.of_kind
    cases = {
        "objection": objecting.walked(objecting.objection(record), "verifying"),
        "other objection": objecting.objection(lost),
        "measure": measuring.measure("running", record=record),
        "rectification": rectification("routing", record=record),
        "repair": repairing.repair("pending", publication=first),
        "tolerance": tolerating.tolerance("pending", record=record),
        "correction": records.propose_correction(
            record,
            by=factories.posting(Role.CLERK),
            kind="facts",
            grounds="笔误",
            changes={"facts": makers.NEW_FACTS},
        ),
    }
    case = makers.stayed(challenge(fact=record))
    return {"case": makers.prepared(case, "annulled"), "acts": (first, second), "open": cases}


ENDED = {
    "objection": "lapsed",
    "other objection": "lapsed",
    "measure": "to_lift",
    "rectification": "lapsed",
    "repair": "needless",
    "tolerance": "lapsed",
    "correction": "lapsed",
}


def test_an_annulment_ends_every_record_with_all_that_hangs_on_it_in_one_transaction() -> None:
    scene = hung()
    case, acts = scene["case"], scene["acts"]
    by = factories.posting(Role.DIRECTOR)
    deciding.annul(case, by=by, reason="判决撤销原裁判")
    annulling = Transition.objects.get(object_id=case.pk, act="annul")
    assert case.status == "annulled"
    for act in acts:
        act.refresh_from_db()
        fact = act.fact.of_kind
        step = Transition.objects.get(object_id=fact.pk, act="withdraw")
        assert (fact.status, step.cause) == ("withdrawn", annulling.pk)
        assert (act.status, act.end_ground) == ("ended", "withdrawn")
        assert act.public_id not in addresses()
        source = Withdrawal.objects.get(fact=fact.pk)
        assert (source.body, source.number) == (makers.ORGAN, "模拟复决〔2026〕1号")
    for name, one in scene["open"].items():
        one.refresh_from_db()
        assert (name, one.status) == (name, ENDED[name])
    assert not Hold.objects.open().filter(cause_object=case.pk).exists()
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()
    topics = ("record.withdrawn", "lostjudgment.withdrawn")
    told = Outbox.objects.filter(topic__in=topics)
    for fact in (acts[0].fact.of_kind, acts[1].fact.of_kind):
        expected = [{"as": part, "to": code} for part, code in recipients(fact)]
        mine = told.filter(subject_id=fact.pk).values_list("payload", flat=True)
        assert [{"as": row["as"], "to": row["to"]} for row in mine.order_by("id")] == expected
    assert Outbox.objects.filter(topic="publication.ended", payload={"ground": "withdrawn"}).count() == 2
    assert check.differences() == []


def recipients(fact: Any) -> list[tuple[str, str]]:
    from records.corrections.services.withdrawals import recipients_of

    return recipients_of(fact)


def test_an_annulment_that_fails_midway_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = hung()
    case = scene["case"]
    kept = {name: one.status for name, one in scene["open"].items()}
    whole: Callable[..., Any] = records.withdraw_fact

    def fail_at_second(fact: Any, **given: Any) -> Any:
        if fact.KIND == "judgment":
            raise RuntimeError("second record")
        return whole(fact, **given)

    monkeypatch.setattr(records, "withdraw_fact", fail_at_second)
    with pytest.raises(RuntimeError), transaction.atomic():
        deciding.annul(case, by=factories.posting(Role.DIRECTOR), reason="判决撤销原裁判")
    fresh = Challenge.objects.get(pk=case.pk)
    assert (fresh.status, fresh.is_prepared) == ("open", True)
    for act in scene["acts"]:
        act.refresh_from_db()
        assert (act.status, act.fact.of_kind.status) == ("public", "confirmed")
    for name, one in scene["open"].items():
        one.refresh_from_db()
        assert one.status == kept[name]
    assert Hold.objects.open().filter(cause_object=case.pk).count() == 2
    assert not Outbox.objects.filter(topic__contains="withdrawn").exists()
    assert not Withdrawal.objects.exists()
    assert "annul" not in acts_of(case)


def test_the_decider_is_told_before_what_will_end() -> None:
    scene = hung()
    told = {one.label: (one.number, one.fate) for one in reach_of(scene["case"])}
    for label in ("失信记录", "败诉与拒不执行"):
        assert told.pop(label) == (1, "撤销")
    assert told.pop("公示") == (2, "公示中 0 条立即撤下，暂停中 2 条、没有公示的 0 条终止")
    assert told.pop("惩戒措施")[0] == 1
    ending = {"异议": 2, "信用修复": 1, "容错": 1, "限期整改": 1, "更正": 1}
    assert told == {label: (number, "随之终止") for label, number in ending.items()}
    deciding.annul(scene["case"], by=factories.posting(Role.DIRECTOR), reason="撤销")
    assert list(reach_of(scene["case"])) == []


def test_what_is_not_confirmed_yet_becomes_void_and_what_tolerance_kept_out_stays() -> None:
    number, stations = (
        "苏01罚〔2026〕8801号",
        ("draft", "returned", "pending_review", "statement", "confirmed"),
    )
    facts = [
        factories.record(status, document_number=number, ordinal=place, department=factories.department())
        for place, status in enumerate(stations, start=1)
    ]
    kept = tolerating.excluded(
        factories.record("confirmed", document_number=number, ordinal=9, department=factories.department())
    )
    case = makers.decided(challenge("prepared:annulled", fact=facts[-1]))
    for fact in (*facts, kept):
        fact.refresh_from_db()
    assert [fact.status for fact in facts] == ["void"] * 4 + ["withdrawn"]
    assert kept.status == "not_included"
    annulling = Transition.objects.get(object_id=case.pk, act="annul")
    causes = Transition.objects.filter(object_id__in=[fact.pk for fact in facts], cause=annulling.pk)
    assert sorted(causes.values_list("act", flat=True)) == [
        "return",
        "return",
        "void",
        "void",
        "void",
        "void",
        "withdraw",
    ]
    hearing = facts[3]
    assert not Deadline.objects.open().filter(object_id=hearing.pk, kind="records.statement").exists()


def test_another_bodys_document_of_the_same_number_is_not_touched() -> None:
    mine = factories.publication(document_number="罚〔2026〕1号").fact.of_kind
    other = factories.publication(document_number="罚〔2026〕1号", finding_body="模拟另一机关（演示）")
    makers.decided(challenge("prepared:annulled", fact=mine))
    other.refresh_from_db()
    assert (other.status, other.fact.of_kind.status) == ("public", "confirmed")


def test_a_record_of_the_document_that_came_in_later_ends_with_it() -> None:
    first = factories.publication(document_number="罚〔2026〕77号").fact.of_kind
    case = challenge(fact=first)
    later = factories.publication(document_number="罚〔2026〕77号", ordinal=2)
    makers.decided(makers.prepared(case, "annulled"))
    later.refresh_from_db()
    assert later.end_ground == "withdrawn"
    assert case.items.count() == 2


def test_a_remitted_matter_is_held_until_the_new_document_confirms_it() -> None:
    first, second = makers.pair()
    case = challenge("remitted", fact=first.fact.of_kind)
    assert not {first.public_id, second.public_id} & addresses()
    assert set(Hold.objects.open().values_list("begun_by", flat=True)) == {"challenges.challenge.remit"}
    assert (case.status, case.is_prepared, case.due_on is not None) == ("remitted", False, True)
    with pytest.raises(ActRefused, match="等待重作"):
        makers.prepared(case, "remitted")
    makers.decided(makers.prepared(case, "upheld", number="模拟重作〔2026〕1号", dated_on=makers.today()))
    assert case.status == "upheld"
    assert {first.public_id, second.public_id} <= addresses()
    assert case.remit_document == f"{makers.ORGAN} 模拟复决〔2026〕1号（{makers.days_ago(1)}）"


def test_a_new_document_may_end_what_was_remitted() -> None:
    first, _ = makers.pair()
    case = challenge("remitted", fact=first.fact.of_kind)
    makers.decided(makers.prepared(case, "annulled", number="模拟重作〔2026〕2号", dated_on=makers.today()))
    first.refresh_from_db()
    assert (case.status, first.end_ground) == ("annulled", "withdrawn")


def test_a_changed_document_opens_a_correction_of_each_record_and_holds_it_until_then() -> None:
    first, second = makers.pair()
    case = challenge("mending", fact=first.fact.of_kind)
    assert not {first.public_id, second.public_id} & addresses()
    one = makers.correct(case)
    step = Transition.objects.get(object_id=one.pk, act="enter")
    assert step.cause == Transition.objects.filter(object_id=case.pk, act="mend").latest("seq").pk
    makers.apply(one)
    case.refresh_from_db()
    assert (case.status, acts_of(case).count("mended")) == ("mending", 1)
    successor = Publication.objects.get(fact=one.fact, status="public")
    assert successor.public_id in addresses()
    other = makers.correct(case, summary="再审改判：被诉补偿决定部分撤销")
    makers.apply(other)
    case.refresh_from_db()
    assert case.status == "changed"
    assert not Hold.objects.open().filter(cause_object=case.pk).exists()
    assert check.differences() == []


def test_a_correction_that_is_taken_back_is_waited_for_again() -> None:
    case = challenge("mending")
    by = factories.posting(Role.CLERK)
    item = mending.to_mend(case, by)
    assert item is not None
    given = {"kind": "facts", "grounds": "变更", "changes": {"facts": makers.NEW_FACTS}}
    mending.mend(case, item, by=by, reason="变更", **given)
    assert mending.to_mend(case, by) is None
    with pytest.raises(NotEligible):
        mending.mend(case, item, by=by, reason="再提", **given)
    records.cancel_correction(Correction.objects.get(pk=item.correction_id), by=by, reason="写错")
    case.refresh_from_db()
    assert (case.status, acts_of(case).count("remand")) == ("mending", 1)
    assert mending.to_mend(case, by) == item
    assert Hold.objects.open().filter(cause_object=case.pk).exists()


@pytest.mark.parametrize("way", ["withdrawn", "tolerated"])
def test_the_last_record_to_correct_may_end_otherwise(way: str) -> None:
    case = challenge("mending")
    fact = case.fact.of_kind
    if way == "withdrawn":
        by = factories.posting(Role.DIRECTOR)
        records.withdraw_fact(fact, by=by, reason="另案撤销", source=factories.source())
    else:
        tolerating.excluded(fact)
    case.refresh_from_db()
    assert case.status == ("changed" if way == "withdrawn" else "mending")


def test_a_change_without_anything_confirmed_waits() -> None:
    case = challenge("prepared:changed", fact=factories.record("draft"))
    with pytest.raises(NotEligible, match="没有已认定的记录"):
        deciding.change(case, by=factories.posting(Role.DIRECTOR), reason="变更")


def test_a_challenge_goes_on_whatever_becomes_of_one_record() -> None:
    case = challenge()
    by = factories.posting(Role.DIRECTOR)
    records.withdraw_fact(case.fact.of_kind, by=by, reason="另案撤销", source=factories.source())
    case.refresh_from_db()
    assert case.status == "open"
    makers.decided(makers.prepared(case, "annulled"))
    assert case.status == "annulled"


def test_a_department_may_have_a_clarification_once_with_number_and_service() -> None:
    first, _ = makers.pair()
    case = challenge("annulled", fact=first.fact.of_kind)
    unit, by = first.fact.department, factories.posting(Role.OFFICER)
    open_series(
        issuer_of(by),
        kind="告知书",
        mark="演变告",
        year=makers.today().year,
        by=factories.posting(Role.DIRECTOR),
    )
    assert unit in clarifying.askers(case)
    asked = {"reason": "用于申报项目", "unit": unit, "asked_on": makers.today()}
    letter = clarifying.clarify(case, by=by, **asked)
    assert letter.document_number
    for words in (first.fact.number, "模拟复决〔2026〕1号", makers.ORGAN):
        assert words in letter.body
    with pytest.raises(NotEligible):
        clarifying.clarify(case, by=by, **asked)
    served = {"manner": "direct", "recipient": str(unit), "on": makers.today(), "proof": "回证一号"}
    clarifying.serve(case, by=by, letter=letter, **served)
    assert Letter.objects.of(case).get().status == "served"
    assert acts_of(case).count("clarify") == acts_of(case).count("serve") == 1
    stranger = factories.department()
    with pytest.raises(NotEligible):
        clarifying.clarify(case, by=by, **{**asked, "unit": stranger})


@pytest.mark.commits
def test_of_two_who_decide_at_once_one_alone_does() -> None:
    case = challenge("prepared:annulled")
    seats = [factories.posting(Role.DIRECTOR) for _ in range(2)]
    barrier, refused = Barrier(2), []

    def decide(number: int) -> None:
        mine = Challenge.objects.get(pk=case.pk)
        try:
            barrier.wait(timeout=30)
            deciding.annul(mine, by=seats[number], reason="撤销")
        except ActRefused as refusal:
            refused.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [Thread(target=decide, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Transition.objects.filter(object_id=case.pk, act="annul").count() == 1
    assert Withdrawal.objects.count() == 1
    assert timezone.localdate() == Withdrawal.objects.get().withdrawn_on
