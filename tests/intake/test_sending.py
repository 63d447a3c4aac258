"""What the public role can leave and cannot read, tried by plain SQL and by the functions of the public site."""

from __future__ import annotations

from contextlib import closing
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from common.errors import ActRefused, Incomplete
from intake import sending
from intake.messages import Attachment
from intake.sealing import QueryCode
from tests import databases
from tests.databases import as_owner
from tests.intake.conftest import KIND

pytestmark = pytest.mark.django_db
NO_RIGHT, TOO_MUCH = "42501", "23514"
INSERT = "INSERT INTO intake.message (id, kind, sealed) VALUES ('{id}', '{kind}', {sealed})"


def fault_of(statement: str) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as fault:
        return getattr(fault.__cause__, "pgcode", "") or "unknown"
    return ""


def insert(*, kind: str = KIND, sealed: str = "'\\x00'::bytea", size: int = 100) -> str:
    content = f"decode(repeat('00', {size}), 'hex')" if size else sealed
    return INSERT.format(id=uuid4(), kind=kind, sealed=content)


def test_a_message_is_left_sealed_and_nobody_in_public_can_read_or_change_it(as_public):
    with as_public():
        receipt = sending.send(KIND, {"text": "甲乙丙"}, [Attachment("证据.pdf", b"%PDF")])
        for attempt in (
            "SELECT id FROM intake.message",
            "SELECT count(*) FROM intake.message",
            insert() + " RETURNING id",
            "DELETE FROM intake.message",
            "UPDATE intake.message SET kind = 'other'",
            "TRUNCATE intake.message",
            "INSERT INTO intake.message (id, kind, sealed, received_at)"
            " VALUES (gen_random_uuid(), 'other', decode(repeat('00', 100), 'hex'), '2020-01-01')",
            "SELECT * FROM intake.draft",
            "INSERT INTO intake.draft (token_hash, ciphertext) VALUES ('x', 'x')",
            "DELETE FROM intake.draft",
            "SELECT intake.forget_drafts()",
            "CREATE TABLE intake.mine (x int)",
            "SELECT * FROM open.stored_answer",
            "SELECT * FROM open.stored_file",
        ):
            assert fault_of(attempt) == NO_RIGHT, attempt
    with as_owner() as cursor:
        cursor.execute("SELECT id, kind, sealed FROM intake.message")
        ((id, kind, sealed),) = cursor.fetchall()
    assert (id, kind) == (receipt.id, KIND)
    for told in ("甲乙丙", "证据", receipt.code.letters, receipt.code.token_hash.hex()):
        assert told.encode() not in bytes(sealed)


def test_constraints_limit_what_is_left(as_public):
    code = "decode(repeat('00', 32), 'hex')"
    with as_public():
        assert fault_of(insert()) == ""
        assert fault_of(insert(size=sending.MOST_BYTES)) == ""
        assert fault_of(insert(size=sending.MOST_BYTES + 1)) == TOO_MUCH
        assert fault_of(insert(size=47)) == TOO_MUCH
        for kind in ("", "Upper", "x", "a" * 41, "with space", "a\nb"):
            assert fault_of(insert(kind=kind)) == TOO_MUCH, kind
        for token, size, fault in (
            (code, sending.MOST_DRAFT_BYTES, ""),
            (code, sending.MOST_DRAFT_BYTES + 1, TOO_MUCH),
            (code, 10, TOO_MUCH),
            ("'short'", 100, TOO_MUCH),
        ):
            statement = f"SELECT intake.save_draft({token}, decode(repeat('00', {size}), 'hex'))"
            assert fault_of(statement) == fault, statement


def test_what_is_too_large_is_said_before_the_database_is_asked(as_public):
    with as_public():
        with pytest.raises(Incomplete, match="20 MB"):
            sending.send(KIND, {}, [Attachment("大", b"\x00" * sending.MOST_BYTES)])
        with pytest.raises(Incomplete, match="暂存不下"):
            sending.save_draft(QueryCode.fresh(), {"text": "甲" * sending.MOST_DRAFT_BYTES})


def test_without_the_offices_key_nothing_is_left(as_public, settings):
    for key in ("", "no key", "QUJD"):
        settings.INTAKE_PUBLIC_KEY = key
        with as_public(), pytest.raises(ActRefused, match="收件公钥"):
            sending.send(KIND, {"text": "甲"})


def test_a_draft_is_read_and_replaced_under_its_code_alone_and_gone_after_seven_days(as_public):
    code = QueryCode.fresh()
    with as_public():
        assert sending.draft(code) is None
        sending.save_draft(code, {"text": "甲"})
        sending.save_draft(code, {"text": "乙"})
        assert sending.draft(code) == {"text": "乙"}
        assert sending.draft(QueryCode.fresh()) is None
    with as_owner() as cursor:
        cursor.execute("SELECT count(*), min(octet_length(ciphertext)) FROM intake.draft")
        assert cursor.fetchone()[0] == 1
        cursor.execute("UPDATE intake.draft SET saved_at = saved_at - interval '7 days'")
    with as_public():
        assert sending.draft(code) is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT intake.forget_drafts()")
        assert cursor.fetchone() == (1,), "the office's own role empties them"


def test_the_office_takes_messages_away_and_writes_none(as_public):
    for attempt in (insert(), "UPDATE intake.message SET kind = 'other'", "SELECT * FROM intake.draft"):
        assert fault_of(attempt) == NO_RIGHT, attempt
    assert fault_of("DELETE FROM intake.message") == ""


@pytest.mark.commits
def test_the_public_roles_own_session_reads_by_default_and_writes_messages_only(committed_db):
    address = databases.url(committed_db, settings.PUBLIC_DB_ROLE, settings.PUBLIC_DB_PASSWORD)
    with closing(psycopg2.connect(address)) as link, link.cursor() as cursor:
        with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
            cursor.execute(insert())
        link.rollback()
        cursor.execute("SET TRANSACTION READ WRITE")
        cursor.execute(insert())
        link.commit()
