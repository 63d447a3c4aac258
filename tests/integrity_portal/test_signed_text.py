"""What the public reads is what was signed: plain SQL as the office's role puts nothing else there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from common import projections
from common.roles import Role
from disclosure.store import check, refresh
from records import services
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication
from tests import factories
from tests.databases import as_owner
from tests.in_public import addresses, row_of
from tests.integrity_portal.test_database_roles import REFUSED, code_of
from tests.records.test_corrections import apply, endorsed, proposed
from tests.untold import tell

pytestmark = pytest.mark.django_db
ID_NUMBER = "（身份证号 320102199001011234）"
PUT = f"UPDATE records_publication SET face_facts = face_facts || '{ID_NUMBER}'"
SIGNED_AGAIN = ", face_version = face_version + 1, sheet_version = face_version + 1"


@pytest.mark.parametrize("status", ["public", "suspended", "ended", "signed"])
def test_no_id_number_comes_into_a_signed_text(status: str) -> None:
    factories.publication(status)
    assert code_of(PUT) == REFUSED


@pytest.mark.parametrize("status", ["public", "signed", "pending"])
def test_nobody_signs_in_anothers_name(status: str) -> None:
    factories.publication(status)
    signer = f", sheet_signed_by_id = '{factories.person().pk}'"
    assert code_of(PUT + SIGNED_AGAIN) == REFUSED
    assert code_of(PUT + SIGNED_AGAIN + signer) == REFUSED


def test_the_hash_is_nobodys_to_write() -> None:
    factories.publication("signed")
    hashed = f"signed_hash = records_text_hash(face_title, face_facts || '{ID_NUMBER}', face_document_title)"
    assert code_of(f"{PUT}, {hashed}") == REFUSED
    assert code_of("UPDATE records_publication SET signed_hash = ''") == REFUSED


def test_a_proposal_that_bears_a_signature_is_not_put_in() -> None:
    act = factories.publication("ended")
    names = [f.column for f in Publication._meta.concrete_fields if f.column not in {"id", "public_id"}]
    listed = ", ".join(names)
    chosen = listed.replace("face_facts", f"face_facts || '{ID_NUMBER}'")
    statement = (
        f"INSERT INTO records_publication (id, public_id, {listed}) SELECT uuidv7(), uuidv7(), {chosen}"
        " FROM records_publication WHERE id = %s"
    )
    assert code_of(statement, [str(act.pk)]) == REFUSED


def changed(column: str) -> str:
    """The same a day later, or with one more sign."""
    return f"{column} + 1" if column.endswith("_on") else f"{column} || 'X'"


def acts_of_each_kind() -> list[Publication]:
    """One publication of each kind that stands in public."""
    facts = (factories.record, factories.judgment, factories.commendation)
    return [factories.publication(made=make("confirmed")) for make in facts]


def columns_in_public() -> list[tuple[str, str]]:
    """Every column of a kind of fact that the public reads."""
    shown = (DishonestyRecord, LostJudgment, Commendation)
    return [(kind.KIND, column) for kind in shown for column in sorted({*kind.public_columns().values()})]


@pytest.mark.parametrize(("kind", "column"), columns_in_public())
def test_what_the_public_reads_of_a_fact_is_not_changed_under_its_publication(kind: str, column: str) -> None:
    (act,) = [act for act in acts_of_each_kind() if act.kind == kind]
    fact = act.fact.of_kind
    value = "'2030-01-01'" if getattr(fact, column) is None else changed(column)
    put = f"UPDATE {fact._meta.db_table} SET {column} = {value} WHERE id = '{fact.pk}'"
    assert code_of(put) == REFUSED
    again = put.replace(" WHERE", ", content_version = 2, reviewed_version = 2 WHERE")
    assert code_of(again) == REFUSED


@pytest.mark.parametrize(
    "change",
    [
        "department_name = department_name || '（原）'",
        "region_id = (SELECT id FROM organisations_region WHERE id <> region_id LIMIT 1)",
        "said_hash = ''",
        "signed_hash = ''",
        "published_at = published_at + interval '1 day'",
        "closes_on = closes_on + 1",
    ],
)
def test_the_act_is_not_changed_while_it_stands(change: str) -> None:
    factories.publication()
    assert code_of(f"UPDATE records_publication SET {change}") == REFUSED


def test_name_and_place_of_then_are_nobodys_to_write() -> None:
    act, written = factories.publication("signed"), "模拟另一局（演示）"
    department = act.fact.of_kind.department
    assert code_of(f"UPDATE records_publication SET department_name = '{written}', said_hash = 'x'") == ""
    act.refresh_from_db()
    services.publish(act, by=factories.posting(Role.DIRECTOR))
    act.refresh_from_db()
    assert (act.department_name, act.region_id) == (department.name, department.region_id)
    assert row_of(act).department_name == department.name
    assert check.differences() == []


def test_when_and_how_a_text_was_corrected_stays() -> None:
    case, _ = endorsed()
    apply(case)
    tell(case, "pending")
    for change in ("kind = 'clerical'", "applied_on = applied_on - 1", "status = 'pending'"):
        assert code_of(f"UPDATE records_correction SET {change}") == REFUSED, change


PAST_THE_GUARDS = """
    SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
    ALTER TABLE records_publication DISABLE TRIGGER text_stays;
    ALTER TABLE records_publication DISABLE TRIGGER sheet_signs_text;
    ALTER TABLE records_dishonestyrecord DISABLE TRIGGER content_has_version;
    ALTER TABLE records_lostjudgment DISABLE TRIGGER content_has_version;
    ALTER TABLE records_commendation DISABLE TRIGGER content_has_version;
"""
ALTERED = {
    "the text": (DishonestyRecord, PUT),
    "the name of the department": (
        DishonestyRecord,
        "UPDATE records_publication SET department_name = '别名'",
    ),
    "a record": (DishonestyRecord, "UPDATE records_dishonestyrecord SET finding_body = '别的机关'"),
    "a judgment": (LostJudgment, "UPDATE records_lostjudgment SET announced_on = '2030-01-01'"),
    "an honour": (Commendation, "UPDATE records_commendation SET valid_until = '2090-01-01'"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_comes_past_the_guards_reaches_nobody_and_is_named(what: str) -> None:
    acts = acts_of_each_kind()
    kind, put = ALTERED[what]
    (hit,) = [act for act in acts if act.kind == kind.KIND]
    assert addresses() == {act.public_id for act in acts}
    assert code_of(put) == REFUSED
    with as_owner() as cursor:
        cursor.execute(PAST_THE_GUARDS)
    assert code_of(f"{put} WHERE id = '{hit.pk if 'publication' in put else hit.fact_id}'") == ""
    assert (hit.public_id, "altered") in named()
    refresh.refresh_all()
    assert addresses() == {act.public_id for act in acts if act is not hit}
    assert named() == {(hit.public_id, "altered")}


def named() -> set[tuple[UUID, str]]:
    """The rows that the comparison of store and definition names."""
    return {(UUID(one.key), one.fault) for one in check.differences() if one.table == "fact"}


def test_a_fact_that_leaves_its_state_and_comes_back_changed_within_one_act_reaches_nobody() -> None:
    act = factories.publication()
    table = "records_dishonestyrecord"
    tell(act.fact.of_kind, "draft")
    tell(act.fact.of_kind, "confirmed", was="draft")
    back = f"UPDATE {table} SET status = 'draft'; UPDATE {table} SET finding_body = '{ID_NUMBER}', status = 'confirmed'"
    assert code_of(back) == ""
    assert act.public_id in addresses()
    assert row_of(act).finding_body != ID_NUMBER
    projections.changed(facts=[act.fact_id])
    assert addresses() == set()
    assert named() == {(act.public_id, "altered")}


def hash_of(row: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT signed_hash, records_text_hash(face_title, face_facts, face_document_title)"
            f" FROM {row._meta.db_table} WHERE id = %s",
            [str(row.pk)],
        )
        signed, present = cursor.fetchone()
    return "" if signed == "" else "same" if signed == present else "another"


def test_the_hash_follows_the_signature() -> None:
    act = factories.publication("pending")
    assert hash_of(act) == ""
    act.sign_sheet(by=factories.posting("secrecy"), answers=factories.CLEAN_SHEET)
    assert hash_of(act) == "same"
    act.edit_face(by=factories.posting("officer"), face_title="另一个标题")
    assert hash_of(act) == "another"
    act.sign_sheet(by=factories.posting("secrecy"), answers=factories.CLEAN_SHEET)
    assert hash_of(act) == "same"


def test_a_correction_is_signed_alike() -> None:
    case = proposed(factories.publication().fact.of_kind)
    forged = "UPDATE records_correction SET sheet_version = face_version, sheet_signed_by_id = %s"
    assert code_of(forged, [str(factories.person().pk)]) == REFUSED
    assert hash_of(case) == ""
