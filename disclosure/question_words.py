"""A search in words: what each of its filters is called, and how the whole is named in a title."""

from __future__ import annotations

from dataclasses import replace

from common.key_domains import KeyDomain
from disclosure.open.models import OpenDepartment, OpenRegion
from disclosure.question import Question
from organisations.vocabulary import RegionKind
from policy.vocabulary import Severity, SourceKind

LEGENDS = {"city": "地区", "domain": "重点领域", "source": "来源", "severity": "严重程度", "year": "公示年份"}
LABELS: dict[str, dict[str, str]] = {
    "domain": dict(KeyDomain.choices),
    "source": {key: label for key, label in SourceKind.choices if key != SourceKind.DISCIPLINE},
    "severity": dict(reversed(Severity.choices)),
}


def chosen_of(question: Question) -> list[tuple[str, str]]:
    """Return what narrows the list now: words, and the address without it."""
    chosen = [
        (label_of(name, value), question.toggled(name, value).address())
        for name in (*LEGENDS, "county")
        for value in getattr(question, name)
    ]
    if question.month:
        chosen.append((f"{question.month} 公示", replace(question, month="").address()))
    if question.closing:
        chosen.append((f"{question.closing} 期满", replace(question, closing="").address()))
    if question.department:
        archive = OpenDepartment.objects.filter(credit_code=question.department).first()
        chosen.append((str(archive or question.department), replace(question, department="").address()))
    return chosen


def title_of(question: Question) -> str:
    """Return a search as the title of what follows it."""
    words = [f"“{question.q}”"] if question.q else []
    return "、".join([*words, *(label for label, _ in chosen_of(question))]) or "全部公示记录"


def label_of(name: str, value: str) -> str:
    """Return the word for one choice of a facet."""
    return LABELS.get(name, {}).get(value) or place_name(value)


def place_name(value: str) -> str:
    """Return the words for a region's code, or for a year."""
    region = OpenRegion.objects.filter(code=value).first() if len(value) > 4 else None
    if region is None:
        return f"{value} 年"
    return region.name if region.kind == RegionKind.CITY else region.city_name + region.name
