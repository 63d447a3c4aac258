"""The database keeps the register of letters: no gap, no double, nothing taken back, tried by raw SQL."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from django.db import DatabaseError, connection, transaction

from common.roles import Role
from letters import services as letters
from letters.models import Letter, LetterSeries
from tests import factories
from tests.databases import as_owner
from tests.letters import letter_kit as kit
from tests.untold import tell

pytestmark = pytest.mark.django_db
ISSUE = """UPDATE letters_letter SET status = 'issued', series_id = %s, number = %s, document_number = %s,
    issued_on = %s, pdf = %s, pdf_sha256 = %s WHERE id = %s"""
PDF = b"%PDF-1.7"
SHA = hashlib.sha256(PDF).hexdigest()


def run(statement: str, values: Sequence[object] = ()) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refuse(statement: str, values: Sequence[object] = (), words: str = "letter|文书|发文") -> None:
    with pytest.raises(DatabaseError, match=words):
        run(statement, values)


def issue_by_hand(made: Letter, register: LetterSeries, number: int, **given: object) -> None:
    """Issue a letter by SQL alone, as a program with a fault might."""
    row = {
        "series": register.pk,
        "number": number,
        "document_number": f"{register.mark}〔{register.year}〕{number}号",
        "issued_on": kit.today(),
        "pdf": PDF,
        "sha": SHA,
        **given,
    }
    tell(made, "issued")
    run(ISSUE, [*row.values(), made.pk])


def test_sql_alone_may_issue_the_next_number_and_moves_the_register():
    register = kit.series()
    issue_by_hand(kit.drafted(), register, 1)
    issue_by_hand(kit.drafted(), register, 2)
    register.refresh_from_db()
    assert register.last_number == 2


@pytest.mark.parametrize("number", [0, 1, 3, 99])
def test_a_number_that_is_not_the_next_is_refused(number):
    register = kit.series()
    issue_by_hand(kit.drafted(), register, 1)
    with pytest.raises(DatabaseError, match="下一个是 2"):
        issue_by_hand(kit.drafted(), register, number)
    register.refresh_from_db()
    assert register.last_number == 1


def test_a_double_is_refused_by_the_unique_constraint_without_the_trigger():
    register = kit.series()
    issue_by_hand(kit.drafted(), register, 1)
    second = kit.drafted()
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE letters_letter DISABLE TRIGGER letter_takes_its_number")
    with pytest.raises(DatabaseError, match="letter_number_once"):
        issue_by_hand(second, register, 1, document_number="别的文号")
    with pytest.raises(DatabaseError, match="letter_document_number_once"):
        issue_by_hand(second, register, 2, document_number=f"{register.mark}〔{register.year}〕1号")


@pytest.mark.parametrize(
    "given",
    [
        {"document_number": "模信办告〔2026〕01号"},
        {"document_number": "别的代字〔2026〕1号"},
        {"issued_on": "2001-01-01"},
        {"document_number": ""},
        {"pdf": None},
        {"sha": "0" * 64},
        {"issued_on": None},
        {"series": None},
    ],
)
def test_a_number_that_does_not_agree_with_its_register_or_file_is_refused(given):
    register = kit.series()
    with pytest.raises(DatabaseError):
        issue_by_hand(kit.drafted(), register, 1, **given)
    register.refresh_from_db()
    assert register.last_number == 0


@pytest.mark.parametrize(
    "other", [{"kind": "函", "mark": "模信办函"}, {"body_id": "00000000-0000-0000-0000-000000000009"}]
)
def test_a_letter_takes_no_number_of_another_body_or_kind(other):
    with pytest.raises(DatabaseError, match="文号与发文登记不符"):
        issue_by_hand(kit.drafted(), kit.series(**other), 1)


@pytest.mark.parametrize(
    "change",
    [
        "number = 2",
        "number = NULL",
        "number = NULL, series_id = NULL, document_number = '', issued_on = NULL, pdf = NULL, pdf_sha256 = ''",
        "document_number = '改〔2026〕1号'",
        "issued_on = issued_on - 1",
        "pdf = 'x', pdf_sha256 = encode(sha256('x'), 'hex')",
        "title = '改'",
        "body = '改'",
        "addressee = '改'",
        "object_id = uuidv7()",
        "status = 'drafted'",
        "status = 'void'",
        "void_reason = '有理由而没有作废'",
    ],
)
def test_what_went_out_stays_as_it_is(change):
    kit.issued()
    refuse(f"UPDATE letters_letter SET {change}")


@pytest.mark.parametrize("column", ["title", "body", "addressee", "issuer_name", "kind"])
def test_the_words_of_a_draft_do_not_change_either(column):
    kit.drafted()
    refuse(f"UPDATE letters_letter SET {column} = '改'", words="不能改写")


def test_a_voided_letter_stays_void_under_its_number():
    letters.void(kit.issued(), by=factories.posting(Role.DIRECTOR), reason="写错")
    refuse("UPDATE letters_letter SET status = 'issued', void_reason = ''", words="不能改动")
    refuse("UPDATE letters_letter SET void_reason = '别的理由'", words="不能改动")


def test_a_voided_draft_takes_no_number():
    made = letters.discard(kit.drafted(), by=factories.posting(Role.OFFICER), reason="重拟")
    with pytest.raises(DatabaseError, match="不能改动"):
        issue_by_hand(made, kit.series(), 1)


@pytest.mark.parametrize("table", ["letters_letterservice", "letters_letter", "letters_letterseries"])
def test_nothing_of_the_register_is_deleted(table):
    letters.serve(kit.issued(), kit.handed(), by=factories.posting(Role.OFFICER))
    with as_owner():
        refuse(f"DELETE FROM {table}", words="不能删除")


@pytest.mark.parametrize(
    "change",
    ["last_number = 2", "last_number = 0", "mark = '改'", "year = 2001", "first_number = 2, last_number = 1"],
)
def test_the_counter_moves_by_no_other_way(change):
    kit.issued()
    refuse(f"UPDATE letters_letterseries SET {change}")


def test_a_register_begins_with_no_number_used():
    with pytest.raises(DatabaseError, match="还没有用过序号"):
        kit.series(last_number=5)


def test_a_letter_never_enters_with_a_number_or_issued():
    made = kit.issued()
    columns = [field.column for field in Letter._meta.concrete_fields if field.column != "id"]
    names = ", ".join(columns)
    copied = names.replace(" number,", " number + 1,").replace("document_number", "document_number || '之二'")
    refuse(
        f"INSERT INTO letters_letter (id, {names}) SELECT uuidv7(), {copied} FROM letters_letter WHERE id = %s",
        [made.pk],
        words="编号在发出时取得",
    )


@pytest.mark.parametrize(
    "statement",
    ["UPDATE letters_lettertemplate SET body = '改'", "DELETE FROM letters_lettertemplate"],
)
def test_a_version_that_was_used_stays_but_may_end(statement):
    kit.drafted()
    with as_owner():
        refuse(statement, words="模板已经用于文书")
    run("UPDATE letters_lettertemplate SET effective_to = '2099-01-01'")


def test_a_version_that_nobody_used_may_be_mended():
    kit.template()
    run("UPDATE letters_lettertemplate SET body = '改'")


def test_two_versions_of_one_template_are_never_in_force_on_one_day():
    kit.template()
    with pytest.raises(DatabaseError, match="letter_template_one_a_day"):
        kit.template(version=2)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE letters_letterservice SET served_on = served_on + 1",
        "UPDATE letters_letterservice SET recipient = '改'",
        "UPDATE letters_letter SET status = 'issued'",
    ],
)
def test_a_service_stays(change):
    letters.serve(kit.issued(), kit.handed(), by=factories.posting(Role.OFFICER))
    if "letterservice" in change:
        refuse(change)
    else:
        refuse(change, words="没有本次办理的经过")
        tell(Letter.objects.get(), "issued")
        run(change)  # a status alone does not undo the row
        assert Letter.objects.get().services.count() == 1


SERVICE = """INSERT INTO letters_letterservice (id, letter_id, manner, recipient, served_on, noticed_on, notice_amount,
    notice_unit, evidence_id, proof, recorded_by, recorded_at)
    SELECT uuidv7(), id, {manner}, {recipient}, {on}, {noticed}, {amount}, {unit}, NULL, {proof}, uuidv7(), now()
    FROM letters_letter"""
WHOLE = {
    "manner": "'direct'",
    "recipient": "'某局'",
    "on": "current_date + 1",
    "noticed": "NULL::date",
    "amount": "NULL::int",
    "unit": "''",
    "proof": "'回证'",
}


def test_a_whole_service_of_what_went_out_is_kept():
    kit.issued()
    run(SERVICE.format(**WHOLE))


@pytest.mark.parametrize(
    "given",
    [
        {"proof": "''"},
        {"recipient": "''"},
        {"on": "current_date - 9"},
        {"manner": "'notice'"},
        {"manner": "'notice'", "noticed": "current_date + 1", "unit": "'month'"},
        {"manner": "'notice'", "noticed": "current_date + 9", "amount": "1", "unit": "'month'"},
        {"noticed": "current_date + 1", "amount": "30", "unit": "'calendar_day'"},
    ],
)
def test_a_service_that_cannot_be_is_refused(given):
    kit.issued()
    refuse(SERVICE.format(**{**WHOLE, **given}))


def test_a_draft_is_not_served():
    kit.drafted()
    refuse(SERVICE.format(**WHOLE), words="只有已发出的文书")


def test_no_letter_is_served_without_a_service():
    tell(kit.issued(), "served")
    refuse("UPDATE letters_letter SET status = 'served'", words="须有送达登记")


def test_what_proves_a_service_is_not_withdrawn():
    record = factories.record("draft")
    made = kit.issued(obj=record)
    found = kit.proof(made)
    letters.serve(made, kit.handed(evidence=found, proof=""), by=factories.posting(Role.OFFICER))
    refuse(
        "UPDATE common_evidence SET withdrawn_at = now(), withdrawn_by = uuidv7(), withdrawn_reason = 'x'",
        words="送达证明",
    )


def test_a_file_of_another_matter_proves_nothing():
    made = kit.issued()
    found = kit.proof(kit.drafted(factories.record("draft")))
    statement = SERVICE.format(**WHOLE).replace("NULL, '回证'", f"'{found.pk}', '回证'")
    refuse(statement + f" WHERE id = '{made.pk}'", words="同一件事")
