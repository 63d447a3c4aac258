"""Sitting down at the office: a signed-in client of one posting, and what its pages say."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.cases.page_token import token_of
from common.models import Transition
from common.roles import Role
from dossiers.models import FileAccess
from dossiers.services import opening
from postings.models import OwnAccess, Posting
from tests import factories

__all__ = ["acts_of", "client_of", "look", "queries", "sit", "text", "token_of"]


def client_of(posting: Posting | OwnAccess) -> Client:
    client = Client()
    client.force_login(posting.user, "django.contrib.auth.backends.ModelBackend")
    return client


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
    """How many questions a page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
