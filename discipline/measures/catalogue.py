"""The catalogue of measures: nothing outside it can be applied（rules.md 3.11; procedures.md 13）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common.errors import NotEligible
from common.models import RuleValue
from common.rule_values import rule
from discipline.measures.vocabulary import Bars, RecordEnd

KIND = "measure"


@dataclass(frozen=True)
class CatalogueLine:
    """One measure as the catalogue has it on a day.

    `body` applies it; `levels` are those of the departments that it fits; `bars` says from which honours it keeps them;
    `ends` are the ways of a record's end that end it, too. `months` is its longest term, 0 where its decision says it.
    """

    key: str
    label: str
    body: str
    levels: tuple[str, ...]
    bars: Bars
    ends: tuple[RecordEnd, ...]
    months: int
    article: str
    is_settled: bool
    version: int

    def ends_by(self, way: RecordEnd) -> bool:
        """Say whether the measure ends as a record ends in this way."""
        return way in self.ends

    @property
    def ends_words(self) -> str:
        """Return the ways that end it, in words: by those that do not, where most do."""
        left = [way.label for way in RecordEnd if way not in self.ends]
        if len(left) < len(self.ends):
            return f"除{'、'.join(left)}外都随之解除" if left else "都随之解除"
        return "、".join(way.label for way in self.ends) or "都不随之解除"

    @property
    def doubt(self) -> str:
        """Return the mark that stands wherever an unsettled line is shown."""
        return "" if self.is_settled else "（待核实）"


def line_on(key: str, day: date) -> CatalogueLine:
    """Return a line of the catalogue in force on `day`; raises NotEligible where there is none."""
    return _read(rule(KIND, key, day))


def catalogue_on(day: date) -> list[CatalogueLine]:
    """Return the catalogue in force on `day`, in the order of its keys."""
    found = RuleValue.objects.at(KIND, day)
    return [_read(found[key]) for key in sorted(found)]


def line_of(key: str, version: int) -> CatalogueLine:
    """Return the very line by which a measure was registered, with what is known of it today."""
    found = RuleValue.objects.filter(kind=KIND, key=key, version=version).first()
    if found is None:
        raise NotEligible("惩戒措施目录里没有这一版")
    return _read(found)


def lines_of(asked: Sequence[tuple[str, int]]) -> dict[tuple[str, int], CatalogueLine]:
    """Return these lines by key and version, asked for at once."""
    rows = RuleValue.objects.filter(kind=KIND, key__in={key for key, _ in asked})
    return {(row.key, row.version): _read(row) for row in rows}


def _read(row: RuleValue) -> CatalogueLine:
    value = row.value
    return CatalogueLine(
        key=row.key,
        label=row.label,
        body=value["body"],
        levels=tuple(value["levels"]),
        bars=Bars(value["bars"]),
        ends=tuple(way for way in RecordEnd if way in value["ends"]),
        months=int(value["months"]),
        article=row.basis,
        is_settled=row.is_settled,
        version=row.version,
    )
