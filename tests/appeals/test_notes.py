"""Department notes: each act by whom, in which state, with its row of the trail; what of a text is caught; four persons."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from appeals.notes import services
from appeals.notes.models import DepartmentNote
from appeals.notes.services import bar_to_note
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, Notice
from common.roles import Role
from postings.models import Posting
from records.models import Publication
from records.publications.services.redacting import keep_suspect, remove_suspect, strike_suspect
from records.services import suspend
from tests import factories
from tests.appeals import noting
from tests.appeals.noting import NEWER, TEXT, note
from tests.office import acts_of
from tests.untold import tell

pytestmark = pytest.mark.django_db
CLEAN = {"answers": factories.CLEAN_SHEET}
GROUND = {"ground": "unclear", "reason": "请写明日期"}
ACTS = {
    "resubmit": ("returned", services.resubmit, {"text": NEWER}, Role.REPRESENTATIVE, "submitted"),
    "accept": ("submitted", services.accept, {}, Role.OFFICER, "signing"),
    "return": ("submitted", services.return_note, GROUND, Role.OFFICER, "returned"),
    "sign": ("signing", services.sign, CLEAN, Role.SECRECY, "deciding"),
    "publish": ("deciding", services.publish, {}, Role.DIRECTOR, "standing"),
    "decline": ("deciding", services.decline, {"reason": "不宜公开"}, Role.DIRECTOR, "declined"),
    "withdraw": ("standing", services.take_back, {}, Role.REPRESENTATIVE, "withdrawn"),
}
ROLES = (
    *(Role.CLERK, Role.REVIEWER, Role.SECRECY, Role.OFFICER, Role.DIRECTOR),
    *(Role.REPRESENTATIVE, Role.AUDITOR),
)
NUMBER = "13912345678"


def seat(case: DepartmentNote, role: Role) -> Any:
    return noting.representative(case.fact) if role == Role.REPRESENTATIVE else factories.posting(role)


def fresh(case: DepartmentNote) -> DepartmentNote:
    return DepartmentNote.objects.get(pk=case.pk)


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_done_by_its_role_alone_and_leaves_a_row_of_the_trail(act: str) -> None:
    state, do, given, role, then = ACTS[act]
    case = note(state)
    for other in ROLES:
        if other != role:
            with pytest.raises(NotAllowed):
                do(fresh(case), by=seat(case, other), **given)
    assert act not in acts_of(case)
    do(fresh(case), by=seat(case, role), **given)
    assert fresh(case).status == then
    assert acts_of(case).count(act) == 1


@pytest.mark.parametrize("act", ACTS)
def test_no_act_is_done_in_a_state_that_is_not_its_own(act: str) -> None:
    _, do, given, role, _ = ACTS[act]
    case = note("declined")
    before = acts_of(case)
    with pytest.raises((WrongState, NotEligible)):
        do(fresh(case), by=seat(case, role), **given)
    assert acts_of(case) == before


@pytest.mark.parametrize("act", ["return", "decline"])
def test_a_refusal_says_why(act: str) -> None:
    state, do, given, role, _ = ACTS[act]
    case = note(state)
    with pytest.raises(Incomplete):
        do(fresh(case), by=seat(case, role), **{**given, "reason": " "})
    assert fresh(case).status == state


def test_a_return_names_a_listed_ground_and_the_department_hears_of_it() -> None:
    case = note()
    with pytest.raises(Incomplete):
        services.return_note(case, by=factories.posting(Role.OFFICER), ground="别的", reason="请修改")
    services.return_note(fresh(case), by=factories.posting(Role.OFFICER), **GROUND)
    told = Notice.objects.get(topic="note.step", object_id=case.pk)
    assert Posting.objects.get(pk=told.recipient).unit == case.fact.department
    assert "文字不清楚" in told.text


def test_submitting_writes_the_trail_and_starts_a_clock_that_nobody_has_confirmed() -> None:
    case = note()
    assert acts_of(case) == ["enter"]
    clock = Deadline.objects.open().get(object_id=case.pk)
    assert (clock.kind, clock.due_on) == ("note.examine", case.due_on)
    assert not clock.rule.is_settled


@pytest.mark.parametrize("status", ["returned", "withdrawn", "declined", "standing", "lapsed"])
def test_the_clock_stops_with_what_settles_it(status: str) -> None:
    case = note(status)
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()
    assert case.due_on is None


def test_a_note_that_comes_back_runs_anew() -> None:
    case = note("returned")
    services.resubmit(case, by=noting.representative(case.fact), text=NEWER)
    assert Deadline.objects.open().filter(object_id=case.pk).count() == 1
    assert case.due_on is not None


@pytest.mark.parametrize("text", ["", "  ", "字" * 501])
def test_a_text_says_something_and_no_more_than_the_rule(text: str) -> None:
    fact = factories.publication().fact.of_kind
    with pytest.raises(Incomplete):
        services.submit_note(fact, by=noting.representative(fact), text=text)
    assert not DepartmentNote.objects.exists()


def test_the_length_is_a_value_of_the_rules() -> None:
    factories.new_rule("note_length", "text", 10)
    fact = factories.publication().fact.of_kind
    with pytest.raises(Incomplete, match="最多 10 字"):
        services.submit_note(fact, by=noting.representative(fact), text="一二三四五六七八九十一")


def test_a_text_with_a_mark_of_secrecy_is_not_kept() -> None:
    fact = factories.publication().fact.of_kind
    with pytest.raises(Incomplete, match="密级"):
        services.submit_note(fact, by=noting.representative(fact), text="绝密★付款安排见附件")
    assert not DepartmentNote.objects.exists()


@pytest.mark.parametrize("found", [NUMBER, "张建国"])
def test_a_text_with_a_name_or_a_number_does_not_go_public_until_it_is_out(found: str) -> None:
    factories.official(factories.department(), name="张建国")
    case = note("signing", text=f"{TEXT}联系人张建国，{NUMBER}。")
    with pytest.raises(Incomplete):
        noting.signed(fresh(case))
    secrecy = factories.posting(Role.SECRECY)
    shown = {one.text for several in case.all_suspects().values() for one in several}
    assert found in shown
    for text in shown:
        strike_suspect(fresh(case), by=secrecy, field="face_facts", text=text, reason="个人信息")
    answers = {**factories.CLEAN_SHEET, "privacy": "有"}
    services.sign(fresh(case), by=secrecy, answers=answers, reason="删除个人信息")
    back = fresh(case)
    assert back.status == "submitted"
    officer = factories.posting(Role.OFFICER)
    for text in shown:
        if text in fresh(case).face_facts:
            remove_suspect(fresh(case), by=officer, field="face_facts", text=text)
    assert found not in fresh(case).face_facts
    services.accept(fresh(case), by=factories.posting(Role.OFFICER))
    noting.signed(fresh(case))
    services.publish(fresh(case), by=factories.posting(Role.DIRECTOR))
    assert fresh(case).status == "standing"


def test_a_name_that_the_roster_knows_since_the_signing_does_not_go_public() -> None:
    case = note("deciding", text=f"{TEXT}付款进度牌已挂在德胜处。")
    factories.official(factories.department(), name="德胜")
    with pytest.raises(Incomplete):
        services.publish(fresh(case), by=factories.posting(Role.DIRECTOR))
    assert fresh(case).status == "deciding"


def test_a_switchboard_that_is_let_stand_with_a_reason_goes_public() -> None:
    case = note("signing", text=f"{TEXT}单位总机025-83212345。")
    suspect = {"field": "face_facts", "text": "025-83212345"}
    keep_suspect(fresh(case), by=factories.posting(Role.SECRECY), **suspect, reason="单位总机")
    noting.signed(fresh(case))
    services.publish(fresh(case), by=factories.posting(Role.DIRECTOR))
    assert "025-83212345" in fresh(case).face_facts


def test_another_departments_representative_is_refused() -> None:
    fact = factories.publication().fact.of_kind
    stranger = factories.posting(Role.REPRESENTATIVE, None, unit=factories.department())
    with pytest.raises(NotAllowed):
        services.submit_note(fact, by=stranger, text=TEXT)
    case = note()
    with pytest.raises(NotAllowed):
        services.take_back(case, by=stranger)


def test_nobody_of_the_subject_body_or_with_a_hand_in_the_record_reviews() -> None:
    case = note()
    body = case.fact.department
    act = Publication.objects.get(pk=case.publication_id)
    own = factories.posting(Role.OFFICER, unit=body)
    hand = factories.posting(Role.OFFICER, user=act.proposed_by)
    for by in (own, hand):
        with pytest.raises(NotAllowed):
            services.accept(fresh(case), by=by)
    services.accept(case, by=factories.posting(Role.OFFICER))
    with pytest.raises(NotAllowed):
        services.sign(fresh(case), by=factories.posting(Role.SECRECY, unit=body), **CLEAN)
    services.sign(fresh(case), by=factories.posting(Role.SECRECY), **CLEAN)
    with pytest.raises(NotAllowed):
        services.publish(fresh(case), by=factories.posting(Role.DIRECTOR, unit=body))


def test_one_person_takes_one_step() -> None:
    case = note("submitted")
    officer = factories.posting(Role.OFFICER)
    services.accept(case, by=officer)
    with pytest.raises(NotAllowed):
        services.sign(fresh(case), by=factories.posting(Role.SECRECY, user=officer.user), **CLEAN)
    secrecy = factories.posting(Role.SECRECY)
    services.sign(fresh(case), by=secrecy, **CLEAN)
    for person in (officer.user, secrecy.user, case.entered_by):
        with pytest.raises(NotAllowed):
            services.publish(fresh(case), by=factories.posting(Role.DIRECTOR, user=person))


@pytest.mark.parametrize("person", ["entered_by", "face_changed_by", "examined_by", "sheet_signed_by", None])
def test_the_database_itself_wants_a_fourth_person(person: str | None) -> None:
    case = note("deciding")
    by = getattr(case, f"{person}_id") if person else None
    given = {"published_by": by, "published_on": timezone.localdate(), "status": "standing"}
    with pytest.raises(IntegrityError, match="note_published_by_a_fourth"), transaction.atomic():
        DepartmentNote.objects.filter(pk=case.pk).update(**given)


@pytest.mark.parametrize("column", ["examined_by", "sheet_signed_by", "face_changed_by"])
def test_the_database_itself_lets_no_step_be_missing(column: str) -> None:
    case = note("deciding")
    with pytest.raises(IntegrityError, match=r"note_(examined|signed)_by"), transaction.atomic():
        DepartmentNote.objects.filter(pk=case.pk).update(**{column: None})


@pytest.mark.parametrize("column", ["examined_by", "sheet_signed_by"])
def test_the_database_itself_lets_nobody_take_two_steps(column: str) -> None:
    case = note("deciding")
    with pytest.raises(IntegrityError, match=r"note_(examined|signed)_by"), transaction.atomic():
        DepartmentNote.objects.filter(pk=case.pk).update(**{column: case.entered_by_id})


@pytest.mark.parametrize("status", ["deciding", "standing"])
def test_the_database_itself_keeps_the_text_that_was_signed(status: str) -> None:
    case = note(status)
    for change in ({"face_facts": "改过的话"}, {"sheet_version": 7}):
        with pytest.raises(IntegrityError, match=r"说明|公开|note_signed_by_a_third"), transaction.atomic():
            DepartmentNote.objects.filter(pk=case.pk).update(**change)


def test_a_signature_is_the_act_of_whoever_signed() -> None:
    case = note("signing")
    person = factories.person()
    with pytest.raises(IntegrityError, match="签署"), transaction.atomic():
        DepartmentNote.objects.filter(pk=case.pk).update(
            sheet=factories.CLEAN_SHEET, sheet_version=case.face_version, sheet_signed_by=person
        )


def test_one_is_in_review_a_record_and_a_new_one_takes_the_place_of_the_former() -> None:
    act = factories.publication()
    first = note("standing", act=act)
    second = note("submitted", act=act, text=NEWER)
    assert "已有一份说明在办理" in bar_to_note(act.fact.of_kind, timezone.localdate())
    with pytest.raises(NotEligible, match=second.number):
        note("submitted", act=act, text=NEWER)
    services.accept(second, by=factories.posting(Role.OFFICER))
    noting.signed(second)
    assert fresh(first).status == "standing"
    services.publish(second, by=factories.posting(Role.DIRECTOR))
    assert (fresh(first).status, fresh(second).status) == ("replaced", "standing")
    assert acts_of(first)[-1] == "replace"


def test_two_never_stand_beside_one_record() -> None:
    first = note("replaced")
    with transaction.atomic():
        tell(first, "standing")
        DepartmentNote.objects.filter(pk=first.pk).update(status="standing")
        with pytest.raises(IntegrityError, match="note_one_standing"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


@pytest.mark.parametrize("state", ["confirmed", "pending", "ended"])
def test_only_a_record_in_public_bears_a_note(state: str) -> None:
    made = factories.record("confirmed") if state == "confirmed" else factories.publication(state)
    fact = made if state == "confirmed" else made.fact.of_kind
    with pytest.raises(NotEligible, match="没有在公示"):
        services.submit_note(fact, by=noting.representative(fact), text=TEXT)


def test_a_lost_judgment_takes_one_and_a_commendation_none() -> None:
    lost = factories.publication(made=factories.judgment("confirmed"))
    assert note("standing", act=lost).publication == lost
    honour = factories.publication(made=factories.commendation("confirmed")).fact.of_kind
    with pytest.raises(NotEligible, match="失信记录"):
        services.submit_note(honour, by=noting.representative(honour), text=TEXT)


def test_a_record_that_is_held_can_still_be_spoken_to() -> None:
    act = factories.publication()
    suspend(act, by=factories.posting(Role.DIRECTOR), reason="核查")
    assert note("standing", act=act).status == "standing"


def test_whoever_may_not_see_the_record_sees_no_note() -> None:
    case = note("standing")
    seen = DepartmentNote.objects.visible_to
    assert seen(noting.representative(case.fact)).get() == case
    assert seen(factories.posting(Role.OFFICER)).get() == case
    stranger = factories.posting(Role.REPRESENTATIVE, None, unit=factories.department())
    for other in (stranger, factories.posting(Role.SYSTEM_ADMIN, None)):
        assert not seen(other).exists()
