"""授权查询 as people meet it: registered by form or workbook, approved, its reports opened one logged look at a time."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from common.models import Transition
from common.roles import Role
from dossiers.models import FileAccess
from inquiries.models import Inquiry
from inquiries.queues import QUEUES
from inquiries.reading import read_rows
from inquiries.services import answering, following, reading
from inquiries.services.registering import Line
from inquiries.vocabulary import NOTHING_FOUND, Kind
from tests import factories
from tests.inquiries.asking import answered, draft, id_number, lines, pending, sanctioned, used
from tests.office import client_of

pytestmark = pytest.mark.django_db
NEW, MANY = reverse("inquiries:new_inquiry"), reverse("inquiries:inquiry_list")


@pytest.fixture
def unit():
    return factories.department()


@pytest.fixture
def clerk(unit):
    return factories.posting(Role.CLERK, None, unit=unit)


@pytest.fixture
def reviewer(unit):
    return factories.posting(Role.REVIEWER, None, unit=unit)


def given(**more):
    today = f"{timezone.localdate():%Y-%m-%d}"
    asked = {
        "purpose": "honours",
        "matter": "年度先进个人评选（演示）",
        "asking_body": "模拟市人社局（演示）",
        "handler": "甲经办",
        "request": "模拟函〔2026〕7号",
        "received_on": today,
        "as_of": today,
    }
    return {**asked, **more}


def workbook(*rows, head=("姓名", "身份证号"), name="名单.xlsx"):
    book = openpyxl.Workbook()
    for row in (head, *rows):
        book.active.append(list(row))
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def page_of(case):
    return reverse("inquiries:inquiry", args=[case.pk])


def report_at(case, row):
    return reverse("inquiries:inquiry_report", args=[case.pk, row])


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_from_the_form_over_the_approval_to_a_report(unit, clerk, reviewer):
    number = id_number(5)
    official = factories.official(unit, id_number=number)
    client = client_of(clerk)
    page = client.post(NEW, given(name="甄诚信", id_number=number), follow=True)
    case = Inquiry.objects.get()
    shown = page.content.decode()
    assert page.redirect_chain[-1][0] == page_of(case)
    assert "甄**" in shown
    assert number[-4:] in shown
    assert number not in shown
    assert "甄诚信" not in shown
    client.post(page_of(case) + "submit/", {"page_token": page.context["page_token"]})
    second = client_of(reviewer)
    asking = second.get(page_of(case) + "approve/")
    token = asking.context["page_token"]
    assert second.post(page_of(case) + "approve/", {"page_token": token}).status_code == 422, "no number"
    answer = second.post(
        page_of(case) + "approve/", {"page_token": token, "approval_number": "模拟批〔2026〕3号"}
    )
    assert answer.status_code == 302
    page = client.get(page_of(case)).content.decode()
    assert case.rows.get().number in page
    assert "无影响期内记录" not in page, "the answer stands in the report alone"
    told = client.post(report_at(case, 1)).content.decode()
    for words in (
        "甄诚信",
        "无影响期内记录",
        NOTHING_FOUND,
        "模拟市人社局",
        "甲经办",
        "模拟函〔2026〕7号",
        "模拟批〔2026〕3号",
    ):
        assert words in told
    assert number not in told
    assert FileAccess.objects.filter(official=official, act="inquire").count() == 2


def test_a_report_is_not_opened_by_an_address_alone(unit, clerk):
    case = answered(clerk, lines(factories.official(unit)))
    client = client_of(clerk)
    assert client.get(report_at(case, 2)).status_code == 405
    assert client.get(reverse("inquiries:inquiry_reports", args=[case.pk])).status_code == 405
    assert not Transition.objects.filter(object_id=case.pk, act="read").exists()


def test_every_reading_is_on_record_with_who_and_which(unit, clerk):
    case = answered(clerk, [*lines(factories.official(unit)), Line(9, "乙某", id_number(9))])
    client, auditor = client_of(clerk), factories.posting(Role.AUDITOR, None)
    client.post(report_at(case, 9))
    client_of(auditor).post(reverse("inquiries:inquiry_reports", args=[case.pk]))
    read = list(Transition.objects.filter(object_id=case.pk, act="read").order_by("seq"))
    assert [row.posting_role for row in read] == ["clerk", "auditor"]
    assert case.rows.get(row=9).number in read[0].reason
    assert all(row.number in read[1].reason for row in case.rows.all())


def test_whoever_is_managed_by_others_by_now_sees_the_look_too(unit, clerk):
    official = factories.official(unit)
    case = answered(clerk, lines(official))
    type(official).objects.filter(pk=official.pk).update(managed_by=factories.department())
    client_of(clerk).post(report_at(case, 2))
    client_of(clerk).post(reverse("inquiries:inquiry_reports", args=[case.pk]))
    looks = FileAccess.objects.filter(official=official, act="inquire").order_by("pk")
    assert [look.approval_number for look in looks] == [case.approval_number] * 3
    assert looks.filter(is_told=True).count() == 3


def test_one_pdf_holds_all_reports_with_a_mark_of_who_took_it(unit, clerk):
    barred = sanctioned(unit).official
    case = answered(clerk, [*lines(barred), Line(9, "乙某", id_number(9))], purpose="transfer")
    answer = client_of(clerk).post(reverse("inquiries:inquiry_reports", args=[case.pk]))
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(text_of(answer.content).split())
    row = case.rows.get(row=2)
    for words in (
        *(one.number for one in case.rows.all()),
        "影响期内",
        "记过",
        str(row.until),
        NOTHING_FOUND,
    ):
        assert words in text
    assert clerk.user.name in text
    one = client_of(clerk).post(reverse("inquiries:inquiry_reports", args=[case.pk]), {"row": "9"})
    assert row.number not in text_of(one.content)
    none = client_of(clerk).post(reverse("inquiries:inquiry_reports", args=[case.pk]), {"row": "77"})
    assert none.status_code == 404


def test_the_sum_of_a_report_is_the_same_each_time_and_another_for_each_row(unit, clerk):
    case = answered(clerk, [*lines(factories.official(unit)), Line(9, "乙某", id_number(9))])
    rows = list(case.rows.all())
    first, second = (reading.read(case, rows, by=clerk) for _ in range(2))
    assert [one["sum"] for one in first] == [one["sum"] for one in second]
    assert first[0]["sum"] != first[1]["sum"]


def test_the_sum_stays_when_the_office_is_renamed(unit, clerk):
    case = answered(clerk, lines(factories.official(unit)))
    (before,) = reading.read(case, case.rows.all(), by=clerk)
    type(unit).objects.filter(pk=unit.pk).update(name="模拟改名局（演示）")
    renamed = Inquiry.objects.get(pk=case.pk)
    (after,) = reading.read(renamed, renamed.rows.all(), by=clerk)
    assert (before["office"], after["sum"]) == (unit.name, before["sum"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Inquiry.objects.filter(pk=case.pk).update(office="模拟改名局（演示）")


def test_nobody_of_another_office_finds_or_reads_it(unit, clerk):
    case = answered(clerk, lines(factories.official(unit)))
    elsewhere = client_of(factories.posting(Role.CLERK, None, unit=factories.department()))
    assert elsewhere.get(page_of(case)).status_code == 404
    assert elsewhere.post(report_at(case, 2)).status_code == 404
    assert case.number not in elsewhere.get(reverse("inquiries:inquiries")).content.decode()
    for role in (Role.REPRESENTATIVE, Role.SECRECY, Role.SYSTEM_ADMIN):
        assert client_of(factories.posting(role, None)).get(reverse("inquiries:inquiries")).status_code == 403


def test_a_workbook_is_read_and_its_faults_stand_beside_the_rows(unit, clerk):
    number = id_number(5)
    official = factories.official(unit, id_number=number)
    file = workbook((official.name, number), ("乙某", number[:-1] + "0"), ("丙某", ""), ("", id_number(6)))
    page = client_of(clerk).post(MANY, {**given(), "kind": "person", "file": file}, follow=True)
    case = Inquiry.objects.get()
    assert "读到 4 行，其中 3 行不能核对" in page.content.decode()
    assert [bool(row.fault) for row in case.rows.all()] == [False, True, True, True]
    assert case.rows.get(row=3).id_number_sealed is None, "a number that is none is not kept"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM exchange_staging")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM common_transition WHERE to_jsonb(common_transition)::text LIKE %s",
            [f"%{number}%"],
        )
        assert cursor.fetchone() == (0,)


def test_bodies_come_by_the_workbook_of_candidates(unit, clerk):
    body = factories.department()
    file = workbook((body.name, body.credit_code), ("没有代码", ""), head=("单位名称", "统一社会信用代码"))
    found = read_rows(file, Kind.BODY)
    assert found[0] == Line(2, body.name, body.credit_code)
    assert (found[1].number, bool(found[1].fault)) == ("", True)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("名单.pdf", b"%PDF-1.7"), "只收"),
        (workbook(("某某", "x"), head=("单位", "职务")), "姓名"),
    ],
)
def test_what_is_no_list_is_refused_with_the_remedy(clerk, file, words):
    answer = client_of(clerk).post(MANY, {**given(), "kind": "person", "file": file})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "二者填一项"),
        (
            {
                "id_number": id_number(1),
                "credit_code": factories.credit_code("320100", 88_888_888),
                "name": "甲",
            },
            "二者填一项",
        ),
        ({"id_number": id_number(1)}, "须填写姓名"),
        ({"id_number": "123", "name": "甲"}, "身份证"),
        ({"credit_code": "x"}, "代码"),
        ({"id_number": id_number(1), "name": "甲", "purpose": ""}, "用途"),
    ],
)
def test_a_form_that_cannot_be_asked_says_how_to_mend_it(clerk, more, words):
    answer = client_of(clerk).post(NEW, given(**more))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_it_waits_for_whose_turn_it_is_and_no_row_names_anybody(unit, clerk, reviewer):
    follow, approve = QUEUES
    case = draft(clerk, [Line(2, "甲某某", id_number(7))])
    assert list(follow.rows(clerk)) == [case]
    assert not approve.rows(reviewer).exists()
    waiting = pending(clerk, [Line(2, "甲某某", id_number(7))])
    assert list(approve.rows(reviewer)) == [waiting]
    work = approve.work(approve.rows(reviewer).get())
    assert work.due == waiting.due_on
    assert "甲" not in f"{work.matter}{work.subject}{work.last_step}".replace("甲经办", "")


def test_what_fell_is_marked_and_its_report_says_not_to_be_used(unit, clerk):
    period = sanctioned(unit)
    case = answered(clerk, lines(period.official))
    period.lifted_on, period.lifted_document = timezone.localdate(), "演监解〔2026〕1号"
    period.save()
    from postings.services import clock_posting

    following.overturn_changed(by=clock_posting())
    client = client_of(clerk)
    assert "依据已终止" in client.get(page_of(case)).content.decode()
    assert "不得再使用" in client.post(report_at(case, 2)).content.decode()


def test_a_cleared_inquiry_gives_no_report(unit, clerk):
    case = used(answered(clerk, lines(factories.official(unit))), clerk)
    Inquiry.objects.filter(pk=case.pk).update(erased_on=timezone.localdate())
    client = client_of(clerk)
    assert "已清除" in client.get(page_of(case)).content.decode()
    assert client.post(report_at(case, 2)).status_code == 409


def test_before_an_answer_there_is_no_report(unit, clerk):
    case = pending(clerk, lines(factories.official(unit)))
    assert client_of(clerk).post(report_at(case, 2)).status_code == 409


def test_the_official_reads_that_an_inquiry_was_answered(unit, clerk):
    official = factories.official(unit)
    answered(clerk, lines(official))
    seat = factories.own_actor(official)
    own = client_of(seat.access).get(reverse("dossiers:own")).content.decode()
    assert "答复授权查询" in own
    assert "模拟函〔2026〕7号" in own


def test_who_registered_is_offered_no_approval(unit, clerk):
    case = pending(clerk, [Line(2, "甲某某", id_number(7))])
    both = factories.posting(Role.REVIEWER, None, unit=unit, user=clerk.user)
    assert answering.bar_to_answer(case, both) == answering.OTHER_PERSON
