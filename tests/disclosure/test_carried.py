"""What a search gives besides its page: suggestions, a feed and a file, each from what stands in public."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone

from common.roles import Role
from disclosure import downloads, middleware
from disclosure.store.refresh import refresh_all
from organisations.models import DepartmentCode, DepartmentName
from records import services
from tests import factories
from tests.disclosure.rows import another, standing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def made():
    return standing(facts="道路养护项目拖欠工程结算款，逾期不付", document_number="苏01罚〔2025〕7号")


def suggestions(read, words):
    return json.loads(read("/suggest/", q=words).content)["suggestions"]


def test_departments_are_suggested_by_present_and_former_names_and_by_the_beginning_of_a_code(read):
    body = factories.department(name="模拟临江市水务局（演示）")
    DepartmentName.objects.create(department=body, name="临江市水利局")
    former = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=former, until=date(2020, 1, 1))
    refresh_all()
    wanted = {"kind": "部门", "text": body.name, "url": f"/departments/{body.credit_code}/"}
    for words in ("水务局", body.credit_code[:14], body.credit_code, former[:14].lower()):
        assert [one | {"note": ""} for one in suggestions(read, words)] == [wanted | {"note": ""}], words
    assert suggestions(read, "水利局") == [wanted | {"note": "曾用名 临江市水利局"}]


def test_records_are_suggested_by_words_and_by_document_number(read, made):
    wanted = f"/r/{made.public_id}/"
    for words in ("拖欠工程", "苏01罚(2025)7号"):
        assert [one["url"] for one in suggestions(read, words)] == [wanted], words


@pytest.mark.parametrize("words", ["", "拖", "%", "_", "拖 欠", "飞船", "11%", "''", "a" * 3000])
def test_nothing_is_suggested_where_nothing_can_be_meant(read, made, words):
    assert suggestions(read, words) == []


def feed(read, address, **asked):
    answer = read(address, **asked)
    assert answer["Content-Type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    assert (found.version, found.namespaces[""]) == ("atom10", "http://www.w3.org/2005/Atom")
    assert found.feed.id.startswith("http")
    assert found.feed.title
    assert found.feed.updated_parsed
    return found


def test_a_search_can_be_followed_by_a_feed_of_the_same_address(read, made):
    standing(facts="招商承诺没有兑现")
    page = read("/records/", q="拖欠", city=made.region.city_code).content.decode()
    address = f"/records.atom?q=%E6%8B%96%E6%AC%A0&amp;city={made.region.city_code}"
    assert page.count(f'href="{address}"') == 2, "in the head and in sight"
    found = feed(read, address.replace("&amp;", "&"))
    assert "拖欠" in found.feed.title
    (entry,) = found.entries
    assert entry.id == made.public_id.urn
    assert entry.link == f"http://testserver/r/{made.public_id}/"
    assert (entry.title, entry.summary) == (made.face_title, made.face_facts)
    assert entry.author == made.fact.of_kind.finding_body
    assert feed(read, "/records.atom", q="飞船").entries == []


def test_a_feed_is_answered_unchanged_until_something_public_changes(read, made, monkeypatch):
    monkeypatch.setattr(middleware, "STATE_SECONDS", -1)
    first = read("/records.atom")
    known = {"If-None-Match": first["ETag"]}
    assert read("/records.atom", headers=known).status_code == 304
    services.suspend(made, by=factories.posting(Role.DIRECTOR), reason="依法办理")
    again = read("/records.atom", headers=known)
    assert again.status_code == 200
    assert str(made.public_id) not in again.content.decode()


def test_the_newest_come_first_in_a_feed_and_a_correction_makes_an_entry_new(read, made):
    older = another(made, 1, published_at=made.published_at - timedelta(days=9))
    found = feed(read, "/records.atom", sort="old")
    assert [entry.id for entry in found.entries] == [made.public_id.urn, older.urn]
    assert found.feed.updated_parsed == found.entries[0].updated_parsed
    assert "sort" not in found.feed.id


def test_what_no_document_may_hold_is_left_out_of_a_feed(read, made):
    another(made, 1, face={"facts": "逾期\x0b<b>&不付\x01", "title": "拖\x08欠"})
    assert {entry.title for entry in feed(read, "/records.atom").entries} == {made.face_title, "拖欠"}


def test_a_department_is_followed_with_its_judgments_and_honours_and_under_its_present_code(read, made):
    body = made.fact.of_kind.department
    former = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=former, until=date(2020, 1, 1))
    lost = factories.publication(made=factories.judgment("confirmed", department=body))
    honour = factories.publication(made=factories.commendation("confirmed", department=body))
    standing()
    refresh_all()
    address = f"/departments/{body.credit_code}/feed.atom"
    assert read(f"/departments/{body.credit_code}/").content.decode().count(f'href="{address}"') == 2
    found = feed(read, address)
    assert {entry.id for entry in found.entries} == {one.public_id.urn for one in (made, lost, honour)}
    assert found.feed.link == f"http://testserver/departments/{body.credit_code}/"
    led = read(f"/departments/{former}/feed.atom")
    assert (led.status_code, led["Location"]) == (301, address)
    assert read(f"/departments/{factories.credit_code()}/feed.atom").status_code == 404


@pytest.mark.parametrize("register", ["judgments", "commendations"])
def test_judgments_and_honours_are_followed_by_the_question_of_their_list(read, register):
    make = factories.judgment if register == "judgments" else factories.commendation
    text = {"judgments": "summary", "commendations": "deeds"}[register]
    shown = factories.publication(made=make("confirmed", **{text: "全部兑现的事项"}))
    factories.publication(made=make("confirmed", **{text: "别的事项"}))
    page = read(f"/{register}/", q="全部兑现").content.decode()
    address = f"/{register}.atom?q=%E5%85%A8%E9%83%A8%E5%85%91%E7%8E%B0"
    assert page.count(f'href="{address}"') == 2
    found = feed(read, address)
    assert [entry.id for entry in found.entries] == [shown.public_id.urn]
    assert found.feed.link == f"http://testserver/{register}/?q=%E5%85%A8%E9%83%A8%E5%85%91%E7%8E%B0"


def rows(answer):
    assert answer["Content-Type"].startswith("text/csv")
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_search_can_be_taken_along_as_a_file(read, made):
    standing(facts="招商承诺没有兑现")
    page = read("/records/", q="拖欠").content.decode()
    assert 'href="/records.csv?q=%E6%8B%96%E6%AC%A0"' in page
    answer = read("/records.csv", q="拖欠")
    assert "attachment" in answer["Content-Disposition"]
    (row,) = rows(answer)
    record = made.fact.of_kind
    assert row["失信事实"] == made.face_facts
    assert row["统一社会信用代码"] == record.department.credit_code
    assert (row["来源"], row["严重程度"]) == ("行政处罚", "一般")
    assert row["网址"] == f"http://testserver/r/{made.public_id}/"
    assert (row["公示起"], row["公示止（不含当日）"]) == (f"{made.opens_on}", f"{made.closes_on}")


@pytest.mark.parametrize("at_once", [3, 7, 5000])
@pytest.mark.parametrize("asked", [{}, {"sort": "old"}, {"q": "拖欠"}])
def test_a_file_has_every_row_once_in_the_order_of_its_list(read, made, monkeypatch, asked, at_once):
    monkeypatch.setattr(downloads, "AT_ONCE", at_once)
    for number in range(7):
        another(
            made,
            number,
            face={"facts": f"拖欠\n第“{number}”,笔"},
            opens_on=TODAY - timedelta(days=number % 3),
        )
    found = [row["公示编号"] for row in rows(read("/records.csv", **asked))]
    page = read("/records/", **asked).content.decode()
    places = [page.index(f'href="/r/{one}/"') for one in found]
    assert len(found) == 8
    assert places == sorted(places)


def test_a_file_of_more_hits_than_are_counted_walks_along_the_date(read, made, monkeypatch):
    monkeypatch.setattr(downloads, "CAP", 2)
    monkeypatch.setattr(downloads, "AT_ONCE", 2)
    stand = {str(another(made, number)) for number in range(5)} | {str(made.public_id)}
    found = [row["公示编号"] for row in rows(read("/records.csv", q="拖欠"))]
    assert (len(found), set(found)) == (6, stand)


def test_what_ends_while_a_file_is_read_is_not_in_what_is_still_to_come(made, as_public, monkeypatch):
    monkeypatch.setattr(downloads, "AT_ONCE", 1)
    later = another(made, 1, published_at=made.published_at + timedelta(hours=1))
    with as_public():
        parts = downloads.lines(downloads.Question(), "http://testserver")
        assert str(later) in next(parts).decode() + next(parts).decode()
    services.suspend(made, by=factories.posting(Role.DIRECTOR), reason="依法办理")
    with as_public():
        assert list(parts) == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1", "＝1", "\t=1"])
def test_no_spreadsheet_takes_a_cell_for_a_formula(read, made, text):
    another(made, 1, face={"title": text})
    assert f"'{text}" in {row["标题"] for row in rows(read("/records.csv"))}


@pytest.mark.parametrize("asked", ["欠", "%", "11320100MB0000000X", "飞船"])
def test_a_file_of_a_question_without_hits_has_its_head_alone(read, made, asked):
    answer = read("/records.csv", q=asked)
    assert rows(answer) == []
    assert "统一社会信用代码" in answer.content.decode()
