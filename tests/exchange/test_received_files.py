"""Files as offices send them, each with its right answer: what becomes of every row that its answer names.

An answer lists, by sheet row, the outcomes that are right: a value on file, an error or warning of a column, a
repetition, or that the file is refused as a whole with a sentence that says why.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from openpyxl import load_workbook

from exchange.importers.layouts import LAYOUTS
from exchange.models.batches import ImportBatch
from organisations.models import Department
from records.models import DishonestyRecord
from tests import databases
from tests.exchange.returns import imported

FOLDER = Path(__file__).parent / "imports"
ANSWERS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.expected.json"))]


@pytest.fixture(scope="module")
def roster(template_database, django_db_setup, django_db_blocker) -> Iterator[None]:
    """The roster of the demonstration, once, in a database of this module's own."""
    with django_db_blocker.unblock(), databases.clone(template_database, "received"):
        demo = Path(settings.BASE_DIR) / "integrity_portal" / "demo"
        imported((demo / "departments.xlsx").read_bytes(), kind="departments")
        yield


@pytest.fixture
def undone(roster) -> Iterator[None]:
    """Whatever a test imports is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcomes(batch: ImportBatch, row: int) -> set[str]:
    """What became of one row, in the words of the answers."""
    found = {f"{level}:{_header(batch, key)}" for level, key, _ in _told(batch, row) if level != "duplicate"}
    found |= {f"{level}:*{message}" for level, _, message in _told(batch, row)}
    levels = {level for level, _, _ in _told(batch, row)}
    if "duplicate" in levels:
        return found | {"duplicate"}
    made = _made(batch, row)
    if made:
        found |= {"accepted", *(f"value:{name}={value}" for name, value in vars(made).items())}
    return found or {"absent"}


def _told(batch: ImportBatch, row: int) -> list[tuple[str, str, str]]:
    return list(batch.row_errors.filter(row=row).values_list("level", "column_key", "message"))


def _header(batch: ImportBatch, key: str) -> str:
    return LAYOUTS[batch.kind].column(key).header if key else ""


def _made(batch: ImportBatch, row: int) -> Any:
    if batch.kind == "dishonesty":
        return DishonestyRecord.objects.filter(batch_id=batch.pk, batch_row=row).first()
    return Department.objects.filter(credit_code__startswith="1132000081000").order_by("id").first()


def is_right(wanted: str, found: set[str]) -> bool:
    level, _, pattern = wanted.partition(":*")
    if not pattern:
        return wanted in found
    return any(told.startswith(f"{level}:*") and re.search(pattern, told) for told in found)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer["file"])
@pytest.mark.usefixtures("undone")
def test_every_row_of_a_received_file_has_one_of_its_right_outcomes(answer):
    batch = imported((FOLDER / answer["file"]).read_bytes(), answer["file"], kind=answer["kind"])
    if "refused" in answer and batch.status == "failed":
        assert re.search(answer["refused"], batch.message), batch.message
        return
    assert batch.status == "done", batch.message
    if "sheet" in answer:
        assert batch.sheet == answer["sheet"]
    for row, wanted in answer["rows"].items():
        found = outcomes(batch, int(row))
        assert any(is_right(one, found) for one in wanted), (row, wanted, sorted(found))
    if "rejected_cell" in answer:
        sheet = load_workbook(batch.rejected_path).active
        head, first = (list(cells) for cells in list(sheet.iter_rows(values_only=True))[:2])
        assert {name: first[head.index(name)] for name in answer["rejected_cell"]} == answer["rejected_cell"]
