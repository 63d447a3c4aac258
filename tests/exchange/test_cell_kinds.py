"""What cells, headers and sheets may look like when nobody meant it: each kind in many spellings, one table each."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date

import pytest

from exchange.importers.archives import Refused
from exchange.importers.child import send
from exchange.importers.delimited import SWALLOWED
from exchange.importers.headers import find_header
from exchange.importers.layouts import DISHONESTY, Form
from exchange.importers.number_formats import NumberFormats
from exchange.importers.rows import RowReader
from exchange.importers.sheet_remarks import HIDDEN
from exchange.importers.sheets import read_table
from identifiers.stand_ins import changed_number_fault, formula_fault, stand_in_fault
from tests.exchange.returns import HEAD, line, table, workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLACE = {name: chr(65 + place) for place, name in enumerate(HEAD)}
MONEY, DAY, NUMBER, TITLE = (PLACE[n] for n in ("涉及金额（万元）", "发生日期", "认定文书号", "认定文书名称"))


def with_xml(change, *rows, styles=None, book=None):
    """A return whose sheet's XML went through `change`."""
    source, target = io.BytesIO(workbook(*(rows or [line(), line()]))), io.BytesIO()
    changes = {"xl/worksheets/sheet1.xml": change, "xl/styles.xml": styles, "xl/workbook.xml": book}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry).decode()
            new.writestr(entry.filename, (changes.get(entry.filename) or str)(text))
    return target.getvalue()


def with_cell(place, xml, **options):
    """A return with the cell of row 2 in column `place` written as `xml`."""
    return with_xml(lambda text: re.sub(rf'<c r="{place}2"[^>]*?(?:/>|>.*?</c>)', xml, text), **options)


def faults(data, suffix=".xlsx"):
    """(row, level, column key, message) of all that the child says of the rows."""
    read = read_table(io.BytesIO(data), suffix, DISHONESTY)
    reader = RowReader(DISHONESTY, read, "b")
    lines = [row.split("\t") for block in reader.blocks(read.rows) for row in block]
    return [
        (int(cells[1]), level, key, message)
        for cells in lines
        for level, key, _, message in json.loads(cells[-2].replace("\\\\", "\\") or "[]")
    ]


def errors_at(data, suffix=".xlsx"):
    return {(row, key) for row, level, key, _ in faults(data, suffix) if level == "error"}


@pytest.mark.parametrize(
    "word",
    [
        *(
            "无",
            "（无）",
            "暂无",
            "没有",
            "無",
            "/",
            "／",
            "//",
            "-",
            "——",
            "…",
            "、",
            "。",
            "N/A",
            "n/a",
            "NULL",
            "None",
            "空",
        ),
        *("同上", "同上。"[:2], "〃", "″", "“", "同前", " 同 上 ", "不详", "待补充", "待定", "略"),
        *(
            "#N/A",
            "#REF!",
            "#VALUE!",
            "#DIV/0!",
            "#NAME?",
            "#NULL!",
            "#NUM!",
            "#SPILL!",
            "＃REF！",
            "#####",
            "Err:502",
            "NaN",
        ),
    ],
)
def test_words_that_stand_for_a_value_are_no_value(word):
    assert stand_in_fault(word)


@pytest.mark.parametrize(
    "text",
    [
        "无锡市财政局",
        "同上级机关联合作出",
        "苏财罚〔2026〕1号",
        "略阳县人民法院",
        "空港新区管委会",
        "未央区政府",
        "N/A 类事项通报",
        "",
    ],
)
def test_texts_that_begin_like_such_words_are_texts(text):
    assert stand_in_fault(text) == ""
    assert changed_number_fault(text) == ""
    assert formula_fault(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        *("2.02403E+18", "2.02403e18", "１.２E+17", "-1E+20", "202403200100001000"),
        *(
            "2024-12-01",
            "2024/12/1",
            "2024-12-01 00:00:00",
            "12/1/2024",
            "2024年12月1日",
            "2024年12月",
            "12月1日",
            "1-Dec",
            "Dec-24",
        ),
    ],
)
def test_a_number_that_a_spreadsheet_wrote_its_own_way_is_no_number(text):
    assert changed_number_fault(text)


@pytest.mark.parametrize(
    "text", ["20240320010000124", "2026-1号", "（2026）苏01行初12号", "20240301", "12-1"]
)
def test_numbers_as_they_stand_on_documents_are_numbers(text):
    assert changed_number_fault(text) == ""


CELLS = {
    "error": '<c r="{}2" t="e"><v>#DIV/0!</v></c>',
    "error, single quotes": "<c t='e' r='{}2'><v>#N/A</v></c>",
    "error of a formula": '<c r="{}2" s="0" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    "error, blanks": '<c r = "{}2"  t = "e" ><v >#REF!</v ></c >',
    "formula": '<c r="{}2"><f>100+25</f></c>',
    "formula, empty value": '<c r="{}2"><f>100+25</f><v></v></c>',
    "formula, closed value": '<c r="{}2"><f>100+25</f><v/></c>',
    "formula, attributes": '<c s="0" r="{}2"><f ca="1">NOW()</f><v />\n</c>',
    "formula, line break": '<c r="{}2">\n <f>100+25</f>\n</c>',
    "formula, CDATA": '<c r="{}2"><f><![CDATA[1<2]]></f></c>',
    "formula, text without value": '<c r="{}2" t="str"><f>A1</f></c>',
    "array formula": '<c r="{}2"><f t="array" ref="A1:A2">1+1</f><v></v></c>',
    "shared formula, master": '<c r="{}2"><f t="shared" ref="N2:N3" si="0">100*2</f></c>',
    "shared formula": '<c r="{}2"><f t="shared" si="0"/></c>',
    "prefixed": f'<x:c xmlns:x="{MAIN}" r="{{}}2"><x:f>100+25</x:f></x:c>',
}


@pytest.mark.parametrize("place", [MONEY, DAY, NUMBER, TITLE])
@pytest.mark.parametrize("xml", CELLS.values(), ids=CELLS)
def test_an_error_and_a_formula_without_a_result_are_refused_in_every_spelling(xml, place):
    head = (
        (lambda text: text.replace("<worksheet ", f'<worksheet xmlns:x="{MAIN}" ', 1))
        if "x:c" in xml
        else str
    )
    data = with_xml(
        lambda text: head(re.sub(rf'<c r="{place}2"[^>]*?(?:/>|>.*?</c>)', xml.format(place), text))
    )
    key = (
        next(column.key for column in DISHONESTY.columns if PLACE.get(column.header) == place)
        if place != MONEY
        else "amount"
    )
    assert errors_at(data) == {(2, key)}


def test_a_formula_with_its_result_and_one_that_says_nothing_are_values():
    assert errors_at(with_cell(MONEY, f'<c r="{MONEY}2"><f>100+25</f><v>125</v></c>')) == set()
    assert errors_at(with_cell(DAY, f'<c r="{DAY}2" t="str"><f>IF(1,"")</f><v></v></c>')) == set()


def test_cells_and_rows_without_a_reference_are_found_by_counting():
    def bare(text):
        text = re.sub(rf'<c r="{MONEY}3"[^>]*>.*?</c>', f'<c r="{MONEY}3" t="e"><v>#N/A</v></c>', text)
        return re.sub(r'(<(?:row|c)) r="\w+"', r"\1", text)

    assert errors_at(with_xml(bare)) == {(3, "amount")}


FORMATS = [
    ('0.00"万元"', "元", True),
    ('0.00"万元"', "万元", False),
    ('#,##0.00"元"', "元", False),
    ('#,##0.00"元"', "万元", True),
    ('0"."0,"万元"', "万元", True),
    ("0!.0,", "元", True),
    ("#,##0,", "元", True),
    ("#,##0,,", "元", True),
    ('[>=10000]0!.0000"万";0', "元", True),
    ("0\\万", "元", True),
    ("0亿", "元", True),
    ("0%", "元", True),
    ("0.00%", "元", True),
    ("#,##0.00", "元", False),
    ("#,##0.00_ ;[Red]-#,##0.00 ", "元", False),
    ("[$￥-804]#,##0.00", "元", False),
    ('_ "¥"* #,##0.00_ ', "元", False),
    ("General", "元", False),
    ("@", "元", False),
    ("", "万元", False),
]


@pytest.mark.parametrize(("code", "unit", "is_wrong"), FORMATS)
def test_a_sum_whose_format_shows_another_unit_or_scale_is_refused(code, unit, is_wrong):
    formats = NumberFormats({3: code})
    assert bool(formats.fault(3, Form.MONEY, unit)) == is_wrong
    assert not is_wrong or formats.odd == [3]


@pytest.mark.parametrize(
    ("code", "is_wrong"),
    [
        ('"苏财罚〔2026〕"0"号"', True),
        ("000000", True),
        ("0号", True),
        ("General", False),
        ("0", False),
        ("#,##0", False),
    ],
)
def test_a_number_whose_format_shows_words_or_zeros_that_it_lacks_is_refused(code, is_wrong):
    assert bool(NumberFormats({1: code}).fault(1, Form.DOCUMENT, "元")) == is_wrong


@pytest.mark.parametrize("quote", ['"', "'"])
def test_the_format_of_a_cell_is_found_in_the_sheet(quote):
    def styles(text):
        own = '<numFmts count="1"><numFmt numFmtId="200" formatCode="0.0&quot;亿元&quot;"/></numFmts><fonts'
        used = '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>'
        return re.sub(r"<cellXfs.*?</cellXfs>", used, text).replace("<fonts", own, 1)

    cell = f'<c r="{MONEY}2" s="1"><v>3</v></c>'.replace('"', quote)
    assert errors_at(with_cell(MONEY, cell, styles=styles)) == {(2, "amount")}


@pytest.mark.parametrize("mark", ['hidden="1"', "hidden='true'", 'ht="12" hidden = "1"'])
def test_a_hidden_row_is_read_and_told(mark):
    data = with_xml(lambda text: text.replace('<row r="3"', f'<row r="3" {mark}', 1))
    assert (3, "warning", "", HIDDEN) in faults(data)
    assert not any(row == 2 for row, *_ in faults(data))


def test_hidden_columns_are_read_and_told():
    hide = '<cols><col min="14" max="15" width="0" customWidth="1"/></cols><sheetData>'
    read = read_table(
        io.BytesIO(with_xml(lambda text: text.replace("<sheetData>", hide))), ".xlsx", DISHONESTY
    )
    assert len(read.hints) == 1
    assert "隐藏的列" in read.hints[0]


@pytest.mark.parametrize(
    ("ref", "wrong"),
    [
        (f"{DAY}2:{DAY}3", {(3, "occurred_on")}),
        (f"{MONEY}2:{MONEY}3", {(2, "amount"), (3, "amount")}),
        (f"{TITLE}2:{NUMBER}2", {(2, "document_number")}),
        ("A1:S1", set()),
        ("U2:V3", set()),
    ],
)
def test_what_a_merged_cell_swallows_is_told_in_each_of_its_rows(ref, wrong):
    data = with_xml(
        lambda text: text.replace(
            "</sheetData>", f'</sheetData><mergeCells><mergeCell ref="{ref}"/></mergeCells>'
        )
    )
    assert errors_at(data) == wrong


def test_a_sheet_of_merged_cells_alone_is_refused_in_words():
    cells = "".join('<mergeCell ref="A2:S200000"/>' for _ in range(200))
    rows = [line()] * 700
    data = with_xml(
        lambda text: text.replace("</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"), *rows
    )
    with pytest.raises(Refused, match="合并单元格过多"):
        read_table(io.BytesIO(data), ".xlsx", DISHONESTY)


@pytest.mark.parametrize(
    "dress",
    [
        lambda name: f"\ufeff{name}\u200b",
        lambda name: "\u202d" + name + "\u202c",
        lambda name: name.translate(
            str.maketrans("体称统会码来类发关认书号据额响严开属备", "體稱統會碼來類發關認書號據額響嚴開屬備")
        ),
        lambda name: name.replace("文", "⽂").replace("日", "⽇"),
        lambda name: name[:2] + "\u3164\u2060" + name[2:],
    ],
)
def test_a_header_is_known_through_invisible_marks_and_other_forms_of_its_signs(dress):
    assert len(find_header([(1, [dress(name) for name in HEAD])], DISHONESTY).places) == len(HEAD)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ([*HEAD[:7], "认定信息", *[""] * 6, *HEAD[14:]], [*[""] * 7, *HEAD[7:14], *[""] * 5]),
        ([*HEAD[:14], "涉及金额", *HEAD[15:]], [*[""] * 14, "（万元）", *[""] * 4]),
        (["主体", "", *[""] * 5, "认定", *[""] * 11], HEAD),
    ],
)
def test_a_header_of_two_lines_is_read_as_one(upper, lower):
    found = find_header([(1, upper), (2, lower), (3, [str(cell) for cell in line()])], DISHONESTY)
    assert (found.row, len(found.places), found.unit) == (2, len(HEAD), "万元")


@pytest.mark.parametrize("first", ["合计", "总计：", "小 计", "本页合计", "合計", "全市合计"])
def test_a_row_that_sums_up_others_is_left_out_and_told(first):
    totals = [first, *[""] * 13, 37.5, *[""] * 4]
    read = read_table(io.BytesIO(workbook(line(), totals)), ".xlsx", DISHONESTY)
    reader = RowReader(DISHONESTY, read, "b")
    assert sum(map(len, reader.blocks(read.rows))) == 1
    assert [row for row, _ in reader.left_out] == [3]


def test_a_body_whose_name_begins_like_a_sum_is_a_row():
    read = read_table(io.BytesIO(workbook(line(主体名称="总计划管理局"))), ".xlsx", DISHONESTY)
    reader = RowReader(DISHONESTY, read, "b")
    assert sum(map(len, reader.blocks(read.rows))) == 1


def csv_with(number=1, **cells):
    return table(line(**cells), *[line() for _ in range(number)])


@pytest.mark.parametrize(
    "written",
    ['="苏财罚〔2026〕1号"', '＝"苏财罚〔2026〕1号"', "'苏财罚〔2026〕1号", "苏财罚〔2026〕1号\u200b"],
)
def test_what_was_written_around_a_number_to_keep_it_a_text_is_no_part_of_it(written):
    out = io.BytesIO()
    send("dishonesty", ".csv", "b", io.BytesIO(csv_with(0, 认定文书号=written)), out)
    assert "\t苏财罚〔2026〕1号\t" in out.getvalue().decode()


def test_a_stray_quotation_mark_that_swallows_rows_is_told_where_it_stands():
    whole = table(line(), line(), line()).decode()
    stray = whole.replace("未在合同", '"未在合同', 1)
    head, _, rest = stray.partition("九十日")
    second = rest.index("九十日") + 3
    data = (head + "九十日" + rest[:second] + '"' + rest[second:]).encode()
    assert (2, "error", "facts", SWALLOWED) in faults(data, ".csv")
    assert not any(
        message == SWALLOWED for *_, message in faults(csv_with(失信行为描述="一,二\n三,四"), ".csv")
    )


@pytest.mark.parametrize(("extra", "is_refused"), [("x", True), ("", False)])
def test_ten_thousand_columns_are_refused_unless_they_are_empty(extra, is_refused):
    rows = [[*HEAD, *[""] * 9_980, extra], [*line(), *[""] * 9_981]]
    data = table(rows[1], head=rows[0])
    if is_refused:
        with pytest.raises(Refused, match="最多 256 列"):
            read_table(io.BytesIO(data), ".csv", DISHONESTY)
    else:
        assert errors_at(data, ".csv") == set()


@pytest.mark.parametrize("sign", ["\x1f", "\x1e", "\x01", "\x7f"])
def test_control_characters_move_no_cell(sign):
    out = io.BytesIO()
    send(
        "dishonesty",
        ".csv",
        "b",
        io.BytesIO(csv_with(0, 失信行为描述=f"含有{sign}字符的描述", 备注="末列")),
        out,
    )
    raw = out.getvalue().decode().rstrip("\n").split("\t")[-1].split("\x1f")
    assert (len(raw), raw[-1], raw[5]) == (len(HEAD), "末列", "含有字符的描述")


@pytest.mark.parametrize("mark", ['date1904="1"', "date1904='true'"])
@pytest.mark.parametrize("namespace", [MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"])
@pytest.mark.parametrize("style", ["", ' s="1"'])
def test_days_are_counted_from_1904_where_the_file_says_so(style, mark, namespace):
    def styles(text):
        return re.sub(
            r"<cellXfs.*?</cellXfs>", '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>', text
        )

    def book(text):
        return re.sub(r"<workbookPr[^>]*/>", f"<workbookPr {mark}/>", text).replace(MAIN, namespace)

    cell = f'<c r="{DAY}2"{style}><v>44565</v></c>'
    out = io.BytesIO()
    send("dishonesty", ".xlsx", "b", io.BytesIO(with_cell(DAY, cell, book=book, styles=styles)), out)
    assert date(2026, 1, 5).isoformat() in out.getvalue().decode()
