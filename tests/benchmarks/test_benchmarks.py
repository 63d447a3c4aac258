"""The benchmarks themselves, on little: that they still measure what they say."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.management import call_command
from python_calamine import CalamineWorkbook

from benchmarks import aggregating, bursting, importing, report, returns, screening, serving, storing
from benchmarks.generating import fill
from benchmarks.load import Measured
from disclosure.store import check
from records.models import DishonestyRecord
from supervision import aggregation
from tests.in_public import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.commits, pytest.mark.long]


def ratios(table):
    return {line.what: line.ratio for line in table.lines}


def test_generated_records_stand_in_public_and_add_up():
    fill(departments=50, records=2_000, standing=200)
    assert DishonestyRecord.objects.count() == 2_000
    assert len(addresses()) == 200
    assert check.differences() == []
    run = aggregation.run()
    assert (run.error, run.records, run.public_records, run.departments) == ("", 2_000, 200, 50)


def test_the_aggregation_is_measured_against_its_bare_statement():
    table = aggregating.measure(2_000, 1)
    assert [line.ratio for line in table.lines if line.what.startswith("the bare statement")] == ["1.00 ×"]
    assert all(re.fullmatch(r"[\d.]+ ×", line.ratio) for line in table.lines)


def test_bidders_are_measured_against_a_bare_look_up_and_none_is_missed():
    table = screening.measure(2_000, 8)
    assert table.lines[0].ratio == "1.00 ×"
    assert re.fullmatch(r"[\d.]+ ×", table.lines[1].ratio)
    assert table.lines[2].measured == "0"


def test_a_generated_return_has_about_seven_bad_rows_in_a_hundred(tmp_path):
    path = tmp_path / "return.xlsx"
    returns.write(path, 300, returns.roster(20), date(2026, 11, 23))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert len(rows) == 302
    call_command("import_workbook", "dishonesty", str(path), as_of=date(2026, 11, 23))
    assert 260 <= DishonestyRecord.objects.count() <= 295


def test_the_import_is_measured_against_parsing():
    table = importing.measure(200, 1)
    assert ratios(table)["parsing alone"] == "1.00 ×"
    assert any(line.what.startswith("import: 1") for line in table.lines)


def test_pages_search_and_acts_are_measured_against_their_yardsticks(monkeypatch, redis_stores):
    monkeypatch.setattr(serving, "PATIENCE", 60)
    with serving.standing(120, "") as name:
        pages, search = serving.measure(name, redis_stores, 120, 0.2, 3, ["pages", "search"])
        monkeypatch.setattr(bursting, "SECONDS", 3.0)
        acts, burst = storing.measure(name, redis_stores, 120, 3, 4)
    assert ratios(pages)["bare view, one query"] == "1.00 ×"
    assert {
        "home, once after each publication",
        "record, rendered",
        "department, rendered",
        "search, one word, rendered",
    } <= set(ratios(pages))
    assert ratios(search)["page without words"] == "1.00 × / 1.00 ×"
    assert ratios(acts)["UPDATE of one department"] == "1.00 ×"
    told = {line.what: line.measured for line in burst.lines}
    assert (told["errors"], told["seen of what ended"]) == ("0", "0")


def test_a_share_of_the_answers_is_read_from_the_slow_end():
    measured = Measured(seconds=2.0, durations=[0.1] * 95 + [0.9] * 5)
    assert (measured.at(0.5), measured.at(0.95), measured.rate) == (0.1, 0.9, 50.0)


def test_the_proof_says_by_which_command_it_was_made(tmp_path):
    table = report.Table("题", "yardstick")
    table.add("a", "1 ms", "2.00 ×", "≤ 3 ×")
    report.write([table], "python -m benchmarks --quick", tmp_path / "bench.md")
    text = (tmp_path / "bench.md").read_text(encoding="utf-8")
    assert "`python -m benchmarks --quick`" in text
    assert "| a | 1 ms | 2.00 × | ≤ 3 × |" in text
    assert "PostgreSQL" in text
