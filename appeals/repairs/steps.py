"""What happens next to a request for repair, in words: who acts, and what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from appeals.repairs.models import Repair
from appeals.repairs.vocabulary import RepairStatus

S = RepairStatus


@dataclass(frozen=True)
class Step:
    """Who acts next, what they do, and by when; nobody where it is settled."""

    who: str
    what: str
    due: date | None = None


def next_step(case: Repair) -> Step:
    """Return whose turn it is."""
    body = case.deciding_name
    steps = {
        S.PENDING: ("信用办经办", "受理、通知补正或者不予受理"),
        S.SUPPLEMENT: ("申请单位", "补正以后重新提交"),
        S.ROUTING: ("信用办负责人", "职权分工没有写明或者待核实，须写明理由指定有权机关"),
        S.EXAMINING: ("信用办经办", f"核对履行证明，提出审查意见，再由{body}决定"),
        S.DECIDING: (body if case.has_body_here else "信用办", _deciding(case)),
        S.HEARING: ("申请单位", "可以陈述意见；收到意见或者期满以后决定是否撤销"),
    }
    who, what = steps.get(S(case.status), ("", _settled(case)))
    return Step(who, what, case.due_on if who else None)


def _deciding(case: Repair) -> str:
    if case.has_body_here:
        return "决定准予或者不准予"
    if case.document_number:
        return f"负责人按{case.deciding_name} {case.document_number} 办理"
    return f"{case.deciding_name}在本系统内没有岗位：经办登记它的决定文书以后办理"


def _settled(case: Repair) -> str:
    words = {
        S.GRANTED: "公示、共享和使用已经终止。",
        S.REFUSED: f"{case.again_from} 起可以重新申请。",
        S.REJECTED: f"情形：{case.ground}。补齐以后可以另行申请。",
        S.WITHDRAWN: "不影响以后再申请。",
        S.NEEDLESS: "记录或者公示已另行终止，没有可修复的。",
        S.UNDONE: "共享和使用已经恢复；原公示期没有届满的，须另行拟公示。",
    }
    return words.get(S(case.status), "")
