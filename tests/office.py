"""Sitting down at the office: a signed-in client of one posting, and what its pages say."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.oath import totp

from accounts.middleware import PASSED
from accounts.models import Authenticator, OfficeSession, User
from common.cases.page_token import token_of
from common.models import Transition
from common.roles import Role
from dossiers.models import FileAccess
from dossiers.services import opening
from postings.models import OwnAccess, Posting
from tests import factories
from tests.shared_worlds import shared

__all__ = [
    "acts_of",
    "client_of",
    "code_of",
    "enter",
    "look",
    "queries",
    "signed_in",
    "sit",
    "text",
    "token_of",
]


MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
SECOND_FACTOR = "/accounts/login/code/"


@shared
def client_of(posting: Posting | OwnAccess) -> Client:
    return signed_in(posting.user)


def signed_in(person: User, client: Client | None = None) -> Client:
    """A client in whose session both password and second factor have been passed."""
    client = client or Client()
    client.force_login(person, MODEL_BACKEND)
    session = client.session
    session[PASSED] = True
    session.save()
    return client


def enter(client: Client, username: str, password: str = factories.PASSWORD, **extra: str) -> Any:
    """Sign in by password and code, as a person does; return the last answer."""
    answer = client.post("/accounts/login/", {"username": username, "password": password, **extra})
    if answer.status_code != 302 or not answer["Location"].startswith(SECOND_FACTOR):
        return answer
    return client.post(answer["Location"], {"code": code_of(User.objects.get(username=username))})


def code_of(person: User) -> str:
    """What the person's app shows now; the app is set up where there was none, and its last code forgotten."""
    app = Authenticator.objects.filter(user=person).first() or Authenticator.begun(person)
    Authenticator.objects.filter(pk=app.pk).update(confirmed=True, last_step=-1, throttling_failure_count=0)
    return f"{totp(app.key):06d}"


@shared
def sit(role: Role | str, place: str | None = factories.PROVINCE, **fields: Any) -> tuple[Client, Posting]:
    """A new person's client and posting."""
    held = factories.posting(role, place, **fields)
    return client_of(held), held


def look(client: Client, held: Any, official: Any, purpose: str = "keeping") -> FileAccess:
    """Open an official's file for this client, as its page would."""
    access = opening.open_file(official, by=held, purpose=purpose, basis="年度档案核对")
    session = client.session
    session["openings"] = {**session.get("openings", {}), str(official.pk): str(access.pk)}
    session.save()
    return access


def text(response: Any) -> str:
    """The words of a page, without markup and with single spaces."""
    bare = re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", bare)


def acts_of(obj: Any) -> list[str]:
    """The acts on the trail of one object, in order."""
    return list(Transition.objects.filter(object_id=obj.pk).order_by("seq").values_list("act", flat=True))


def queries(client: Client, address: str) -> int:
    """How many questions a page asks the database, of a session that was seen just now and is not written down again."""
    OfficeSession.objects.filter(session_key=client.session.session_key).update(seen_at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
