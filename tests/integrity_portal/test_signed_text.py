"""What the public reads is what was signed: plain SQL as the office's role puts nothing else there."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from records.models import Publication
from tests import factories
from tests.databases import as_owner
from tests.integrity_portal.test_database_roles import REFUSED, code_of
from tests.records.test_corrections import proposed

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


def face_again(**changed: str) -> str:
    """Take the public row down and put it up again with what is changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'records_publicface'"
            " AND is_generated = 'NEVER' AND table_schema = 'public'"
        )
        names = [name for (name,) in cursor.fetchall()]
    chosen = ", ".join(f"{name} || '{changed[name]}'" if name in changed else name for name in names)
    return (
        "CREATE TEMPORARY TABLE kept AS SELECT * FROM records_publicface;"
        "DELETE FROM records_publicface;"
        f"INSERT INTO records_publicface ({', '.join(names)}) SELECT {chosen} FROM kept;"
        "DROP TABLE kept"
    )


@pytest.mark.parametrize(
    "column",
    ["title", "facts", "document_title", "severity_reason", "legal_basis", "finding_body", "document_number"],
)
def test_the_public_row_is_not_put_up_again_with_an_id_number(column: str) -> None:
    factories.publication()
    assert code_of(face_again()) == ""
    assert code_of(face_again(**{column: ID_NUMBER})) == REFUSED


def test_it_is_these_guards_that_refuse() -> None:
    factories.publication()
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("ALTER TABLE records_publicface DISABLE TRIGGER row_is_signed")
        for trigger in ("text_stays", "sheet_signs_text"):
            cursor.execute(f"ALTER TABLE records_publication DISABLE TRIGGER {trigger}")
    assert code_of(face_again(facts=ID_NUMBER)) == ""
    assert code_of(PUT) == ""


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
