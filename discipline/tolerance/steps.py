"""What happens next in a case of tolerance, in words: who acts, what, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from discipline.tolerance.models import Tolerance
from discipline.tolerance.vocabulary import ToleranceStatus

S = ToleranceStatus


@dataclass(frozen=True)
class Step:
    """Who acts next, what they do, and by when; nobody where it is settled."""

    who: str
    what: str
    due: date | None = None


def next_step(case: Tolerance) -> Step:
    """Return whose turn it is."""
    if case.doubted_by_id and case.status != S.REVOKED:
        what = "收到陈述意见或者期满以后，由另一人决定撤销或者维持"
        return Step(_decider(case), what, case.statement_until)
    finder = case.body_name if case.body_unit_id else "信用办经办"
    steps = {
        S.PENDING: ("信用办经办", "受理或者不予受理"),
        S.ROUTING: ("信用办", "按职权分工转送；所列不止一个机关的，由负责人按干部管理权限指定"),
        S.INVESTIGATING: (finder, f"{_of_body(case)}逐项写明六看和不得容错的情形，提出调查核实报告"),
        S.CONSULTING: (finder, f"{_of_body(case)}征求有关单位意见，提请集体认定"),
        S.DECIDING: (_decider(case), f"{_of_body(case)}集体研究，作出认定"),
        S.TOLERATED: ("信用办负责人", "按认定文书决定记录是否纳入"),
    }
    who, what = steps.get(S(case.status), ("", _settled(case)))
    return Step(who, what, case.due_on if who else None)


def _decider(case: Tolerance) -> str:
    return case.body_name if case.body_unit_id else "信用办负责人"


def _of_body(case: Tolerance) -> str:
    return "" if case.body_unit_id else f"按{case.body_name}的文书登记："


def _settled(case: Tolerance) -> str:
    words = {
        S.EXCLUDED: f"依据 {case.document_number}，记录不纳入政务失信记录。",
        S.INCLUDED: "记录照常纳入政务失信记录。",
        S.REFUSED: "不予容错，记录照常办理；同一情形不再受理。",
        S.REJECTED: f"不予受理：{case.rejection}。",
        S.WITHDRAWN: "已经撤回，不影响信用办依职权启动。",
        S.REVOKED: f"{case.revoked_on} 撤销（{case.revocation_document}）。",
        S.LAPSED: "所涉的记录已经另行终止。",
    }
    told = "" if case.fed_back_on or not case.decided_on else "认定结果还没有送达。"
    return words.get(S(case.status), "") + told
