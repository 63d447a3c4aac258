"""A workbook is parsed in a thread while its XML is scanned: what either finds is told of the sheet that is read, and of no other."""

import io
import zipfile

import openpyxl
import pytest

from exchange.importers import personal_data
from exchange.importers.archives import Refused
from exchange.importers.layouts import DISHONESTY
from exchange.importers.opening import DAMAGED, OpenWorkbook, begin
from exchange.importers.sheets import read_table
from tests.exchange.returns import HEAD, line, table, workbook

UNIT = '0"万元"'


def book(*sheets, hidden=()):
    """A workbook of (title, rows); the second of each row's cells may carry a number format."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    return made


def saved(made):
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(data):
    return read_table(io.BytesIO(data), ".xlsx", DISHONESTY)


def told(found):
    return {(row, key) for row, faults in found.told.items() for _, key, _, _ in faults}


@pytest.fixture
def two_sheets():
    """A cover before the return; both have a number that its format shows in another unit."""
    made = book(("封面", [["上报说明"], ["", 12.5]]), ("失信信息", [HEAD, line(), line()]))
    amount = HEAD.index(next(name for name in HEAD if "金额" in name)) + 1
    made["封面"].cell(2, 2).number_format = UNIT
    made["失信信息"].cell(3, amount).value = 12.5
    made["失信信息"].cell(3, amount).number_format = '0"亿元"'
    return saved(made)


def test_what_is_scanned_ahead_is_not_told_of_another_sheet(two_sheets):
    assert OpenWorkbook(io.BytesIO(two_sheets)).first == "封面"
    found = read(two_sheets)
    assert found.sheet == "失信信息"
    assert told(found) == {(3, "amount")}


def test_a_hidden_sheet_is_not_parsed_ahead():
    data = saved(book(("旧表", [HEAD, line()]), ("失信信息", [HEAD, line(), line()]), hidden={"旧表"}))
    opened = OpenWorkbook(io.BytesIO(data))
    assert (opened.first, opened.is_hidden) == ("失信信息", {"旧表": True, "失信信息": False})
    assert read(data).ignored == ["旧表（隐藏的工作表）"]


def test_a_workbook_without_a_visible_sheet_is_refused_in_words():
    data = saved(book(("失信信息", [HEAD, line()]), ("封面", [[None]]), hidden={"失信信息"}))
    with pytest.raises(Refused, match=r"看得见的工作表里没有内容"):
        read(data)


def test_a_damaged_sheet_is_refused_as_damaged_whoever_meets_the_damage_first():
    source, target = io.BytesIO(workbook(line(), line())), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            new.writestr(entry.filename, content[: len(content) // 2] if is_sheet else content)
    with pytest.raises(Refused, match=DAMAGED):
        read(target.getvalue())


def test_the_readers_are_loaded_while_it_is_parsed():
    assert begin(io.BytesIO(table(line())), ".csv") is None
    opened = begin(io.BytesIO(workbook(line())), ".xlsx")
    assert opened is not None
    assert opened.sheet(opened.first) is opened.sheet(opened.first)  # parsed once


@pytest.mark.parametrize("patience", [-1.0, 60.0], ids=["always waits", "never waits"])
def test_whoever_of_the_two_waits_they_find_the_same(monkeypatch, patience):
    monkeypatch.setattr(personal_data, "_PATIENCE", patience)
    searched = personal_data.PersonalData(by_segmenter=False)
    texts = [f"第{number}批由经办人李建国收取，电话13812345678" for number in range(1_500)]
    shares = []
    for at in range(0, 1_500, 50):
        searched.look_at(texts[at : at + 50])
        found = searched.found()
        shares.append(searched._own_share)
    searched.close()
    assert set(found) == set(texts)
    assert shares[-1] == (personal_data._MOST if patience < 0 else 0.0)
