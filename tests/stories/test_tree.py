"""What a screen reader is told of one page of every template: names, roles, levels of headings, landmarks, live regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from common.roles import Role
from tests import browser as browsers
from tests import world
from tests.stories.test_accessible import PAGES, scene

__all__ = ["scene"]
pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
NAMED = {
    *("button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "spinbutton"),
    *("heading", "dialog", "search", "navigation", "tab", "slider", "meter", "progressbar", "Date"),
}
"""Roles that say nothing without a name; a form without one is no landmark, and nobody hears of it."""
LANDMARKS = ("main", "navigation", "form", "search", "region")
MOST_TABS = 400
WALKED = (
    (Role.CLERK, "/records/new/?source=penalty"),
    (Role.REVIEWER, "/records/"),
    (Role.SECRECY, "/publications/{pending_publication}/"),
    (Role.DIRECTOR, "/"),
)
"""Where every stop of Tab is walked: a long form, a list, a sheet to sign, the desk."""
STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  return [box.width > 0 && box.height > 0, one.tabIndex, one.outerHTML.slice(0, 90)];
}"""


def tree_of(page: Page) -> list[dict[str, Any]]:
    """The nodes that a screen reader hears, in their order."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node for node in nodes if not node["ignored"]]


def role_of(node: dict[str, Any]) -> str:
    return str(node["role"]["value"])


def name_of(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def level_of(node: dict[str, Any]) -> int:
    return next(int(p["value"]["value"]) for p in node["properties"] if p["name"] == "level")


def faults_of(nodes: list[dict[str, Any]]) -> Iterator[str]:
    for node in nodes:
        if role_of(node) in NAMED and not name_of(node):
            yield f"a {role_of(node)} without a name"
    levels = [level_of(node) for node in nodes if role_of(node) == "heading"]
    if levels and levels[0] not in {1, 2}:
        yield f"the first heading is of level {levels[0]}"
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"
    yield from (f"level {b} follows level {a}" for a, b in pairwise(levels) if b > a + 1)
    named = [(role_of(node), name_of(node)) for node in nodes if role_of(node) in LANDMARKS]
    marks = Counter(mark for mark in named if mark != ("form", ""))
    if sum(number for (role, _), number in marks.items() if role == "main") != 1:
        yield "not one main landmark"
    yield from (f"{number} times the landmark {mark}" for mark, number in marks.items() if number > 1)
    if any(role_of(node) == "alert" for node in nodes):
        yield "an alert on a page on which nothing was refused"


def visit(
    page: Page, office: str, made: world.Scope, keys: dict[str | None, str], role: Any, address: str
) -> None:
    page.context.clear_cookies()
    if role:
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": keys[role], "url": office}])
    page.goto(office + made.address(address))


def test_a_page_of_every_template_is_told_whole_and_in_order(
    browser: Browser, live_office: str, scene: tuple[world.Scope, dict[str | None, str]]
) -> None:
    made, keys = scene
    faults: list[str] = []
    with browsers.opened(browser, "desktop") as page:
        for role, address in (visits[0] for visits in PAGES.values()):
            visit(page, live_office, made, keys, role, address)
            faults += [f"{role} {address}: {fault}" for fault in faults_of(tree_of(page))]
    assert not faults, "\n".join(faults)


def test_tab_walks_every_stop_in_sight_and_leaves_the_page_at_its_end(
    browser: Browser, live_office: str, scene: tuple[world.Scope, dict[str | None, str]]
) -> None:
    made, keys = scene
    with browsers.opened(browser, "desktop") as page:
        for role, address in WALKED:
            visit(page, live_office, made, keys, role, address)
            stops: list[Any] = []
            for _ in range(MOST_TABS):
                page.keyboard.press("Tab")
                stop = page.evaluate(STOP)
                if stop is None or (stops and stop == stops[0]):
                    break
                stops.append(stop)
            else:
                raise AssertionError(f"a trap on {address}: {stops[-3:]}")
            assert [s for s in stops if not s[0] or s[1] > 0] == [], address
            assert len(stops) > 5, address
