"""The value of a dated rule in force on a day, and its words."""

from __future__ import annotations

from datetime import date

from common.errors import NotEligible
from common.models import RuleValue
from common.rulebook import rulebook


def rule(kind: str, key: str, day: date) -> RuleValue:
    """Return the value in force on `day`; raises NotEligible when nobody has set one."""
    found = RuleValue.objects.in_force(kind, key, day)
    if found is None:
        raise NotEligible(
            f"{day} 没有生效的{_name(kind, key)}规则：请核对日期，或由信用办负责人先在“规则”中设定"
        )
    return found


def _name(kind: str, key: str) -> str:
    """Return what people call a line of the rules, whichever of its versions is in force（公示期·轻微）."""
    newest = RuleValue.objects.filter(kind=kind, key=key).order_by("version").last()
    known = rulebook.kinds.get(kind)
    return f"“{newest.label}”" if newest else f"“{known.label}”" if known else "这一类"


def period_words(kind: str, key: str, day: date) -> str:
    """Return a period in force on `day` as people say it（5 个工作日）, "现行期限" while nobody has set one."""
    found = RuleValue.objects.in_force(kind, key, day)
    return f"{rulebook.words(kind, found.value, found.unit)}{found.doubt}" if found else "现行期限"


def doubt(kind: str, key: str, day: date) -> str:
    """Return "（待核实）" where the value in force on `day` is not settled yet."""
    found = RuleValue.objects.in_force(kind, key, day)
    return found.doubt if found else ""
