"""What an import keeps, forgets and takes up again, in each of its states and by whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from common.errors import NotAllowed, NotEligible, WrongState
from common.roles import Role
from exchange import services
from exchange.importers import stages
from exchange.models.duties import ReportingDuty
from exchange.models.row_errors import RowError
from postings.services import accept_handover, clock_posting, list_handover
from records.models import DishonestyRecord
from tests import factories
from tests.exchange.returns import File, imported, line, taken, workbook
from tests.office import acts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
TODAY = timezone.localdate()


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


@pytest.fixture
def body():
    return factories.department("320100")


@pytest.fixture
def started(monkeypatch):
    """The batches that were handed to a worker."""
    found = []
    monkeypatch.setattr("exchange.services.importing.start", found.append)
    return found


def receive(clerk, **given):
    return services.receive(
        File(workbook(line())), name=f"{'表' * 300}.xlsx", kind="dishonesty", by=clerk, **given
    )


def test_a_batch_is_checked_against_today_unless_told_and_its_file_kept_for_seven_days(clerk):
    before, batch = timezone.now(), receive(clerk)
    assert (batch.as_of, batch.status, batch.dry_run, batch.asks_first) == (TODAY, "uploaded", False, False)
    assert before + timedelta(days=7) <= batch.files_until <= timezone.now() + timedelta(days=7)
    assert len(batch.file_name) == 255
    assert batch.file_name.endswith("表.xlsx")
    assert batch.size == len(batch.source_path.read_bytes())
    told = receive(clerk, as_of=date(2026, 1, 2), dry_run=True, asks_first=True)
    assert (told.as_of, told.dry_run, told.asks_first) == (date(2026, 1, 2), True, True)


def test_a_cancelled_batch_keeps_neither_findings_nor_file_and_is_cancelled_once(clerk, body):
    batch = imported(workbook(line(body)), by=clerk, asks_first=True)
    assert batch.status == "preview"
    other = imported(workbook(line(body, 严重程度="特别严重")), by=clerk)
    RowError.objects.create(batch=batch, row=2, level="error", message="请核对")
    services.cancel(batch, by=clerk)
    assert (batch.status, batch.folder.exists(), batch.row_errors.exists()) == ("cancelled", False, False)
    assert other.row_errors.exists()
    with pytest.raises(WrongState):
        services.cancel(batch, by=clerk)
    assert acts_of(batch).count("cancel") == 1


@pytest.mark.parametrize("status", ["uploaded", "reading"])
def test_a_batch_whose_worker_died_is_handed_on_where_it_stands(clerk, body, started, status):
    batch = taken(workbook(line(body)), by=clerk)
    if status == "reading":
        stages.begin(batch)
    with pytest.raises(NotAllowed, match="上传人"):
        services.resume(batch, by=factories.posting(Role.CLERK))
    assert started == []
    services.resume(batch, by=clerk)
    assert (batch.status, started) == (status, [batch])


def test_what_is_over_is_not_taken_up_again(clerk, body, started):
    done = imported(workbook(line(body)), by=clerk)
    cancelled = services.cancel(taken(workbook(line(body)), by=clerk), by=clerk)
    for batch in (done, cancelled):
        with pytest.raises(WrongState, match="不需要继续"):
            services.resume(batch, by=clerk)
    done.forget_files()
    with pytest.raises(WrongState, match="不需要继续"):
        services.resume(done, by=clerk)
    assert started == []


def test_undoing_a_batch_leaves_the_duties_filed_by_others(body):
    services.open_duties(date(2026, 10, 9), by=clock_posting())
    bodies = [body, factories.department("320100")]
    services.open_duties(date(2026, 10, 9), by=clock_posting())
    batches = []
    for unit in bodies:
        reporter = factories.posting(Role.CLERK, unit=unit)
        batch = imported(workbook(line(unit, 认定文书号=f"苏罚{unit.credit_code}号")), by=reporter)
        services.file_return(ReportingDuty.objects.get(unit=unit), by=reporter, batch=batch)
        batches.append((batch, reporter))
    batch, reporter = batches[0]
    services.undo(batch, by=reporter, reason="报错了季度")
    assert [ReportingDuty.objects.get(unit=unit).status for unit in bodies] == ["pending", "reported"]


def test_a_draft_that_was_handed_to_another_clerk_is_not_undone_with_the_batch(clerk, body):
    batch = imported(workbook(*[line(body, 认定文书号=f"苏罚{n}号") for n in range(2)]), by=clerk)
    receiver = factories.posting(Role.CLERK)
    accept_handover(list_handover(clerk, receiver, by=clerk, reason="调离"), by=receiver)
    drafts = DishonestyRecord.objects.filter(batch_id=batch.pk)
    assert set(drafts.values_list("status", flat=True)) == {"draft"}
    with pytest.raises(NotEligible, match="交接"):
        services.undo(batch, by=clerk, reason="报错了季度")
    assert set(drafts.values_list("status", flat=True)) == {"draft"}
