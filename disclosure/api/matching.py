"""Which departments a list of names and codes means: each candidate with a score and why, former names and codes included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from disclosure.columns import DEPARTMENTS
from disclosure.open.models import OpenDepartment
from disclosure.question import CODE
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from identifiers.written_forms import fold

MOST_ASKED, MOST_TOLD, TRIED = 20, 5, 20
"""Names and codes of one request, candidates told of each, candidates weighed of each."""
SHOWN = tuple(
    column
    for column in DEPARTMENTS.columns
    if column.name in {"credit_code", "url", "name", "status", "status_label", "holder_code"}
)
"""What is told of a candidate."""
ASIDE = re.compile(r"\([^()]*\)")
UNSAID = re.compile(r"[\W_]+")
PROVINCE = re.compile("^江苏省?")
NOT_FOUND = "没有找到。没有找到不等于没有这个部门，也不等于没有失信记录。"


@dataclass(frozen=True)
class Match:
    """One department that may be meant; 100 is the same, from 90 on no other reading is likely."""

    department: OpenDepartment
    score: int
    why: str
    """What agrees, in words."""
    by: str
    """The name or code of the department that agrees."""


@dataclass(frozen=True)
class Matched:
    """What was asked, and the candidates, best first."""

    asked: str
    matches: list[Match]
    note: str = ""


def matched(asked: str) -> Matched:
    """Return who is meant by a name or a code."""
    code = normalise_credit_code(asked)
    if CODE.fullmatch(code) and re.search("[0-9]", code):
        return _of_code(asked, code)
    found = sorted(_weighed(asked), key=lambda match: (-match.score, match.department.credit_code))
    return Matched(asked, found[:MOST_TOLD], "" if found else NOT_FOUND)


def _of_code(asked: str, code: str) -> Matched:
    department = OpenDepartment.objects.bearing(code)
    if department is None:
        return Matched(asked, [], check_credit_code(code) or NOT_FOUND)
    is_present = department.credit_code == code
    score, why = (100, "统一社会信用代码一致") if is_present else (95, "曾用统一社会信用代码一致")
    return Matched(asked, [Match(department, score, why, code)])


def _weighed(asked: str) -> Iterator[Match]:
    """Yield each candidate of a name by the best of its readings."""
    for department in _candidates(asked):
        readings = [_weigh(asked, *named) for named in _names(department)]
        score, why, by = max(readings)
        if score:
            yield Match(department, score, why, by)


def _candidates(asked: str) -> list[OpenDepartment]:
    """Return whose names are just so, and the first of those that hold what is left of it in its plainest form."""
    same = Q(name=asked) | Q(short_name=asked) | Q(former_names__contains=[asked])
    found = {department.pk: department for department in OpenDepartment.objects.filter(same)[:TRIED]}
    plain = bare(asked)
    for words in dict.fromkeys((plain, PROVINCE.sub("", plain))):
        if len(words) > 1:
            for department in OpenDepartment.objects.first_named((words,), TRIED):
                found.setdefault(department.pk, department)
    return list(found.values())


def _names(department: OpenDepartment) -> Iterator[tuple[str, str, int]]:
    """Yield every name of a department, what kind of name it is, and what that takes off the score."""
    yield department.name, "名称", 0
    if department.short_name:
        yield department.short_name, "简称", 10
    for former in department.former_names:
        yield former, "曾用名", 5


def _weigh(asked: str, name: str, kind: str, less: int) -> tuple[int, str, str]:
    """Return the score of one name, why, and the name; 0 where it has nothing of what was asked."""
    if fold(asked) == fold(name):
        return 100 - less, f"{kind}一致", name
    wanted, known = bare(asked), bare(name)
    if wanted == known:
        return 92 - less, f"去掉括号、空格和标点后与{kind}一致", name
    if PROVINCE.sub("", wanted) == PROVINCE.sub("", known):
        return 85 - less, f"再去掉开头的“江苏省”后与{kind}一致", name
    part = PROVINCE.sub("", wanted)
    if len(part) > 1 and part in known:
        return 40 + 40 * len(part) // len(known) - less, f"{kind}含有所查文字", name
    return 0, "", name


def bare(name: str) -> str:
    """Return a name in its plainest form: one way of writing, nothing in brackets, no space and no punctuation."""
    return UNSAID.sub("", ASIDE.sub("", fold(name)))
