"""One cell at a time: the text a sheet holds → the value that is stored, or what is wrong and the remedy.

Pure. A reader returns `(value, fault)`; an empty cell is `("", "")`, whether it was required is asked elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from exchange.importers.written_words import unwrapped, without_text_sign, word
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from identifiers.stand_ins import BEGINNINGS, changed_number_fault, formula_fault, stand_in_fault
from privacy.entered_text import ORDINARY, entered

Reader = Callable[[str], tuple[str, str]]

BLANKS = " \t\r\n\v\f\u00a0\u3000\ufeff\u200b\u2060"
_PLAIN_TEXT = re.compile(rf"(?![{BEGINNINGS}])[\u3400-\u9fff](?:[{ORDINARY}]*(?![{BLANKS}])[{ORDINARY}])?")
"""What nothing is wrong with, and what enters as it stands: it begins with an ideograph, no word that stands for a value does so."""
_PLAIN_CELL = re.compile(r"[0-9A-Z][0-9A-Z./-]*")
_PLAIN_SUM = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,8})?")
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_EARLIEST, _LATEST = date(1949, 10, 1), date(2099, 12, 31)

_DATE_FORMS = (
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_HALF_DATE = re.compile(r"\d{4}年?|\d{4}[-/.年]\d{1,2}月?|\d{1,2}[-/.月]\d{1,2}[日号]?|\d{6}")
_SHORT_YEAR = re.compile(r"'?\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
DATE_REMEDY = "请写成 2026-01-31 这样的完整日期"

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_PLAIN_FLOAT = re.compile(r"\d+(?:\.\d+)?e[+-]\d{1,2}")
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|[¥￥])|(?:人民币)$", re.IGNORECASE)
_CELL_UNIT = re.compile(r"(元|千元|万元?|百万元?|亿元?)整?$")
UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-"})
_TOO_MUCH = Decimal(10) ** 15
_MOST_EXACT = 1e15
"""A number keeps 15 digits: from here on a cell's number is not what was typed."""
_MOST_DIGITS = 25


def plain(cell: object) -> str:
    """Return what a cell holds as text: whole numbers without ".0", dates as 2026-01-31."""
    if isinstance(cell, float):
        if abs(cell) >= _MOST_EXACT:
            return f"{cell:.15G}" if "E" in f"{cell:.15G}" else f"{cell:.14E}"
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return "" if cell is None else str(cell)


def text_reader(longest: int, *, is_free: bool = True, is_number: bool = False) -> Reader:
    """Return a reader of prose: blanks around it go, the rest stays as written (formulas too).

    What is not free has to say something: no formula, no word for nothing, no date or number in place of a name.
    """

    def read(raw: str) -> tuple[str, str]:
        if len(raw) <= longest and _PLAIN_TEXT.fullmatch(raw):
            return raw, ""
        value = unwrapped(entered(raw).strip(BLANKS)).strip(BLANKS)
        if len(value) > longest:
            return value[:longest], f"内容过长（{len(value)} 字），最多 {longest} 字，请精简"
        if is_number:
            value = without_text_sign(value)
        if is_free:
            return value, ""
        fault = formula_fault(value) or stand_in_fault(value) or changed_number_fault(value)
        return ("", fault) if fault else (value, "")

    return read


def cell_reader(read: Reader) -> Reader:
    """Return `read` for a cell of a column with a form: without invisible marks, never a formula or an error."""

    def read_cell(raw: str) -> tuple[str, str]:
        if _PLAIN_CELL.fullmatch(raw):
            return read(raw)
        text = without_text_sign(unwrapped(entered(raw).strip(BLANKS)))
        fault = formula_fault(text) or (stand_in_fault(text) if text.startswith("#") else "")
        return ("", fault) if fault else read(text)

    return read_cell


def choice_reader(choices: Mapping[str, str]) -> Reader:
    """Return a reader of one word of a code table."""
    words = "、".join(choices)

    def read(raw: str) -> tuple[str, str]:
        written = word(raw)
        if not written or written in choices:
            return choices.get(written, ""), ""
        return "", f"不在可选范围内，请填：{words}"

    return read


def read_code(raw: str) -> tuple[str, str]:
    """Return the credit code in its stored form; the fault names what GB 32100-2015 finds wrong."""
    code = normalise_credit_code(raw)
    if not code:
        return "", ""
    return code, check_credit_code(code) or ""


def date_reader(counts_from_1904: bool = False) -> Reader:
    """Return a reader of dates: real ones, five ways of writing, and the serial numbers of Excel."""
    epoch = _EPOCHS[counts_from_1904]

    def read(raw: str) -> tuple[str, str]:
        text = unicodedata.normalize("NFKC", entered(raw)).strip(BLANKS + "'").replace("號", "号")
        if not text:
            return "", ""
        found = _written_date(text) or _written_date("".join(text.split()))
        if found:
            return found if found[1] else _sane(date.fromisoformat(found[0]))
        serial = _SERIAL.fullmatch(text)
        if serial:
            return _sane(epoch + timedelta(days=int(serial[1])))
        return "", _date_fault(text)

    return read


def _written_date(text: str) -> tuple[str, str] | None:
    for form in _DATE_FORMS:
        match = form.fullmatch(text)
        if match:
            year, _, month, day = match.groups()
            try:
                return date(int(year), int(month), int(day)).isoformat(), ""
            except ValueError:
                return "", f"不是真实存在的日期，{DATE_REMEDY}"
    return None


def _sane(day: date) -> tuple[str, str]:
    if _EARLIEST <= day <= _LATEST:
        return day.isoformat(), ""
    return "", f"读作 {day.isoformat()}，超出合理范围（1949-10-01 至 2099-12-31），{DATE_REMEDY}"


def _date_fault(text: str) -> str:
    squeezed = "".join(text.split())
    if _SHORT_YEAR.fullmatch(squeezed):
        return f"年份须写四位，{DATE_REMEDY}"
    if _HALF_DATE.fullmatch(squeezed):
        return f"日期不完整，缺少年、月或日，{DATE_REMEDY}"
    return f"不是日期，{DATE_REMEDY}"


def money_reader(unit: str) -> Reader:
    """Return a reader of sums in `unit`（万元, 元）; the value is in 元 with two decimals.

    A unit written in the cell itself counts before that of the header（rules.md 0.2s）.
    """

    def read(raw: str) -> tuple[str, str]:
        if _PLAIN_SUM.fullmatch(raw):
            negative, digits, factor = False, raw, UNITS[unit]
        else:
            text = word(raw).translate(_DASHES).lower()
            if not text:
                return "", ""
            body, factor = _without_unit(text, UNITS[unit])
            negative, digits = _sign(_CURRENCY.sub("", body))
        if len(digits) > _MOST_DIGITS or not (_NUMBER.fullmatch(digits) or _PLAIN_FLOAT.fullmatch(digits)):
            return "", "不是数字，请只填数字（可带千分位），没有金额请留空"
        yuan = (Decimal(digits.replace(",", "")) * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if yuan >= _TOO_MUCH:
            return "", f"数额过大，请核对单位（本列单位为{unit}）"
        if negative and yuan:
            return "", "是负数，金额不能为负，请核对"
        return str(yuan), ""

    return read


def read_number(raw: str) -> tuple[str, str]:
    """Return a plain number（days, a rate, an area）; a per cent sign behind it is the heading's own."""
    text = word(raw).removesuffix("%").removesuffix("日").removesuffix("天")
    if not text:
        return "", ""
    if len(text) > _MOST_DIGITS or not _NUMBER.fullmatch(text):
        return "", "不是数字，请只填数字"
    number = Decimal(text.replace(",", ""))
    return ("", "数字过大，请核对") if number >= 10**8 else (str(number), "")


def _without_unit(text: str, factor: int) -> tuple[str, int]:
    match = _CELL_UNIT.search(text)
    if not match:
        return text, factor
    unit = match[1] if match[1].endswith("元") else match[1] + "元"
    return text[: match.start()], UNITS[unit]


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1]
    negative = text.startswith("-")
    return negative, _CURRENCY.sub("", text.lstrip("+-") if text[:1] in "+-" else text)
