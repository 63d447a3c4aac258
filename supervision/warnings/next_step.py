"""What happens next in a chain of warnings, when, and whose turn it is; and the ladder of its rungs, in words for the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from letters.models import Letter
from supervision.warnings.models import OPEN, JudgmentWarning
from supervision.warnings.services.telling import LETTERS
from supervision.warnings.vocabulary import WarningStatus

S = WarningStatus


@dataclass(frozen=True)
class Rung:
    """One rung: the fact that opened it, the letter sent, when it was served; `is_now` where the case stands."""

    label: str
    fact: str
    letter: Letter | None
    served_on: date | None
    is_now: bool


def ladder(case: JudgmentWarning, letters: Iterable[Letter]) -> list[Rung]:
    """Return the four rungs in their order, those that nothing opened with an empty fact."""
    by_key: Mapping[str, Letter] = {letter.template.key: letter for letter in letters}
    found = []
    for rung in OPEN:
        letter = by_key.get(LETTERS[rung][1]) if rung in LETTERS else None
        served = [one.served_on for one in letter.services.all()] if letter else []
        found.append(
            Rung(
                str(rung.label),
                case.facts_of_rung(rung),
                letter,
                min(served, default=None),
                case.status == rung,
            )
        )
    return found


def next_step(case: JudgmentWarning) -> str:
    """Return one or two sentences: who does what, by which day."""
    if case.proved_on and case.status in OPEN:
        return f"部门 {case.proved_on} 提交了履行证明；信用办经办{_by(case.due_on)}核对，属实的预警结束，不足的退回补充。"
    match case.status:
        case S.SUED:
            letter = "" if case.signed_by_id else "信用办经办发被诉提醒函；"
            return f"{letter}部门{_by(case.due_on)}向法院答辩、举证，并在这里报告。判决以后：败诉的转入督办，没有败诉的登记结果。"
        case S.LOST if not case.signed_by_id:
            return f"下一步：信用办负责人签发督办函。部门须在 {_day(case.performance_due)} 以前履行裁判。"
        case S.LOST:
            return (
                f"部门{_by(case.due_on)}报告措施，{_day(case.performance_due)} 以前履行完毕、提交履行证明。"
            )
        case S.ENFORCING if not case.signed_by_id:
            return "下一步：信用办负责人签发执行立案预警函。部门尽快履行，法院公告以后将列为拒不执行。"
        case S.ENFORCING:
            return f"法院已立案执行。部门{_by(case.due_on)}答复怎样履行；履行完毕的提交证明。"
        case S.REFUSED:
            return (
                "法院已公告拒不执行。部门仍须履行并提交证明；公示、惩戒和修复在“败诉与拒不执行”的记录里办理。"
            )
        case S.PERFORMED:
            return f"已履行（{_day(case.performed_on)}），{_day(case.checked_on)} 核对属实，没有下一步。"
    return f"这件预警{case.get_status_display()}，没有下一步。"


def _by(day: date | None) -> str:
    return f"在 {day} 以前" if day else ""


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else "（未定）"
