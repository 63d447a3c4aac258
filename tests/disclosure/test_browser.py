"""The public site in a real browser, served by a real process that is connected as the public role."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import transaction
from playwright.sync_api import expect

from disclosure.question import Question
from disclosure.store import snapshots
from integrity_portal import processes
from tests import databases, factories, live
from tests.browser import mobile
from tests.commitments.ledgers import line, tender
from tests.commitments.makers import TODAY, days_ago, running
from tests.commitments.test_opening import settle
from tests.commitments.test_opening import shown as opened
from tests.disclosure.alone import database
from tests.disclosure.rows import another, standing
from tests.disclosure.test_pages import summarised

MOVED = """window.moved = [];
new PerformanceObserver((seen) => seen.getEntries().forEach((move) => moved.push(move.value)))
    .observe({ type: "layout-shift", buffered: true });"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def shown(template_database, django_db_setup, django_db_blocker, redis_stores):
    """A database of the store alone, the addresses of its pages, and the public site on it; the module's tests only read."""
    with (
        django_db_blocker.unblock(),
        databases.clone(template_database, "browser") as name,
        database(f"{name}_alone") as alone,
    ):
        made = pages()
        alone.follow()
        with live.site(processes.PUBLIC, redis_stores, database=alone.name) as site:
            yield alone.name, made, site


@pytest.fixture
def addresses(shown):
    return shown[1]


@pytest.fixture
def live_public(shown):
    return shown[2]


def pages():
    """One page of each template, and each state that looks different."""
    made = standing(facts="道路养护项目拖欠工程结算款，逾期二百日仍未支付")
    for number in range(30):
        another(made, number)
    ended = factories.publication("ended")
    months = [("320000", date(2026, month, 1), "serious", month) for month in range(1, 11)]
    summarised(
        [*months, ("320100", date(2026, 9, 1), "serious", 9), ("320102", date(2026, 9, 1), "serious", 9)]
    )
    code = made.fact.of_kind.department.credit_code
    body = made.fact.of_kind.department
    refused = factories.publication(made=factories.judgment("confirmed", outcome="refused", department=body))
    honour = factories.publication(made=factories.commendation("confirmed", department=body))
    assert snapshots.make(view=transaction.atomic) is not None
    return {
        "open data": "/open-data/",
        "open data gone": "/open-data/20260101-00000000/records.csv",
        "api": "/api/",
        "bench": "/api/docs/",
        "judgments": "/judgments/",
        "no judgment": "/judgments/?q=飞船",
        "judgment": f"/j/{refused.public_id}/",
        "commendations": "/commendations/",
        "commendation": f"/c/{honour.public_id}/",
        "home": "/",
        "list": "/records/",
        "hits": f"/records/{Question(q='拖欠', city=('320100',)).address()}",
        "no hits": "/records/?q=拖欠飞船",
        "no question": "/records/?q=欠",
        "code": f"/records/?q={code}",
        "record": f"/r/{made.public_id}/",
        "gone": f"/r/{ended.public_id}/",
        "missing": "/nowhere/",
        "departments": "/departments/",
        "no department": "/departments/?q=飞船",
        "department": f"/departments/{code}/",
        "empty department": f"/departments/{factories.department().credit_code}/",
        "repair": "/repair/",
        "rights": "/rights/",
        "glossary": "/glossary/",
        "county": "/records/?city=320100&county=320102",
        "statistics": "/statistics/",
        "city": "/statistics/?region=320100",
        "empty city": "/statistics/?region=321300",
        "about": "/about/",
        "information-classes": "/information-classes/",
        "objection": f"/objection/?about={made.public_id}",
        "follow": "/follow/",
        **board_pages(),
        "alerts": f"/alerts/?department={code}",
        "end of an alert": f"/alerts/end/{'aB0_-' * 8}abc/",
    }


def board_pages():
    """A township's board with a line of each kind of matter, and the list of enterprises."""
    settle()
    body = factories.department("320102", name="模拟镇人民政府（演示）", level="township")
    matters = ("affairs", "finance", "benefit", "interaction", "civility")
    for matter in matters:
        opened(line("townships", matter, body=body))
    promise = opened(line("townships", "pledge", body=body, agreed_on=TODAY))
    enterprise = opened(line("statistics", "listing", decided_on=days_ago(10)))
    invested = opened(running("investment"))
    return {
        "promises": "/promises/",
        "narrowed promises": "/promises/?city=320100&domain=investment",
        "no promises": "/promises/?q=飞船",
        "promises of one": f"/departments/{invested.commitment.department.credit_code}/promises/",
        "promise of one side": f"/p/{invested.public_id}/",
        "townships": "/townships/",
        "no township": "/townships/?q=飞船",
        "township": f"/townships/{body.credit_code}/",
        "promise": f"/p/{promise.public_id}/",
        "rate": "/townships/rate/",
        "enterprises": "/dishonest-enterprises/",
        "agencies": "/agencies/",
        "no agency": "/agencies/?q=飞船",
        "agency": f"/a/{opened(tender()).public_id}/",
        "no enterprise": "/dishonest-enterprises/?q=飞船",
        "enterprise": f"/e/{enterprise.public_id}/",
    }


@pytest.fixture
def watched(page, live_public):
    """The page, with everything that it asked of other hosts and everything that the browser complained of."""
    page.outside, page.complaints = [], []
    page.on("request", lambda request: _note(page.outside, request.url, live_public))
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def _note(outside, url, address):
    if not url.startswith((address, "data:")):
        outside.append(url)


def visit(page, live_public, path):
    page.goto(live_public + path)
    if "statistics" in path or "docs" in path:
        page.wait_for_load_state("networkidle")


def faults(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (fault["id"], fault["nodes"][0]["target"], fault["nodes"][0].get("failureSummary")) for fault in found
    ]


def complaints(page):
    """The browser reports the status of a missing page itself; that is no fault of the page."""
    return [words for words in page.complaints if "status of 4" not in words]


@pytest.mark.long
def test_no_page_has_an_accessibility_fault_or_asks_another_host(addresses, watched, live_public):
    for name, path in addresses.items():
        visit(watched, live_public, path)
        assert faults(watched) == [], name
        assert watched.outside == [], name
        assert complaints(watched) == [], name


@pytest.mark.long
def test_the_dark_and_the_large_mode_are_as_accessible_and_stay(addresses, watched, live_public):
    visit(watched, live_public, "/")
    watched.get_by_role("button", name="深色").click()
    watched.get_by_role("button", name="长者模式").click()
    for name in ("home", "hits", "record", "department", "statistics", "gone"):
        visit(watched, live_public, addresses[name])
        root = watched.locator("html")
        expect(root).to_have_attribute("data-bs-theme", "dark")
        expect(root).to_have_attribute("data-size", "large")
        expect(watched.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")
        assert faults(watched) == [], name
    assert watched.context.cookies() == []


@mobile
@pytest.mark.long
def test_nothing_is_wider_than_a_small_screen(addresses, watched, live_public):
    for name, path in addresses.items():
        visit(watched, live_public, path)
        wider = watched.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider == 0, name
    visit(watched, live_public, addresses["hits"])
    expect(watched.get_by_label("无锡市")).to_be_hidden()
    watched.get_by_text("筛选（已选 1 项）").click()
    expect(watched.get_by_role("checkbox", name="南京市")).to_be_visible()


def test_a_reader_without_a_mouse_gets_from_the_first_key_to_a_record(addresses, watched, live_public):
    visit(watched, live_public, "/")
    watched.keyboard.press("Tab")
    expect(watched.get_by_role("link", name="跳到正文")).to_be_focused()
    watched.keyboard.press("Enter")
    watched.keyboard.press("Tab")
    expect(watched.get_by_role("combobox", name=re.compile("部门名称"))).to_be_focused()
    watched.keyboard.type("拖欠")
    watched.keyboard.press("Enter")
    watched.wait_for_url("**/records/?q=*")
    expect(watched.get_by_role("heading", level=1)).to_contain_text("31 条")
    title = watched.locator(".rows .head a").first
    title.focus()
    watched.keyboard.press("Enter")
    watched.wait_for_url("**/r/**")
    expect(watched.get_by_text("能修复吗")).to_be_visible()


@pytest.mark.long
def test_what_is_typed_is_answered_by_suggestions_that_keys_reach(addresses, watched, live_public):
    visit(watched, live_public, "/")
    box = watched.get_by_role("combobox", name=re.compile("部门名称"))
    box.fill("拖")
    box.press_sequentially("欠")
    choices = watched.get_by_role("option")
    expect(choices.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert faults(watched) == []
    box.press("Escape")
    expect(choices.first).to_be_hidden()
    box.press_sequentially("工程")
    expect(choices.first).to_be_visible()
    box.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-2")
    box.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("ArrowDown")
    box.press("Enter")
    watched.wait_for_url("**/r/**")
    assert complaints(watched) == []


def test_without_scripts_the_box_asks_as_it_is_and_counties_stand_below_their_city(browser, live_public):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(live_public)
    page.get_by_label("部门名称").fill("拖欠")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("checkbox", name="南京市").check()
    page.get_by_role("button", name="应用筛选").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("31 条")
    assert "city=320100" in page.url
    context.close()


@pytest.mark.long
def test_a_chart_is_read_by_keys_and_taken_along_as_a_picture(addresses, watched, live_public):
    visit(watched, live_public, "/statistics/")
    chart = watched.locator("#months-chart")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_attribute("role", "application")
    chart.focus()
    watched.keyboard.press("ArrowRight")
    expect(chart.locator("xpath=following-sibling::*[1]")).to_have_text("2026-01，1 条")
    watched.keyboard.press("End")
    expect(chart.locator("xpath=following-sibling::*[1]")).to_have_text("2026-10，10 条")
    with watched.expect_download() as taken:
        watched.locator("[data-png=months-chart]").click()
    content = Path(taken.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 20_000, "something is drawn"
    watched.locator("#map-chart").focus()
    watched.keyboard.press("Home")
    watched.keyboard.press("Enter")
    watched.wait_for_url("**region=320100")
    assert faults(watched) == []
    assert complaints(watched) == []


@pytest.mark.long
def test_the_api_is_tried_on_its_bench(addresses, watched, live_public):
    visit(watched, live_public, "/api/docs/")
    operation = watched.locator("#operations-default-list_records")
    operation.get_by_role("button").first.click()
    operation.get_by_role("button", name="试一试").click()
    operation.get_by_role("button", name="发送").click()
    expect(operation.locator(".live-responses-table")).to_contain_text("200")
    expect(operation.locator(".live-responses-table")).to_contain_text("拖欠工程结算款")
    assert complaints(watched) == []
    assert watched.outside == []


def test_a_ticked_facet_asks_at_once_and_keeps_the_words(addresses, watched, live_public):
    visit(watched, live_public, "/records/?q=拖欠")
    watched.get_by_role("checkbox", name="政府采购").check()
    watched.wait_for_url(re.compile("domain=procurement"))
    expect(watched.get_by_role("combobox", name=re.compile("部门名称"))).to_have_value("拖欠")
    watched.get_by_role("link", name="去掉条件 政府采购").click()
    watched.wait_for_url(re.compile(r"\?q=[^&]+$"))


def test_map_and_columns_are_drawn_from_the_tables(addresses, watched, live_public):
    visit(watched, live_public, "/statistics/")
    expect(watched.locator("[data-chart=map] svg text", has_text="南京市").first).to_be_visible()
    watched.locator("[data-chart=months]").scroll_into_view_if_needed()
    expect(watched.locator("[data-chart=months] svg")).to_be_visible()
    watched.get_by_label("地区").select_option("320100")
    watched.wait_for_url("**/statistics/?region=320100")
    expect(watched.get_by_role("heading", level=1)).to_contain_text("南京市")
    assert complaints(watched) == []


def test_a_chart_out_of_sight_is_drawn_for_paper(addresses, watched, live_public):
    watched.set_viewport_size({"width": 412, "height": 823})
    visit(watched, live_public, "/statistics/")
    expect(watched.locator("[data-chart=map] svg")).to_be_visible()
    expect(watched.locator("[data-chart=months] svg")).to_have_count(0)
    watched.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(watched.locator("[data-chart=months] svg")).to_have_count(1)


@pytest.mark.parametrize("name", ["statistics", "hits"])
def test_nothing_moves_on_a_phone_when_the_scripts_arrive(name, addresses, watched, live_public):
    watched.set_viewport_size({"width": 412, "height": 823})
    watched.add_init_script(MOVED)
    watched.route("**/*.js", lambda route: (watched.wait_for_timeout(300), route.continue_()))
    visit(watched, live_public, addresses[name])
    assert watched.evaluate("moved") == []


def test_without_scripts_every_filter_can_still_be_used(addresses, browser, live_public):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{live_public}/records/?q=拖欠")
    page.get_by_role("checkbox", name="政府采购").check()
    page.get_by_role("button", name="应用筛选").click()
    assert "domain=procurement" in page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text("31 条")
    context.close()


def test_the_public_process_is_the_public_role(shown):
    with databases.steward() as cursor:
        cursor.execute(
            "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = %s AND usename <> %s",
            [shown[0], settings.OWNER_DB_ROLE],
        )
        assert cursor.fetchall() == [("portal_public",)]
