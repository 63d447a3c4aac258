import io
import json
import os
import subprocess
import sys

import openpyxl
import pytest

from exchange.importers import personal_data
from exchange.importers import rows as reading
from exchange.importers.archives import Refused
from exchange.importers.child import send
from exchange.importers.layouts import DISHONESTY, READABLE
from exchange.importers.rows import RAW_SEPARATOR, copy_line
from exchange.importers.sheets import read_table
from tests.exchange.returns import HEAD, ROSTER_HEAD, line, table, workbook

UNDO = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}


def staged(data, suffix=".xlsx", kind="dishonesty"):
    """What the child sends, taken apart again."""
    out = io.BytesIO()
    note = send(kind, suffix, "b", io.BytesIO(data), out)
    lines = out.getvalue().decode().split("\n")[:-1]
    assert len(lines) == note["rows"]
    fields = ("batch_id", "row", *READABLE[kind].staged_keys, "row_errors", "raw")
    return [dict(zip(fields, text.split("\t"), strict=True)) for text in lines], note


def row_errors(row):
    return json.loads(row["row_errors"]) if row["row_errors"] else []


def test_a_good_row_is_sent_normalised_with_its_raw_cells():
    rows, _ = staged(
        workbook(line(**{"统一社会信用代码": " 11320000071298510y", "认定文书号": "苏财罚[2026]1号"}))
    )
    row = rows[0]
    assert (row["row"], row["credit_code"], row["amount"]) == ("2", "11320000071298510Y", "125000.00")
    assert (row["document_number"], row["document_key"]) == ("苏财罚[2026]1号", "苏财罚〔2026〕1号")
    assert row["raw"].split(RAW_SEPARATOR)[1] == " 11320000071298510y"
    assert row_errors(row) == []


def test_every_error_of_a_row_is_told_at_once():
    bad = line(
        **{
            "失信行为描述": "\u3000",
            "认定日期": "2026-13-41",
            "涉及金额（万元）": "约3",
            "严重程度": "特别严重",
        }
    )
    rows, _ = staged(workbook(bad))
    assert [(level, key) for level, key, _, _ in row_errors(rows[0])] == [
        ("error", "facts"),
        ("error", "decided_on"),
        ("error", "amount"),
        ("error", "declared_severity"),
    ]


def test_numbers_of_persons_are_masked_in_what_is_reported_and_kept_in_the_raw_cells():
    number = "320106198001011233"
    rows, _ = staged(
        workbook(line(**{"严重程度": number, "失信行为描述": f"责任人张建民（{number}）拖欠货款"}))
    )
    said = json.dumps(row_errors(rows[0]), ensure_ascii=False)
    assert "身份证" in said
    assert number not in said
    assert "张建民" not in said
    assert rows[0]["raw"].count(number) == 2


@pytest.mark.parametrize("mark", ["秘密★1年", "机密", " 绝密 ", "机密★长期"])
def test_a_row_with_a_secrecy_mark_sends_nothing_but_its_number_and_the_reason(mark):
    rows, note = staged(workbook(line(), line(**{"公开属性": mark, "备注": "某处"}), line()))
    assert note["purged"] == 1
    row = next(row for row in rows if row["row"] == "3")
    assert [(level, key, value) for level, key, value, _ in row_errors(row)] == [("error", "disclosure", "")]
    assert "".join(row[key] for key in DISHONESTY.staged_keys) == ""
    assert "某处" not in row["raw"]
    assert mark.strip() not in row["raw"]


def test_a_mark_in_an_unknown_column_purges_the_row_too():
    rows, note = staged(workbook([*line(), "机密★5年"], head=[*HEAD, "密级"]))
    assert note["purged"] == 1
    assert row_errors(rows[0])[0][0] == "error"


@pytest.mark.parametrize("words", ["涉及商业秘密", "工作秘密事项", "保守国家秘密"])
def test_secrets_in_prose_are_no_mark(words):
    assert staged(workbook(line(**{"备注": words})))[1]["purged"] == 0


@pytest.mark.parametrize("place", ["title", "sheet"])
def test_a_mark_over_the_header_or_on_another_sheet_refuses_the_whole_file(place):
    book = openpyxl.Workbook()
    page = book.active
    if place == "title":
        page.append(["机密★3年"])
    page.append(HEAD)
    page.append(line())
    if place == "sheet":
        book.create_sheet("附件").append(["绝密"])
    data = io.BytesIO()
    book.save(data)
    with pytest.raises(Refused, match="密级标志"):
        staged(data.getvalue())


def test_the_first_sheet_with_the_header_is_read_and_the_others_are_named():
    book = openpyxl.Workbook()
    book.active.title = "填表说明"
    book.active.append(["请按要求填写"])
    page = book.create_sheet("第三季度")
    page.append(HEAD)
    page.append(line())
    book.create_sheet("第四季度").append(HEAD)
    data = io.BytesIO()
    book.save(data)
    rows, note = staged(data.getvalue())
    assert (len(rows), note["sheet"], note["ignored"]) == (1, "第三季度", ["填表说明", "第四季度"])


def test_a_formula_that_was_never_computed_stays_the_text_that_it_is():
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(line(**{"备注": '=HYPERLINK("http://127.0.0.1/x","点此")'}))
    data = io.BytesIO()
    book.save(data)
    assert staged(data.getvalue())[0][0]["remark"] == '=HYPERLINK("http://127.0.0.1/x","点此")'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("'-5", "-5"),
        ("''=x", "'=x"),
        ("'90后", "'90后"),
        ("'@名", "@名"),
        ("=1+1", "=1+1"),
    ],
)
def test_the_apostrophe_before_a_formula_in_csv_is_taken_off(cell, text):
    assert staged(table(line(**{"备注": cell})), ".csv")[0][0]["remark"] == text


def test_an_apostrophe_in_a_workbook_is_part_of_the_text():
    assert staged(workbook(line(**{"备注": "'=1+1"})))[0][0]["remark"] == "'=1+1"


def test_a_csv_row_longer_than_the_header_is_refused_and_a_shorter_one_is_filled_up():
    long, short = [*line(), "多出的"], line()[:18]
    rows, _ = staged(table(long, short), ".csv")
    assert [row_error[1:] for row_error in row_errors(rows[0])] == [["", "", reading.TOO_MANY_CELLS]]
    assert row_errors(rows[1]) == []


def test_blank_rows_and_rows_of_blanks_are_no_rows():
    rows, _ = staged(workbook(line(), [" ", "\u3000"], [], line()))
    assert [row["row"] for row in rows] == ["2", "5"]


def test_control_characters_do_not_reach_the_database():
    rows, _ = staged(table(line(**{"备注": "甲\x07\x1f乙"})), ".csv")
    assert rows[0]["remark"] == "甲乙"
    assert len(rows[0]["raw"].split(RAW_SEPARATOR)) == len(HEAD)


@pytest.mark.parametrize("text", ["一行\n两行", "制\t表", "反\\斜", "\\N", "\\.", "回\r车", ""])
def test_a_line_for_copy_survives_every_separator(text):
    fields = copy_line(["a", text, "b"]).removesuffix("\n").split("\t")
    for escaped, meant in UNDO.items():
        fields[1] = fields[1].replace(escaped, "\0" if escaped == "\\\\" else meant)
    assert fields == ["a", text.replace("\\", "\0"), "b"]


def test_words_of_a_column_are_read_once_and_remembered():
    memory = reading.Memory(lambda cell: (cell.upper(), "错" if cell == "b" else ""))
    assert [memory[cell] for cell in "abab"] == ["A", "B", "A", "B"]
    assert memory.faults == {"b": "错"}


def test_an_unclosed_quotation_mark_in_csv_is_told_by_row():
    data = table(line(), line()) + '"没有结束的引号'.encode()
    with pytest.raises(Refused, match="第 4 行"):
        list(read_table(io.BytesIO(data), ".csv", DISHONESTY).rows)


def test_quoted_cells_between_tabs_are_no_broken_csv():
    data = "\r\n".join("\t".join(f'"{cell}"' for cell in cells) for cells in (HEAD, line())).encode()
    assert len(list(read_table(io.BytesIO(data), ".csv", DISHONESTY).rows)) == 1


def test_the_kind_of_a_body_that_its_code_contradicts_is_a_hint():
    rows, _ = staged(
        workbook(["某中心", "12320300614296424Y", "机关", "市级", "320300"], head=ROSTER_HEAD),
        kind="departments",
    )
    assert next(row_error[:2] for row_error in row_errors(rows[0])) == ["warning", "unit_kind"]
    assert rows[0]["sort_key"].startswith("mou")


def test_rows_are_read_without_the_segmenter_which_costs_minutes_for_a_long_return():
    script = (
        "import sys, io; from exchange.importers.child import send;"
        "send('dishonesty', '.xlsx', 'b', io.BytesIO(sys.stdin.buffer.read()), io.BytesIO());"
        "assert 'privacy.people' in sys.modules; assert 'onnxruntime' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=workbook(line()), check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


def test_a_second_process_looks_for_persons_in_a_long_sheet_and_finds_the_same():
    texts = [
        f"第{number}批由经办人李建国收取，电话13812345678" if number % 7 == 0 else f"第{number}批未付"
        for number in range(2_300)
    ]
    rows, _ = staged(workbook(*(line(失信行为描述=text) for text in texts)))
    told = [row_errors(row) for row in rows]
    assert [bool(found) for found in told] == [number % 7 == 0 for number in range(2_300)]
    assert told[0] == told[2_296]


def test_a_sheet_is_not_read_to_its_end_when_the_second_process_dies(monkeypatch):
    monkeypatch.setattr(personal_data, "found_in", lambda *_: os._exit(1))
    searched = personal_data.PersonalData(by_segmenter=False)
    searched.look_at(["第一批"])
    searched.look_at(["第二批"])
    with pytest.raises(RuntimeError, match="has ended"):
        searched.found()
