"""What happens next in a rectification, when, and whose turn it is, in words for the page."""

from __future__ import annotations

from datetime import date

from discipline.models import Rectification
from discipline.vocabulary import RectificationStatus

S = RectificationStatus


def next_step(case: Rectification) -> str:
    """Return one or two sentences: who does what, by which day."""
    match case.status:
        case S.ROUTING:
            return "下一步：信用办按职权分工转送责令机关；表里没有唯一、已确认的机关的，由信用办负责人写明理由指定。"
        case S.ORDERING:
            return f"下一步：{case.body_name}作出整改通知书；经办逐项登记整改事项，送达后登记通知书。"
        case S.RUNNING:
            return f"{_explanation(case)}部门须在 {_day(case.due_on)} 以前整改完毕、报请验收。"
        case S.STAYED:
            return f"已中止（{case.stayed_because}）。中止的事由消除后，由信用办负责人恢复。"
        case S.SUBMITTED:
            return "下一步：由另一单位逐项验收，经办登记结论；全部通过的办结，有未通过的退回继续整改。"
        case S.HEARING:
            return f"部门可以陈述申辩到 {_day(case.hearing_due)}；收到意见或期满以后，负责人才能登记拒不整改的认定。"
        case S.REFUSED:
            return "已认定拒不整改。部门仍可整改并报请验收；催办按期限规则进行。"
    return f"这件整改{case.get_status_display()}，没有下一步。"


def _explanation(case: Rectification) -> str:
    if case.explained_on:
        return f"已于 {_day(case.explained_on)} 书面说明。"
    return f"部门须在 {_day(case.explanation_due)} 以前书面说明原因；"


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else "（未定）"
