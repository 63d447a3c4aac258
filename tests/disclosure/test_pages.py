"""Every public page in each of its states, read as the public role."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from disclosure import figures, search, wall
from disclosure.store.refresh import refresh_all
from organisations.models import DepartmentCode, DepartmentName, Region
from records import services
from supervision.models.runs import AggregationRun
from supervision.models.summaries import PublicCell
from tests import factories
from tests.databases import as_owner
from tests.disclosure.rows import another, standing

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
PAGES = (
    "/",
    "/records/",
    "/judgments/",
    "/commendations/",
    "/departments/",
    "/statistics/",
    "/about/",
    "/information-classes/",
    "/repair/",
    "/rights/",
    "/glossary/",
)


@pytest.fixture
def made():
    return standing(facts="道路养护项目拖欠工程结算款，逾期二百日仍未支付")


def text(answer):
    return answer.content.decode()


def summarised(cells):
    """A nightly run whose public cells are these: (region code, month, number)."""
    now = timezone.now()
    run = AggregationRun.objects.create(
        kind="nightly", state="ok", day=timezone.localdate(), data_time=now, finished_at=now, is_current=True
    )
    for code, month, severity, number in cells:
        PublicCell.objects.create(
            run=run,
            region=Region.objects.get(code=code),
            month=month,
            domain="procurement",
            basis="penalty",
            severity=severity,
            records=number,
        )
    refresh_all()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_on_an_empty_portal(read, path):
    answer = read(path)
    assert answer.status_code == 200
    assert "None" not in text(answer)


@pytest.mark.parametrize("path", [*PAGES, "/nowhere/", "/r/2853372b-4a69-44da-974a-9f2be7b01904/"])
def test_no_page_sets_a_cookie_or_loosens_the_policy(read, made, path):
    answer = read(path)
    assert not answer.cookies
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", [*PAGES, "/nowhere/"])
def test_no_page_holds_inline_code_or_an_address_outside(read, made, path):
    page = text(read(path))
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"(src|href|action)=[\"'](https?:)?//", page)


def test_the_figures_of_the_home_page_equal_the_lists_that_they_link_to(read, made):
    serious = standing(declared_severity="serious", computed_severity="serious")
    another(made, 1, opens_on=timezone.localdate() - timedelta(days=40))
    page = text(read("/"))
    figures = re.findall(r'<a class="figure" href="([^"]+)">\s*<span>[^<]+</span>\s*<b>([\d,]+)</b>', page)
    assert len(figures) == 5
    for address, number in figures:
        counted = re.search(r"(?:失信记录|部门档案) ([\d,]+)\+? ?[条个]", text(read(address)))
        assert counted, address
        assert counted[1] == number, address
    assert serious.face_title in page


def test_the_home_page_lists_what_is_newest_and_the_cities_by_number(read, made):
    page = text(read("/"))
    assert made.face_title in page
    assert f"/records/?city={made.region.city_code}" in page


def test_a_record_page_answers_the_four_questions(read, made):
    answer = read(f"/r/{made.public_id}/")
    page = text(answer)
    assert answer.status_code == 200
    for piece in (
        made.face_title,
        made.face_facts,
        made.fact.of_kind.document_number,
        made.fact.of_kind.finding_body,
        made.fact.of_kind.department.credit_code,
        f"{made.closes_on:%Y-%m-%d} 自动撤下",
        f"{made.repair_from:%Y-%m-%d} 起可以申请",
        "公示到什么时候",
        "能修复吗",
        "内容有误",
        "可信吗",
    ):
        assert piece in page, piece


def test_a_record_past_its_shortest_period_can_be_repaired(read, made, set_today):
    set_today(made.repair_from)
    assert "可以申请了" in text(read(f"/r/{made.public_id}/"))


def test_a_record_page_shows_no_person_and_no_inner_number(read, made):
    page = text(read(f"/r/{made.public_id}/"))
    for hidden in (
        made.fact.of_kind.record_no,
        made.fact.of_kind.entered_by.name,
        made.published_by.name,
        str(made.pk),
    ):
        assert hidden not in page


def test_an_ended_record_answers_410_with_nothing_of_it(read, made):
    services.end_publication(made, by=factories.posting("director"), ground="repaired", reason="已修复")
    answer = read(f"/r/{made.public_id}/")
    assert answer.status_code == 410
    page = text(answer)
    assert "不在公示中" in page
    for gone in (
        made.face_title,
        made.fact.of_kind.department.name,
        "修复了",
        made.fact.of_kind.document_number,
    ):
        assert gone not in page


def test_a_record_past_its_window_answers_410_without_any_job(read, made, set_today):
    set_today(made.closes_on)
    assert read(f"/r/{made.public_id}/").status_code == 410
    assert made.face_title not in text(read("/records/"))
    assert made.face_title not in text(read("/"))


def test_an_address_that_never_was_answers_404(read):
    for path in (
        "/r/2853372b-4a69-44da-974a-9f2be7b01904/",
        "/departments/11320000014000319I/",
        "/departments/12345/",
        "/admin/",
        "/r/1/",
    ):
        assert read(path).status_code == 404


def test_an_archive_shows_identity_and_present_records_and_nothing_of_ended_ones(read, made):
    department = made.fact.of_kind.department
    department.principal = "甄主任"
    department.save()
    ended = factories.publication("ended", department=department, facts="已经修复的另一件事项，不得再出现")
    page = text(read(f"/departments/{department.credit_code}/"))
    for piece in (department.name, department.credit_code, "机关", made.face_title):
        assert piece in page, piece
    for hidden in ("甄主任", ended.face_title, "已终止", "修复 1"):
        assert hidden not in page, hidden


def test_an_archive_pages_its_records_and_its_figures_count_all_of_them(read):
    department = factories.department()
    made = [
        factories.publication(
            "public", department=department, domain="debt" if n < 5 else "bidding", document_number=f"苏{n}号"
        )
        for n in range(23)
    ]
    first = read(f"/departments/{department.credit_code}/")
    second = read(f"/departments/{department.credit_code}/", page="2")
    assert "<b>23</b>" in text(first)
    assert "第 1–20 条，共 23 条" in text(first)
    assert "第 21–23 条，共 23 条" in text(second)
    addresses = [str(one.public_id) for one in made]
    found = [
        [address in page.content.decode() for address in addresses].count(True) for page in (first, second)
    ]
    assert found == [20, 3]
    assert '<td class="n">18</td>' in text(second)
    assert read(f"/departments/{department.credit_code}/", page="x").status_code == 200


def test_an_archive_without_records_does_not_call_it_a_clean_sheet(read):
    department = factories.department()
    page = text(read(f"/departments/{department.credit_code}/"))
    assert "不等于没有失信记录" in page


def test_an_archive_names_superior_former_names_and_what_it_took_over(read):
    superior = factories.department(name="模拟临江市交通运输局（演示）")
    body = factories.department(name="模拟临江市交通事业中心（演示）", superior=superior)
    old = factories.department(successor=body, status="merged")
    DepartmentName.objects.create(department=body, name="临江市公路管理站")
    refresh_all()
    page = text(read(f"/departments/{body.credit_code}/"))
    for piece in (superior.name, "临江市公路管理站", old.name):
        assert piece in page


def test_a_former_code_leads_to_the_archive_for_good(read):
    department = factories.department()
    former = factories.credit_code()
    DepartmentCode.objects.create(department=department, code=former, until=date(2020, 1, 1))
    refresh_all()
    answer = read(f"/departments/{former}/")
    assert answer.status_code == 301
    assert answer["Location"] == f"/departments/{department.credit_code}/"


@pytest.mark.parametrize("asked", ["水务", "模拟 水务", "水利", "FULL"])
def test_departments_are_found_by_name_former_name_and_code(read, asked):
    department = factories.department(name="模拟临江市水务局（演示）")
    other = factories.department(name="模拟望亭县教育局（演示）")
    DepartmentName.objects.create(department=department, name="临江市水利局")
    refresh_all()
    page = text(read("/departments/", q=department.credit_code if asked == "FULL" else asked))
    assert department.name in page
    assert other.name not in page


def test_departments_are_narrowed_by_region_level_and_kind(read):
    one = factories.department("320100", name="甲机关", level="city")
    two = factories.department("320200", name="乙单位", level="county", kind="institution")
    for filters, shown, hidden in (
        ({"city": "320100"}, one, two),
        ({"level": "county"}, two, one),
        ({"kind": "institution"}, two, one),
    ):
        page = text(read("/departments/", **filters))
        assert shown.name in page
        assert hidden.name not in page


def test_departments_are_paged_and_the_filters_stay_in_the_links(read):
    for number in range(35):
        factories.department(name=f"模拟第{number:02d}处（演示）")
    page = text(read("/departments/", q="模拟", city="320100"))
    assert "第 1–30 个，共 35 个" in page
    link = re.search(r'href="(\?[^"]+page=2)"', page)[1].replace("&amp;", "&")
    assert "第 31–35 个，共 35 个" in text(read(f"/departments/{link}"))


def test_the_list_is_paged_and_the_filters_stay_in_the_links(read, made):
    for number in range(30):
        another(made, number)
    page = text(read("/records/", q="拖欠", city="320100"))
    assert "第 1–25 条，共 31 条" in page
    link = re.search(r'href="(\?[^"]+page=2)"', page)[1].replace("&amp;", "&")
    second = text(read(f"/records/{link}"))
    assert "第 26–31 条，共 31 条" in second
    assert re.search(r'name="city"\s+value="320100"[^>]* checked', second)


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999", "１", ""])
def test_an_odd_page_number_is_no_error(read, made, page):
    assert read("/records/", page=page).status_code == 200
    assert read("/departments/", page=page).status_code == 200


def test_hits_are_marked_and_hostile_text_stays_text(read):
    hostile = standing(facts=f"道路养护项目拖欠工程款{HOSTILE}")
    for path, params in (
        ("/records/", {"q": "拖欠"}),
        ("/records/", {"q": f"拖欠{HOSTILE}"}),
        ("/departments/", {"q": HOSTILE}),
        (f"/r/{hostile.public_id}/", {}),
        ("/", {}),
    ):
        page = text(read(path, **params))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "<mark>拖欠</mark>工程款&lt;script&gt;" in text(read("/records/", q="拖欠"))


@pytest.mark.parametrize(
    "q",
    [
        "",
        " ",
        "\x00拖欠",
        "'",
        "%",
        "欠" * 10_000,
        "拖欠 " * 3000,
        "\ud800".encode("utf-8", "surrogatepass"),
        "()&|!:*",
    ],
)
def test_whatever_is_typed_is_answered(read, made, q):
    told = 414 if len(q) > 8_000 else 200
    for path in ("/records/", "/departments/"):
        assert read(path, q=q).status_code == told


def test_a_search_without_hits_says_what_to_try(read, made):
    page = text(read("/records/", q="拖欠飞船"))
    assert "没有查到公示中的记录" in page
    assert 'href="?q=%E6%8B%96%E6%AC%A0"' in page
    narrowed = text(read("/records/", q="拖欠", city="321300"))
    assert "去掉全部筛选" in narrowed
    assert "单个字" in text(read("/records/", q="欠"))


def test_what_narrows_the_list_is_shown_with_a_way_back(read, made):
    page = text(read("/records/", q="拖欠", city="320100", month=f"{made.opens_on:%Y-%m}"))
    assert "去掉条件 南京市" in page
    assert f"去掉条件 {made.opens_on:%Y-%m} 公示" in page
    assert 'type="hidden" name="month"' in page


def test_statistics_show_table_and_chart_of_the_chosen_region_and_year(read):
    summarised(
        [
            ("320000", date(2026, 9, 1), "serious", 3),
            ("320000", date(2026, 11, 1), "ordinary", 4),
            ("320100", date(2026, 9, 1), "serious", 3),
            ("320200", date(2026, 11, 1), "ordinary", 4),
            ("320102", date(2026, 9, 1), "serious", 3),
        ]
    )
    page = text(read("/statistics/"))
    assert "共 7 条" in page
    assert 'data-name="南京市" data-code="320100" data-value="3"' in page
    assert 'data-name="2026-10" data-value="0"' in page, "a month without records is a zero"
    assert "示意图" in page
    assert "省本级" not in page, "the cities already add up to the total"
    city = text(read("/statistics/", region="320100", year="2026"))
    assert "共 3 条" in city
    assert 'data-name="玄武区" data-code="320102" data-value="3"' in city
    assert "统计 · 南京市" in city
    assert '<li data-name="无锡市" data-code="320200" data-value="4">' in city, (
        "the map goes on showing every city"
    )


def test_what_belongs_to_the_province_itself_has_its_own_line(read):
    month = date(2026, 9, 1)
    summarised(
        [("320000", month, "serious", 5), ("320100", month, "serious", 3), ("320102", month, "serious", 1)]
    )
    assert 'data-name="省本级" data-code="" data-value="2"' in text(read("/statistics/"))
    assert 'data-name="市本级" data-code="" data-value="2"' in text(read("/statistics/", region="320100"))


def test_the_last_line_of_a_table_adds_up_every_column(read):
    month = date(2026, 9, 1)
    summarised(
        [("320000", month, "serious", 5), ("320000", month, "ordinary", 4), ("320100", month, "serious", 3)]
    )
    places, domains = (part.split("</tfoot>")[0] for part in text(read("/statistics/")).split("<tfoot>")[1:3])
    assert re.findall(r">([\d,]+)<", places) == ["9", "5"]
    assert re.findall(r">([\d,]+)<", domains) == ["0", "4", "5", "9"]


def test_statistics_before_the_first_night_say_so(read):
    assert "统计还没有汇总" in text(read("/statistics/"))


def test_the_map_carries_its_approval_number_where_there_is_one(read, settings):
    summarised([("320000", date(2026, 9, 1), "serious", 3)])
    settings.MAP_APPROVAL_NO = "苏S(2026)1号"
    assert "审图号：苏S(2026)1号" in text(read("/statistics/"))


def test_the_file_of_the_statistics_holds_the_same_numbers(read, settings):
    settings.PORTAL_DEMO = True
    summarised([("320000", date(2026, 9, 1), "serious", 3), ("320100", date(2026, 9, 1), "serious", 3)])
    answer = read("/statistics.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["演示数据：机构与事项均为虚构"]
    assert ["地区", "南京市", "320100", "3", "3"] in rows
    assert ["月份", "2026-09", "", "3", ""] in rows
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("places", ["南京市", "320100", "3", "3"]),
        ("months", ["2026-09", "3"]),
        ("domains", ["政府采购", "0", "0", "3", "3"]),
        ("sources", ["行政处罚", "3"]),
    ],
)
def test_each_table_of_the_statistics_is_a_file_of_its_own(read, table, line):
    summarised([("320000", date(2026, 9, 1), "serious", 3), ("320100", date(2026, 9, 1), "serious", 3)])
    page = text(read("/statistics/", year="2026"))
    address = f"/statistics.csv?year=2026&amp;table={table}"
    assert f'href="{address}"' in page
    answer = read(unescape(address))
    assert f'filename="statistics-{table}.csv"' in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    head = next(place for place, row in enumerate(rows) if row[0] == "数据截至")
    assert line in rows[head + 2 :]
    assert {len(row) for row in rows[head + 1 :]} == {len(line)}


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/statistics.csv", {"table": "people"}),
        ("/statistics/", {"region": "'", "year": "abcd"}),
        ("/statistics/", {"year": "0000"}),
        ("/statistics.csv", {"region": "1"}),
    ],
)
def test_odd_choices_fall_back_to_everything(read, path, params):
    assert read(path, **params).status_code == 200


def test_invented_data_are_marked_and_kept_out_of_search_engines(read, settings):
    settings.PORTAL_DEMO = True
    page = text(read("/"))
    assert "演示数据：机构与事项均为虚构" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "Disallow: /\n" in text(read("/robots.txt"))


def test_real_data_are_open_to_search_engines(read, settings):
    settings.PORTAL_DEMO = False
    page = text(read("/"))
    assert "演示数据" not in page
    assert "noindex" not in page
    assert "Disallow: /\n" not in text(read("/robots.txt"))


def test_health_is_told_from_the_wall(read):
    assert read("/healthz").status_code == 200


def test_nothing_can_be_posted(public_side, db):
    for path in (*PAGES, "/healthz", "/statistics.csv"):
        answer = Client().post(path)
        assert answer.status_code == 405
        assert "请" in text(answer)


def test_a_failure_tells_nothing_of_itself(read, monkeypatch):
    def fail():
        raise RuntimeError("secret path and statement")

    monkeypatch.setattr(figures, "figures", fail)
    answer = read("/")
    assert answer.status_code == 500
    page = text(answer)
    assert "暂时打不开" in page
    assert "secret" not in page
    assert "RuntimeError" not in page


def test_health_is_refused_where_the_wall_is_down(public_side, db):
    with as_owner():
        wall.drop_definitions(connection)
    with transaction.atomic():
        answer = Client().get("/healthz")
        transaction.set_rollback(True)
    assert answer.status_code == 503


def test_the_list_goes_on_beyond_its_numbered_pages(read, made, monkeypatch):
    for name, value in {"CAP": 6, "PER_PAGE": 3, "LAST_PAGE": 2}.items():
        monkeypatch.setattr(search, name, value)
    for number in range(9):
        another(made, number)
    page = text(read("/records/", q="拖欠", page="2"))
    assert "再往后从最后一页继续" in page
    walked = 0
    while further := re.search(r'href="\?([^"]*after=[^"]*)" rel="next">继续往后', page):
        asked = dict(pair.split("=", 1) for pair in unescape(further[1]).split("&"))
        page = text(read("/records/", **{name: unquote(value) for name, value in asked.items()}))
        assert "回到第一页" in page
        walked += page.count("续前页")
    assert walked == 2, "four of ten were left: three and one"
