"""The letter of commitment of a request for repair: reviewed as any text, in public beside its record, gone with the request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from appeals.models import DepartmentNote, Repair
from appeals.notes import services
from appeals.repairs.services import applying, deciding, examining
from common.cases.acts import offered
from common.errors import Incomplete, NotAllowed, NotEligible
from common.models import Transition
from common.roles import Role
from tests import factories
from tests.appeals import makers, noting, test_note_ends
from tests.in_public import row_of
from tests.office import client_of, text
from tests.proof.interleavings.acting import Draw, perform
from tests.proof.interleavings.filling import first

pytestmark = pytest.mark.django_db
OFFICER, SECRECY, DIRECTOR = Role.OFFICER, Role.SECRECY, Role.DIRECTOR


def letter_of(case: Repair) -> DepartmentNote:
    return DepartmentNote.objects.get(repair=case)


def standing(status: str = "deciding") -> tuple[Any, Repair, DepartmentNote]:
    """A record in public, a request about it in hand, and its letter in public too."""
    act = makers.repairable()
    case = makers.repair(status, publication=act)
    letter = noting.signed(letter_of(case))
    return act, case, services.publish(letter, by=factories.posting(DIRECTOR))


def stored() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM open.stored_fact WHERE commitment = %s", [makers.COMMITMENT])
        return int(cursor.fetchone()[0])


def test_it_goes_to_review_as_its_request_is_accepted() -> None:
    case = makers.repair("pending")
    assert not DepartmentNote.objects.exists()
    officer = factories.posting(OFFICER)
    examining.accept(case, by=officer)
    letter = letter_of(case)
    assert (letter.kind, letter.status, letter.face_facts) == ("commitment", "signing", makers.COMMITMENT)
    assert (letter.entered_by_id, letter.examined_by_id) == (case.entered_by_id, officer.user_id)
    accepted = Transition.objects.get(object_id=case.pk, act="accept")
    assert Transition.objects.get(object_id=letter.pk, act="offer").cause == accepted.pk


def test_who_took_the_request_down_does_not_examine_its_letter() -> None:
    officer = factories.posting(OFFICER)
    asked = makers.asked(channel="paper")
    case = applying.ask_for_repair(makers.repairable().fact.of_kind, asked, by=officer)
    examining.accept(case, by=officer)
    letter = letter_of(case)
    assert (letter.status, letter.examined_by_id) == ("submitted", None)
    with pytest.raises(NotAllowed, match="四眼"):
        services.accept(letter, by=officer)
    assert "accept" not in {one.name for one in offered(letter, officer)}
    letter.refresh_from_db()
    services.accept(letter, by=factories.posting(OFFICER))
    assert letter.status == "signing"


def test_a_record_that_is_not_in_public_shows_no_letter() -> None:
    unit = factories.posting(Role.FINDING_BODY, None).unit
    long_ago = makers.today() - timedelta(days=190)
    days = {"decided_on": long_ago, "effective_on": long_ago, "occurred_on": long_ago - timedelta(days=90)}
    record = factories.record("confirmed", finding_unit=unit, **days)
    case = applying.ask_for_repair(record, makers.asked(), by=makers.representative(record))
    examining.accept(case, by=factories.posting(OFFICER))
    assert not DepartmentNote.objects.exists()


def test_it_stands_beside_the_departments_own_words() -> None:
    act, _, _ = standing()
    noting.note("standing", act=act)
    row = row_of(act)
    assert (row.note, row.commitment) == (noting.TEXT, makers.COMMITMENT)
    assert (row.note_on, row.commitment_on) == (makers.today(), makers.today())


def test_no_two_stand_beside_one_publication_and_none_without_a_request() -> None:
    _, _, letter = standing()
    waiting = letter_of(makers.repair("examining"))
    with pytest.raises(IntegrityError, match="note_commitment_of_a_repair"), transaction.atomic():
        DepartmentNote.objects.filter(pk=waiting.pk).update(kind="statement")
    with pytest.raises(IntegrityError, match=r"text_as_signed|须另交一份"), transaction.atomic():
        DepartmentNote.objects.filter(pk=letter.pk).update(repair=makers.repair("pending"))


def taken_back(case: Repair) -> None:
    by = makers.representative(case.fact.of_kind)
    examining.take_back(case, by=by, reason="材料未齐")


def refused(case: Repair) -> None:
    later = makers.today() + timedelta(days=30)
    deciding.refuse(case, by=makers.decider(case), reason="尾款没有付清", again_from=later)


def granted(case: Repair) -> None:
    deciding.grant(case, by=makers.decider(case), reason="义务已履行完毕")


def withdrawn(case: Repair) -> None:
    test_note_ends.withdrawn(case.fact.publications.get())


ENDS = {"taken_back": taken_back, "refused": refused, "granted": granted, "withdrawn": withdrawn}


@pytest.mark.parametrize("state", ["signing", "standing"])
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_it_goes_in_the_act_that_ends_request_or_record(end: Callable[[Repair], None], state: str) -> None:
    if state == "standing":
        _, case, letter = standing()
        assert stored() == 1
    else:
        case = makers.repair("deciding")
        letter = letter_of(case)
    end(case)
    letter.refresh_from_db()
    assert letter.status == "lapsed"
    assert Transition.objects.get(object_id=letter.pk, act="lapse").cause
    assert stored() == 0


def test_it_is_not_taken_back_without_its_request() -> None:
    _, case, letter = standing()
    by = makers.representative(case.fact.of_kind)
    with pytest.raises(NotEligible, match="随修复申请"):
        services.take_back(letter, by=by)
    address = reverse("appeals:note_act", args=[letter.pk, "withdraw"])
    assert client_of(by).get(address).status_code == 403
    letter.refresh_from_db()
    assert letter.status == "standing"


@pytest.mark.parametrize("whose", ["entered_by", "examined_by", "sheet_signed_by"])
def test_a_fourth_person_lets_it_into_public(whose: str) -> None:
    case = makers.repair("examining")
    letter = noting.signed(letter_of(case))
    person = getattr(letter, whose)
    with pytest.raises(NotAllowed):
        services.publish(letter, by=factories.posting(DIRECTOR, user=person))


def test_one_that_came_back_is_written_anew_at_the_length_of_a_letter() -> None:
    case = makers.repair("examining")
    letter = letter_of(case)
    services.sign(
        letter,
        by=factories.posting(SECRECY),
        answers={**factories.CLEAN_SHEET, "privacy": "有"},
        reason="署了名",
    )
    services.return_note(letter, by=factories.posting(OFFICER), ground="personal", reason="删去署名")
    by = makers.representative(case.fact.of_kind)
    with pytest.raises(Incomplete, match="承诺书最多 4000 字"):
        services.resubmit(letter, by=by, text="诺" * 4001)
    perform(Draw(letter, by, first, []), "resubmit", text="诺" * 900)
    assert (letter.face_facts, letter.status) == ("诺" * 900, "submitted")


def test_the_request_says_how_far_its_letter_is_and_leads_there() -> None:
    _, case, letter = standing()
    page = client_of(factories.posting(OFFICER)).get(reverse("appeals:repair", args=[case.pk]))
    assert f"承诺书 {letter.number} ：公开中" in text(page) or f"承诺书 {letter.number}：公开中" in text(page)
    shown = client_of(factories.posting(OFFICER)).get(reverse("appeals:note", args=[letter.pk]))
    assert "信用承诺书：" in text(shown)
    assert reverse("appeals:repair", args=[case.pk]) in shown.content.decode()
