"""A reader asks for a report, takes it along and checks it; read from the store alone, as the public role."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from common.roles import Role
from credit_reports.models import CreditReport
from credit_reports.services import making
from disclosure.door import flood
from disclosure.report_files import read_number
from intake.models import Answer
from intake.sealing import QueryCode, public_key_of
from intake.services.taking import pull
from records import services
from tests import factories
from tests.credit_reports import reporting as kit
from tests.disclosure.rows import standing
from tests.disclosure.visiting import shown

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("the office reads what visitors leave within the test's own transaction"),
]


@pytest.fixture
def act():
    return standing(facts="道路养护项目拖欠工程结算款，逾期不付")


@pytest.fixture
def body(act):
    return act.fact.of_kind.department


@pytest.fixture
def visit(public_side, as_public, settings):
    settings.INTAKE_PUBLIC_KEY = public_key_of(settings.INTAKE_PRIVATE_KEYS[0])
    client = Client(REMOTE_ADDR="203.0.113.9")

    def asking(address, given=None, **asked):
        with as_public():
            answer = client.get(address, asked) if given is None else client.post(address, given)
            if answer.streaming:
                answer.content_read = b"".join(answer.streaming_content)
            return answer

    return asking


def asked(visit, body) -> str:
    """Press the button; return the address at which it is told how far the report is."""
    answer = visit(f"/departments/{body.credit_code}/report/", {})
    assert answer.status_code == 303
    return answer["Location"]


def finish() -> None:
    pull()
    for report in CreditReport.objects.waiting():
        making.make(report)


def test_from_the_archive_to_the_check_and_the_end(visit, act, body):
    assert f"/departments/{body.credit_code}/report/" in shown(visit(f"/departments/{body.credit_code}/"))
    place = asked(visit, body)
    first = visit(place)
    assert "正在生成" in shown(first)
    assert first["Refresh"] == f"3; url={place}?turn=1"
    pull()
    assert "已经收到，正在生成" in shown(visit(place))
    finish()
    page = visit(place)
    report = CreditReport.objects.get()
    assert report.number in shown(page)
    assert "Refresh" not in page
    assert (report.origin, report.posting.role) == ("public", Role.CLOCK)
    for kind in (".pdf", ".json", ".pdf.sig", ".json.sig", ".pem"):
        file = visit(f"/reports/{report.number}{kind}")
        assert (file.status_code, file.content_read) == (200, kit.content(report, kind)), kind
        assert (file["Cache-Control"], file["X-Robots-Tag"]) == ("no-store", "noindex")
    checked = shown(visit("/report-check/", number=report.number))
    assert "有效。" in checked
    assert body.name in checked
    pdf = kit.content(report, ".pdf")
    services.suspend(act, by=factories.posting(Role.DIRECTOR), reason="核实中")
    for page in (
        visit("/report-check/", number=report.number),
        visit("/report-check/", {"file": SimpleUploadedFile("r.pdf", pdf)}),
        visit(place),
        visit(f"/reports/{report.number}.pdf"),
    ):
        assert "已失效（内容有变化）" in shown(page)
        for word in (body.name, body.credit_code, "道路养护", report.pdf_sha256):
            assert word not in shown(page), word
    assert visit(f"/reports/{report.number}.json").status_code == 410


def test_a_file_is_known_byte_by_byte(visit, body):
    report = kit.issued(body)
    for kind in (".pdf", ".json"):
        whole = kit.content(report, kind)
        assert "一字不差" in shown(visit("/report-check/", {"file": SimpleUploadedFile("x", whole)}))
        other = SimpleUploadedFile("x", whole[:-1] + bytes([whole[-1] ^ 1]))
        assert "认不出这个文件" in shown(visit("/report-check/", {"file": other}))
    none = visit("/report-check/", {})
    assert (none.status_code, "请选择要核验的文件" in shown(none)) == (422, True)


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("BG-2020-000001", 200, "没有这个编号"),
        ("你好", 422, "编号的格式"),
        ("' OR 1=1", 422, "编号的格式"),
        ("", 200, "报告编号"),
    ],
)
def test_what_is_no_number_is_told_how_to_mend_it(visit, typed, status, words):
    page = visit("/report-check/", number=typed)
    assert (page.status_code, words in shown(page)) == (status, True)


def test_a_number_is_read_as_people_write_it():
    assert read_number(" bg－2026—000012 ") == "BG-2026-000012"
    assert read_number("编号：BG-2026-000012。") == "BG-2026-000012"
    assert read_number("BG-2026-12") == ""


def test_a_fresh_one_that_holds_is_given_again_and_one_that_does_not_is_made_anew(visit, act, body):
    asked(visit, body)
    finish()
    asked(visit, body)
    finish()
    assert CreditReport.objects.count() == 1
    director = factories.posting(Role.DIRECTOR)
    services.suspend(act, by=director, reason="核实中")
    asked(visit, body)
    finish()
    assert [report.serial for report in CreditReport.objects.order_by("serial")] == [1, 2]


def test_twenty_presses_within_a_minute_make_one_report(visit, body):
    places = [asked(visit, body) for _ in range(18)]
    pull()
    assert CreditReport.objects.count() == 1
    finish()
    places += [asked(visit, body), asked(visit, body)]
    pull()
    report = CreditReport.objects.get()
    assert report.number.endswith("-000001")
    for place in places:
        assert report.number in shown(visit(place))


def test_one_line_takes_so_many_files_along_and_no_more(visit, body, monkeypatch):
    monkeypatch.setattr(flood, "TAKING", flood.Bound("take-tried", 2, None, "下载太频繁"))
    report = kit.issued(body)
    answers = [visit(f"/reports/{report.number}{kind}") for kind in (".pdf", ".json", ".pdf")]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "下载太频繁" in shown(answers[-1])


def test_what_cannot_be_made_is_told_under_the_code(visit, body):
    place = asked(visit, body)
    type(body).objects.filter(pk=body.pk).update(is_shown=False)
    pull()
    assert "没有公开的部门档案" in shown(visit(place))
    assert CreditReport.objects.count() == 0


def test_answers_are_plain_and_hold_the_number_alone(visit, body):
    asked(visit, body)
    finish()
    texts = [answer.text for answer in Answer.objects.all()]
    assert len(texts) == 2
    assert not any(body.name in text or body.credit_code in text for text in texts)


def test_codes_and_numbers_of_nothing_lead_nowhere(visit, body):
    assert visit(f"/reports/asked/{'U' * 20}/").status_code == 404
    assert "正在生成" in shown(visit(f"/reports/asked/{QueryCode.fresh()}/"))
    waited = visit(f"/reports/asked/{QueryCode.fresh()}/", turn="60")
    assert ("Refresh" in waited, "重新申请" in shown(waited)) == (False, True)
    assert visit("/reports/BG-2020-000001.pdf").status_code == 404
    assert visit("/departments/113200000000000XX1/report/").status_code == 404


def test_one_line_asks_so_often_and_no_more(visit, body, monkeypatch):
    monkeypatch.setattr(flood, "REPORTING", flood.Bound("report-tried", 1, 600, "太频繁"))
    asked(visit, body)
    refused = visit(f"/departments/{body.credit_code}/report/", {})
    assert (refused.status_code, "太频繁" in shown(refused)) == (429, True)


def test_the_public_role_lists_no_reports(as_public, body):
    from django.db import ProgrammingError

    kit.issued(body)
    for table in ("open.stored_report", "public.disclosure_publicreport"):
        with pytest.raises(ProgrammingError), as_public() as cursor:
            cursor.execute(f"SELECT * FROM {table}")


def test_the_page_before_the_button_holds_no_number_and_no_script(visit, body):
    page = shown(visit(f"/departments/{body.credit_code}/report/"))
    assert re.search(r"BG-\d{4}", page) is None
    assert body.name in page
