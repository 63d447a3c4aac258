"""What happens next to a measure, when, and whose turn it is, in words for the page."""

from __future__ import annotations

from discipline.measures.models import Measure
from discipline.measures.vocabulary import MeasureStatus

S = MeasureStatus


def next_step(case: Measure) -> str:
    """Return one or two sentences: who does what, by which day."""
    match case.status:
        case S.ROUTING:
            return "下一步：信用办按职权分工和目录转送实施机关；没有唯一、已确认的机关的，由信用办负责人写明理由指定。"
        case S.NOTICE:
            return f"下一步：把拟由{case.body_name}实施的措施、理由和依据告知部门，送达后登记。"
        case S.HEARING:
            return f"部门可以陈述申辩到 {case.hearing_due}；收到意见或者期满以后，由{case.body_name}决定。"
        case S.RUNNING:
            return (
                f"{case.body_name}决定的措施，执行 {case.term_words}。期满自动结束；记录终止的，按目录办理。"
            )
        case S.TO_LIFT:
            return (
                f"失信记录已{case.get_end_way_display()}，等待{case.body_name}的解除文书（{case.lift_due} 以前）；"
                "文书到了由负责人登记，不自动解除。"
            )
        case S.LIFTED:
            return f"已于 {case.lifted_on} 解除。"
    return f"这件措施{case.get_status_display()}，没有下一步。"
