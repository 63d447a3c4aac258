"""Numbers of persons whose digits stand scattered among other signs: 1|3*8【5】…, 一38五…, l385l4OOOOO.

What `privacy.numbers` finds is written as numbers are; here every sign that is no letter may stand between two
digits, Chinese digits may be mixed with others, O counts for 0 and l for 1. Rows of sums, dates and clauses look alike,
so a number must fill its row of digits, or be grouped as such numbers are, or hold a sign that no such row has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter, sub

from privacy.folding import CHINESE_DIGITS, VALUE_OF
from privacy.numbers import (
    CARD,
    ID_15,
    MOBILE,
    MOBILE_GROUPS,
    PART_OF_SERIAL,
    PROVINCES,
    TELEPHONE_BEFORE,
    follows_serial_label,
    is_amount,
    is_birth_date,
    is_id_18,
)
from privacy.suspects import Kind, Span

_WORD = re.compile(r"(?<![A-Za-z])(?=[0-9]*+[OoIl])[0-9OoIl]+(?=[Xx]?(?![0-9A-Za-z]))")
_FOREIGN = str.maketrans("ΟοОоՕօΙІӀ", "OoOoOoIII")
_LOOKS_LIKE = str.maketrans("OoIl", "0011")
_DIGIT = f"[0-9{CHINESE_DIGITS}]"
_RUN = re.compile(rf"(?<!{_DIGIT}){_DIGIT}(?:[\W_]{{0,12}}+{_DIGIT}){{10,}}+")
_CLOSING_X = re.compile(r"[\W_]{0,12}+([Xx])(?![0-9A-Za-z])")
_GROUP = re.compile(rf"[0-9]+|[{CHINESE_DIGITS}]+")

_IN_ROWS = r"\s、，,。.:：;；/\-‐-―−~～()（）%‰×÷="
_USUAL = re.compile(rf"[{_IN_ROWS}]*+(?:\*{{3,}})?")
"""What stands between the numbers of an ordinary row; three stars and more hide digits."""
_USUAL_IN_SUMS = re.compile(rf"[{_IN_ROWS}+*]*+")
_SUM = re.compile("[×÷=]")
_COUNT_AFTER = re.compile(
    r"\s{0,3}(?:[%‰年月日户人件个家项次起名份页条款亩米吨台套辆栋间处批期届倍分岁天时]|小时|公里|平方|余|多[户人件个家])"
)
_ODD, _MANY = 2, 6
_MASK = re.compile(r"(?<=[0-9]{3})\*{3,}(?=[0-9]{3})")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]{1,2})?")
_DATE = re.compile(r"(?:19|20)[0-9]{2}[-./][01]?[0-9](?![0-9])")
_ID_18 = re.compile(rf"(?:{PROVINCES})\d{{4}}(?:19|20)\d{{9}}[0-9X]")
_BEGINNING = re.compile(rf"(?:{'|'.join(shape.pattern for shape in (_ID_18, MOBILE, CARD, ID_15))})")


@dataclass(frozen=True)
class _Row:
    """A row of digits: their values and places, and what is said of a window of it, counted in digits."""

    text: str
    folded: str
    digits: str
    places: list[int]
    edges: list[int]
    """Where groups begin, and the end of the last."""
    ends: frozenset[int]
    strange: list[int]
    """By group, what the gaps before it tell together: 2 for a sign that no row of sums or dates has, 1 for none at all."""

    def ends_a_group(self, end: int) -> bool:
        """Say whether a window ends where its writer ended a group; a closing X stands behind the last."""
        return end in self.ends or self.digits[end - 1] == "X"

    def sizes(self, start: int, end: int) -> tuple[int, ...]:
        edges = [start, *self.edges[bisect_left(self.edges, start + 1) : bisect_left(self.edges, end)], end]
        return tuple(map(sub, edges[1:], edges))

    def is_whole(self, start: int, end: int) -> bool:
        """Say whether a window fills the row, but for Chinese digits that belong to words beside it."""
        if start > 1 or len(self.digits) - end > 1:
            return False
        left_out = [self.text[place] for place in (*self.places[:start], *self.places[end:])]
        return all(sign in CHINESE_DIGITS for sign in left_out)

    def oddity(self, start: int, end: int) -> int:
        """Return what the gaps inside tell together."""
        first, last = bisect_left(self.edges, start), bisect_left(self.edges, end)
        return self.strange[min(last, len(self.strange)) - 1] - self.strange[first]

    def is_strange(self, start: int, end: int) -> bool:
        """Say whether a sign stands inside that no row of sums or dates has, or scripts change there and back."""
        return self.oddity(start, end) >= _ODD

    def is_one_number(self, start: int, end: int) -> bool:
        """Say whether a window is not what masks left of two numbers: 138****0000；6222."""
        masks = len(_MASK.findall(self.text, self.places[start], self.places[end - 1] + 1))
        return not masks or masks == len(self.sizes(start, end)) - 1 or self.oddity(start, end) >= _MANY

    def is_plain(self, start: int, end: int) -> bool:
        """Say whether a window is one number as numbers are written, which `privacy.numbers` judges."""
        return self.folded[self.places[start] : self.places[end - 1] + 1].isdecimal()

    def before(self, start: int) -> str:
        return self.text[max(0, self.places[start] - 14) : self.places[start]]

    def is_usual(self, start: int, end: int) -> bool:
        """Say whether a window is a sum, a count, a date or a serial number by its signs and the words beside it."""
        before, last = self.before(start), self.places[end - 1] + 1
        after = self.text[last : last + 8]
        return (
            is_amount(before, after)
            or _COUNT_AFTER.match(after) is not None
            or _THOUSANDS.fullmatch(self.text, self.places[start], last) is not None
            or _DATE.match(self.text, self.places[start]) is not None
            or follows_serial_label(self.text, self.places[start])
            or PART_OF_SERIAL.search(before) is not None
        )


def scattered_numbers(folded: str) -> list[Span]:
    """ID cards, mobile numbers and bank cards of a folded text whose digits are scattered."""
    text = _WORD.sub(lambda word: word[0].translate(_LOOKS_LIKE), folded.translate(_FOREIGN))
    return [span for found in _RUN.finditer(text) for span in _in_row(_row(text, folded, found))]


def _row(text: str, folded: str, found: re.Match[str]) -> _Row:
    places: list[int] = []
    edges: list[int] = []
    strange = [0]
    usual = _USUAL_IN_SUMS if _SUM.search(found[0]) else _USUAL
    for group in _GROUP.finditer(text, found.start(), found.end()):
        if places:
            gap = text[places[-1] + 1 : group.start()]
            strange.append(strange[-1] + (_ODD if usual.fullmatch(gap) is None else not gap))
        edges.append(len(places))
        places += range(*group.span())
    edges.append(len(places))
    digits, ends = "".join(map(text.__getitem__, places)).translate(VALUE_OF), frozenset(edges)
    closing = _CLOSING_X.match(text, found.end())
    if closing:
        return _Row(text, folded, digits + "X", [*places, closing.start(1)], edges, ends, strange)
    return _Row(text, folded, digits, places, edges, ends, strange)


def _in_row(row: _Row) -> Iterator[Span]:
    reached = 0
    for start in row.edges[:-1]:
        if start < reached or _BEGINNING.match(row.digits, start) is None:
            continue
        end, kind = max(_shapes(row, start), key=itemgetter(0), default=(start, Kind.MOBILE))
        if end > start:
            reached = end
            yield row.places[start], row.places[end - 1] + 1, kind


def _shapes(row: _Row, start: int) -> Iterator[tuple[int, Kind]]:
    for kind, lengths, pattern, holds in _KINDS:
        if pattern.match(row.digits, start) is None:
            continue
        for length in lengths:
            end = start + length
            if (
                end > len(row.digits)
                or not pattern.fullmatch(row.digits, start, end)
                or not row.ends_a_group(end)
            ):
                continue
            if not row.is_plain(start, end) and holds(row, start, end):
                yield end, kind


def _id_18(row: _Row, start: int, end: int) -> bool:
    number = row.digits[start:end]
    return is_id_18(number) and (
        row.is_strange(start, end) or PART_OF_SERIAL.search(row.before(start)) is None
    )


def _mobile(row: _Row, start: int, end: int) -> bool:
    if not row.is_one_number(start, end):
        return False
    if row.is_strange(start, end) or TELEPHONE_BEFORE.search(row.before(start)):
        return True
    sizes = row.sizes(start, end)
    is_grouped = sizes in MOBILE_GROUPS or set(sizes) == {1}
    return (is_grouped or row.is_whole(start, end)) and not row.is_usual(start, end)


def _card(row: _Row, start: int, end: int) -> bool:
    sizes = row.sizes(start, end)
    is_grouped = set(sizes[:-1]) in ({1}, {4}) and sizes[-1] <= sizes[0]
    is_strange = row.is_strange(start, end)
    if not row.is_one_number(start, end) or not (is_grouped or is_strange or row.is_whole(start, end)):
        return False
    is_known = is_grouped and row.digits.startswith("62", start)
    return (is_known or _has_card_check(row.digits[start:end])) and (
        is_strange or not row.is_usual(start, end)
    )


def _id_15(row: _Row, start: int, end: int) -> bool:
    found = ID_15.fullmatch(row.digits, start, end)
    if found is None or not is_birth_date(1900 + int(found[1]), int(found[2]), int(found[3])):
        return False
    if row.is_strange(start, end):
        return row.is_one_number(start, end)
    return row.is_whole(start, end) and not row.is_usual(start, end)


def _has_card_check(number: str) -> bool:
    """Luhn: real cards satisfy it, and a row of sums one time in ten."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum([value - 9 * (value > 9) for value in doubled]) % 10 == 0


_KINDS: tuple[tuple[Kind, tuple[int, ...], re.Pattern[str], Callable[[_Row, int, int], bool]], ...] = (
    (Kind.ID_CARD, (18,), _ID_18, _id_18),
    (Kind.MOBILE, (11, 12, 13, 15), MOBILE, _mobile),
    (Kind.BANK_CARD, (19, 18, 17, 16), CARD, _card),
    (Kind.ID_CARD, (15,), ID_15, _id_15),
)
