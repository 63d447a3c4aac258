"""The public reads a department's own words beside its record while both stand, and never before or after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from appeals.models import DepartmentNote
from appeals.notes import services as notes
from appeals.repairs.services import examining
from common.errors import NotEligible
from common.roles import Role
from disclosure.store import check
from records import services
from tests import factories
from tests.appeals import makers, noting
from tests.appeals.noting import NEWER, TEXT, note
from tests.appeals.test_note_ends import ENDS
from tests.databases import as_owner
from tests.disclosure.test_cache import forget_state
from tests.in_public import row_of

pytestmark = pytest.mark.django_db
LABEL = "由该单位提供，不代表信用办意见"


def stored(text: str) -> int:
    """In how many rows of the store's tables a text stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM open.stored_fact WHERE note = %s", [text])
        return int(cursor.fetchone()[0])


def page_of(read: Any, act: Any) -> str:
    return str(read(f"/r/{act.public_id}/").content.decode())


@pytest.mark.parametrize("state", ["submitted", "returned", "signing", "deciding", "declined", "withdrawn"])
def test_nothing_is_read_of_one_that_is_not_public(read: Any, state: str) -> None:
    act = factories.publication()
    note(state, act=act)
    assert stored(TEXT) == 0
    assert "单位说明" not in page_of(read, act)


def test_it_stands_on_the_records_page_as_the_departments_own_words(read: Any) -> None:
    act = factories.publication()
    case = note("standing", act=act)
    page = page_of(read, act)
    assert TEXT in page
    assert LABEL in page
    assert f"{case.published_on}" in page
    for person in (case.entered_by, case.examined_by, case.sheet_signed_by, case.published_by):
        assert person is not None
        assert person.name not in page
    assert check.differences() == []


def test_it_stands_beside_the_record_in_the_archive_of_its_department(read: Any) -> None:
    act = factories.publication()
    note("standing", act=act)
    code = act.fact.department.credit_code
    assert TEXT in read(f"/departments/{code}/").content.decode()
    assert TEXT not in read("/records/").content.decode()


def test_it_stands_beside_a_lost_judgment_too(read: Any) -> None:
    act = factories.publication(made=factories.judgment("confirmed"))
    note("standing", act=act)
    code = act.fact.department.credit_code
    for path in (f"/j/{act.public_id}/", f"/departments/{code}/"):
        words = read(path).content.decode()
        assert TEXT in words
        assert LABEL in words
    assert TEXT not in read("/judgments/").content.decode()
    assert check.differences() == []
    services.end_publication(act, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="履行完毕")
    assert stored(TEXT) == 0
    assert check.differences() == []


def test_a_commendation_takes_none() -> None:
    act = factories.publication(made=factories.commendation("confirmed"))
    with pytest.raises(NotEligible, match="败诉和拒不执行"):
        note(act=act)


def test_a_new_one_takes_its_place_and_a_withdrawal_takes_it_away(read: Any) -> None:
    act = factories.publication()
    first = note("standing", act=act)
    second = note("deciding", act=act, text=NEWER)
    assert row_of(act).note == TEXT
    notes.publish(second, by=factories.posting(Role.DIRECTOR))
    assert (row_of(act).note, stored(TEXT)) == (NEWER, 0)
    notes.take_back(second, by=noting.representative(first.fact))
    assert (row_of(act).note, row_of(act).note_on) == ("", None)
    assert "单位说明" not in page_of(read, act)
    assert check.differences() == []


def test_the_director_takes_one_off_the_page(read: Any) -> None:
    act = factories.publication()
    case = note("standing", act=act)
    notes.decline(case, by=factories.posting(Role.DIRECTOR), reason="有人指出其中涉及企业的商业秘密")
    assert "单位说明" not in page_of(read, act)


def test_a_hold_hides_it_with_the_record_and_the_resumption_shows_both(read: Any) -> None:
    act = factories.publication()
    note("standing", act=act)
    services.suspend(act, by=factories.posting(Role.DIRECTOR), reason="核查")
    assert stored(TEXT) == 0
    assert check.differences() == []
    services.resume(act, by=factories.posting(Role.DIRECTOR), reason="核实无误")
    assert TEXT in page_of(read, act)
    assert check.differences() == []


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_nothing_of_it_is_left_when_the_record_ends(read: Any, end: Callable[[Any], None]) -> None:
    act = factories.publication()
    note("standing", act=act)
    code = act.fact.department.credit_code
    end(act)
    assert stored(TEXT) == 0
    for path in (f"/r/{act.public_id}/", f"/departments/{code}/"):
        assert TEXT not in read(path).content.decode()
    assert check.differences() == []


def test_the_public_reads_it_past_its_view_alone(as_public: Any) -> None:
    act = factories.publication()
    note("standing", act=act)
    with as_public() as cursor:
        cursor.execute("SELECT note FROM open.record WHERE public_id = %s", [act.public_id])
        assert cursor.fetchone() == (TEXT,)


def test_a_row_that_was_tampered_with_is_found_and_a_text_that_no_longer_is_the_signed_one_is_not_shown() -> (
    None
):
    act = factories.publication()
    case = note("standing", act=act)
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE appeals_departmentnote DISABLE TRIGGER USER")
        cursor.execute("UPDATE appeals_departmentnote SET face_facts = '改过的话' WHERE id = %s", [case.pk])
        cursor.execute("ALTER TABLE appeals_departmentnote ENABLE TRIGGER USER")
    faults = {(one.table, one.fault) for one in check.differences()}
    assert ("note", "altered") in faults
    assert ("fact", "differs") in faults


def test_the_letter_of_a_request_for_repair_is_read_while_both_stand(read: Any) -> None:
    act = makers.repairable()
    case = makers.repair("examining", publication=act)
    assert makers.COMMITMENT not in page_of(read, act)
    letter = noting.signed(DepartmentNote.objects.get(repair=case))
    notes.publish(letter, by=factories.posting(Role.DIRECTOR))
    forget_state()
    page = page_of(read, act)
    assert "信用承诺书" in page
    assert makers.COMMITMENT in page
    examining.take_back(case, by=makers.representative(case.fact.of_kind), reason="材料未齐")
    forget_state()
    assert makers.COMMITMENT not in page_of(read, act)
