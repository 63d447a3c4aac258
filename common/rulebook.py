"""The kinds of rules that people may change: how a value is typed and said, and what a change of it would do.

Every app registers its kinds from `AppConfig.ready()`; the pages know none of them. A value is never in code.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from django import forms

from common.errors import Incomplete
from days.calendar import UNIT_LABELS

SHOWN_EXAMPLES = 8


@dataclass(frozen=True)
class Change:
    """A value that may come into force, as the effects are computed from it; nothing is written."""

    kind: str
    key: str
    value: Any
    unit: str
    effective_from: date
    today: date


@dataclass(frozen=True)
class Effect:
    """What a change does to one kind of open thing: how many, in which way, with the biggest groups.

    `examples` are (number, before, after).
    """

    title: str
    total: int
    lines: Sequence[tuple[str, int]]
    examples: Sequence[tuple[int, str, str]] = ()
    note: str = ""


EffectOf = Callable[[Change], Effect | None]


Value = TypeVar("Value")
"""What a kind of rule keeps: a number, a mapping, a list."""


class Shape(ABC, Generic[Value]):
    """How a value of one form is typed and said."""

    @abstractmethod
    def fields(self) -> dict[str, forms.Field]:
        """Return the inputs by which a value is typed."""

    @abstractmethod
    def initial(self, value: Value, unit: str) -> dict[str, Any]:
        """Return what the inputs show of a kept value."""

    @abstractmethod
    def pack(self, given: Mapping[str, Any]) -> tuple[Value, str]:
        """Return (value, unit) as the rules store them; raises Incomplete where the inputs do not fit together."""

    @abstractmethod
    def words(self, value: Value, unit: str) -> str:
        """Return a kept value as people read it."""

    def key_of(self, value: Value) -> str:
        """Return the key that follows from the value itself（holidays: the year）, "" where it does not."""
        return ""


@dataclass(frozen=True)
class PeriodShape(Shape[int]):
    """An amount with its unit: {"value": 5, "unit": "working_day"}; every clock carries its unit（rules.md 0.2h）."""

    units: Sequence[str] = tuple(UNIT_LABELS)
    most: int = 1200

    def fields(self) -> dict[str, forms.Field]:
        choices = [(unit, UNIT_LABELS[unit].removeprefix("个")) for unit in self.units]  # type: ignore[index]
        return {
            "amount": forms.IntegerField(label="数值", min_value=0, max_value=self.most),
            "unit": forms.ChoiceField(label="单位", choices=choices),
        }

    def initial(self, value: int, unit: str) -> dict[str, Any]:
        return {"amount": value, "unit": unit}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return int(given["amount"]), str(given["unit"])

    def words(self, value: int, unit: str) -> str:
        return f"{value} {UNIT_LABELS.get(unit, unit)}"  # type: ignore[call-overload]


@dataclass(frozen=True)
class MonthsShape(Shape[Mapping[str, int]]):
    """Shortest and longest, in months: {"min_months": 3, "max_months": 12}."""

    def fields(self) -> dict[str, forms.Field]:
        return {
            "min_months": forms.IntegerField(label="最短（月）", min_value=0, max_value=120),
            "max_months": forms.IntegerField(label="最长（月）", min_value=1, max_value=120),
        }

    def initial(self, value: Mapping[str, int], unit: str) -> dict[str, Any]:
        return dict(value)

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        if given["min_months"] > given["max_months"]:
            raise Incomplete("最短不能长于最长", {"min_months": "不能大于最长公示期"})
        return {name: int(given[name]) for name in ("min_months", "max_months")}, "month"

    def words(self, value: Mapping[str, int], unit: str) -> str:
        return f"最短 {value.get('min_months') or 0} 个月，最长 {value['max_months']} 个月"


@dataclass(frozen=True)
class SetShape(Shape[Sequence[str]]):
    """Some of a list of choices: ["province", "city"]."""

    choices: Sequence[tuple[str, str]]
    label: str

    def fields(self) -> dict[str, forms.Field]:
        return {
            "chosen": forms.MultipleChoiceField(
                label=self.label, choices=self.choices, widget=forms.CheckboxSelectMultiple
            )
        }

    def initial(self, value: Sequence[str], unit: str) -> dict[str, Any]:
        return {"chosen": value}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return [name for name, _ in self.choices if name in given["chosen"]], ""

    def words(self, value: Sequence[str], unit: str) -> str:
        return "、".join(label for name, label in self.choices if name in value) or "无"


@dataclass(frozen=True)
class RuleKind:
    """One kind of rule. `effects` are computed for the preview, `applied` runs in the act that confirms a value.

    `new_key` names the key that a new line gets（holidays: the year）; kinds without it have fixed lines. `page` is the address of
    a kind that has a page of its own, which the page of all rules leads to instead of listing it.
    """

    key: str
    label: str
    shape: Shape
    about: str = ""
    effects: tuple[EffectOf, ...] = ()
    applied: Callable[[Any], None] | None = None
    new_key: str = ""
    order: int = 50
    page: str = ""


@dataclass
class Rulebook:
    """The registry of kinds; `add_effect` lets an upper app tell what a lower one's rule does to its own things."""

    kinds: dict[str, RuleKind] = field(default_factory=dict)
    more: dict[str, dict[str, EffectOf]] = field(default_factory=dict)

    def register(self, *kinds: RuleKind) -> None:
        for kind in kinds:
            self.kinds[kind.key] = kind

    def add_effect(self, kind: str, name: str, effect: EffectOf) -> None:
        self.more.setdefault(kind, {})[name] = effect

    def in_order(self) -> list[RuleKind]:
        return sorted(self.kinds.values(), key=lambda kind: (kind.order, kind.key))

    def words(self, kind: str, value: object, unit: str) -> str:
        """Return a value as people read it."""
        found = self.kinds.get(kind)
        return found.shape.words(value, unit) if found else str(value)

    def effects(self, change: Change) -> list[Effect]:
        """Return what `change` would do; nothing is written."""
        kind = self.kinds[change.kind]
        asked = (*kind.effects, *self.more.get(change.kind, {}).values())
        return [effect for effect in (ask(change) for ask in asked) if effect]


def compare_dates(
    title: str, rows: Iterable[tuple[int, date | None, date | None]], *, today: date, note: str = ""
) -> Effect:
    """Return the effect on clocks given as (number, end before, end after): the first day on which all is over.

    None: no such day.
    """
    lines: Counter[str] = Counter()
    groups: Counter[tuple[str, str]] = Counter()
    for number, before, after in rows:
        lines[_way(before, after, today)] += number
        if before != after:
            groups[_day_words(before), _day_words(after)] += number
    examples = [(number, *pair) for pair, number in groups.most_common(SHOWN_EXAMPLES)]
    return Effect(title, sum(lines.values()), lines.most_common(), examples, note)


def _way(before: date | None, after: date | None, today: date) -> str:
    if before == after:
        return "不变"
    if after is None:
        return "不再适用"
    if before is None:
        return "开始适用"
    if after <= today < before:
        return "提前，并且已经届满"
    return "提前" if after < before else "推后"


def _day_words(day: date | None) -> str:
    return day.isoformat() if day else "无"


rulebook = Rulebook()
