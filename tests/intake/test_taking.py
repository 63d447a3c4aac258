"""The office takes each message once, keeps what it cannot hand on, and answers under the code."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from common.errors import ActRefused
from common.models import PublicGeneration
from common.roles import Role
from disclosure.store.check import differences
from disclosure.store.refresh import refresh_day
from intake import receivers, sending
from intake.messages import Attachment
from intake.models import Answer, Fault, ReceivedMessage
from intake.sealing import QueryCode, key_bytes, seal
from intake.services import taking
from intake.services.answering import answer
from intake.tasks import pull_intake
from tests import databases, factories
from tests.databases import as_owner
from tests.intake.conftest import KIND, UNTIL
from tests.office import client_of

pytestmark = pytest.mark.django_db


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM intake.message")
        return cursor.fetchone()[0]


@pytest.fixture
def send(as_public):
    def sending_one(text="甲", **more):
        with as_public():
            return sending.send(KIND, {"text": text}, **more)

    return sending_one


def replies(as_public, code):
    with as_public():
        return [reply.text for reply in sending.replies(code)]


def test_a_message_goes_to_its_receiver_once_and_the_answer_comes_back_under_the_code(send, taken, as_public):
    receipt = send("甲", files=[Attachment("证据.pdf", b"%PDF")])
    assert pull_intake() == 1
    assert [(m.id, m.payload, m.files) for m in taken] == [
        (receipt.id, {"text": "甲"}, (Attachment("证据.pdf", b"%PDF"),))
    ]
    assert (waiting(), pull_intake(), len(taken)) == (0, 0, 1)
    assert replies(as_public, receipt.code) == ["已收到：甲"]
    assert replies(as_public, QueryCode.fresh()) == []
    with as_owner() as cursor:
        cursor.execute("SELECT text, sealed FROM open.stored_answer")
        ((text, sealed),) = cursor.fetchall()
    assert text is None
    assert "甲".encode() not in bytes(sealed)
    assert differences() == []


def test_a_second_message_under_the_same_code_is_answered_beside_the_first(send, taken, as_public):
    receipt = send("甲")
    again = send("乙", code=receipt.code)
    assert again.id != receipt.id
    pull_intake()
    assert replies(as_public, receipt.code) == ["已收到：甲", "已收到：乙"]


@pytest.mark.parametrize("moment", ["before the office's commit", "after it, before the store is emptied"])
def test_killed_in_between_nothing_is_lost_or_doubled(send, taken, monkeypatch, moment):
    send()

    class Killed(BaseException):
        pass

    def killed(*given):
        raise Killed

    where = "_handed" if moment.startswith("before") else "_remove"
    with monkeypatch.context() as patch:
        patch.setattr(taking, where, killed)
        with pytest.raises(Killed):
            taking.pull()
    assert waiting() == 1
    assert ReceivedMessage.objects.count() == (0 if where == "_handed" else 1)
    taking.pull()
    assert (waiting(), len(taken), Answer.objects.count()) == (0, 1, 1)


KILLED = """
import os, sys
import django
django.setup()
from datetime import date
from intake import receivers
from intake.services import taking
from intake.services.answering import answer_to
receivers.register("invented_kind", "虚构", lambda m: answer_to(m, "收到", until=date(2099, 1, 1)))
if sys.argv[1] == "kill":
    taking._remove = lambda message: os._exit(9)
taking.pull()
"""


@pytest.mark.commits
@pytest.mark.long
def test_a_process_that_is_killed_between_commit_and_emptying_leaves_one_answer(committed_db, send):
    send()
    environment = {
        **os.environ,
        "DATABASE_URL": databases.office_url(committed_db),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    for how, code, left in (("kill", 9, 1), ("kill", 9, 1), ("end", 0, 0)):
        done = subprocess.run(
            [sys.executable, "-c", KILLED, how],
            cwd=databases.ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert (waiting(), Answer.objects.count()) == (left, 1)


def test_trouble_of_the_database_leaves_a_message_where_it_is_and_the_others_go_on(send, taken):
    send("甲")
    send("乙")
    receive = receivers.receiver_of(KIND)

    def troubled(message):
        receive(message)
        if message.payload["text"] == "甲":
            raise OperationalError("locked out")

    receivers.register(KIND, "虚构来件", troubled)
    pull_intake()
    assert (waiting(), ReceivedMessage.objects.count(), Answer.objects.count()) == (1, 1, 1)
    receivers.register(KIND, "虚构来件", receive)
    pull_intake()
    assert (waiting(), ReceivedMessage.objects.kept().count(), Answer.objects.count()) == (0, 0, 2)


def refusing(message):
    raise ActRefused("同一事项已有一件在办")


def broken(message):
    answer(message.token_hash, "半途", until=UNTIL)
    raise KeyError("secret text of the visitor")


def hurting(message):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


@pytest.mark.parametrize(
    ("receiver", "fault", "said"),
    [
        (None, Fault.NO_RECEIVER, ""),
        (refusing, Fault.REFUSED, "同一事项已有一件在办"),
        (broken, Fault.FAILED, "KeyError"),
        (hurting, Fault.FAILED, "DataError"),
    ],
)
def test_what_cannot_be_handed_on_is_kept_told_and_handed_on_later(
    send, taken, as_public, receiver, fault, said, capsys
):
    receive = receivers.receiver_of(KIND)
    receivers.remove(KIND)
    if receiver:
        receivers.register(KIND, "虚构来件", receiver)
    receipt = send("甲")
    pull_intake()
    (row,) = ReceivedMessage.objects.kept()
    assert (row.message, row.fault, row.said, waiting()) == (receipt.id, fault, said, 0)
    assert Answer.objects.count() == 0, "what a receiver did before it failed is undone"
    keeper = client_of(factories.posting(Role.SYSTEM_ADMIN))
    page = keeper.get("/intake/kept/").content.decode()
    assert str(receipt.id) in page
    assert fault.label in page
    assert "未转交的来件" in keeper.get("/").content.decode()
    call_command("intake")
    assert fault.label in capsys.readouterr().out
    receivers.register(KIND, "虚构来件", receive)
    call_command("intake", "--again")
    assert "已转交" in capsys.readouterr().out
    assert replies(as_public, receipt.code) == ["已收到：甲"]
    assert not taking.hand_on_again(row), "a second time it is not there"
    assert len(taken) == 1


def test_what_no_key_opens_waits_for_the_key(send, taken, settings):
    send("甲")
    keys, settings.INTAKE_PRIVATE_KEYS = settings.INTAKE_PRIVATE_KEYS, []
    pull_intake()
    (row,) = ReceivedMessage.objects.kept()
    assert row.fault == Fault.UNOPENED
    settings.INTAKE_PRIVATE_KEYS = keys
    assert taking.hand_on_again(row)
    assert len(taken) == 1


def lay(id, kind, sealed):
    with as_owner() as cursor:
        cursor.execute(
            "INSERT INTO intake.message (id, kind, sealed) VALUES (%s, %s, %s)", [str(id), kind, sealed]
        )


def test_who_writes_rows_of_the_store_can_neither_repeat_a_message_nor_turn_it_nor_hide_one(
    send, taken, settings
):
    receipt = send("甲")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM intake.message")
        sealed = bytes(cursor.fetchone()[0])
    pull_intake()
    lay(receipt.id, KIND, sealed)
    lay(uuid4(), KIND, sealed)
    lay(uuid4(), "another_kind", sealed)
    lay(uuid4(), KIND, seal(b"nonsense", key_bytes(settings.INTAKE_PUBLIC_KEY)))
    pull_intake()
    assert len(taken) == 1
    assert sorted(ReceivedMessage.objects.kept().values_list("fault", flat=True)) == ["malformed"] * 3
    other = seal(b"another under the same number", key_bytes(settings.INTAKE_PUBLIC_KEY))
    lay(receipt.id, KIND, other)
    pull_intake()
    assert ReceivedMessage.objects.filter(message=receipt.id).count() == 2
    assert waiting() == 0


def test_a_plain_answer_stands_until_its_day_and_makes_no_page_stale(as_public, set_today):
    code, today = QueryCode.fresh(), timezone.localdate()
    before = PublicGeneration.objects.get().value
    answer(code.token_hash, "可以公开的答复", until=today + timedelta(days=2))
    assert PublicGeneration.objects.get().value == before
    assert replies(as_public, code) == ["可以公开的答复"]
    set_today(today + timedelta(days=2))
    assert replies(as_public, code) == [], "by the clock, before the job has run"
    assert refresh_day() == 1
    with as_owner() as cursor:
        cursor.execute("SELECT count(*) FROM open.stored_answer")
        assert cursor.fetchone() == (0,)
