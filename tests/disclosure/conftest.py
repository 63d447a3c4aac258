"""The public site in the test's own process, every page of it read from a database that holds the store alone.

So is everything that a test asks as the public role. What asks for the office's own database says why: `one_database`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from integrity_portal import settings as declared
from tests.disclosure.alone import Alone
from tests.disclosure.apart import apart, copy_address, site

__all__ = ["apart", "copy_address", "site"]

Reader = Callable[..., Any]


@pytest.fixture
def public_side() -> Iterator[None]:
    """Settings of the public process, the database apart."""
    with override_settings(
        PORTAL_SIDE="public",
        ROOT_URLCONF="integrity_portal.public_urls",
        TEMPLATES=[declared._COMPILED],
        MIDDLEWARE=[*declared._SHARED_MIDDLEWARE, *declared._PUBLIC_MIDDLEWARE],
    ):
        yield


@pytest.fixture
def as_public(
    request: pytest.FixtureRequest, as_public: Callable[[], AbstractContextManager[Any]]
) -> Callable[[], AbstractContextManager[Any]]:
    """`with as_public() as cursor:` everything inside asks the store alone, as the public web process's role."""
    if request.node.get_closest_marker("one_database"):
        return as_public
    alone: Alone = request.getfixturevalue("alone")

    @contextmanager
    def acting() -> Iterator[Any]:
        with alone.read(), transaction.atomic(), connections["default"].cursor() as cursor:
            yield cursor

    return acting


@pytest.fixture
def read(public_side: None, alone: Alone, _django_db_helper: None) -> Reader:
    """`read("/records/", q="拖欠")`: the answer of the public site, from the store alone and as portal_public."""
    client = Client(raise_request_exception=False)

    def reading(path: str, *, headers: dict[str, str] | None = None, **params: Any) -> Any:
        with alone.read():
            return whole(client.get(path, params, headers=headers))

    return reading


def whole(answer: Any) -> Any:
    """An answer whose content is there, also where it was made while it was read."""
    if not answer.streaming:
        return answer
    return HttpResponse(b"".join(answer.streaming_content), status=answer.status_code, headers=answer.headers)


@pytest.fixture
def queries(read: Reader, alone: Alone) -> Reader:
    """`queries("/")`: the answer, and what the database was asked for it."""

    def reading(path: str, **options: Any) -> tuple[Any, list[str]]:
        return read(path, **options), alone.asked

    return reading
