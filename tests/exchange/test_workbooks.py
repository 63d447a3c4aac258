"""Workbooks that the portal writes: rejected rows, templates, CSV cells."""

import io
import json
import stat

import openpyxl
import pytest

from contents.csv_cells import with_apostrophe, without_apostrophe
from exchange.importers.layouts import DEPARTMENTS, DISHONESTY
from exchange.importers.sheets import read_table
from exchange.importers.stages import report
from exchange.services.importing import run
from exchange.workbooks import write_rejected, write_template, write_without_purged
from tests import factories
from tests.exchange.returns import HEAD, imported, line, table, taken, workbook
from tests.exchange.test_rows import staged

FORMULAS = ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "＝1", "'=1", "''-x"]


def sheet(path):
    return openpyxl.load_workbook(path).active


@pytest.fixture
def body(db, files):
    return factories.department("320102")


@pytest.fixture
def rejected(body):
    return imported(
        workbook(
            line(body),
            line(
                body,
                **{
                    "认定日期": "2026-13-41",
                    "备注": "=1+1",
                    "失信行为描述": "责任人张建民（320106198001011233）",
                },
            ),
            line(body, **{"严重程度": "特别严重", "失信行为描述": "", "认定文书号": 20260001}),
            above=1,
        )
    )


def test_rejected_rows_come_back_with_columns_row_numbers_and_reasons(rejected):
    rows = list(sheet(rejected.rejected_path).values)
    assert rows[0] == ("原表行号", *HEAD, "退回原因")
    assert [row[0] for row in rows[1:]] == ["4", "5"]
    assert rows[2][-1] == "失信行为描述：必填，不能为空；严重程度：不在可选范围内，请填：轻微、一般、严重"
    assert rows[2][HEAD.index("认定文书号") + 1] == "20260001"


def test_the_wrong_cells_are_coloured_and_the_others_are_not(rejected):
    page = sheet(rejected.rejected_path)
    coloured = {page.cell(1, cell.column).value for cell in page[2] if cell.fill.fill_type == "solid"}
    assert coloured == {"认定日期"}


def test_the_original_values_stay_for_the_uploader_and_formulas_stay_text(rejected):
    page = sheet(rejected.rejected_path)
    assert any("320106198001011233" in str(cell.value) for cell in page[2])
    assert {cell.data_type for row in page for cell in row if cell.value} == {"s"}
    assert stat.S_IMODE(rejected.rejected_path.stat().st_mode) == 0o600


def test_the_report_masks_what_the_workbook_keeps(rejected):
    assert "320106198001011233" not in str(report(rejected))


def test_the_workbook_sent_back_as_it_is_is_rejected_for_the_same_reasons(rejected):
    again = imported(rejected.rejected_path.read_bytes())
    assert again.rejected == 2
    assert again.unknown_columns == []
    messages = [
        sorted(batch.row_errors.filter(level="error").values_list("message", flat=True))
        for batch in (rejected, again)
    ]
    assert messages[0] == messages[1]


def test_without_rejected_rows_there_is_no_workbook(body):
    assert not imported(workbook(line(body))).rejected_path.exists()


def test_a_trial_run_gives_the_workbook_too(body):
    assert imported(workbook(line(body, **{"备注": "x" * 10_001})), dry_run=True).rejected_path.exists()


def test_a_workbook_that_cannot_be_written_fails_the_batch_and_not_silently(body, monkeypatch):
    def full(*args):
        raise OSError("disk full")

    monkeypatch.setattr("exchange.importers.stages.write_rejected", full)
    batch = run(taken(workbook(line(body), line(body, **{"失信行为描述": ""}))))
    assert batch.status == "failed"


def test_the_longest_text_fits_into_a_cell(tmp_path):
    write_rejected(tmp_path / "r.xlsx", ["备注"], [(2, ["长" * 40_000], {0: ["过长"]})])
    assert len(sheet(tmp_path / "r.xlsx")["B2"].value) == 32_767


@pytest.mark.parametrize("layout", [DISHONESTY, DEPARTMENTS])
def test_a_template_is_a_workbook_that_the_import_knows(layout, tmp_path):
    path = tmp_path / "t.xlsx"
    write_template(path, layout.kind)
    read = read_table(io.BytesIO(path.read_bytes()), ".xlsx", layout)
    assert len(read.header.places) == len(layout.columns)
    assert list(read.rows) == []
    lists = [rule for rule in sheet(path).data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == sum(bool(column.choices) for column in layout.columns)


@pytest.mark.parametrize("layout", [DISHONESTY, DEPARTMENTS])
def test_a_template_explains_every_field_and_shows_an_example(layout, tmp_path):
    path = tmp_path / "t.xlsx"
    write_template(path, layout.kind)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [layout.title, "填写说明", "示例"]
    notes = list(book["填写说明"].values)[1 : len(layout.columns) + 1]
    assert [row[0] for row in notes] == [column.header for column in layout.columns]
    assert [row[1] == "必填" for row in notes] == [column.required for column in layout.columns]
    assert all(meaning and written for _, _, meaning, written, *_ in notes)
    assert all(column.required is False or row[4] for column, row in zip(layout.columns, notes, strict=True))


@pytest.mark.parametrize("layout", [DISHONESTY, DEPARTMENTS])
def test_the_example_of_a_template_has_no_fault_and_is_never_imported(layout, tmp_path):
    path = tmp_path / "t.xlsx"
    write_template(path, layout.kind)
    head, *examples = [[cell or "" for cell in row] for row in openpyxl.load_workbook(path)["示例"].values]
    rows, _ = staged(table(*examples, head=head), ".csv", layout.kind)
    assert [json.loads(row["row_errors"] or "[]") for row in rows] == [[]]
    whole = read_table(io.BytesIO(path.read_bytes()), ".xlsx", layout)
    assert (list(whole.rows), whole.ignored) == ([], [])


def test_a_file_without_its_purged_rows_keeps_every_row_where_it_stood(tmp_path):
    path = tmp_path / "s.xlsx"
    write_without_purged(path, "第三季度[甲]", 3, HEAD, [(4, line()[:14]), (9, line()[:14])])
    read = read_table(io.BytesIO(path.read_bytes()), ".xlsx", DISHONESTY)
    assert (read.header.row, read.sheet) == (3, "第三季度甲")
    assert [number for number, cells in read.rows if any(cells)] == [4, 9]


def test_a_half_written_workbook_never_stands_under_its_name(tmp_path):
    def rows():
        yield 2, ["甲"], {}
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_rejected(tmp_path / "r.xlsx", ["备注"], rows())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", [*FORMULAS, "普通文字", "'90后", "", "5-3"])
def test_what_csv_protects_comes_back_as_it_was(text):
    protected = with_apostrophe(text)
    assert without_apostrophe(protected) == text
    assert protected.startswith("'") or text not in FORMULAS


@pytest.mark.parametrize("demo", [True, False])
def test_files_of_a_demonstration_say_so_on_every_page_and_others_do_not(tmp_path, settings, demo):
    settings.PORTAL_DEMO = demo
    write_template(tmp_path / "t.xlsx", "dishonesty")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert ((book.active.oddHeader.center.text or "") == "演示数据：机构与事项均为虚构") is demo
    assert ((book.properties.description or "") == "演示数据：机构与事项均为虚构") is demo
