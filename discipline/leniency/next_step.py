"""What happens next in a case of leniency, in words: who acts, and what."""

from __future__ import annotations

from discipline.leniency.models import Leniency
from discipline.leniency.vocabulary import LeniencyStatus

S = LeniencyStatus


def next_step(case: Leniency) -> str:
    """Return one or two sentences: who does what, by which day."""
    body, due = case.measure.body_name, f"（{case.due_on} 以前）" if case.due_on else ""
    match case.status:
        case S.PENDING:
            return f"下一步：{body}受理或者不予受理{due}；不在本系统办理的，由信用办经办按它的文书登记。措施照常执行。"
        case S.EXAMINING:
            return f"下一步：{body}核实是否主动、挽回多少，登记审查意见{due}。证明材料须先传到“证据”里。"
        case S.DECIDING:
            return f"下一步：由另一人代{body}决定{due}，决定与规则的建议不同的写明理由。"
        case S.REJECTED:
            return f"不予受理：{case.rejection}。有新的证据的，可以重新提出。"
        case S.REFUSED:
            return f"不予从轻、免于：{case.refusal}。措施照常；没有新的证据，同一情形不再受理。"
        case S.SPARED | S.LIGHTENED:
            told = f"已于 {case.served_on} 送达。" if case.served_on else f"决定还没有送达{due}。"
            return f"{case.get_status_display()}：只改变这项措施。{told}"
    return f"这件从轻、免于{case.get_status_display()}，没有下一步。"
