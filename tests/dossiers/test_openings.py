"""Looking into an official's file: purpose and basis first, for a while, every look on record for good."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import OfficeSession
from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Transition
from common.roles import Role
from dossiers.models import FileAccess
from dossiers.services import opening
from identifiers.id_numbers import check_digit
from organisations.models import Official
from postings.models import Posting
from tests import factories
from tests.office import acts_of, client_of, look, sit, text

pytestmark = pytest.mark.django_db
BODY = "32010219900101123"
NUMBER = BODY + check_digit(BODY)


@pytest.fixture
def keeper():
    return factories.department()


@pytest.fixture
def person(keeper):
    return factories.official(keeper, id_number=NUMBER)


@pytest.fixture
def clerk(keeper):
    return sit(Role.CLERK, None, unit=keeper)


def address(person: Official, more: str = "") -> str:
    return f"/officials/{person.internal_number}/{more}"


def given(**more: str) -> dict[str, str]:
    return {"purpose": "honours", "basis": "苏评〔2026〕3号", **more}


def test_a_file_asks_for_purpose_and_basis_before_it_shows_anything(clerk, person):
    client, held = clerk
    asked = client.get(address(person), follow=True)
    assert asked.redirect_chain
    assert person.name not in text(asked)
    assert client.post(address(person, "open/"), {"purpose": "honours"}).status_code == 422
    assert not FileAccess.objects.exists()
    shown = client.post(
        address(person, "open/"), given(approval_number="批〔2026〕1号"), follow=True, REMOTE_ADDR="10.1.2.3"
    )
    assert person.name in text(shown)
    access = FileAccess.objects.get()
    assert (access.person, access.posting_id, access.posting_role) == (held.user_id, held.pk, "clerk")
    assert (access.purpose_label, access.basis, access.approval_number) == (
        "评优评先",
        "苏评〔2026〕3号",
        "批〔2026〕1号",
    )
    assert access.address == "10.1.2.3"
    assert access.request_id
    assert access.valid_until - access.at < timedelta(minutes=30, seconds=5)
    assert acts_of(person) == ["open_file"]


def test_an_opening_is_over_after_its_time_and_is_the_posting_s_own(clerk, person, keeper, monkeypatch):
    client, held = clerk
    access = look(client, held, person)
    assert client.get(address(person)).status_code == 200
    other_client, other = sit(Role.REVIEWER, None, unit=keeper)
    session = other_client.session
    session["openings"] = {str(person.pk): str(access.pk)}
    session.save()
    assert other_client.get(address(person)).status_code == 302
    assert opening.standing_opening(str(access.pk), person, by=held) == access
    late = timezone.now() + timedelta(minutes=31)
    OfficeSession.objects.update(seen_at=late, expire_date=late + timedelta(minutes=30))
    monkeypatch.setattr("dossiers.services.opening.timezone.now", lambda: late)
    assert client.get(address(person)).status_code == 302
    assert "查阅时限已过" in text(client.post(address(person, "reveal/"), follow=True))
    with pytest.raises(WrongState, match="时限"):
        opening.reveal_number(person, by=held, opening=access)
    factories.new_rule("file_window", "minutes", 5)
    renewed = opening.open_file(person, by=held, purpose="keeping", basis="核对")
    assert renewed.valid_until == late + timedelta(minutes=5)


def test_closing_ends_the_look(clerk, person):
    client, held = clerk
    look(client, held, person)
    client.post(address(person, "close/"))
    assert client.get(address(person)).status_code == 302


def test_the_number_is_shown_only_by_an_act_of_its_own(clerk, person):
    client, held = clerk
    look(client, held, person)
    assert NUMBER not in client.get(address(person)).content.decode()
    assert client.get(address(person, "reveal/")).status_code == 405
    assert NUMBER in text(client.post(address(person, "reveal/")))
    assert NUMBER not in client.get(address(person)).content.decode()
    shown = FileAccess.objects.get(act="reveal")
    assert (shown.purpose, shown.within.act) == ("keeping", "open")
    assert acts_of(person) == ["open_file", "reveal_file"]


def test_a_number_under_a_lost_key_is_told_in_words_and_the_try_is_no_look(clerk, person, settings):
    client, held = clerk
    look(client, held, person)
    settings.FIELD_KEYS = [base64.urlsafe_b64encode(bytes(32)).decode()]
    answer = client.post(address(person, "reveal/"))
    assert answer.status_code == 500
    assert "请系统管理员核对 FIELD_KEYS" in text(answer)
    assert acts_of(person) == ["open_file"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_who_has_no_need_of_the_number_does_not_get_it(role, person, keeper):
    held = factories.posting(role, None, unit=keeper)
    access = opening.open_file(person, by=held, purpose="audit", basis="年度审计")
    with pytest.raises(NotAllowed, match="证件号码"):
        opening.reveal_number(person, by=held, opening=access)


def test_a_file_without_a_number_has_none_to_show_and_the_try_is_no_look(clerk, keeper):
    bare, held = factories.official(keeper), clerk[1]
    bare.seal_id_number("")
    bare.save()
    access = opening.open_file(bare, by=held, purpose="keeping", basis="核对")
    with pytest.raises(WrongState, match="没有登记"):
        opening.reveal_number(bare, by=held, opening=access)
    assert acts_of(bare) == ["open_file"]


@pytest.mark.parametrize("act", [opening.reveal_number, opening.log_print])
def test_an_opening_ends_with_the_authority_over_the_file(act, clerk, person):
    held = clerk[1]
    access = opening.open_file(person, by=held, purpose="keeping", basis="核对")
    Official.objects.filter(pk=person.pk).update(managed_by=factories.department())
    with pytest.raises(NotAllowed, match="干部管理权限"):
        act(person, by=held, opening=access)
    assert acts_of(person) == ["open_file"]


@pytest.mark.parametrize("kept_back", ["official.print", "official"])
def test_a_deputy_without_that_act_prints_nothing(kept_back, clerk, person):
    acting = clerk[1]
    access = opening.open_file(person, by=acting, purpose="keeping", basis="核对")
    acting.excluded = {kept_back}
    with pytest.raises(NotAllowed, match="代理不包括"):
        opening.log_print(person, by=acting, opening=access)
    assert acts_of(person) == ["open_file"]


def test_an_opening_is_of_one_file_and_one_person(clerk, keeper, person):
    held, other = clerk[1], factories.official(keeper)
    access = opening.open_file(person, by=held, purpose="keeping", basis="核对")
    assert opening.standing_opening(str(access.pk), other, by=held) is None
    with pytest.raises(WrongState, match="时限"):
        opening.reveal_number(other, by=held, opening=access)
    colleague = Posting.objects.get(pk=held.pk)
    colleague.user = factories.person()
    assert opening.standing_opening(str(access.pk), person, by=colleague) is None
    shown = opening.log_print(person, by=held, opening=access)
    assert opening.standing_opening(str(shown.pk), person, by=held) is None


def test_a_look_says_from_which_seat_and_under_which_address_it_was_taken(clerk, person):
    held = clerk[1]
    access = opening.open_file(person, by=held, purpose="keeping", basis="核对", address="10.0.0.7")
    assert (access.posting_unit, access.address) == (held.snapshot()["posting_unit"], "10.0.0.7")
    assert access.posting_unit


def test_nobody_without_need_of_numbers_finds_a_file_by_one(keeper, person):
    with pytest.raises(NotAllowed, match="证件号码"):
        opening.find_by_number(NUMBER, by=factories.posting(Role.OFFICER, None, unit=keeper))
    assert not FileAccess.objects.exists()


def test_the_number_finds_its_own_file_among_many(clerk, keeper, person):
    other_body = "32010219900101456"
    other_number = other_body + check_digit(other_body)
    other = factories.official(keeper, id_number=other_number)
    assert opening.find_by_number(NUMBER, by=clerk[1]) == person
    assert opening.find_by_number(other_number, by=clerk[1]) == other


def test_a_person_is_found_by_the_whole_number_and_the_number_stays_nowhere(clerk, person, caplog):
    client, _ = clerk
    found = client.post("/officials/", {"who": NUMBER.lower()})
    assert "找到 1 人" in text(found)
    assert "甄**" in text(found)
    assert "找到 0 人" in text(client.post("/officials/", {"who": NUMBER[:17]}))
    assert "找到 1 人" in text(client.post("/officials/", {"who": person.name}))
    assert [a.official for a in FileAccess.objects.filter(act="find")] == [person]
    everything = str(list(FileAccess.objects.values())) + str(
        list(Transition.objects.values("reason", "after"))
    )
    assert NUMBER not in everything + caplog.text


def test_a_number_in_another_s_keeping_is_not_found_there_and_the_try_is_on_record(person):
    client, held = sit(Role.CLERK, None, unit=factories.department())
    assert "找到 0 人" in text(client.post("/officials/", {"who": NUMBER}))
    assert FileAccess.objects.get().official is None
    assert FileAccess.objects.get().person == held.user_id


def test_the_printed_file_says_who_printed_it_when_and_why(clerk, person):
    client, held = clerk
    access = look(client, held, person, "transfer")
    page = text(client.post(address(person, "print/")))
    assert f"{held.user.name}（录入员" in page
    assert "用途：调任" in page
    assert access.basis in page
    number = str(FileAccess.objects.get(act="print").pk)
    assert number in page
    assert page.index("影响期") < page.index(number)
    assert NUMBER not in page


def test_a_posting_without_the_authority_gets_nothing_by_any_address(person):
    client, stranger = sit(Role.DIRECTOR, "320000", unit=factories.department("320000"))
    for more in ("", "open/", "edit/", "invite/", "career/new/"):
        assert client.get(address(person, more)).status_code in {403, 404}, more
    for more in ("open/", "reveal/", "print/", "close/"):
        assert client.post(address(person, more), given()).status_code == 404, more
    assert person.internal_number not in text(client.get("/officials/"))
    with pytest.raises(NotAllowed):
        opening.open_file(person, by=stranger, purpose="honours", basis="苏评〔2026〕3号")
    assert not FileAccess.objects.exists()


def test_the_list_shows_names_and_numbers_masked(clerk, person):
    page = text(clerk[0].get("/officials/"))
    assert "甄**" in page
    assert person.name not in page
    assert f"{'*' * 14}{NUMBER[-4:]}" in page


@pytest.mark.parametrize("basis", ["机密★ 专案", "  "])
def test_a_basis_with_a_secrecy_mark_or_without_words_opens_nothing(basis, person, clerk):
    with pytest.raises(Incomplete):
        opening.open_file(person, by=clerk[1], purpose="honours", basis=basis)
    assert not FileAccess.objects.exists()


def test_a_purpose_taken_out_of_use_cannot_be_chosen(person, clerk):
    factories.new_rule("file_purpose", "honours", {"offered": False, "told": True})
    with pytest.raises(Incomplete, match="用途"):
        opening.open_file(person, by=clerk[1], purpose="honours", basis="苏评〔2026〕3号")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE dossiers_fileaccess SET basis = 'x'", "DELETE FROM dossiers_fileaccess"],
)
def test_a_look_on_record_stays(statement, person, clerk):
    look(*clerk, person)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert FileAccess.objects.count() == 1


def test_the_auditor_lists_and_filters_every_look(person, clerk):
    look(*clerk, person, "discipline")
    look(*clerk, person)
    auditor, _ = sit(Role.AUDITOR, None)
    page = text(auditor.get("/file-log/"))
    assert "2 次" in page
    assert "不告知本人" in page
    assert "1 次" in text(auditor.get("/file-log/?purpose=discipline"))
    assert "0 次" in text(auditor.get("/file-log/?person=无此人"))
    today = f"{timezone.localdate()}"
    assert "2 次" in text(
        auditor.get(f"/file-log/?since={today}&until={today}&number={person.internal_number}")
    )
    assert client_of(clerk[1]).get("/file-log/").status_code == 403


def test_nobody_gets_to_a_file_without_signing_in(person):
    assert "/accounts/login/" in Client().get(address(person)).headers["Location"]


def test_a_sealed_number_is_in_no_column_that_anyone_can_read(person, clerk):
    client, held = clerk
    look(client, held, person)
    client.post(address(person, "reveal/"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND "
            "(table_name LIKE 'records_%' OR table_name IN ('common_transition', 'pghistory_context', 'accounts_officesession'))"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{BODY}%"])
            assert cursor.fetchone() == (0,), table
