"""Severity of a department's record: loss × impact, and a row that only a person ticks (rules.md 4.1, 0.2k, 0.2s)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from common.errors import Incomplete
from policy.vocabulary import Impact, Severity


@dataclass(frozen=True)
class GradingRules:
    """One version of the matrix: row n holds losses below `bounds[n]` 元, the last row those from the last bound on."""

    bounds: tuple[Decimal, ...]
    rows: tuple[Mapping[str, str], ...]
    version: int | str

    def __post_init__(self) -> None:
        if len(self.rows) != len(self.bounds) + 1 or list(self.bounds) != sorted(set(self.bounds)):
            raise ValueError("a grading matrix has rising bounds and one row more than bounds")
        for row in self.rows:
            if {Impact(impact) for impact in row} != set(Impact):
                raise ValueError("each row of a grading matrix names every impact once")

    @classmethod
    def from_values(cls, values: Mapping[str, Any], *, version: int | str) -> GradingRules:
        """The rules as they are stored: {"bounds": [100000, 1000000], "matrix": [{impact: severity}, …]}."""
        bounds = tuple(Decimal(str(bound)) for bound in values["bounds"])
        rows = [{impact: Severity(grade).value for impact, grade in row.items()} for row in values["matrix"]]
        return cls(bounds, tuple(rows), version)


@dataclass(frozen=True)
class Grade:
    """A computed severity with the sentence that gives its reason and the version of the rules it rests on."""

    severity: str
    reason: str
    rule_version: int | str


def severity(loss: Decimal | None, impact: str | None, aggravated: bool, rules: GradingRules) -> Grade:
    """The severity for a loss in 元 (None: no loss), an impact and the ticked third row; bounds are half-open.

    Raises Incomplete where impact is not stated and the grade depends on it. 苏政发〔2023〕55号 二(二), rules.md 0.2k.
    """
    if loss is not None and loss < 0:
        raise Incomplete("损失金额不能为负数", {"loss": "损失金额不能为负数，请核对后重填"})
    place = len(rules.rows) - 1 if aggravated else sum(1 for bound in rules.bounds if (loss or 0) >= bound)
    grade = Severity(_cell(rules.rows[place], impact))
    parts = [
        _loss_words(loss, None if aggravated else _range(rules.bounds, place)),
        f"社会影响{Impact(impact).label}" if impact else "社会影响程度未填",
        *(["经人工认定属拒不执行生效裁判、统计造假或以换届为由毁约"] if aggravated else []),
    ]
    reason = f"{'，'.join(parts)}，按规则第{rules.version}版评为{grade.label}"
    return Grade(grade.value, reason, rules.version)


def _cell(row: Mapping[str, str], impact: str | None) -> str:
    if impact:
        return row[Impact(impact).value]
    grades = set(row.values())
    if len(grades) > 1:
        raise Incomplete("社会影响程度未填，无法计算严重程度", {"impact": "请填写社会影响程度"})
    return grades.pop()


def _loss_words(loss: Decimal | None, range_words: str | None) -> str:
    if loss is None:
        return "无损失金额"
    return f"损失{_wan(loss)}" + (f"（{range_words}）" if range_words else "")


def _range(bounds: Sequence[Decimal], place: int) -> str:
    if place == 0:
        return f"不足{_wan(bounds[0])}"
    if place == len(bounds):
        return f"{_wan(bounds[-1])}以上"
    return f"{_wan(bounds[place - 1])}以上不足{_wan(bounds[place])}"


def _wan(amount: Decimal | None) -> str:
    exact = f"{(amount or Decimal(0)) / 10000:f}"
    return f"{exact.rstrip('0').rstrip('.') if '.' in exact else exact}万元"
