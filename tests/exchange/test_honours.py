"""荣誉资格核查: a list is read, looked at, answered once as of its day, and mended where its ground falls."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Transition
from common.roles import Role
from exchange.honours import services
from exchange.honours.models import Candidate, HonourCheck
from exchange.honours.queues import QUEUES
from exchange.honours.reading import read_candidates
from exchange.honours.reports import report_of
from exchange.honours.services import Award, Line
from tests import factories
from tests.discipline.measuring import days_ago, measure
from tests.discipline.test_measures_end import reverse_source, tolerate
from tests.office import client_of

pytestmark = pytest.mark.django_db


def award(**given):
    fields = {
        "award": "诚信示范单位（演示）",
        "awarding_body": "模拟市文明办（演示）",
        "request": "模拟函〔2026〕1号",
    }
    return Award(**{**fields, "cutoff_on": timezone.localdate(), **given})


def workbook(*rows, head=("单位名称", "统一社会信用代码"), name="名单.xlsx"):
    book = openpyxl.Workbook()
    for row in (head, *rows):
        book.active.append(list(row))
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def answered(*departments, by, **given):
    lines = [Line(n, one.name, one.credit_code) for n, one in enumerate(departments, 2)]
    return services.answer(services.take_in(award(**given), lines, by=by), by=by)


def outcomes(case):
    return list(case.rows.values_list("outcome", flat=True))


@pytest.fixture
def world(db):
    case = measure("running")
    record = factories.record("confirmed")
    return SimpleNamespace(
        case=case, barred=case.department, noted=record.department, clear=factories.department()
    )


def test_each_candidate_is_answered_as_of_the_cut_off_day(world):
    by = factories.posting(Role.OFFICER)
    case = answered(world.clear, world.barred, world.noted, by=by)
    assert outcomes(case) == ["clear", "barred", "unsure"]
    told = case.rows.get(outcome="barred")
    assert (told.measure, told.until) == (world.case, world.case.until)
    unsure = case.rows.get(outcome="unsure")
    assert (unsure.measure, unsure.until) == (None, None)
    assert "不在此显示" in unsure.note
    before = answered(world.barred, by=by, cutoff_on=days_ago(9))
    assert outcomes(before) == ["unsure"]


def test_a_body_out_of_scope_is_answered_alike_whatever_is_on_file():
    elsewhere = [
        factories.department("320500"),
        factories.record("confirmed", department=factories.department("320500")).department,
        measure("running", department=factories.department("320500")).department,
    ]
    case = answered(*elsewhere, by=factories.posting(Role.OFFICER, "320100"))
    told = {(row.outcome, row.note, row.measure, row.department) for row in case.rows.all()}
    assert told == {("out_of_scope", services.OUT_OF_SCOPE, None, None)}


def test_a_code_that_is_unknown_wrong_or_missing_is_said_to_be_so(world):
    by = factories.posting(Role.OFFICER)
    lines = [
        Line(2, "不在名录", factories.credit_code("320100", 99_999_999)),
        Line(3, "写错了", "", "校验位不符"),
        Line(4, "另一个名字", world.clear.credit_code),
    ]
    case = services.answer(services.take_in(award(), lines, by=by), by=by)
    assert outcomes(case) == ["unknown", "invalid", "clear"]
    assert world.clear.name in case.rows.get(row=4).note


def test_a_day_to_come_an_empty_list_and_one_too_long_are_refused(monkeypatch):
    by = factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete):
        services.take_in(award(cutoff_on=days_ago(-1)), [Line(1, "x", "")], by=by)
    with pytest.raises(Incomplete):
        services.take_in(award(), [], by=by)
    monkeypatch.setattr(services, "MOST", 1)
    with pytest.raises(Incomplete, match="太长"):
        services.take_in(award(), [Line(1, "x", ""), Line(2, "y", "")], by=by)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_the_credit_office_alone_asks(role):
    by = factories.posting(role)
    if role in HonourCheck.ENTER.roles:
        assert services.take_in(award(), [Line(1, "x", "")], by=by).status == "read"
    else:
        with pytest.raises(NotAllowed):
            services.take_in(award(), [Line(1, "x", "")], by=by)


def test_only_who_sent_a_list_answers_it_and_once(world):
    by = factories.posting(Role.OFFICER)
    case = services.take_in(award(), [Line(2, "", world.clear.credit_code)], by=by)
    with pytest.raises(NotEligible, match="提交名单的人"):
        services.answer(case, by=factories.posting(Role.DIRECTOR))
    services.answer(case, by=by)
    with pytest.raises(WrongState):
        services.answer(case, by=by)
    with pytest.raises(WrongState):
        services.drop(case, by=by)
    acts = list(Transition.objects.filter(object_id=case.pk).order_by("seq").values_list("act", flat=True))
    assert acts == ["enter", "answer"]


def test_a_list_that_was_left_keeps_its_number_and_nothing_else():
    by = factories.posting(Role.OFFICER)
    case = services.drop(services.take_in(award(), [Line(2, "x", "")], by=by), by=by)
    assert case.status == "dropped"
    assert set(case.rows.values_list("name", "credit_code", "note")) == {("", "", "")}


def test_what_was_answered_to_one_scope_is_not_shown_to_a_narrower_one(world):
    province, city = factories.posting(Role.OFFICER), factories.posting(Role.OFFICER, "320100")
    case = answered(world.barred, by=province)
    assert not HonourCheck.objects.visible_to(city).exists()
    assert not HonourCheck.objects.visible_to(factories.posting(Role.OFFICER)).exists()
    assert not HonourCheck.objects.visible_to(factories.posting(Role.DIRECTOR, "320100")).exists()
    own = answered(world.barred, by=city)
    assert set(HonourCheck.objects.visible_to(factories.posting(Role.DIRECTOR))) == {case, own}


@pytest.mark.parametrize("end", [reverse_source, tolerate])
def test_an_answer_whose_record_fell_goes_back_to_the_awarding_body(world, end):
    by = factories.posting(Role.OFFICER)
    case, other = answered(world.barred, by=by), answered(world.clear, world.noted, by=by)
    end(world.case)
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.status, other.status) == ("to_report", "answered")
    last = Transition.objects.filter(object_id=case.pk).latest("seq")
    assert (last.act, bool(last.cause)) == ("overturn", True)
    services.report(case, by=by, reason="已函告", document="模拟函〔2026〕2号")
    assert case.status == "reported"
    with pytest.raises(NotAllowed):
        case.move("overturn", by=by, reason="试")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DIRECTOR])
def test_whoever_is_there_of_the_office_tells_the_awarding_body(world, role):
    case = answered(world.barred, by=factories.posting(Role.DIRECTOR))
    colleague, city = factories.posting(role), factories.posting(role, "320100")
    reverse_source(world.case)
    case.refresh_from_db()
    (queue,) = QUEUES
    assert list(queue.rows(colleague)) == [case]
    assert not queue.rows(city).exists()
    services.report(case, by=colleague, reason="已函告", document="模拟函〔2026〕2号")
    assert case.status == "reported"
    assert HonourCheck.objects.visible_to(colleague).get() == case


def test_nobody_drops_the_list_of_another():
    by, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    case = services.take_in(award(), [Line(2, "x", "")], by=by)
    with pytest.raises(NotEligible, match="提交名单的人"):
        services.drop(case, by=director)
    assert case.rows.get().name == "x"


def test_a_second_ground_that_falls_is_told_too_and_its_row_is_named(world):
    by, second, third = factories.posting(Role.OFFICER), measure("running"), measure("running")
    case = answered(world.barred, second.department, third.department, by=by)
    reverse_source(world.case)
    tolerate(second)
    case.refresh_from_db()
    services.report(case, by=by, reason="已函告", document="模拟函〔2026〕2号")
    reverse_source(third)
    case.refresh_from_db()
    assert (case.status, case.report_document) == ("to_report", "")
    rows = Transition.objects.filter(object_id=case.pk, act__startswith="overturn").order_by("seq")
    assert [row.reason.split()[1] for row in rows] == ["2", "3", "4"]
    assert third.department.name in rows.last().reason


def test_a_workbook_is_read_with_its_faults_and_no_person_is_kept(world):
    by = factories.posting(Role.OFFICER)
    file = workbook(
        (world.barred.name, world.barred.credit_code),
        ("甲某 320102199001011237", world.clear.credit_code),
        ("无代码单位", ""),
        ("代码错的单位", "11320000MB0000000X"),
    )
    lines = read_candidates(file)
    assert lines[0] == Line(2, world.barred.name, world.barred.credit_code)
    assert (lines[1].name, lines[1].credit_code, bool(lines[1].fault)) == ("", "", True)
    assert [bool(line.fault) for line in lines] == [False, True, True, True]
    case = services.answer(services.take_in(award(), lines, by=by), by=by)
    assert outcomes(case) == ["barred", "invalid", "invalid", "invalid"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM exchange_staging")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("名单.pdf", b"%PDF-1.7"), "只收"),
        (SimpleUploadedFile("名单.xlsx", b"not a workbook"), "文件"),
        (workbook(("某单位", "x"), head=("姓名", "职务")), "统一社会信用代码"),
    ],
)
def test_what_is_no_list_is_refused_with_the_remedy(file, words):
    with pytest.raises(Incomplete) as refused:
        read_candidates(file)
    assert words in refused.value.fields["file"]


def test_a_row_with_a_secrecy_mark_is_not_kept():
    (line,) = read_candidates(workbook(("【机密】某单位", "x")))
    assert (line.name, line.credit_code) == ("", "")
    assert "密级" in line.fault


def test_the_report_bears_number_day_and_a_line_for_each(world):
    case = answered(world.clear, world.barred, by=factories.posting(Role.OFFICER))
    rows = [
        list(map(str, filter(None, row)))
        for row in openpyxl.load_workbook(BytesIO(report_of(case))).active.values
    ]
    assert case.number in rows[0][0]
    assert str(case.cutoff_on) in rows[2][0]
    assert rows[-1][:6] == [
        "3",
        world.barred.name,
        world.barred.credit_code,
        "受限",
        world.case.label,
        str(world.case.until),
    ]
    assert "没有限制" in rows[-2]
    assert case.number.startswith("RY-320000-")


def test_from_upload_over_preview_to_the_report_in_the_office(world):
    officer = factories.posting(Role.OFFICER)
    client = client_of(officer)
    given = {"award": "诚信示范单位", "awarding_body": "模拟文明办", "request": "模拟函〔2026〕3号"}
    given |= {"cutoff_on": f"{timezone.localdate():%Y-%m-%d}"}
    file = workbook((world.barred.name, world.barred.credit_code))
    page = client.post(reverse("exchange:honour_list"), {**given, "file": file}, follow=True)
    assert "读到 1 行" in page.content.decode()
    case = HonourCheck.objects.get()
    assert client.get(reverse("exchange:honour_report", args=[case.pk])).status_code == 409
    token = page.context["page_token"]
    client.post(reverse("exchange:honour_check_act", args=[case.pk, "answer"]), {"page_token": token})
    page = client.get(reverse("exchange:honour_check", args=[case.pk]) + "?outcome=barred").content.decode()
    assert world.case.label in page
    assert client.get(reverse("exchange:honour_report", args=[case.pk])).content[:2] == b"PK"
    assert "诚信示范单位" in client.get(reverse("exchange:honour_checks")).content.decode()
    one = client.post(
        reverse("exchange:honour_one"), {**given, "credit_code": world.clear.credit_code}, follow=True
    )
    assert "没有限制" in one.content.decode()
    wrong = client.post(reverse("exchange:honour_one"), {**given, "credit_code": "x"})
    assert wrong.status_code == 422
    assert (
        client_of(factories.posting(Role.OFFICER))
        .get(reverse("exchange:honour_check", args=[case.pk]))
        .status_code
        == 404
    )
    assert (
        client_of(factories.posting(Role.REPRESENTATIVE)).get(reverse("exchange:honour_checks")).status_code
        == 403
    )


def test_who_is_barred_is_so_by_a_measure_in_the_database_too(world):
    case = answered(world.barred, by=factories.posting(Role.OFFICER))
    with pytest.raises(IntegrityError, match="candidate_barred_by_a_measure"), transaction.atomic():
        Candidate.objects.filter(check_case=case).update(measure=None)
