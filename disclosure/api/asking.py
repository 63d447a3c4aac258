"""What a request of the API asks: read by the pages' own filters, which leave out what has not their shape; here that is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpRequest

from disclosure.api.problems import Refused
from disclosure.columns import Column, Table
from disclosure.question import ADDRESSED, CODE, LONGEST, MOST_WORDS, Question, clean
from identifiers.credit_codes import normalise_credit_code
from identifiers.written_forms import fold

MOST, AS_MANY = 100, 25
"""Rows of one answer: at most, and where nothing is said."""
WORDS = re.compile("[0-9A-Za-z\u4e00-\u9fff]{2}")
"""What words have at least."""
SHAPING = ("fields", "limit")
"""Parameters that say how an answer looks, not what is asked."""
Given = Mapping[str, Sequence[str]]


def given(request: HttpRequest, known: Iterable[str]) -> Given:
    """Return what a request says, parameter by parameter; an empty one, and one that nobody knows, are refused."""
    told = dict(request.GET.lists())
    names = sorted(known)
    for name in sorted(told):
        if name not in names:
            raise Refused(f"没有“{name[:40]}”这个参数；可以用的是：{'、'.join(names) or '无'}。", name[:40])
        if not all(told[name]):
            raise Refused(f"参数 {name} 是空的；不需要的请去掉。", name)
    return told


def question(told: Given) -> Question:
    """Return the question of the list of records."""
    read = Question.read({name: told.get(name, ()) for name in ADDRESSED})
    require_taken(told, {name: _values(getattr(read, name)) for name in ADDRESSED})
    require_alone(told, "department")
    return read


def require_alone(told: Given, *others: str) -> None:
    """Refuse a code in `q` beside filters that it would put aside."""
    given_too = [name for name in others if told.get(name)]
    if given_too and CODE.fullmatch(normalise_credit_code(one(told, "q"))):
        raise Refused(f"参数 q 是统一社会信用代码时，不能同时给 {'、'.join(given_too)}。", given_too[0])


def require_taken(told: Given, taken: Mapping[str, Sequence[str]]) -> None:
    """Refuse whatever the filters did not take: another shape, a value that is no choice, one too many."""
    one(told, "q")
    for name, values in told.items():
        for value in values:
            if name == "q":
                require_words(value)
            elif name in taken and value not in taken[name]:
                many = len(values) > 1 and len(taken[name]) == 1
                why = "只能给一个值" if many else f"不接受“{value[:40]}”"
                raise Refused(f"参数 {name} {why}；可以用的值见接口文档。", name)


def require_words(value: str) -> None:
    """Refuse words that no list looks for, and more of them than it looks for."""
    if len(value) > LONGEST or not WORDS.search(fold(clean(value))):
        raise Refused(f"参数 q 应有两个连续的字、字母或数字，至多 {LONGEST} 个字符。", "q")
    if len(clean(value).split()) > MOST_WORDS:
        raise Refused(f"参数 q 至多 {MOST_WORDS} 个词。", "q")


def _values(value: str | tuple[str, ...]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value


def columns(told: Given, table: Table) -> tuple[Column, ...]:
    """Return the columns that are wanted, in the order of the table; all where nothing is said."""
    wanted = {name for value in told.get("fields", ()) for name in value.split(",")}
    for name in sorted(wanted):
        if table.column(name) is None:
            raise Refused(f"参数 fields 里没有“{name[:40]}”这个字段；字段见接口文档。", "fields")
    return tuple(column for column in table.columns if not wanted or column.name in wanted)


def limit(told: Given) -> int:
    """Return how many rows are wanted."""
    value = one(told, "limit")
    if not value:
        return AS_MANY
    if not (value.isascii() and value.isdigit() and len(value) < 4 and 1 <= int(value) <= MOST):
        raise Refused(f"参数 limit 应为 1 至 {MOST} 的整数。", "limit")
    return int(value)


def one(told: Given, name: str) -> str:
    """Return the single value of a parameter, "" where it is not given."""
    values = told.get(name, ())
    if len(values) > 1:
        raise Refused(f"参数 {name} 只能给一个值。", name)
    return values[0] if values else ""
