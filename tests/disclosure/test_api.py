"""The API: the pages' own questions answered for programs, refused where a page would leave something out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from common.roles import Role
from disclosure import middleware
from disclosure.api import middleware as around
from disclosure.columns import COMMENDATIONS, DEPARTMENTS, JUDGMENTS, RECORDS, TABLES
from disclosure.store.refresh import refresh_all
from organisations.models import DepartmentCode, DepartmentName
from records import services
from tests import factories
from tests.databases import as_owner
from tests.disclosure.rows import another, standing
from tests.disclosure.test_cache import forget_state
from tests.disclosure.test_pages import summarised

pytestmark = pytest.mark.django_db
CODE = factories.credit_code()
LISTS = [f"/api/v1/{table}" for table in TABLES]


@pytest.fixture
def made():
    return standing(facts="道路养护项目拖欠工程结算款，逾期不付", document_number="苏01罚〔2025〕7号")


def told(read, path, **asked):
    answer = read(path, **asked)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json"), answer.content
    assert answer["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.content)


def refused(read, path, status=400, **asked):
    answer = read(path, **asked)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    found = json.loads(answer.content)
    assert (found["status"], found["type"]) == (status, "about:blank")
    assert found["detail"].endswith("。")
    return found


def ids(found):
    return [row["id"] for row in found["data"]]


def test_a_record_is_told_with_every_declared_column(read, made):
    found = told(read, "/api/v1/records")
    (row,) = found["data"]
    assert list(row) == [column.name for column in RECORDS.columns]
    body = made.fact.of_kind.department
    assert (row["id"], row["facts"]) == (str(made.public_id), made.face_facts)
    assert (row["department_code"], row["department_name"]) == (body.credit_code, body.name)
    assert (row["severity_label"], row["public_until"]) == ("一般", f"{made.closes_on}")
    assert (row["note"], row["is_disputed"], row["challenges"]) == (None, False, [])
    assert row["url"] == f"http://testserver/r/{made.public_id}/"
    assert row["published_at"].endswith("+08:00")
    assert (found["total"], found["next"], found["as_of"]) == (1, None, f"{made.opens_on}")
    alone = told(read, f"/api/v1/records/{made.public_id}")
    assert alone["data"] == row


def test_judgments_honours_and_departments_are_told_alike(read, made):
    body = made.fact.of_kind.department
    lost = factories.publication(made=factories.judgment("confirmed", department=body))
    honour = factories.publication(made=factories.commendation("confirmed", department=body))
    for table, act in ((JUDGMENTS, lost), (COMMENDATIONS, honour)):
        found = told(read, f"/api/v1/{table.name}")
        assert (ids(found), found["total"]) == ([str(act.public_id)], 1)
        assert list(found["data"][0]) == [column.name for column in table.columns]
        assert found["data"][0]["department_code"] == body.credit_code
        assert told(read, f"/api/v1/{table.name}/{act.public_id}")["data"] == found["data"][0]
    one = told(read, f"/api/v1/departments/{body.credit_code}")
    assert list(one["data"]) == [column.name for column in DEPARTMENTS.columns]
    assert one["standing"] == {"former_codes": [], "records": 1, "judgments_and_commendations": 2}


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "拖欠工程"},
        {"q": "拖欠工程", "city": "320100", "severity": ["ordinary", "serious"]},
        {"severity": "minor"},
        {"q": "苏01罚(2025)7号"},
        {"domain": "procurement", "sort": "old"},
        {"year": "2019"},
    ],
)
def test_a_question_finds_what_its_page_finds(read, made, asked):
    other = another(made, 1, face={"severity": "serious", "facts": "招商承诺没有兑现"})
    page = read("/records/", **asked).content.decode()
    shown = {str(address) for address in (made.public_id, other) if f"/r/{address}/" in page}
    assert set(ids(told(read, "/api/v1/records", **asked))) == shown


def test_a_code_that_was_borne_before_finds_the_department(read, made):
    body = made.fact.of_kind.department
    former = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=former, until=date(2020, 1, 1))
    refresh_all()
    assert ids(told(read, "/api/v1/records", q=former)) == [str(made.public_id)]
    led = read(f"/api/v1/departments/{former}")
    assert (led.status_code, led["Location"]) == (301, f"/api/v1/departments/{body.credit_code}")
    (found,) = told(read, "/api/v1/departments", q=former)["data"]
    assert found["credit_code"] == body.credit_code
    refused(read, f"/api/v1/departments/{factories.credit_code()}", 404)


def walked(read, path, **asked):
    """All rows of a list, followed from answer to answer."""
    rows, page = [], told(read, path, **asked)
    while True:
        rows += page["data"]
        if page["next"] is None:
            return rows
        parts = urlsplit(page["next"])
        page = told(read, parts.path, **dict(parse_qsl(parts.query)))


@pytest.mark.parametrize("sort", [{}, {"sort": "old"}])
def test_a_list_is_walked_without_gaps_and_repeats(read, made, sort):
    stand = {str(another(made, number)) for number in range(5)} | {str(made.public_id)}
    rows = walked(read, "/api/v1/records", limit=2, **sort)
    assert ([*{row["id"] for row in rows}] and {row["id"] for row in rows}, len(rows)) == (stand, 6)
    exact = told(read, "/api/v1/records", limit=6)
    assert exact["next"] is None, "an answer that is just full names no next"


def test_what_comes_or_goes_meanwhile_moves_nothing_that_is_still_to_come(read, made):
    for number in range(4):
        another(made, number)
    first = told(read, "/api/v1/records", limit=2)
    another(made, 9, published_at=made.published_at + timedelta(hours=1))
    after = dict(parse_qsl(urlsplit(first["next"]).query))["after"]
    rest = told(read, "/api/v1/records", limit=100, after=after)
    assert len(rest["data"]) == 3
    assert not set(ids(first)) & set(ids(rest))


def test_other_lists_are_walked_too(read):
    bodies = [factories.department() for _ in range(5)]
    acts = [factories.publication(made=factories.judgment("confirmed", department=body)) for body in bodies]
    assert {row["id"] for row in walked(read, "/api/v1/judgments", limit=2)} == {
        str(act.public_id) for act in acts
    }
    codes = [row["credit_code"] for row in walked(read, "/api/v1/departments", limit=2)]
    assert codes == sorted(codes)
    assert {body.credit_code for body in bodies} <= set(codes)


def test_only_the_fields_that_are_wanted_are_told(read, made):
    for path in ("/api/v1/records", f"/api/v1/records/{made.public_id}"):
        found = told(read, path, fields="title,id")["data"]
        row = found[0] if isinstance(found, list) else found
        assert list(row) == ["id", "title"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"sevrity": "serious"}, "sevrity"),
        ({"page": "2"}, "page"),
        ({"city": "江苏"}, "city"),
        ({"city": ""}, "city"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": ["1", "2"]}, "limit"),
        ({"fields": "id,secret"}, "fields"),
        ({"after": "20261301-1-" + "0" * 32}, "after"),
        ({"q": "词" * 101}, "q"),
    ],
)
def test_what_a_list_does_not_take_is_refused_by_name(read, path, asked, parameter):
    assert refused(read, path, **asked)["parameter"] == parameter


@pytest.mark.parametrize(
    "asked",
    [
        {"severity": "grave"},
        {"severity": ["serious", "grave"]},
        {"month": "2026-13"},
        {"month": ["2026-01", "2026-02"]},
        {"department": "1132"},
        {"sort": "new"},
        {"q": "欠"},
        {"q": "。。"},
    ],
)
def test_a_value_that_a_page_would_pass_over_is_refused(read, made, asked):
    found = refused(read, "/api/v1/records", **asked)
    assert found["parameter"] == next(iter(asked))


@pytest.mark.parametrize(
    ("path", "asked", "parameter"),
    [
        ("records", {"q": ["拖欠", "逾期"]}, "q"),
        ("judgments", {"q": ["拖欠", "逾期"]}, "q"),
        ("departments", {"q": ["交通", "财政"]}, "q"),
        ("records", {"q": " ".join(["拖欠"] * 9)}, "q"),
        ("records", {"q": CODE, "department": CODE}, "department"),
        ("departments", {"q": CODE, "city": "320500"}, "city"),
        ("openapi.json", {"x": "1"}, "x"),
    ],
)
def test_what_a_page_would_put_aside_is_refused(read, made, path, asked, parameter):
    assert refused(read, f"/api/v1/{path}", **asked)["parameter"] == parameter


def test_names_are_matched_in_their_order_whatever_was_kept(read, made):
    body = made.fact.of_kind.department
    names = [body.name, "没有这个单位（演示）"]
    for order in (names, names[::-1]):
        found = told(read, "/api/v1/match", q=order)["data"]
        assert [one["asked"] for one in found] == order


def test_no_search_engine_keeps_an_answer(read, made):
    assert read("/api/v1/records")["X-Robots-Tag"] == "noindex"
    assert "Disallow: /api/v1/" in read("/robots.txt").content.decode()


def test_a_script_of_another_site_may_send_back_what_it_was_given(public_side, alone, client):
    with alone.read():
        answer = client.options(
            "/api/v1/records", headers={"Access-Control-Request-Headers": "if-none-match"}
        )
    assert (answer.status_code, answer["Access-Control-Allow-Headers"]) == (204, "If-None-Match, X-API-Key")
    assert "RateLimit-Remaining" not in answer


def test_a_refusal_is_none_because_of_what_was_kept(read, made):
    told(read, "/api/v1/records")
    refused(read, "/api/v1/records", unknown="1")
    told(read, "/api/v1/records")


def test_a_copy_is_good_until_something_changes(read, made):
    answer = read("/api/v1/records")
    assert answer["Cache-Control"] == "no-cache"
    known = {"If-None-Match": answer["ETag"]}
    assert read("/api/v1/records", headers=known).status_code == 304
    services.suspend(made, by=factories.posting(Role.DIRECTOR), reason="依法办理")
    forget_state()
    gone = read("/api/v1/records", headers=known)
    assert (gone.status_code, json.loads(gone.content)["data"]) == (200, [])


def test_what_ended_answers_410_and_what_never_was_404(read, made):
    services.end_publication(made, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="修复")
    for table in ("records", "judgments", "commendations"):
        refused(read, f"/api/v1/{table}/{made.public_id}", 410)
        refused(read, f"/api/v1/{table}/00000000-0000-4000-8000-000000000000", 404)
    refused(read, "/api/v1/nowhere", 404)
    assert told(read, "/api/v1/records")["total"] == 0


def test_a_window_ends_by_the_clock(read, made, set_today):
    set_today(made.closes_on)
    assert told(read, "/api/v1/records")["data"] == []
    refused(read, f"/api/v1/records/{made.public_id}", 410)


def test_statistics_are_those_of_the_page(read):
    summarised([("320000", date(2026, 9, 1), "serious", 3), ("320100", date(2026, 9, 1), "serious", 3)])
    found = told(read, "/api/v1/statistics")["data"]
    assert (found["total"], found["serious"], found["region_code"]) == (3, 3, None)
    assert found["months"] == [{"month": "2026-09", "records": 3}]
    city = told(read, "/api/v1/statistics", region="320100", year="2026")["data"]
    assert (city["region_code"], city["year"], city["total"]) == ("320100", 2026, 3)
    refused(read, "/api/v1/statistics", 404, region="329900")
    refused(read, "/api/v1/statistics", 404, year="2019")
    refused(read, "/api/v1/statistics", table="months")


def candidates(read, *asked):
    return [found["matches"] for found in told(read, "/api/v1/match", q=list(asked))["data"]]


def test_names_and_codes_are_matched_with_a_score_and_why(read):
    body = factories.department(name="江苏省临江市水务局（演示）", short_name="临江水务")
    other = factories.department(name="江苏省临江市水务局江北分局（演示）")
    DepartmentName.objects.create(department=body, name="临江市水利局")
    former = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=former, until=date(2020, 1, 1))
    refresh_all()
    asked = {
        body.name: (100, "名称一致"),
        "江蘇省臨江市水務局(演示)": (100, "名称一致"),
        body.credit_code.lower(): (100, "统一社会信用代码一致"),
        former: (95, "曾用统一社会信用代码一致"),
        "临江市水利局": (95, "曾用名一致"),
        "江苏省 临江市 水务局": (92, "去掉括号、空格和标点后与名称一致"),
        "临江水务": (90, "简称一致"),
        "临江市水务局": (85, "再去掉开头的“江苏省”后与名称一致"),
    }
    for words, found in zip(asked, candidates(read, *asked), strict=True):
        assert (found[0]["score"], found[0]["why"]) == asked[words], words
        assert found[0]["credit_code"] == body.credit_code
    both = candidates(read, "临江市水务局")[0]
    assert [match["credit_code"] for match in both] == [body.credit_code, other.credit_code]
    assert 40 < both[1]["score"] < 80


def test_who_is_not_found_is_said_without_saying_more(read):
    found = told(read, "/api/v1/match", q=["从未有过的单位", "11320100MB0000000X"])["data"]
    assert [one["matches"] for one in found] == [[], []]
    assert "不等于" in found[0]["note"]
    assert "校验" in found[1]["note"]
    for asked in ([], ["a"] * 21, ["水务局", ""], ["水" * 101]):
        assert refused(read, "/api/v1/match", q=asked)["parameter"] == "q"


def test_an_hour_takes_so_many_questions_of_one_line_and_says_how_many_are_left(read, monkeypatch):
    monkeypatch.setattr(around, "READING", replace(around.READING, of_one=2))
    first = read("/api/v1/departments")
    assert (first["RateLimit-Limit"], first["RateLimit-Remaining"]) == ("2", "1")
    assert 0 < int(first["RateLimit-Reset"]) <= 3600
    again = read("/api/v1/departments", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["RateLimit-Remaining"]) == (304, "0"), "a copy is counted too"
    refused(read, "/api/v1/departments", 429)
    late = read("/api/v1/statistics")
    assert int(late["Retry-After"]) > 0
    assert "Retry-After" in late["Access-Control-Expose-Headers"]
    assert read("/departments/").status_code == 200, "pages are not counted"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(public_side, alone, client, method):
    with alone.read():
        answer = getattr(client, method)("/api/v1/records")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert (json.loads(answer.content)["status"], answer["Allow"]) == (405, "GET, HEAD")


def test_a_copy_of_the_store_that_is_too_far_behind_answers_503(read, alone, settings):
    with alone.owner.cursor() as cursor:
        cursor.execute("UPDATE open.built SET is_copy = true")
    try:
        with as_owner() as cursor:
            cursor.execute("UPDATE open.stored_beat SET beaten_at = clock_timestamp() - interval '1 hour'")
        forget_state()
        refused(read, "/api/v1/records", 503)
        late = read("/api/v1/match", q=["水务局"])
        assert (late.status_code, late["Cache-Control"], late["Retry-After"]) == (503, "no-store", "60")
    finally:
        with alone.owner.cursor() as cursor:
            cursor.execute("UPDATE open.built SET is_copy = false")


@pytest.mark.parametrize("path", LISTS)
def test_a_list_asks_as_few_questions_as_its_page(queries, made, path):
    for number in range(3):
        another(made, number)
    few = len(queries(path)[1])
    for number in range(4, 9):
        another(made, number)
    middleware.cache.clear()
    forget_state()
    assert len(queries(path)[1]) == few == 3


def test_the_page_says_what_it_offers(read):
    page = read("/api/").content.decode()
    for path in (*LISTS, "/api/v1/statistics", "/api/v1/match", "/api/v1/openapi.json", "/api/docs/"):
        assert f'href="{path}' in page
    assert f"每小时 {around.READING.of_one} 次" in page
    assert 'href="/api/"' in read("/").content.decode()
