"""The demo return twice, as a trial, from its rewritten file, and by the command."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from exchange.importers.stages import report
from exchange.models.batches import ImportBatch
from exchange.services.importing import run
from records.models import DishonestyRecord
from tests.exchange.returns import imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
DEMO = Path(settings.BASE_DIR) / "integrity_portal" / "demo"
RETURN = (DEMO / "dishonesty_records.xlsx").read_bytes()


@pytest.fixture
def roster(files):
    return imported((DEMO / "departments.xlsx").read_bytes(), kind="departments")


@pytest.mark.long
def test_a_trial_run_tells_what_the_real_one_tells_also_from_the_rewritten_file(roster):
    """Its secret rows were purged from the kept file, which the real run reads."""
    trial = imported(RETURN, dry_run=True)
    before = report(trial)
    assert not DishonestyRecord.objects.exists()
    assert report(run(trial.commit_trial(by=trial.posting))) == before
    assert DishonestyRecord.objects.count() == before["accepted"] == 309


def test_the_same_file_twice_adds_nothing(roster):
    imported(RETURN)
    again = imported(RETURN)
    assert (again.accepted, again.duplicates, again.rejected) == (0, 317, 83)
    assert DishonestyRecord.objects.count() == 309
    of = {duplicate["of"] for duplicate in report(again)["duplicate_rows"]}
    assert of == set(DishonestyRecord.objects.values_list("record_no", flat=True))


@pytest.mark.long
def test_the_command_writes_the_report_of_the_issue(tmp_path, capsys):
    told = tmp_path / "report.json"
    call_command("import_workbook", "departments", str(DEMO / "departments.xlsx"))
    call_command(
        "import_workbook",
        "dishonesty",
        str(DEMO / "dishonesty_records.xlsx"),
        "--as-of=2026-11-23",
        f"--report={told}",
    )
    assert '"accepted": 309' in told.read_text(encoding="utf-8")
    assert "读取 400 行：入库 309，重复 8，退回 83" in capsys.readouterr().out
    assert ImportBatch.objects.latest("id").posting.user.username == "import"
