"""信息分类: the dated catalogue of what is kept on departments and officials; what has no class is neither published nor shared.

A class is a line of the rules: {"about", "source", "provider", "sharing", "cycle", "publicity"}. 苏政发〔2023〕55号 二(四); GB/T 39440
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from common.models import RuleValue
from organisations.vocabulary import ClassSubject, Publicity, Sharing, UpdateCycle

KIND = "information_class"


@dataclass(frozen=True)
class InformationClass:
    """One class as the catalogue describes it on a day."""

    key: str
    name: str
    about: ClassSubject
    source: str
    provider: str
    sharing: Sharing
    cycle: UpdateCycle
    publicity: Publicity
    basis: str
    is_settled: bool
    since: date


def catalogue_on(day: date) -> list[InformationClass]:
    """Return the classes in force on `day`, those about departments first, each group by its keys."""
    found = [_read(line) for line in RuleValue.objects.at(KIND, day).values()]
    return sorted(found, key=lambda one: (list(ClassSubject).index(one.about), one.key))


def class_on(key: str, day: date) -> InformationClass | None:
    """Return the class in force on `day`, None where the catalogue knows none."""
    line = RuleValue.objects.in_force(KIND, key, day)
    return _read(line) if line else None


def bar_by_class(key: str, day: date) -> str:
    """Return why what belongs to the class `key` may not stand in public on `day`, "" where it may."""
    found = class_on(key, day)
    if found is None:
        return "信息分类目录没有列入这一类信息，不能公示；请信用办先提出目录条目，由负责人确认"
    if found.publicity != Publicity.OPEN:
        return f"信息分类目录把“{found.name}”列为{found.publicity.label}，不能公示"
    return ""


def _read(line: RuleValue) -> InformationClass:
    given: Mapping[str, str] = line.value
    return InformationClass(
        line.key,
        line.label,
        ClassSubject(given["about"]),
        given["source"],
        given["provider"],
        Sharing(given["sharing"]),
        UpdateCycle(given["cycle"]),
        Publicity(given["publicity"]),
        line.basis,
        line.is_settled,
        line.effective_from,
    )
