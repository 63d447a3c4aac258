"""What happens next, when, and whose turn it is, in words for the pages."""

from __future__ import annotations

from datetime import date

from commitments.models import Breach, Commitment
from commitments.vocabulary import BreachStatus, CommitmentStatus
from common.key_domains import KeyDomain

S, B = CommitmentStatus, BreachStatus


def next_of_commitment(case: Commitment) -> str:
    """Return who does what by which day, of a commitment."""
    match case.status:
        case S.DRAFT:
            return "下一步：录入员核对内容和分期，提交复核。"
        case S.PENDING:
            return "下一步：由另一人复核登记；登记以后开始计算期限。"
        case S.RUNNING if not case.instalments.filter(done_on=None).exists():
            return "下一步：各期都已履行完毕，由登记履行以外的人确认兑现。"
        case S.RUNNING if case.due_on is None and case.domain == KeyDomain.PROCUREMENT:
            return "到期日还没有起算：交付、验收或者结算以后登记后续事实，到期日随之算出。"
        case S.RUNNING if case.due_on is None:
            return "文书没有写明期限：办成以后登记后续事实、登记履行，再由另一人确认兑现；各步的期限列在“期限”里。"
        case S.RUNNING:
            return f"下一步：承诺主体在 {_day(case.due_on)} 以前兑现；各期履行完毕以后由另一人确认兑现。"
        case S.KEPT:
            return f"已于 {_day(case.kept_on)} 兑现，没有下一步。"
        case S.UNLAWFUL:
            return "审查机关已认定违法或越权：既不算兑现也不算违约，按清理方案处理，保护相对方的信赖利益。"
    return f"这项承诺{case.get_status_display()}，没有下一步。"


def next_of_breach(case: Breach) -> str:
    """Return who does what by which day, on the road of a promise that may be broken."""
    mended = "履行，确认以后已修复，不再列为违约失信" if case.confirmed_on else "改正，不作认定"
    words = {
        B.ROUTING: "下一步：信用办经办转上级政府或者行业主管部门核实；承诺主体和本信用办自己不核实。",
        B.VERIFYING: f"下一步：{case.body_name}在 {_day(case.verify_due)} 以前核实，按它的文书登记结论。",
        B.ORDERING: f"核实属实。下一步：{case.body_name}责令改正，送达后登记文书和写明的期限。",
        B.ORDERED: f"承诺主体须在 {_day(case.mend_due)} 以前改正；期满没有改正的，负责人可以告知拟认定。",
        B.HEARING: f"承诺主体可以陈述申辩到 {_day(case.hearing_due)}；收到意见或期满以后才能登记确认。",
        B.UNTRUE: "核实不属实，已办结；向反映人说明。",
        B.MENDED: f"已于 {_day(case.mended_on)} {mended}。",
        B.REVOKED: "认定已撤销。",
    }
    if case.status == B.CONFIRMED:
        return _after_confirmation(case)
    return words.get(BreachStatus(case.status), "这件已经终止。")


def _after_confirmation(case: Breach) -> str:
    if case.record_id:
        return "已由四类文书之一生成失信记录草稿，照失信记录的程序办理。"
    return (
        "已确认违约失信：只在内部，不是失信记录，不公开。有司法判决、行政处罚、处分或者问责处理文书的，"
        "把文书传到“证据”，由录入员据以生成失信记录草稿。"
    )


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else "（未定）"
