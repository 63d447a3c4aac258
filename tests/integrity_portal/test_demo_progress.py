"""The demo made after the first page: by the worker, one at a time, with a bar that says how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from common.roles import Role
from integrity_portal.celery import app, begin_demo
from integrity_portal.demo import loading, progress
from integrity_portal.demo.progress import Progress
from integrity_portal.demo.views import STOP_ASKING
from tests.office import sit, text

BAR = "/demo/loading/"
HALF = Progress(4, 12, "限期整改")


@pytest.fixture
def demo(settings: Any) -> Iterator[None]:
    settings.PORTAL_DEMO = True
    yield
    cache.delete(progress.KEY)


@pytest.mark.parametrize(
    ("told", "percent"), [(Progress(1, 12, "导入"), 0), (HALF, 25), (Progress(12, 12, "", is_over=True), 100)]
)
def test_the_share_is_that_of_the_parts_that_are_there(told: Progress, percent: int) -> None:
    assert told.percent == percent


@pytest.mark.django_db
def test_each_page_says_which_part_is_being_made_until_all_are_there(demo: None) -> None:
    client, _ = sit(Role.CLERK)
    assert "正在办理演示案卷" not in text(client.get("/"))
    progress.tell(HALF)
    page = client.get("/")
    assert "正在办理演示案卷：限期整改（第 4 步，共 12 步）" in text(page)
    assert f'data-hx-get="{BAR}"' in page.content.decode()
    progress.tell(Progress(12, 12, "", is_over=True))
    assert "正在办理演示案卷" not in text(client.get("/"))


@pytest.mark.django_db
def test_the_bar_is_asked_again_until_it_is_over(demo: None) -> None:
    client, _ = sit(Role.AUDITOR, None)
    progress.tell(HALF)
    answer = client.get(BAR)
    assert (answer.status_code, "限期整改" in text(answer)) == (200, True)
    progress.tell(Progress(12, 12, "", is_over=True))
    answer = client.get(BAR)
    assert answer.status_code == STOP_ASKING
    assert "演示案卷已经办好" in text(answer)
    assert "data-hx-get" not in answer.content.decode()


@pytest.mark.django_db
def test_only_who_is_signed_in_is_told(demo: None) -> None:
    progress.tell(HALF)
    assert Client().get(BAR).status_code == 302
    assert "限期整改" not in Client().get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_outside_a_demo_no_page_asks_how_far_it_is(settings: Any) -> None:
    settings.PORTAL_DEMO = False
    progress.tell(HALF)
    client, _ = sit(Role.CLERK)
    assert "正在办理演示案卷" not in text(client.get("/"))


@pytest.mark.commits
def test_a_second_worker_leaves_the_demo_to_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(loading, "call_command", lambda name, **_: done.append(name))
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    try:
        other.cursor().execute("SELECT pg_advisory_lock(hashtext('demo'))")
        loading.load()
        assert done == []
        other.cursor().execute(
            "SELECT pg_advisory_unlock_all()"
        )  # at the close it is given back a moment later
    finally:
        other.close()
    loading.load()
    loading.load()
    assert done == ["load_demo", "aggregate"] * 2


@pytest.mark.parametrize(("is_demo", "sent"), [(True, ["integrity_portal.tasks.load_demo"]), (False, [])])
def test_the_worker_begins_when_it_is_ready_and_only_in_a_demo(
    is_demo: bool, sent: list[str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PORTAL_DEMO = is_demo
    tasks: list[str] = []
    monkeypatch.setattr(app, "send_task", tasks.append)
    begin_demo()
    assert tasks == sent
    app.loader.import_default_modules()
    app.autodiscover_tasks(force=True)
    assert "integrity_portal.tasks.load_demo" in app.tasks
