"""Calls of other systems: named under a key, signed, to public hosts alone, tried again with growing waits, ended after days of failure."""

from __future__ import annotations

import hmac
import http.client
import json
import ssl
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from common.errors import ActRefused
from common.roles import Role
from following import tasks
from following.keys.models import ApiKey
from following.keys.services import keeping as keys
from following.webhooks import hosts
from following.webhooks.models import WAITS, Announced, Delivery, Webhook
from following.webhooks.services import keeping, noticing, sending
from intake.messages import Message
from intake.models import Answer
from intake.webhook_requests import WEBHOOK, WEBHOOK_ENDED, WebhookRequest, place_of, unpacked
from records import services
from tests import factories
from tests.following.keying import asked

pytestmark = pytest.mark.django_db
URL, SECRET = "https://hooks.example.org/portal", "s" * 43


def message(kind: str, key: ApiKey, url: str = URL, secret: str = SECRET) -> Message:
    return Message(uuid4(), kind, WebhookRequest(url, secret).payload, bytes(key.token_hash), bytes(32))


@pytest.fixture
def key() -> ApiKey:
    made, _ = asked()
    return keys.approve(made, by=factories.posting(Role.OFFICER))


@pytest.fixture
def hook(key: ApiKey) -> Webhook:
    """An address that is called; what stands now is known."""
    keeping.receive_webhook(message(WEBHOOK, key))
    noticing.note_changes(timezone.now())
    return Webhook.objects.get()


class Receiver:
    """Stands for the other side: takes calls, answers with a status or breaks."""

    def __init__(self) -> None:
        self.calls: list[tuple[hosts.Place, bytes, dict[str, str]]] = []
        self.answer: int | Exception = 204

    def post(self, place: hosts.Place, body: bytes, headers: dict[str, str]) -> int:
        self.calls.append((place, body, headers))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def receiver(monkeypatch: Any) -> Receiver:
    made = Receiver()
    monkeypatch.setattr(hosts, "post", made.post)
    resolves(monkeypatch, "93.184.216.34")
    return made


def resolves(monkeypatch: Any, *addresses: str) -> None:
    found = [(0, 0, 0, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(hosts, "look_up", lambda *given, **more: found)


def sent(receiver: Receiver, now: datetime | None = None) -> list[dict[str, Any]]:
    sending.send_due(now or timezone.now() + timedelta(seconds=1))
    return [json.loads(body) for _, body, _ in receiver.calls]


def test_what_opens_and_what_ends_is_named_by_its_random_id_alone(hook, receiver):
    act = factories.publication(facts="独一无二的标记卌卌，逾期")
    assert noticing.note_changes(timezone.now()) == 1
    services.suspend(act, by=factories.posting(Role.DIRECTOR), reason="依法办理")
    other = factories.publication()
    assert noticing.note_changes(timezone.now()) == 1
    first, second = sent(receiver)
    assert first["opened"] == [], "what has ended since is not named as open"
    assert (second["opened"], second["ended"]) == ([str(other.public_id)], [str(act.public_id)])
    assert set(first) == {"id", "at", "opened", "ended"}
    assert "卌卌" not in "".join(body.decode() for _, body, _ in receiver.calls)
    assert noticing.note_changes(timezone.now()) == 0


def test_a_call_is_signed_over_time_and_body(hook, receiver):
    factories.publication()
    noticing.note_changes(timezone.now())
    sent(receiver)
    ((place, body, head),) = receiver.calls
    assert (place.host, place.address) == ("hooks.example.org", "93.184.216.34")
    at = head["X-Portal-Timestamp"]
    assert abs(int(at) - timezone.now().timestamp()) < 60
    by_hand = hmac.new(SECRET.encode(), at.encode() + b"." + body, "sha256").hexdigest()
    assert head["X-Portal-Signature"] == f"v1={by_hand}"


def test_a_call_that_fails_is_tried_again_each_time_later(hook, receiver):
    factories.publication()
    noticing.note_changes(timezone.now())
    receiver.answer = 500
    now = timezone.now() + timedelta(seconds=1)
    for wait in WAITS[:3]:
        sending.send_due(now)
        made = Delivery.objects.get()
        assert made.next_at == now + wait
        before = len(receiver.calls)
        sending.send_due(now + wait - timedelta(seconds=1))
        assert len(receiver.calls) == before, "not before its time"
        now += wait
    receiver.answer = 200
    sending.send_due(now)
    made.refresh_from_db()
    hook.refresh_from_db()
    assert (made.attempts, made.answered, made.next_at, hook.failing_since) == (4, "200", None, None)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (TimeoutError(), "十秒内没有应答"),
        (ConnectionRefusedError(), "连接不上"),
        (ssl.SSLCertVerificationError(), "证书或者加密连接有误"),
        (http.client.BadStatusLine(""), "应答不合 HTTP"),
        (302, "302"),
        (410, "410"),
    ],
)
def test_no_answer_is_followed_and_every_fault_is_noted(hook, receiver, fault, words):
    factories.publication()
    noticing.note_changes(timezone.now())
    receiver.answer = fault
    sent(receiver)
    made = Delivery.objects.get()
    assert (len(receiver.calls), made.attempts, made.sent_at) == (1, 1, None)
    assert made.answered == words


def test_an_address_that_takes_nothing_for_days_is_called_no_more(hook, receiver):
    factories.publication()
    noticing.note_changes(timezone.now())
    receiver.answer = 500
    now = timezone.now() + timedelta(seconds=1)
    for _ in range(12):
        sending.send_due(now)
        now += timedelta(hours=12)
    hook.refresh_from_db()
    assert hook.ended_because == "连续三天没有送达"
    calls = len(receiver.calls)
    factories.publication()
    noticing.note_changes(now)
    sending.send_due(now + timedelta(days=2))
    assert len(receiver.calls) == calls


INSIDE = [
    *("127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
    *("::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1"),
    *("fec0::10", "::10.1.2.3"),
]


def test_of_a_key_that_is_good_no_more_nothing_that_waits_goes_out(hook, receiver):
    factories.publication()
    noticing.note_changes(timezone.now())
    ApiKey.objects.filter(pk=hook.key_id).update(valid_until=timezone.localdate())
    assert sent(receiver) == []
    assert Delivery.objects.get().attempts == 0


def test_the_same_address_named_again_has_the_new_secret(hook, key):
    keeping.receive_webhook(message(WEBHOOK, key, hook.url))
    assert Webhook.objects.count() == 1
    assert Webhook.objects.get().secret_sealed != hook.secret_sealed


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_is_ever_called(hook, receiver, monkeypatch, address):
    factories.publication()
    noticing.note_changes(timezone.now())
    resolves(monkeypatch, "93.184.216.34", address)
    assert sent(receiver) == []
    assert "内部网络" in Delivery.objects.get().answered


def test_the_call_goes_to_the_address_that_was_looked_up(monkeypatch):
    reached: list[Any] = []

    def connect(place: Any, seconds: float) -> Any:
        reached.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(hosts, "reach", connect)
    with pytest.raises(ConnectionRefusedError):
        hosts.post(hosts.Place("hooks.example.org", "93.184.216.34", "/"), b"{}", {})
    assert reached == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/",
        "https://hooks.example.org:8443/",
        "https://someone@hooks.example.org/",
        "https:///nohost",
        "ftp://hooks.example.org/",
        "https://hooks.example.org/a b",
        "https://[::1",
        "https://主机.example.org/",
    ],
)
def test_an_address_of_another_shape_is_refused(key, url):
    with pytest.raises(ActRefused):
        keeping.receive_webhook(message(WEBHOOK, key, url))
    assert not Webhook.objects.exists()


def test_only_a_good_key_names_addresses_and_three_at_most(key):
    waiting, _ = asked()
    keeping.receive_webhook(message(WEBHOOK, waiting))
    for number in range(5):
        keeping.receive_webhook(message(WEBHOOK, key, f"{URL}{number}"))
    assert Webhook.objects.filter(key=key).count() == Webhook.objects.count() == 3


def test_with_the_key_the_calls_end(hook, key, receiver):
    factories.publication()
    keys.revoke(key, by=factories.posting(Role.OFFICER), reason="用途不符")
    assert noticing.note_changes(timezone.now()) == 0
    assert not Announced.objects.exists(), "where nobody is called nothing is remembered"


def test_the_holder_ends_an_address_and_reads_how_it_stands(hook, key, receiver):
    factories.publication()
    noticing.note_changes(timezone.now())
    tasks.call_webhooks()
    (told,) = unpacked(Answer.objects.filter(token_hash=place_of(bytes(key.token_hash))).latest("id").text)
    assert (told.url, told.state) == (URL, "有效")
    assert told.calls[0][1:] == (1, "204")
    keeping.receive_end(message(WEBHOOK_ENDED, key))
    (told,) = unpacked(Answer.objects.filter(token_hash=place_of(bytes(key.token_hash))).latest("id").text)
    assert told.state == "已结束：持有人结束"


def test_the_secret_is_kept_encrypted(hook):
    assert hook.secret == SECRET
    assert SECRET.encode() not in bytes(hook.secret_sealed)


def test_of_an_empty_site_the_first_to_open_is_told(key, receiver):
    keeping.receive_webhook(message(WEBHOOK, key))
    assert noticing.note_changes(timezone.now()) == 0
    act = factories.publication()
    noticing.note_changes(timezone.now())
    assert sent(receiver)[0]["opened"] == [str(act.public_id)]
