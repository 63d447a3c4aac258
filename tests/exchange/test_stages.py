"""Stages, crashes, cancelling and resuming: nothing is ever half written."""

import os
import stat
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Transition
from common.roles import Role
from exchange import services
from exchange.importers import stages, statements
from exchange.importers.stages import Busy, Shifted
from exchange.models.batches import ImportBatch
from exchange.models.row_errors import RowError
from exchange.tasks import purge_import_files, run_import
from records.models import DishonestyRecord
from tests import databases, factories
from tests.exchange.returns import File, imported, line, taken, workbook
from tests.patience import wait_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def body():
    return factories.department("320102")


def staged():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM exchange_staging")
        return cursor.fetchone()[0]


def at(batch, status):
    """The batch taken by hand up to `status`."""
    for name, step in (("uploaded", stages.begin), ("reading", stages.read), ("checking", stages.check)):
        if batch.status == status:
            break
        assert batch.status == name
        step(batch)
    assert batch.status == status
    return batch


def test_a_batch_goes_through_its_stages_and_leaves_a_trail(body):
    batch = imported(workbook(line(body)))
    acts = Transition.objects.filter(object_id=batch.pk).order_by("seq").values_list("to_status", flat=True)
    assert list(acts) == ["uploaded", "reading", "checking", "writing", "done"]
    assert batch.finished_at is not None
    assert staged() == 0


def test_the_uploaded_file_is_for_its_owner_only(body):
    batch = taken(workbook(line(body)))
    assert stat.S_IMODE(batch.source_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(batch.folder.stat().st_mode) == 0o700
    assert batch.size == batch.source_path.stat().st_size
    assert len(batch.sha256) == 64


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"x", "return.xls", "另存为 .xlsx"),
        (b"x", "return", "只接收"),
        (b"", "return.csv", "空的"),
        (b"x", "机密★名单.xlsx", "密级标志"),
    ],
)
def test_what_cannot_be_an_upload_is_refused_at_the_door(data, name, word, files):
    with pytest.raises(Incomplete, match=word):
        taken(data, name)
    assert not ImportBatch.objects.exists()
    assert not list(files.glob("*/*"))


def test_a_file_that_is_too_big_is_refused_and_not_kept(settings, files):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    with pytest.raises(Incomplete, match="超过 1 MB"):
        taken(b"x" * (1024 * 1024 + 1), "return.csv")
    assert not list(files.glob("*/*"))


@pytest.mark.parametrize(
    "role", [Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR, Role.SYSTEM_ADMIN]
)
def test_who_does_not_enter_does_not_import(role):
    with pytest.raises(NotAllowed):
        taken(workbook(line()), by=factories.posting(role))


def test_a_name_with_a_personal_number_is_masked(body):
    assert "320106198001011233" not in taken(workbook(line(body)), "张320106198001011233.xlsx").file_name


@pytest.mark.parametrize("status", ["uploaded", "reading", "checking"])
def test_cancelling_between_stages_leaves_nothing(body, status):
    batch = at(taken(workbook(line(body))), status)
    services.cancel(batch, by=batch.posting)
    services.run(batch)
    assert batch.status == "cancelled"
    assert not DishonestyRecord.objects.exists()
    assert not batch.folder.exists()
    assert not batch.row_errors.exists()


def test_cancelling_during_a_stage_undoes_the_stage(body, monkeypatch):
    batch = taken(workbook(line(body)))
    check = statements.check

    def cancelled_meanwhile(running):
        found = check(running)
        services.cancel(ImportBatch.objects.get(pk=batch.pk), by=batch.posting)
        return found

    monkeypatch.setattr(statements, "check", cancelled_meanwhile)
    services.run(batch)
    assert not DishonestyRecord.objects.exists()


def test_a_batch_that_is_being_written_is_not_cancelled(body):
    batch = at(taken(workbook(line(body))), "writing")
    with pytest.raises(WrongState):
        services.cancel(batch, by=batch.posting)


def test_a_batch_of_someone_else_is_out_of_reach(body):
    batch = taken(workbook(line(body)), by=factories.posting(Role.CLERK))
    with pytest.raises(NotAllowed):
        services.cancel(batch, by=factories.posting(Role.CLERK))


def test_a_failure_while_writing_leaves_nothing_half_written(body, monkeypatch):
    rows = [line(body, **{"认定文书号": f"苏〔2026〕{n}号"}) for n in range(5)]
    batch = taken(workbook(*rows))

    def failing(running):
        raise RuntimeError(f"写到第 {DishonestyRecord.objects.count()} 行时断电 320106198001011233")

    monkeypatch.setattr(stages, "_finish", failing)
    services.run(batch)
    assert batch.status == "failed"
    assert "内部错误" in batch.message
    assert not DishonestyRecord.objects.exists()
    assert not Transition.objects.filter(object_type="records.dishonestyrecord").exists()


def test_personal_numbers_in_an_error_are_masked_in_the_log(body, monkeypatch, caplog):
    def failing(running):
        raise RuntimeError("Failing row contains (320106198001011233)")

    monkeypatch.setattr(stages, "_finish", failing)
    services.run(taken(workbook(line(body))))
    assert "Failing row contains" in caplog.text
    assert "320106198001011233" not in caplog.text


def test_a_failed_batch_is_resumed_and_written_once(body, monkeypatch):
    batch = taken(workbook(line(body)))
    with monkeypatch.context() as patch:
        patch.setattr(stages, "_finish", lambda running: 1 / 0)
        services.run(batch)
    services.resume(batch, by=batch.posting)
    services.run(batch)
    assert (batch.status, batch.message, batch.accepted) == ("done", "", 1)
    assert DishonestyRecord.objects.count() == 1


@pytest.mark.parametrize("status", ["reading", "checking", "writing"])
def test_a_batch_whose_worker_died_goes_on_from_its_stage(body, status):
    batch = at(taken(workbook(line(body), line(body, **{"失信行为描述": ""}))), status)
    services.run(ImportBatch.objects.get(pk=batch.pk))
    batch.refresh_from_db()
    assert (batch.status, batch.accepted, batch.rejected) == ("done", 1, 1)
    assert DishonestyRecord.objects.count() == 1
    assert batch.rejected_path.exists()


@pytest.mark.parametrize("status", ["checking", "writing"])
def test_staging_found_empty_after_a_crash_of_the_server_is_read_again(body, status):
    batch = at(taken(workbook(line(body))), status)
    statements.empty_staging(batch)
    services.run(batch)
    assert (batch.status, DishonestyRecord.objects.count()) == ("done", 1)
    assert Transition.objects.filter(object_id=batch.pk, act="read").count() == 2


def test_running_a_finished_batch_again_does_nothing(body):
    batch = imported(workbook(line(body)))
    assert services.run(batch).status == "done"
    assert run_import(str(batch.pk)) == "done"
    assert DishonestyRecord.objects.count() == 1
    with pytest.raises(WrongState):
        services.resume(batch, by=batch.posting)


def test_a_record_written_between_check_and_write_is_a_duplicate_after_all(body):
    batch = at(taken(workbook(line(body))), "writing")
    factories.record(department=body, document_number="苏财罚〔2026〕1号")
    with pytest.raises(Shifted):
        stages.write(batch)
    services.run(batch)
    assert (batch.status, batch.accepted, batch.duplicates) == ("done", 0, 1)
    assert DishonestyRecord.objects.count() == 1


def test_a_write_that_never_settles_fails_with_a_sentence(body, monkeypatch):
    monkeypatch.setattr(statements, "write", lambda batch: -1)
    batch = imported(workbook(line(body)))
    assert batch.status == "failed"
    assert "继续" in batch.message


def test_a_stage_is_entered_only_where_the_batch_stands(body):
    batch = at(taken(workbook(line(body))), "reading")
    with pytest.raises(Busy):
        stages.check(batch)


def test_a_trial_run_can_be_made_real_without_another_upload(body):
    batch = imported(workbook(line(body)), dry_run=True)
    assert (batch.status, DishonestyRecord.objects.count(), staged()) == ("done", 0, 0)
    services.run(batch.commit_trial(by=batch.posting))
    assert (batch.status, DishonestyRecord.objects.count()) == ("done", 1)
    with pytest.raises(WrongState):
        batch.commit_trial(by=batch.posting)


def test_files_are_forgotten_after_seven_days_and_the_batch_stays(body):
    batch = imported(workbook(line(body, **{"失信行为描述": ""})))
    assert batch.may_fetch_files(batch.posting)
    assert not batch.may_fetch_files(factories.posting(Role.OFFICER))
    assert services.purge_old_files(timezone.now() + timedelta(days=6, hours=23)) == 0
    assert services.purge_old_files(timezone.now() + timedelta(days=7, hours=1)) == 1
    batch.refresh_from_db()
    assert not batch.folder.exists()
    assert not batch.may_fetch_files(batch.posting)
    assert batch.row_errors.exists()
    assert purge_import_files() == 0


def test_a_dead_batch_leaves_staging_with_its_files_and_is_not_resumed(body):
    batch = at(taken(workbook(line(body))), "checking")
    services.purge_old_files(timezone.now() + timedelta(days=8))
    assert staged() == 0
    batch.refresh_from_db()
    with pytest.raises(WrongState, match="重新上传"):
        services.resume(batch, by=batch.posting)
    services.run(batch)
    assert (batch.status, batch.message) == ("failed", "上传的文件已不在，请重新上传")


def test_start_hands_over_to_the_worker_once_committed(body, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr("celery.current_app.send_task", lambda name, args: sent.append((name, args)))
    batch = taken(workbook(line(body)))
    with django_capture_on_commit_callbacks(execute=True):
        services.start(batch)
        assert sent == []
    assert sent == [("exchange.tasks.run_import", [str(batch.pk)])]


def test_uploads_are_seen_by_their_uploader_the_regions_office_and_the_auditor(body):
    clerk = factories.posting(Role.CLERK, "320100")
    batch = taken(workbook(line(body)), by=clerk)
    seers = {
        Role.CLERK: (factories.posting(Role.CLERK, "320100"), False),
        Role.OFFICER: (factories.posting(Role.OFFICER, "320000"), True),
        Role.DIRECTOR: (factories.posting(Role.DIRECTOR, "320200"), False),
        Role.AUDITOR: (factories.posting(Role.AUDITOR), True),
        Role.SYSTEM_ADMIN: (factories.posting(Role.SYSTEM_ADMIN), False),
    }
    for posting, sees in seers.values():
        assert ImportBatch.objects.visible_to(posting).filter(pk=batch.pk).exists() is sees
    assert ImportBatch.objects.visible_to(clerk).get() == batch


CRASH = """
import os, signal, sys, django
django.setup()
from exchange.importers import stages
from exchange.models import ImportBatch
from exchange.services import run
stages._finish = lambda batch: os.kill(os.getpid(), signal.SIGKILL)
run(ImportBatch.objects.get(pk=sys.argv[1]))
"""


@pytest.mark.commits
def test_a_worker_killed_in_the_middle_of_the_write_leaves_nothing_and_is_resumed(
    committed_db, body, tmp_path
):
    rows = [line(body, **{"认定文书号": f"苏〔2026〕{n}号"}) for n in range(50)]
    batch = taken(workbook(*rows))
    environment = {
        **os.environ,
        "DATABASE_URL": databases.office_url(committed_db),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PORTAL_FILES": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(batch.pk)], cwd=settings.BASE_DIR, env=environment, check=False
    )
    assert done.returncode == -9
    batch.refresh_from_db()
    assert (batch.status, DishonestyRecord.objects.count()) == ("writing", 0)
    _run_when_the_lock_is_free(batch)
    assert (batch.status, DishonestyRecord.objects.count()) == ("done", 50)
    assert RowError.objects.count() == 0


def _run_when_the_lock_is_free(batch):
    """The killed worker's session ends a moment after it."""

    def is_done():
        services.run(batch)
        return batch.status == "done"

    wait_for(is_done, "the import taken up again")


def test_a_roster_is_not_for_finding_bodies():
    finder = factories.posting(Role.FINDING_BODY)
    with pytest.raises(NotAllowed):
        services.receive(File(b"x"), name="a.csv", kind="departments", by=finder)


def test_grading_rules_that_nobody_set_leave_the_grade_open(body, monkeypatch):
    def unset(day):
        raise NotEligible("没有规则")

    monkeypatch.setattr(statements, "grading_rules", unset)
    imported(workbook(line(body)))
    assert DishonestyRecord.objects.get().computed_severity == ""
