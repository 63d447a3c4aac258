"""The archive of a department for machines, and how a department stands among its like: only what stands now."""

from __future__ import annotations

import json
from datetime import date

import pytest

from common.roles import Role
from disclosure import peers
from disclosure.store.refresh import refresh_all
from disclosure.views import archives
from organisations.models import DepartmentCode, DepartmentName
from records import services
from tests import factories
from tests.disclosure.closing import merged
from tests.disclosure.rows import another, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return standing(facts="道路养护项目拖欠工程结算款")


def archive(read, code, **asked):
    answer = read(f"/departments/{code}/archive.json", **asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)


def test_an_archive_is_read_by_machines_and_from_other_sites(read, made):
    body = made.fact.of_kind.department
    DepartmentName.objects.create(department=body, name="临江市水利局")
    lost = factories.publication(made=factories.judgment("confirmed", department=body))
    honour = factories.publication(made=factories.commendation("confirmed", department=body))
    refresh_all()
    found = archive(read, body.credit_code)
    assert found["url"] == f"http://testserver/departments/{body.credit_code}/"
    assert found["department"]["former_names"] == ["临江市水利局"]
    (record,) = found["records"]
    assert (record["id"], record["facts"]) == (str(made.public_id), made.face_facts)
    assert (record["public_until"], record["statement"]) == (f"{made.closes_on}", None)
    assert [one["id"] for one in found["judgments"]] == [str(lost.public_id)]
    assert [one["url"] for one in found["commendations"]] == [f"http://testserver/c/{honour.public_id}/"]
    for _ in range(2):
        answer = read(f"/departments/{body.credit_code}/archive.json")
        assert answer["Access-Control-Allow-Origin"] == "*", "from the kept copy, too"


def test_it_leads_on_as_the_page_does(read, made):
    body = made.fact.of_kind.department
    former = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=former, until=date(2020, 1, 1))
    refresh_all()
    led = read(f"/departments/{former}/archive.json")
    assert (led.status_code, led["Location"]) == (301, f"/departments/{body.credit_code}/archive.json")
    assert led["Access-Control-Allow-Origin"] == "*", "a page of another site is led on, too"
    assert read(f"/departments/{factories.credit_code()}/archive.json").status_code == 404


def test_many_records_are_read_page_by_page(read, made, monkeypatch):
    monkeypatch.setattr(archives, "RECORDS_AT_ONCE", 2)
    stand = {str(another(made, number)) for number in range(4)} | {str(made.public_id)}
    code, seen, page = made.fact.of_kind.department.credit_code, [], 1
    while page:
        found = archive(read, code, page=page)
        assert found["records_total"] == 5
        seen += [record["id"] for record in found["records"]]
        page = int(found["next"].rpartition("=")[2]) if found["next"] else 0
    assert (len(seen), set(seen)) == (5, stand)


def test_nothing_there_tells_of_what_ended(read, made):
    body = made.fact.of_kind.department
    before = archive(read, factories.department(name="从未有过").credit_code)
    services.suspend(made, by=factories.posting(Role.DIRECTOR), reason="依法办理")
    after = archive(read, body.credit_code)
    apart = {"url", "department"}
    assert {key: after[key] for key in after if key not in apart} == {
        key: before[key] for key in before if key not in apart
    }


def test_a_department_stands_among_those_of_its_level_and_kind(read, made, monkeypatch):
    monkeypatch.setattr(peers, "FEWEST", 2)
    body = made.fact.of_kind.department
    bare = factories.department(level=body.level, kind=body.kind)
    factories.department(level="province", kind=body.kind)
    heir = factories.department(level=body.level, kind=body.kind)
    gone = factories.department(level=body.level, kind=body.kind)
    for _ in range(2):
        standing(department=gone)
    merged(gone, heir)
    found = archive(read, body.credit_code)["peers"]
    assert found == {"total": 3, "without": 1, "fewer": 1, "same": 1, "more": 1}, "the heir bears two"
    page = read(f"/departments/{bare.credit_code}/").content.decode()
    assert "同级同类比较" in page
    assert f"共 {found['total']} 个" in page


@pytest.mark.parametrize(
    ("found", "own", "wanted"),
    [
        ([(0, 60), (1, 12), (3, 2), (5, 1)], 3, (75, 60, 72, 2, 1)),
        ([(0, 5)], 0, (5, 5, 0, 5, 0)),
        ([(0, 4)], 0, None),
        ([], 0, None),
    ],
)
def test_the_comparison_counts_who_has_fewer_and_more(found, own, wanted):
    made = peers.beside(found, own)
    assert (made and (made.total, made.without, made.fewer, made.same, made.more)) == wanted


def test_bands_hold_every_body_once_and_name_that_of_the_department():
    made = peers.beside([(0, 60), (1, 12), (3, 2), (5, 1), (40, 3)], 4)
    assert [(band.label, band.bodies, band.own) for band in made.bands] == [
        ("0 条", 60, False),
        ("1 条", 12, False),
        ("3–5 条", 3, True),
        ("11 条以上", 3, False),
    ]
    assert (made.bands[0].share, made.bands[1].share) == (100, 20)
