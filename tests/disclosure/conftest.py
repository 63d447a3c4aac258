"""The public site in the test's own process, every query of it made as the public role."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.test import Client

from integrity_portal import settings as declared
from tests.databases import as_owner

Reader = Callable[..., Any]


@pytest.fixture
def public_side(settings: Any) -> None:
    """Settings of the public process, the database apart."""
    settings.PORTAL_SIDE = "public"
    settings.ROOT_URLCONF = "integrity_portal.public_urls"
    settings.TEMPLATES = [declared._COMPILED]
    settings.MIDDLEWARE = [*declared._SHARED_MIDDLEWARE, *declared._PUBLIC_MIDDLEWARE]


@pytest.fixture
def read(public_side: None, as_public: Callable[[], AbstractContextManager[Any]]) -> Reader:
    """`read("/records/", q="拖欠")`: the answer of the public site, whose queries run as portal_public."""
    client = Client(raise_request_exception=False)

    def reading(path: str, *, headers: dict[str, str] | None = None, **params: Any) -> Any:
        with as_public():
            return client.get(path, params, headers=headers)

    return reading


@pytest.fixture
def set_today(_django_db_helper: None) -> Callable[[date], None]:
    """Let the wall believe that it is another day, in this test's transaction only."""

    def moving(day: date) -> None:
        with as_owner() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION open.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE"
                f" AS $$ SELECT DATE '{day:%Y-%m-%d}' $$"
            )

    return moving
