"""A whole import is undone while its records are drafts: they become 作废, and the same file may come again."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.db import connection

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Notice, Transition
from common.roles import Role
from common.workflow import move_many
from exchange import services
from exchange.models.duties import ReportingDuty
from postings.services import accept_handover, clock_posting, list_handover
from records.models import Correction, DishonestyRecord
from tests import factories
from tests.exchange.returns import ROSTER_HEAD, imported, line, table, workbook
from tests.office import acts_of, client_of, text
from tests.untold import put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
REASON = "报错了季度"


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


@pytest.fixture
def body():
    return factories.department("320100")


@pytest.fixture
def file(body):
    return workbook(*[line(body, 认定文书号=f"苏罚{n}号", 社会影响程度="较大") for n in range(3)])


@pytest.fixture
def batch(file, clerk):
    return imported(file, by=clerk)


def record(batch, row):
    return DishonestyRecord.objects.get(batch_id=batch.pk, batch_row=row)


def submitted(batch, row, by):
    made = record(batch, row)
    made.edit(by=by, reason="补全", severity_reason="依规定从重")
    return made.submit(by=by)


def test_every_draft_becomes_void_with_a_trail_row_of_its_own(batch, clerk):
    services.undo(batch, by=clerk, reason=REASON)
    assert (batch.status, batch.undone) == ("undone", 3)
    rows = DishonestyRecord.objects.filter(batch_id=batch.pk)
    assert set(rows.values_list("status", flat=True)) == {"void"}
    trail = Transition.objects.filter(object_id__in=rows.values("pk"), act="void")
    assert list(trail.values_list("actor", "posting_id")) == [(clerk.user_id, clerk.pk)] * 3
    assert all(REASON in reason for reason in trail.values_list("reason", flat=True))
    assert acts_of(batch)[-1] == "undo"


def test_the_same_file_comes_again_and_only_once(batch, file, clerk):
    before = imported(file, by=clerk)
    assert (before.accepted, before.duplicates) == (0, 3)
    services.undo(batch, by=clerk, reason=REASON)
    again = imported(file, by=clerk)
    assert (again.accepted, again.duplicates) == (3, 0)
    third = imported(file, by=clerk)
    assert (third.accepted, third.duplicates) == (0, 3)


def test_to_the_raw_database_a_void_row_is_no_duplicate_and_a_live_one_is(batch, clerk):
    copy = (
        "SELECT count(*) FROM records_dishonestyrecord a JOIN records_dishonestyrecord b"
        " USING (document_key, department_id, source_kind, ordinal)"
        " WHERE a.batch_id = %s AND b.batch_id = %s AND a.status <> 'void' AND b.status <> 'void'"
    )
    live = "SELECT count(*) FROM records_dishonestyrecord WHERE batch_id = %s AND status NOT IN ('void', 'withdrawn')"
    with connection.cursor() as cursor:
        cursor.execute(copy, [batch.pk, batch.pk])
        assert cursor.fetchone() == (3,)
        services.undo(batch, by=clerk, reason=REASON)
        cursor.execute(live, [batch.pk])
        assert cursor.fetchone() == (0,)


def test_drafts_that_were_handed_to_another_are_no_longer_the_uploaders_to_undo(batch, clerk):
    receiver = factories.posting(Role.CLERK)
    handover = list_handover(clerk, receiver, by=clerk, kinds=["record_draft"], reason="调离")
    accept_handover(handover, by=receiver)
    with pytest.raises(NotEligible, match="交接"):
        services.undo(batch, by=clerk, reason=REASON)
    assert record(batch, 2).status == "draft"


def test_drafts_of_another_batch_and_those_entered_by_hand_stay(batch, clerk, body):
    other = imported(workbook(line(body, 认定文书号="苏罚9号")), by=clerk)
    typed = factories.record(clerk=clerk, department=body)
    services.undo(batch, by=clerk, reason=REASON)
    typed.refresh_from_db()
    assert (batch.undone, record(other, 2).status, typed.status) == (3, "draft", "draft")


def test_undoing_twice_changes_nothing(batch, clerk):
    services.undo(batch, by=clerk, reason=REASON)
    count = Transition.objects.count()
    with pytest.raises(WrongState, match="已撤回"):
        services.undo(batch, by=clerk, reason=REASON)
    assert Transition.objects.count() == count
    assert client_of(clerk).post(f"/imports/{batch.pk}/undo/", {"reason": REASON}).status_code == 409


def test_records_that_moved_on_are_named_and_stay(batch, clerk, file):
    moved = submitted(batch, 3, clerk)
    client = client_of(clerk)
    shown = text(client.get(f"/imports/{batch.pk}/undo/"))
    assert "2 条草稿作废" in shown
    assert "这 1 条已经提交" in shown
    assert moved.record_no in shown
    assert client.post(f"/imports/{batch.pk}/undo/", {"reason": REASON}).status_code == 302
    batch.refresh_from_db()
    assert (batch.status, batch.undone) == ("undone", 2)
    assert record(batch, 3).status == "pending_review"
    again = imported(file, by=clerk)
    assert (again.accepted, again.duplicates) == (2, 1)


def test_the_page_says_how_many_were_edited_and_the_act_needs_a_reason(batch, clerk):
    record(batch, 2).edit(by=clerk, reason="改正", remark="核对过")
    client = client_of(clerk)
    assert "其中 1 条导入后修改过" in text(client.get(f"/imports/{batch.pk}/undo/"))
    assert client.post(f"/imports/{batch.pk}/undo/", {"reason": " "}).status_code == 422
    with pytest.raises(Incomplete):
        services.undo(batch, by=clerk, reason=" ")
    assert record(batch, 2).status == "draft"
    batch.refresh_from_db()
    assert batch.status == "done"


def test_only_the_uploader_undoes(batch):
    other = factories.posting(Role.CLERK)
    with pytest.raises(NotAllowed, match="上传人"):
        services.undo(batch, by=other, reason=REASON)
    address = f"/imports/{batch.pk}/undo/"
    assert client_of(other).post(address, {"reason": REASON}).status_code == 404
    assert client_of(factories.posting(Role.DIRECTOR)).post(address, {"reason": REASON}).status_code == 403
    assert client_of(factories.posting(Role.AUDITOR)).get(address).status_code == 403
    assert record(batch, 2).status == "draft"


def test_a_trial_a_roster_and_a_batch_without_drafts_have_nothing_to_undo(body, clerk, file):
    row = [body.name, body.credit_code, "机关", "市级", "320100"]
    roster = imported(table(row, head=ROSTER_HEAD), "r.csv", kind="departments", by=clerk)
    trial = imported(file, by=clerk, dry_run=True)
    empty = imported(workbook(line(body, 严重程度="特别严重")), by=clerk)
    for batch, word in ((roster, "机构名录"), (trial, "试算"), (empty, "没有可以撤回")):
        with pytest.raises(NotEligible, match=word):
            services.undo(batch, by=clerk, reason=REASON)
    assert client_of(clerk).get(f"/imports/{trial.pk}/undo/").status_code == 409


def test_an_undone_batch_is_shown_as_such_and_offers_no_second_undo(batch, clerk):
    client = client_of(clerk)
    assert "撤回整批" in text(client.get(f"/imports/{batch.pk}/"))
    services.undo(batch, by=clerk, reason=REASON)
    shown = text(client.get(f"/imports/{batch.pk}/"))
    assert "其中 3 条已撤回作废" in shown
    assert "撤回整批" not in shown
    assert "撤回 3" in text(client.get("/imports/?status=undone"))


def test_a_duty_that_rested_on_the_batch_waits_again_and_its_unit_is_told(file, body):
    reporter = factories.posting(Role.CLERK, unit=body)
    services.open_duties(date(2026, 10, 9), by=clock_posting())
    duty = ReportingDuty.objects.get(unit=body)
    batch = imported(file, by=reporter)
    services.file_return(duty, by=reporter, batch=batch)
    services.undo(batch, by=reporter, reason=REASON)
    duty.refresh_from_db()
    assert (duty.status, duty.batch_id, duty.filed_on) == ("pending", None, None)
    assert acts_of(duty)[-1] == "unfile"
    assert Notice.objects.filter(object_id=duty.pk, text__contains="已撤回", done_at__isnull=True).exists()


def test_a_duty_stays_filed_while_a_record_of_the_batch_stands(file, body):
    reporter = factories.posting(Role.CLERK, unit=body)
    services.open_duties(date(2026, 10, 9), by=clock_posting())
    duty = ReportingDuty.objects.get(unit=body)
    batch = imported(file, by=reporter)
    services.file_return(duty, by=reporter, batch=batch)
    submitted(batch, 2, reporter)
    services.undo(batch, by=reporter, reason=REASON)
    duty.refresh_from_db()
    assert duty.status == "reported"


def test_findings_are_filtered_by_column_and_kind(body, clerk):
    wrong = [
        line(body, 严重程度="特别严重", 认定文书号="苏1号"),
        line(body, 认定日期="2026-13-40", 认定文书号="苏2号"),
        line(body, 生效日期="2026-02-01", 认定文书号="苏3号"),
        line(body, 生效日期="2026-01-31", 认定文书号="苏4号"),
    ]
    batch = imported(workbook(*wrong), by=clerk)
    client, address = client_of(clerk), f"/imports/{batch.pk}/"
    assert " 4 处" in text(client.get(address))
    assert " 1 处" in text(client.get(address, {"column": "严重程度"}))
    kinds = client.get(address).context["kinds"]
    assert ("生效日期早于认定日期 …", 2) in kinds
    assert " 2 处" in text(client.get(address, {"kind": "生效日期早于认定日期 …"}))


def test_without_errors_the_hints_are_shown_first(body, clerk):
    batch = imported(workbook(line(body, 备注="联系13851400000")), by=clerk)
    assert client_of(clerk).get(f"/imports/{batch.pk}/").context["level"] == "warning"


def test_a_duty_stays_filed_where_a_draft_is_submitted_while_the_batch_is_undone(file, body, monkeypatch):
    reporter = factories.posting(Role.CLERK, unit=body)
    services.open_duties(date(2026, 10, 9), by=clock_posting())
    duty = ReportingDuty.objects.get(unit=body)
    batch = imported(file, by=reporter)
    services.file_return(duty, by=reporter, batch=batch)

    def after_a_submission(*args, **kwargs):
        submitted(batch, 2, reporter)
        return move_many(*args, **kwargs)

    monkeypatch.setattr(import_module("exchange.services.undoing"), "move_many", after_a_submission)
    services.undo(batch, by=reporter, reason=REASON)
    duty.refresh_from_db()
    assert (batch.undone, duty.status) == (2, "reported")


def test_a_correction_left_on_an_undone_draft_ends_with_it(batch, clerk):
    draft = record(batch, DishonestyRecord.objects.filter(batch_id=batch.pk).first().batch_row)
    fields = {
        "kind": "clerical",
        "changes": {"remark": ["", "补记"]},
        "grounds": "录入有误",
        "base_version": 1,
    }
    case = put(Correction(fact=draft.parent, proposed_by_id=clerk.user_id, **fields))
    services.undo(batch, by=clerk, reason=REASON)
    case.refresh_from_db()
    assert case.status == "lapsed"
    assert acts_of(case)[-1] == "lapse"


def test_the_list_of_a_batch_says_its_file_to_those_who_may_see_it(batch, clerk):
    page = text(client_of(clerk).get(f"/records/?batch={batch.pk}"))
    assert f"导入批次：失信信息 {batch.file_name}" in page
    assert str(batch.pk) not in page
    stranger = client_of(factories.posting(Role.CLERK, "320500"))
    assert batch.file_name not in text(stranger.get(f"/records/?batch={batch.pk}"))
