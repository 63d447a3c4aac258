"""Numbers of persons by shape: ID cards, telephones, bank cards, however they are spaced.

A text is cut into runs of digits; a run into the groups that its writer made. A number begins and ends with a group.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from identifiers.credit_codes import KNOWN_CLASSES, SubjectKind, check_credit_code, credit_code_kind
from privacy.folding import CHINESE_DIGITS, GAP, INVISIBLE
from privacy.suspects import Kind, Span

_RUN = re.compile(rf"[0-9](?:[{GAP}()]{{0,4}}+[0-9])*+(?:[{GAP}]{{0,2}}[Xx](?![A-Za-z0-9]))?")
_GROUP = re.compile(rf"[0-9](?:[{INVISIBLE}]*+[0-9])*+|[Xx]")
_SHORTEST = 10

PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]"
_ID_18 = re.compile(r"[1-9]\d{5}((?:19|20)\d\d)(\d\d)(\d\d)\d{3}[\dXx]")
ID_15 = re.compile(rf"(?:{PROVINCES})\d{{4}}(\d\d)(\d\d)(\d\d)\d{{3}}")
MOBILE = re.compile(r"(?:0086|86|0)?1[3-9]\d{9}")
_PHONE = re.compile(r"0(?:10|2\d)[2-9]\d{6,7}|0[3-9]\d\d[2-9]\d{6,7}")
CARD = re.compile(r"(?:[34568]\d|9\d|2[2-7])\d{14,17}")
_CODE_SHAPE = re.compile(rf"[0-9ANY][1-9](?:100000|(?:{PROVINCES})\d{{4}})[0-9A-HJ-NP-RTUWXY]{{10}}")
_WORD = re.compile("[0-9A-Za-z]+")
_BETWEEN = re.compile(rf"[{GAP}]{{1,3}}")
_CODE_LENGTH, _CODE_PIECES = 18, 6
_LAST_DIGIT, _NEXT_DIGIT = (
    re.compile(r"[6六陆][\W_]{0,12}$"),
    re.compile(rf"[\W_]{{0,12}}[0-9OoIl{CHINESE_DIGITS}]"),
)
_HIDDEN = "\ufffc"

_AMOUNT_AFTER = re.compile(
    r"\s{0,3}(?:\.\d{1,2}(?!\d)|[千万亿]{0,2}元(?!旦|月|宵)|[万亿]|人民币|[吨亩%‰]|平方|立方|公里)"
)
_AMOUNT_BEFORE = re.compile(
    r"(?:[¥$€£]|金额|价款|总价|合计|共计|投资|预算|人民币)[:为约达计]{0,2}\s{0,3}$|(?<!\d)0\.$"
)
_SERIAL_BEFORE = re.compile(
    r"(?:编号|文号|案号|单号|批号|序号|流水号|合同号|项目号|备案号|许可证号|标识码|代码|索引号|发票号码?|条码|字第|标段)[:为是]?\s{0,3}$"
)
PART_OF_SERIAL = re.compile(r"[A-Za-z]\s?-\s?$")
_DOCUMENT_BEFORE = re.compile(r"[\])〕】]第?\s{0,3}$")
TELEPHONE_BEFORE = re.compile(r"(?:电话|手机|联系|号码|微信|致电|拨打|传真|热线)[^\d，。；\n]{0,6}$")
MOBILE_GROUPS = {(3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (3, 5, 3), (5, 6), (6, 5)}


@dataclass(frozen=True)
class _Run:
    digits: str
    places: list[int]
    starts: list[int]
    blank: bool
    text: str

    def sizes(self, start: int, length: int) -> tuple[int, ...] | None:
        """Sizes of the groups that make up the window; None where it cuts a group or overruns the run."""
        end, at = start + length, bisect_left(self.starts, start)
        sizes = []
        while at < len(self.starts) and self.starts[at] < end:
            following = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.digits)
            sizes.append(following - self.starts[at])
            at += 1
        return tuple(sizes) if sum(sizes) == length else None

    def is_whole(self, length: int) -> bool:
        return length == len(self.digits)

    def before(self, start: int) -> str:
        return self.text[max(0, self.places[start] - 14) : self.places[start]]

    def after(self, start: int, length: int) -> str:
        end = self.places[start + length - 1] + 1
        return self.text[end : end + 8]


def numbers(folded: str) -> list[Span]:
    """ID cards, telephones and bank cards of a folded text whose credit codes are hidden."""
    return [span for run in _runs(folded) for span in _in_run(run)]


def follows_serial_label(folded: str, at: int) -> bool:
    """Whether a number at `at` is introduced as 编号, 文号 or the like."""
    return _SERIAL_BEFORE.search(folded, max(0, at - 14), at) is not None


def hide_credit_codes(folded: str) -> str:
    """The text with valid credit codes blanked out at equal length, so that no number is seen inside one."""
    for start, end in _code_windows(folded):
        code = "".join(_WORD.findall(folded, start, end)).upper()
        if _is_credit_code(code) and not _is_part_of_card(folded, start, end, code):
            folded = folded[:start] + _HIDDEN * (end - start) + folded[end:]
    return folded


def _is_part_of_card(folded: str, start: int, end: int, code: str) -> bool:
    """Say whether 18 digits that are a good code stand in a row with the one that makes a card of 19 of them."""
    if not code.replace("L", "1").isdecimal() or not code.startswith(("2", "62")):
        return False
    before = _LAST_DIGIT.search(folded, max(0, start - 13), start) if code[0] == "2" else None
    return before is not None or (code[0] == "6" and _NEXT_DIGIT.match(folded, end) is not None)


def _code_windows(folded: str) -> Iterator[tuple[int, int]]:
    """Where 18 letters and digits stand together, whole words of them, in at most six pieces."""
    words = [found.span() for found in _WORD.finditer(folded)]
    for at, (start, end) in enumerate(words):
        reached, length = end, end - start
        for following, stop in words[at + 1 : at + _CODE_PIECES]:
            if length >= _CODE_LENGTH or _BETWEEN.fullmatch(folded, reached, following) is None:
                break
            reached, length = stop, length + stop - following
        if length == _CODE_LENGTH:
            yield start, reached


def _is_credit_code(code: str) -> bool:
    if not _has_code_shape(code) or check_credit_code(code) is not None:
        return False
    return not is_id_18(code) or _is_rather_a_code(code)


def _has_code_shape(code: str) -> bool:
    return _CODE_SHAPE.fullmatch(code) is not None and code[1] in KNOWN_CLASSES.get(code[0], "")


def _is_rather_a_code(code: str) -> bool:
    """Of 18 digits that are a good code and look like an ID number: a body of one of the few districts that end in 19 or 20."""
    is_district = code[4:6] in ("01", "02") and credit_code_kind(code) is not SubjectKind.OTHER
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(code[:17]))
    return is_district and code[17] != "10X98765432"[total % 11]


def _runs(folded: str) -> Iterator[_Run]:
    for found in _RUN.finditer(folded):
        written = found[0]
        if len(written) < _SHORTEST:
            continue
        places: list[int] = []
        starts: list[int] = []
        for group in _GROUP.finditer(written):
            if group[0] not in "Xx":
                starts.append(len(places))
            places += [
                found.start() + at
                for at in range(group.start(), group.end())
                if written[at] in "0123456789Xx"
            ]
        digits = "".join(folded[place] for place in places)
        if len(digits) >= _SHORTEST:
            yield _Run(digits, places, starts, "-" not in written, folded)


def _in_run(run: _Run) -> Iterator[Span]:
    reached = 0
    for start in run.starts:
        if start < reached:
            continue
        for kind, length in _shapes(run, start):
            reached = start + length
            yield run.places[start], run.places[reached - 1] + 1, kind
            break


def _shapes(run: _Run, start: int) -> Iterator[tuple[Kind, int]]:
    first = run.digits[start]
    if _id_18(run, start):
        yield Kind.ID_CARD, 18
    for length in (11, 12, 13, 15) if first in "018" else ():
        if _mobile(run, start, length):
            yield Kind.MOBILE, length
    for length in (19, 18, 17, 16) if first in "2345689" else ():
        if _card(run, start, length):
            yield Kind.BANK_CARD, length
    if _id_15(run, start):
        yield Kind.ID_CARD, 15
    for length in (12, 11, 10) if first == "0" else ():
        if _phone(run, start, length):
            yield Kind.PHONE, length


def _plain_sizes(run: _Run, start: int, length: int) -> tuple[int, ...] | None:
    """The groups of a window of digits only; a closing X belongs to ID cards and may be left over."""
    if start + length == len(run.digits) - 1 and run.digits[-1] in "Xx":
        shorter = _Run(run.digits[:-1], run.places, run.starts, run.blank, run.text)
        return shorter.sizes(start, length)
    return run.sizes(start, length)


def is_id_18(number: str) -> bool:
    found = _ID_18.fullmatch(number)
    return found is not None and is_birth_date(int(found[1]), int(found[2]), int(found[3]))


def _id_18(run: _Run, start: int) -> bool:
    sizes = _plain_sizes(run, start, 18) if is_id_18(run.digits[start : start + 18]) else None
    return sizes is not None and (len(sizes) == 1 or PART_OF_SERIAL.search(run.before(start)) is None)


def _id_15(run: _Run, start: int) -> bool:
    found = ID_15.fullmatch(run.digits, start, start + 15)
    if found is None or not is_birth_date(1900 + int(found[1]), int(found[2]), int(found[3])):
        return False
    sizes = _plain_sizes(run, start, 15)
    return (
        sizes is not None
        and _is_regular(sizes, {(6, 6, 3), (6, 9)})
        and not _is_count_or_serial(run, start, 15)
    )


def _mobile(run: _Run, start: int, length: int) -> bool:
    if MOBILE.fullmatch(run.digits, start, start + length) is None:
        return False
    sizes = _plain_sizes(run, start, length)
    if sizes is None:
        return False
    loose = run.blank and run.is_whole(start + length) and start == 0
    if not (_is_regular(sizes, MOBILE_GROUPS) or loose):
        return False
    before, after = run.before(start), run.after(start, length)
    if TELEPHONE_BEFORE.search(before):
        return True
    if _DOCUMENT_BEFORE.search(before) and after.lstrip().startswith("号"):
        return False
    return not is_amount(before, after)


def _card(run: _Run, start: int, length: int) -> bool:
    if CARD.fullmatch(run.digits, start, start + length) is None:
        return False
    sizes = _plain_sizes(run, start, length)
    if sizes is None:
        return False
    is_union = run.digits.startswith("62", start)
    if not (_is_regular(sizes, {(6, length - 6), (8, length - 8)}) or (is_union and run.blank)):
        return False
    number = run.digits[start : start + length]
    if not is_union and (_has_code_shape(number) or _is_count_or_serial(run, start, length)):
        return False
    return not is_amount(run.before(start), run.after(start, length))


def _phone(run: _Run, start: int, length: int) -> bool:
    if _PHONE.fullmatch(run.digits, start, start + length) is None:
        return False
    sizes = _plain_sizes(run, start, length)
    if sizes is None or not (len(sizes) == 1 or (sizes[0] in (3, 4) and len(sizes) <= 3)):
        return False
    return not _is_count_or_serial(run, start, length)


def _is_regular(sizes: tuple[int, ...], usual: set[tuple[int, ...]]) -> bool:
    """One group, a usual grouping, or groups of one size with a shorter last one."""
    return len(sizes) == 1 or sizes in usual or (len(set(sizes[:-1])) == 1 and sizes[-1] <= sizes[0] <= 5)


def _is_count_or_serial(run: _Run, start: int, length: int) -> bool:
    before = run.before(start)
    return _SERIAL_BEFORE.search(before) is not None or is_amount(before, run.after(start, length))


def is_amount(before: str, after: str) -> bool:
    return _AMOUNT_AFTER.match(after) is not None or _AMOUNT_BEFORE.search(before) is not None


def is_birth_date(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year < 2040
    except ValueError:
        return False
