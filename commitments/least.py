"""The times that may not be shorter, and the shares that may not be greater, than a dated rule says, as a page tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from commitments.deadlines import rule_on
from commitments.domains.domain import Domain, Least, Most
from commitments.rule_kinds import plain
from days.calendar import Period, add_period

FITS = "符合"


@dataclass(frozen=True)
class Held:
    """One such time or share: what it was, by which bound, and whether it is past it; in doubt nothing is said against it."""

    label: str
    words: str
    article: str
    is_short: bool
    verdict: str

    @property
    def shape(self) -> str:
        """Return the shape of its mark: nothing is said for or against what is in doubt."""
        return "broken" if self.is_short else "mended" if self.verdict == FITS else "plain"


def held_of(domain: Domain, part: Any) -> list[Held]:  # noqa: ANN401 - each domain has a part of its own
    """Return each bound of the domain that this promise is under, where its days or its share are known."""
    times = [_held(one, part) for one in domain.least if getattr(part, one.only) and all(_days(one, part))]
    shares = [(one, *(getattr(part, name) for name in one.columns)) for one in domain.most]
    return [*times, *(_topped(one, share, year) for one, share, year in shares if share is not None)]


def _days(one: Least, part: Any) -> list[Any]:  # noqa: ANN401
    return [getattr(part, name) for name in one.days]


def _held(one: Least, part: Any) -> Held:  # noqa: ANN401
    began, ended = _days(one, part)
    used = rule_on(one.rule_kind, one.rule, began)
    period = Period(int(used.value), used.unit)
    earliest = add_period(began, period)
    is_short = ended < earliest
    said = f"{began} 至 {ended}，共 {(ended - began).days} 日；最短 {period}{used.doubt}，最早到 {earliest}"
    return Held(one.label, said, one.article, is_short, "少于规定" if is_short else FITS)


def _topped(one: Most, share: Decimal, year: int) -> Held:
    used = rule_on(one.rule_kind, one.rule, date(year, 12, 31))
    is_over = share > Decimal(used.value)
    said = f"{year} 年 {plain(share)}%；最高 {used.value}%{used.doubt}"
    if not used.is_settled:
        return Held(one.label, said, one.article, False, "上限待核实")
    return Held(one.label, said, one.article, is_over, "高于规定" if is_over else FITS)
