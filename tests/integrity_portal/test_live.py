"""The fixtures that stories stand on: two sites, a worker and a browser, each of them real."""

import pytest
from django.conf import settings
from playwright.sync_api import Page

from integrity_portal.celery import app
from tests import databases
from tests.browser import both_sizes


def test_a_real_worker_answers(worker: None) -> None:
    (answer,) = app.control.ping(timeout=2)
    assert list(answer.values()) == [{"ok": "pong"}]


@both_sizes
def test_both_sites_answer_in_the_browser(
    live_office: str, live_public: str, page: Page, committed_db: str
) -> None:
    office = page.goto(live_office)
    assert office is not None
    assert office.status < 500
    public = page.goto(live_public)
    assert public is not None
    assert public.status < 500
    with databases.steward() as cursor:
        cursor.execute("SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = %s", [committed_db])
        roles = {name for (name,) in cursor.fetchall()}
    assert settings.PUBLIC_DB_ROLE in roles
    assert roles <= {settings.PUBLIC_DB_ROLE, settings.OFFICE_DB_ROLE, settings.OWNER_DB_ROLE}


@pytest.mark.django_db
def test_the_public_role_cannot_read_the_office(as_public: object) -> None:
    assert callable(as_public)
    with as_public() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.PUBLIC_DB_ROLE,)
