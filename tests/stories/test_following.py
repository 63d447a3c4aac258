"""Somebody follows a department by mail: asks on its page, confirms from the mail, is told what is new, ends it by one click."""

from __future__ import annotations

import email
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.roles import Role
from disclosure.door import captcha
from following.models import Alert
from following.tasks import send_alerts
from intake.tasks import pull_intake
from integrity_portal import processes
from records import services
from tests import databases, factories, live
from tests.browser import both_sizes
from tests.stories.office import press
from tests.stories.test_public_objection import answer, clean

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
ADDRESS = "reader@example.org"


@pytest.fixture
def public(committed_db: str, settings: Any) -> Iterator[Any]:
    """A record in public; the test can read the question as the public process alone can."""
    settings.SECRET_KEY = "public-key-of-the-tests"
    captcha._box.cache_clear()
    yield factories.publication()
    captcha._box.cache_clear()
    connection.close()


@pytest.fixture
def mailbox(tmp_path: Path, committed_db: str, redis_stores: Any) -> Iterator[Path]:
    """A real worker, whose mails are files of a folder."""
    with live.worker(processes.WORKER, redis_stores, EMAIL_URL=f"filemail:///{tmp_path}"):
        yield tmp_path
    redis_stores.flush()


def mails(folder: Path) -> list[EmailMessage]:
    """What has been sent, oldest first."""
    found: list[EmailMessage] = []
    for path in sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns):
        for text in re.split(r"\n-{79}\n", path.read_text(encoding="utf-8")):
            if text.strip():
                made = email.message_from_string(text.lstrip("\n"), policy=default)
                assert isinstance(made, EmailMessage)
                found.append(made)
    return found


def until(is_so: Callable[[], Any]) -> Any:
    """Wait for the worker."""
    deadline = time.monotonic() + 60
    while not (found := is_so()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return found


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(mail: EmailMessage, way: str) -> str:
    found = re.search(rf"https?://[^/]+(/alerts/{way}/\S+)", text_of(mail))
    assert found, text_of(mail)
    return found[1]


def a_day_later() -> None:
    """Let the time of the next mail come: the worker's clock is the machine's, so what stands began the days before."""
    with databases.as_owner() as cursor:
        cursor.execute(
            "UPDATE open.stored_fact SET opens_on = opens_on - 3, published_at = published_at - interval '3 days'"
        )
    Alert.objects.update(told_until=timezone.now() - timedelta(days=4))


@both_sizes
def test_a_department_is_followed_told_and_left(
    page: Page, live_public: str, mailbox: Path, public: Any
) -> None:
    body = public.fact.of_kind.department
    services.suspend(public, by=factories.posting(Role.DIRECTOR), reason="依法办理")
    page.goto(f"{live_public}/departments/{body.credit_code}/")
    press(page.get_by_role("link", name="关注", exact=True))
    clean(page, "alerts-form")
    page.get_by_label("邮箱地址").fill(ADDRESS)
    answer(page)
    press(page.get_by_role("button", name="发确认信"))
    clean(page, "alerts-asked")
    pull_intake.delay()
    until(Alert.objects.exists)
    send_alerts.delay()
    (asked,) = until(lambda: mails(mailbox))
    page.goto(live_public + link_in(asked, "confirm"))
    clean(page, "alerts-confirm")
    press(page.get_by_role("button", name="确认关注"))
    expect(page.get_by_role("heading", level=1)).to_have_text("已确认")
    pull_intake.delay()
    until(Alert.objects.confirmed().exists)
    told_and_ended(mailbox, body)
    page.goto(live_public + link_in(mails(mailbox)[-1], "end"))
    clean(page, "alerts-end")
    press(page.get_by_role("button", name="结束关注"))
    expect(page.get_by_role("heading", level=1)).to_have_text("已结束")
    pull_intake.delay()
    until(lambda: not Alert.objects.exists())
    assert page.context.cookies() == []


def told_and_ended(mailbox: Path, body: Any) -> None:
    """What is new is told; what ended meanwhile is not in the next mail."""
    first = factories.publication(department=body)
    a_day_later()
    send_alerts.delay()
    until(lambda: len(mails(mailbox)) == 2)
    assert str(first.public_id) in text_of(mails(mailbox)[-1])
    assert mails(mailbox)[-1]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    second = factories.publication(department=body)
    services.suspend(first, by=factories.posting(Role.DIRECTOR), reason="依法办理")
    a_day_later()
    send_alerts.delay()
    until(lambda: len(mails(mailbox)) == 3)
    told = text_of(mails(mailbox)[-1])
    assert str(second.public_id) in told
    assert str(first.public_id) not in told
