"""Fixtures for every app: databases, the two sites, the worker and the browser, all of them real."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from playwright.sync_api import Browser, Page

from disclosure import page_state
from integrity_portal import processes
from integrity_portal.embedded.keeper import started_at
from tests import browser as browsers
from tests import databases, live, stores
from tests.disclosure.alone import Alone, database
from tests.shared_worlds import shelf

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile(
    "untimed"
)  # the first text loads the segmenter, in whichever example it comes
hypothesis.settings.register_profile(
    "proof",
    max_examples=int(os.environ.get("PROOF_EXAMPLES", "500")),
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)

ALTERING = {"monkeypatch", "settings", "set_today"}
"""Fixtures that change what a factory makes: their tests share nothing."""
COMMITTING = {"committed_db", "live_office", "live_public", "worker", "transactional_db", "live_server"}
_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and item.get_closest_marker("commits"):
            item.fixturenames.insert(0, "committed_db")  # a mark would come too late here
        if "apart" in getattr(item, "fixturenames", ()):
            item.add_marker("replicates")
    items.sort(key=lambda item: not item.get_closest_marker("world"))


@pytest.fixture(scope="session")
def template_database(django_db_blocker: Any) -> str:
    databases.sweep()
    return databases.template()


@pytest.fixture(scope="session")
def django_db_setup(template_database: str, django_db_blocker: Any) -> Iterator[None]:
    """One clone per process for the tests that roll back."""
    with django_db_blocker.unblock(), databases.clone(template_database, "0"):
        yield
        shelf.close()


@pytest.fixture(scope="session")
def alone(django_db_setup: None, django_db_blocker: Any) -> Iterator[Alone]:
    """One database of the public store alone for each process; here, because two folders ask for the one."""
    me = os.getpid()
    with django_db_blocker.unblock(), database(f"portal_test_{me}_{started_at(me)}_alone") as made:
        yield made


def alters(request: pytest.FixtureRequest) -> bool:
    """Say whether a test, or a fixture of ours that it asks for, changes what a factory makes."""
    info = request.node._fixtureinfo
    ours = [
        found[-1] for found in info.name2fixturedefs.values() if found[-1].func.__module__.startswith("tests")
    ]
    return bool(ALTERING & {*info.argnames, *(name for fixture in ours for name in fixture.argnames)})


@pytest.fixture
def _django_db_helper(
    request: pytest.FixtureRequest, django_db_setup: None, template_database: str, django_db_blocker: Any
) -> Iterator[None]:
    """In place of pytest-django's: roll back, or a fresh clone for a test that commits."""
    commits = request.node.get_closest_marker("commits") or COMMITTING & set(request.fixturenames)
    with django_db_blocker.unblock():
        if commits:
            with databases.clone(template_database, str(next(_numbers))):
                yield
        else:
            shares = request.node.get_closest_marker("world")
            world = shelf.open("world" if shares else request.node.module.__name__)
            world.begin(alone=alters(request))
            try:
                yield
                if not connection.needs_rollback:
                    connection.check_constraints()
            finally:
                world.end()


@pytest.fixture
def committed_db(_django_db_helper: None) -> str:
    """A database of the test's own, in which it may commit; its name."""
    name: str = connection.settings_dict["NAME"]
    return name


@pytest.fixture
def as_public(_django_db_helper: None) -> Callable[[], AbstractContextManager[Any]]:
    """`with as_public() as cursor:` everything inside runs as the public web process's role."""

    @contextmanager
    def acting() -> Iterator[Any]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE portal_public")
            yield cursor
            cursor.execute(f"SET LOCAL ROLE {settings.OFFICE_DB_ROLE}")

    return acting


@pytest.fixture
def set_today(_django_db_helper: None) -> Callable[[date], None]:
    """Let the wall believe that it is another day, in this test's transaction only."""

    def moving(day: date) -> None:
        with databases.as_owner() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION open.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE"
                f" AS $$ SELECT DATE '{day:%Y-%m-%d}' $$"
            )

    return moving


@pytest.fixture(scope="session")
def redis_stores() -> Iterator[stores.Stores]:
    """Two Redis databases that only this process uses."""
    taken = stores.take()
    yield taken
    taken.give_back()


@pytest.fixture(scope="session", autouse=True)
def _own_redis(redis_stores: stores.Stores) -> None:
    settings.REDIS_URL = redis_stores.office


@pytest.fixture(scope="session", autouse=True)
def _own_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder for what the tests of this process send, and the sites that they start."""
    settings.FILES = tmp_path_factory.mktemp("files")
    os.environ["PORTAL_FILES"] = str(settings.FILES)


@pytest.fixture(autouse=True)
def _empty_stores(redis_stores: stores.Stores) -> Iterator[None]:
    yield
    page_state.forget()
    if any(caches[name].is_used for name in ("default", "door")):
        redis_stores.flush()


@pytest.fixture
def live_office(committed_db: str, redis_stores: stores.Stores) -> Iterator[str]:
    """Address of a real office site on the test's own database."""
    with live.site(processes.OFFICE, redis_stores) as address:
        yield address


@pytest.fixture
def live_public(committed_db: str, redis_stores: stores.Stores) -> Iterator[str]:
    """Address of a real public site, connected as `portal_public`."""
    with live.site(processes.PUBLIC, redis_stores) as address:
        yield address


@pytest.fixture
def worker(committed_db: str, redis_stores: stores.Stores) -> Iterator[None]:
    """A real Celery worker on the test's own database."""
    with live.worker(processes.WORKER, redis_stores):
        yield
    redis_stores.flush()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with browsers.chromium() as launched:
        yield launched


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser page, 1440x900; `tests.browser.mobile` and `both_sizes` choose otherwise."""
    with browsers.opened(browser, getattr(request, "param", "desktop")) as opened:
        yield opened
