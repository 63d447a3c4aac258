"""What a cell shows beyond its number: units, scales, per cents, dates and words that stand in its number format. Pure."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cached_property

from exchange.importers.layouts import Form
from exchange.importers.package_parts import SMALL, local_name, small_xml

_DATE_IDS = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys(_DATE_IDS, "yyyy/m/d")}
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[[^\]]*\]")
_PADDING = re.compile(r"[_*].")
_WORDS = re.compile(r'"([^"]*)"|[\\!](.)|([^\x00-\x7f]+)')
_SCALE = re.compile(r"[0#?],+(?![0#?,])")
_UNIT = re.compile("[十百千万亿]*元|[十百千万亿]+")
_ORNAMENTS = " ￥¥$-()（）,，.:：整"


class NumberFormats:
    """The number formats of a workbook by the style that a cell names."""

    def __init__(self, codes: Mapping[int, str]) -> None:
        self._codes = codes

    @cached_property
    def odd(self) -> list[int]:
        """The styles that show anything beyond a plain number: only cells that name one are looked at.

        Dates are not among them: the reader of workbooks gives them as dates, whatever the column.
        """
        return [style for style, code in self._codes.items() if _is_odd(code)]

    def fault(self, style: int, form: Form, unit: str) -> str:
        """Say what is wrong with a number of this style in a column of this form, "" where it is shown as it is."""
        code = self._codes.get(style, "")
        if form == Form.MONEY:
            return _money_fault(code, unit)
        if form in {Form.DATE, Form.CHOICE}:
            return ""
        return _words_fault(code)


def read_formats(archive: zipfile.ZipFile, part: str) -> NumberFormats:
    """Return the formats that a workbook's styles name; none where it has no styles."""
    if part not in archive.namelist():
        return NumberFormats({})
    own: dict[int, str] = {}
    codes: dict[int, str] = {}
    for element in small_xml(archive, part, 16 * SMALL):
        if local_name(element) == "numFmts":
            own = {_number(one.get("numFmtId")): one.get("formatCode", "") for one in element}
        elif local_name(element) == "cellXfs":
            ids = (_number(one.get("numFmtId")) for one in element)
            codes = dict(enumerate(own.get(one, _BUILT_IN.get(one, "")) for one in ids))
    return NumberFormats(codes)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _is_odd(code: str) -> bool:
    return any(
        not _is_date(section) and (_words_fault(section) or _scaled(section) or any(_words(section)))
        for section in code.split(";")
    )


def _money_fault(code: str, unit: str) -> str:
    for section in code.split(";"):
        if _scaled(section):
            return "单元格的数字格式把数值放大或缩小了显示，请改为常规格式后按列名的单位填写"
        units = {found for words in _words(section) for found in _UNIT.findall(words)}
        if units - {unit}:
            shown = "、".join(sorted(units))
            return f"单元格的数字格式带有单位“{shown}”，与列名的单位（{unit}）对不上，请改为常规格式后按列名的单位填写"
    return ""


def _words_fault(code: str) -> str:
    for section in code.split(";"):
        words = "".join(_words(section)).strip(_ORNAMENTS)
        if words or "00" in _skeleton(section).partition(".")[0]:
            return "显示的文字或前面的 0 只在数字格式里，不在单元格的内容里，请把该列设为文本格式后照样填写"
    return ""


def _scaled(section: str) -> bool:
    skeleton = _skeleton(section)
    return "%" in skeleton or "‰" in section or _SCALE.search(skeleton) is not None


def _is_date(section: str) -> bool:
    if _ELAPSED.search(section):
        return True
    skeleton = _skeleton(section).lower().replace("general", "").replace("e+", "").replace("e-", "")
    return any(letter in skeleton for letter in "ymdhsbe")


def _words(section: str) -> Iterator[str]:
    currency = _CURRENCY.sub(lambda found: f'"{found[1]}"', _PADDING.sub("", section))
    for found in _WORDS.finditer(_CONDITION.sub("", currency)):
        yield found[1] or found[2] or found[3] or ""


def _skeleton(section: str) -> str:
    """The section without its words: digits, points, commas and letters that stand for something."""
    return _WORDS.sub("", _CONDITION.sub("", _CURRENCY.sub("", _PADDING.sub("", section))))
