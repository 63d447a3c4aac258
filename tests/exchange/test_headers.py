import io
import random

import pytest

from exchange.importers.archives import Refused
from exchange.importers.headers import NoHeader, find_header
from exchange.importers.layouts import DEPARTMENTS, DISHONESTY
from exchange.importers.sheets import read_table
from tests.exchange.returns import HEAD, ROSTER_HEAD, line, table, workbook


def header(head, above=0):
    rows = [(number + 1, [f"标题 {number}"]) for number in range(above)]
    return find_header([*rows, (above + 1, head)], DISHONESTY)


@pytest.mark.parametrize("above", [0, 1, 7, 60])
def test_the_header_is_found_by_name_wherever_it_stands(above):
    assert header(HEAD, above).row == above + 1


def test_any_order_of_columns_is_read():
    shuffled = random.Random(3).sample(HEAD, len(HEAD))
    found = header(shuffled)
    assert [found.names[found.places[column.key]] for column in DISHONESTY.columns] == HEAD


@pytest.mark.parametrize(
    "dress",
    [
        lambda name: f"{name}*",
        lambda name: f"＊ {name}",
        lambda name: name[:2] + "\n" + name[2:],
        " ".join,
        lambda name: f"\u3000{name}\u00a0",
        lambda name: name if "（" in name else f"{name}（必填）",
    ],
)
def test_stars_line_breaks_blanks_and_remarks_in_a_name_do_not_matter(dress):
    assert len(header([dress(name) for name in HEAD]).places) == len(DISHONESTY.columns)


def test_of_several_header_rows_the_first_that_matches_counts():
    groups = ["主体", "", "事实", "", "", "", "", "认定"]
    assert find_header([(1, groups), (2, HEAD), (3, HEAD)], DISHONESTY).row == 2


def test_unknown_columns_are_told_and_the_portals_own_are_not():
    assert header([*HEAD, "联系方式", "原表行号", "退回原因"]).unknown == ["联系方式"]


@pytest.mark.parametrize("missing", ["统一社会信用代码", "生效日期", "公开属性"])
def test_a_missing_required_column_is_named(missing):
    with pytest.raises(Refused, match=missing):
        header([name for name in HEAD if name != missing])


@pytest.mark.parametrize("optional", ["发生日期", "认定依据", "涉及金额（万元）", "社会影响程度", "备注"])
def test_what_may_be_completed_before_review_is_not_required(optional):
    assert header([name for name in HEAD if name != optional])


def test_a_column_that_stands_twice_is_refused():
    with pytest.raises(Refused, match="出现了两次"):
        header([*HEAD, "备注"])


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("涉及金额（万元）", "万元"),
        ("涉及金额(元)", "元"),
        ("涉及金额\n（单位：亿元）", "亿元"),
        ("涉及金额/万元", "万元"),
    ],
)
def test_the_unit_is_read_from_the_header(name, unit):
    assert header([name if "金额" in old else old for old in HEAD]).unit == unit


@pytest.mark.parametrize("name", ["涉及金额", "涉及金额（美元）"])
def test_an_amount_without_a_known_unit_is_never_guessed(name):
    with pytest.raises(Refused, match="没有写明单位"):
        header([name if "金额" in old else old for old in HEAD])


def test_without_a_header_the_nearest_row_and_the_wanted_columns_are_told():
    with pytest.raises(NoHeader, match=r"第 2 行.*机构名称、统一社会信用代码"):
        find_header([(1, ["甲"]), (2, ["机构名称", "级别", "电话"])], DEPARTMENTS)


def test_a_header_repeated_on_every_page_is_no_row():
    read = read_table(io.BytesIO(workbook(line(), HEAD, line())), ".xlsx", DISHONESTY)
    assert [number for number, _ in read.rows] == [2, 4]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_whatever_separates_its_cells(delimiter):
    read = read_table(io.BytesIO(table(line(), delimiter=delimiter)), ".csv", DISHONESTY)
    assert next(read.rows)[1][0] == "模拟财政局（演示）"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_of_spreadsheets(encoding):
    read = read_table(
        io.BytesIO(table(["南京市局", "x", "机关", "市级", "320100"], head=ROSTER_HEAD, encoding=encoding)),
        ".csv",
        DEPARTMENTS,
    )
    assert next(read.rows)[1][0] == "南京市局"


def test_empty_columns_on_the_left_do_not_shift_anything():
    shifted = workbook(["", "", *line()], head=["", "", *HEAD])
    read = read_table(io.BytesIO(shifted), ".xlsx", DISHONESTY)
    assert next(read.rows)[1][read.header.places["source_kind"]] == "行政处罚"
