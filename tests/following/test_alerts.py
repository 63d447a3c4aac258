"""Alerts by mail: asked for, confirmed by the owner of the address alone, told of what stands and is new, ended by one click."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from common.errors import ActRefused
from common.roles import Role
from disclosure import followed
from disclosure.followed import Followed
from following import tasks
from following.models import Alert
from following.models.alerts import hash_of
from following.sending_times import last_sending
from following.services import composing, mailing, taking
from following.tokens import CONFIRM, END, id_in, token_for
from intake.alert_requests import ALERT, CONFIRMED, ENDED, AlertRequest
from intake.messages import Message
from records import services
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "reader@example.org"


def message(kind: str, **payload: str) -> Message:
    return Message(uuid4(), kind, payload, bytes(32), bytes(32))


def wished(query: str = "", email: str = ADDRESS, rhythm: str = "daily") -> Alert | None:
    asked = AlertRequest(query, email, rhythm)
    before = set(Alert.objects.values_list("pk", flat=True))
    taking.receive_alert(message(ALERT, **asked.payload))
    return Alert.objects.exclude(pk__in=before).first()


def confirmed(query: str = "", **given: str) -> Alert:
    made = wished(query, **given)
    assert made is not None
    mailing.send_all(timezone.now())
    taking.receive_confirmation(message(CONFIRMED, token=token_for(made.pk, CONFIRM)))
    made.refresh_from_db()
    mail.outbox.clear()
    return made


def tomorrow(days: int = 1) -> datetime:
    return timezone.now() + timedelta(days=days)


def ended(act: Any) -> None:
    services.suspend(act, by=factories.posting(Role.DIRECTOR), reason="依法办理")


def both(sent: Any) -> str:
    """Both texts of a mail."""
    return str(sent.body) + str(sent.alternatives[0].content)


def test_nothing_is_sent_before_the_owner_of_the_address_has_confirmed():
    made = wished()
    assert made is not None
    mailing.send_all(timezone.now())
    factories.publication()
    mailing.send_all(tomorrow())
    (asked,) = mail.outbox
    assert asked.to == [ADDRESS]
    assert f"/alerts/confirm/{token_for(made.pk, CONFIRM)}/" in asked.body
    made.refresh_from_db()
    assert made.confirmed_at is None


def test_a_follower_is_told_once_of_what_is_new_and_of_nothing_that_was_there_before():
    before = factories.publication()
    made = confirmed()
    act = factories.publication()
    assert mailing.send_all(tomorrow()) == 1
    (sent,) = mail.outbox
    assert str(act.public_id) in sent.body
    assert str(act.public_id) in sent.alternatives[0].content
    assert str(before.public_id) not in both(sent)
    assert mailing.send_all(tomorrow()) == 0
    assert mailing.send_all(tomorrow(2)) == 0
    made.refresh_from_db()
    assert made.mailed_at is not None


def test_a_mail_can_be_ended_by_one_click_of_the_mail_program():
    made = confirmed()
    factories.publication()
    mailing.send_all(tomorrow())
    headers = mail.outbox[0].extra_headers
    token = token_for(made.pk, END)
    assert headers["List-Unsubscribe"].startswith("<http")
    assert headers["List-Unsubscribe"].endswith(f"/alerts/end/{token}/>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/alerts/end/{token}/" in both(mail.outbox[0])
    for _ in range(2):
        taking.receive_end(message(ENDED, token=token))
    assert not Alert.objects.exists(), "the address is gone with it"


def test_what_ended_before_the_mail_goes_out_is_not_in_it():
    confirmed()
    act, other = factories.publication(), factories.publication()
    ended(act)
    mailing.send_all(tomorrow())
    assert str(act.public_id) not in both(mail.outbox[0])
    assert str(other.public_id) in both(mail.outbox[0])


def test_what_ends_while_the_mail_is_being_written_is_not_in_it_either(monkeypatch):
    confirmed()
    act, other = factories.publication(), factories.publication()
    write, first = composing._news, [True]

    def slowly(*given: Any, **more: Any) -> Any:
        made = write(*given, **more)
        if first.pop() if first else False:
            ended(act)
        return made

    monkeypatch.setattr(composing, "_news", slowly)
    mailing.send_all(tomorrow())
    (sent,) = mail.outbox
    assert str(act.public_id) not in both(sent)
    assert str(other.public_id) in both(sent)


def test_where_all_of_it_has_ended_no_mail_goes_out():
    confirmed()
    ended(factories.publication())
    assert mailing.send_all(tomorrow()) == 0
    assert mail.outbox == []


def test_the_weekly_mail_waits_for_monday():
    made = confirmed(rhythm="weekly")
    act = factories.publication()
    start = timezone.localtime(made.confirmed_at)
    monday = last_sending("weekly", start + timedelta(days=7))
    assert monday.weekday() == 0
    assert mailing.send_all(monday - timedelta(minutes=1)) == 0
    assert mailing.send_all(monday + timedelta(minutes=6)) == (1 if monday > start else 0)
    assert str(act.public_id) in mail.outbox[0].body


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("rhythm", "now", "expected"),
    [
        ("daily", at(2026, 5, 6, 6, 59), at(2026, 5, 5, 7)),
        ("daily", at(2026, 5, 6, 7, 0), at(2026, 5, 6, 7)),
        ("weekly", at(2026, 5, 4, 6, 59), at(2026, 4, 27, 7)),  # a Monday
        ("weekly", at(2026, 5, 4, 7, 0), at(2026, 5, 4, 7)),
        ("weekly", at(2026, 5, 10, 23, 0), at(2026, 5, 4, 7)),
    ],
)
def test_when_mails_were_last_to_go_out(rhythm, now, expected):
    assert last_sending(rhythm, now) == expected


def test_a_department_is_followed_in_all_its_registers_and_another_is_not():
    act = factories.publication()
    body = act.fact.of_kind.department
    confirmed(f"department={body.credit_code}")
    judgment = factories.publication(made=factories.judgment("confirmed", department=body))
    other = factories.publication()
    mailing.send_all(tomorrow())
    (sent,) = mail.outbox
    assert str(judgment.public_id) in both(sent)
    assert str(other.public_id) not in both(sent)
    assert body.name in both(sent)


def test_a_region_is_followed_with_its_judgments_and_another_region_is_not():
    act = factories.publication()
    region = act.fact.of_kind.department.region
    code = region.code[:4] + "00"
    elsewhere = "321300" if code != "321300" else "320100"
    confirmed(f"region={code}")
    confirmed(f"region={elsewhere}")
    body = act.fact.of_kind.department
    judgment = factories.publication(made=factories.judgment("confirmed", department=body))
    mailing.send_all(tomorrow())
    (sent,) = mail.outbox
    assert str(judgment.public_id) in both(sent)


@pytest.mark.parametrize(
    "query", ["", "q=%E6%8B%96%E6%AC%A0&city=320100", "region=320102", "department=113200000140000028"]
)
def test_what_is_followed_is_written_and_read_alike(query):
    assert Followed.of(Followed.of(query).query) == Followed.of(query)
    assert Followed.of(query + "&after=1&sort=old&nonsense=1") == Followed.of(query)


def test_the_address_is_encrypted_and_never_shown_whole():
    made = confirmed()
    assert made.masked_email == "r***@example.org"
    assert ADDRESS not in str(made) + repr(made)
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM following_alert a")
        assert "reader" not in cursor.fetchone()[0]
    assert made.email == ADDRESS


def test_strangers_cannot_fill_a_mailbox():
    for number in range(6):
        wished(f"region=32{number:02}00")
    wished("region=320000", email="Reader@EXAMPLE.org".replace("R", "r"))
    mailing.send_all(timezone.now())
    mailing.send_all(timezone.now())
    assert len(mail.outbox) == 3
    assert wished("region=320000") is None, "the same once more asks nobody"


def test_the_mail_that_asks_names_no_words_that_a_stranger_typed():
    wished("q=%E6%81%AD%E5%96%9C%E4%B8%AD%E5%A5%96")
    mailing.send_all(timezone.now())
    assert "恭喜中奖" not in both(mail.outbox[0])


def test_who_does_not_confirm_in_time_is_forgotten():
    wished()
    mailing.send_all(timezone.now())
    mailing.send_all(timezone.now() + timedelta(hours=47))
    assert Alert.objects.exists()
    mailing.send_all(timezone.now() + timedelta(hours=49))
    assert not Alert.objects.exists()


def test_a_token_is_good_for_one_purpose_and_one_alert():
    made, other = wished(), wished("region=320100")
    assert made is not None
    assert other is not None
    mailing.send_all(timezone.now())
    for wrong in ("", "x" * 43, token_for(made.pk, END), token_for(made.pk, CONFIRM)[:-2] + "AA"):
        taking.receive_confirmation(message(CONFIRMED, token=wrong))
    taking.receive_end(message(ENDED, token=token_for(made.pk, CONFIRM)))
    assert Alert.objects.count() == 2
    assert not Alert.objects.confirmed().exists()
    assert id_in(token_for(made.pk, END), END) == made.pk


@pytest.mark.parametrize(
    ("email", "rhythm"), [("no address", "daily"), (ADDRESS, "hourly"), ("a" * 250 + "@b.cn", "daily")]
)
def test_what_no_form_of_ours_can_have_sent_is_refused(email, rhythm):
    with pytest.raises(ActRefused):
        wished(email=email, rhythm=rhythm)


def refusing(fault: Exception) -> Any:
    def send(self: Any, messages: Any) -> int:
        raise fault

    return send


def test_an_address_that_takes_no_mail_is_tried_later_and_at_last_forgotten(monkeypatch):
    confirmed()
    factories.publication()
    fault = smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")})
    monkeypatch.setattr(EmailBackend, "send_messages", refusing(fault))
    now = tomorrow()
    assert mailing.send_all(now) == 0
    assert mailing.send_all(now) == 0
    assert Alert.objects.get().refusals == 1, "not tried again at once"
    for _ in range(4):
        now += timedelta(days=2)
        mailing.send_all(now)
    mailing.send_all(now)
    assert not Alert.objects.exists()


def test_trouble_of_the_mail_server_is_nobodys_fault_and_tells_no_address(monkeypatch, caplog):
    made = confirmed()
    act = factories.publication()
    fault = smtplib.SMTPServerDisconnected(f"while sending to {ADDRESS}")
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refusing(fault))
        assert mailing.send_all(tomorrow()) == 0
    assert ADDRESS not in caplog.text
    made.refresh_from_db()
    assert made.refusals == 0
    mailing.send_all(tomorrow())
    assert str(act.public_id) in mail.outbox[0].body, "the next run sends it"


def test_of_more_than_a_mail_holds_the_page_is_named(monkeypatch):
    monkeypatch.setattr(followed, "MOST", 1)
    confirmed()
    factories.publication()
    factories.publication()
    mailing.send_all(tomorrow())
    assert "还有更多" in mail.outbox[0].body


def test_the_task_sends(monkeypatch):
    monkeypatch.setattr(mailing, "send_all", lambda now: 7)
    assert tasks.send_alerts() == 7


@pytest.mark.parametrize("spelled", ["Reader@example.org", "READER@EXAMPLE.ORG", "reader+1@example.org"])
def test_a_mailbox_is_one_however_it_is_spelled(spelled: str) -> None:
    assert hash_of(spelled) == hash_of(" reader@example.org")
    assert hash_of("other@example.org") != hash_of(spelled)


@pytest.mark.parametrize(
    ("refusal", "is_lasting"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.cn": (550, b"no such user")}), True),
        (smtplib.SMTPRecipientsRefused({"a@b.cn": (451, b"greylisted")}), False),
        (smtplib.SMTPDataError(554, b"refused"), True),
        (smtplib.SMTPDataError(452, b"quota"), False),
    ],
)
def test_only_what_the_server_will_never_take_is_the_addresss_fault(refusal: Any, is_lasting: bool) -> None:
    assert mailing._is_lasting(refusal) is is_lasting
