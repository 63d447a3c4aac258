"""The acts on a request for repair as its page offers them."""

from __future__ import annotations

from appeals.repairs.forms import (
    DocumentForm,
    ItemForm,
    ReceiptForm,
    RefuseForm,
    RejectForm,
    RouteForm,
    StatementForm,
)
from appeals.repairs.models import Repair
from appeals.repairs.services import deciding, examining, undoing, writing
from appeals.repairs.services.telling import bar_to_push
from appeals.repairs.vocabulary import Channel, Verdict
from common.cases.acts import Act, Bar, calling
from common.forms import GivenReasonForm
from common.roles import Role
from common.trail import Actor
from letters.forms import ServeForm
from letters.models import Letter


def _not_applicant(case: Repair, by: Actor) -> str:
    is_own = by.role == Role.REPRESENTATIVE
    return "" if is_own == (case.channel == Channel.PORTAL) else "由提出申请的一方办理"


def _not_to_record(case: Repair, by: Actor) -> str:
    return "由有权机关在本系统内决定" if case.has_body_here else ""


def _not_to(verdict: Verdict) -> Bar:
    def bar(case: Repair, by: Actor) -> str:
        other = case.document_says and case.document_says != verdict
        return deciding.bar_to_deciding(case, by) or ("与登记的决定文书不符" if other else "")

    return bar


def _not_mine(case: Repair, by: Actor) -> str:
    return "" if case.is_for(by) else f"由{case.deciding_name}决定"


def _nothing_at(status: str) -> Bar:
    def bar(case: Repair, by: Actor) -> str:
        return "" if Letter.objects.of(case).filter(status=status).exists() else "没有这样的文书"

    return bar


def _no_receipt_due(case: Repair, by: Actor) -> str:
    waiting = list(case.pushes.filter(received_on=None).select_related("outbox"))
    if any(one.is_let_go for one in waiting):
        return ""
    return bar_to_push(waiting[0]) if waiting else "没有等待的回执"


def _stated(case: Repair) -> str:
    return case.statement


ACTS = {
    "accept": Act(
        "受理",
        "职权分工写明并已核实的，直接转有权机关；没有写明或待核实的，等信用办负责人指定。公示期不因申请移动。",
        calling(examining.accept),
        is_first=True,
    ),
    "supplement": Act(
        "通知补正",
        "部门收到补正通知书，补正以后重新计算受理期限。只通知一次。",
        calling(examining.ask_to_supplement),
        GivenReasonForm,
        bar=lambda case, by: examining.bar_to_supplement(case),
    ),
    "reject": Act(
        "不予受理",
        "申请到此为止，告知书写明情形和理由。",
        calling(examining.reject),
        RejectForm,
        bar=lambda case, by: examining.bar_to_reject(case),
    ),
    "resubmit": Act(
        "提交补正",
        "回到待受理。补充的证明先在“补充履行证明”和“证据”里加上。",
        calling(examining.resubmit),
        GivenReasonForm,
        bar=_not_applicant,
        is_first=True,
    ),
    "add_item": Act(
        "补充履行证明", "履行证明增加一项。", calling(examining.add_item), ItemForm, bar=_not_applicant
    ),
    "route": Act("指定有权机关", "转它审查、决定。", calling(examining.route), RouteForm, is_first=True),
    "examine": Act(
        "提出审查意见", "转有权机关由另一人决定。", calling(examining.examine), GivenReasonForm, is_first=True
    ),
    "extend": Act(
        "延长审查期限",
        "按“情况复杂”的期限重新计算，只能延长一次。",
        calling(examining.extend_examination),
        GivenReasonForm,
    ),
    "record": Act(
        "登记决定文书",
        "由信用办负责人按文书的结论办理。文书放在“证据”里。",
        calling(examining.record_document),
        DocumentForm,
        bar=_not_to_record,
        is_first=True,
    ),
    "grant": Act(
        "准予修复",
        "公示、共享和使用在同一刻终止，公开页面不再显示；推送对象等待回执，部门收到决定书。",
        calling(deciding.grant),
        GivenReasonForm,
        bar=_not_to(Verdict.GRANT),
        is_grave=True,
        is_first=True,
    ),
    "refuse": Act(
        "不准予修复",
        "记录照常公示、使用；写明理由和可以重新申请的日期。",
        calling(deciding.refuse),
        RefuseForm,
        bar=_not_to(Verdict.REFUSE),
    ),
    "return": Act(
        "退回重审", "由经办重新审查。", calling(examining.send_back), GivenReasonForm, bar=_not_mine
    ),
    "withdraw": Act(
        "撤回申请",
        "申请到此为止，不影响以后再申请。",
        calling(examining.take_back),
        GivenReasonForm,
        bar=_not_applicant,
    ),
    "write": Act(
        "补发文书",
        "拟好的文书取得文号。",
        calling(writing.issue_waiting),
        bar=_nothing_at(Letter.Status.DRAFTED),
    ),
    "serve": Act(
        "登记送达",
        "送达日期和证明记入案卷。",
        calling(undoing.serve_letter),
        ServeForm,
        bar=_nothing_at(Letter.Status.ISSUED),
    ),
    "receive": Act(
        "登记推送回执", "这一家不再等待。", calling(deciding.record_receipt), ReceiptForm, bar=_no_receipt_due
    ),
    "doubt": Act(
        "拟撤销修复",
        "部门收到告知书，可以陈述意见；期满或者收到意见以后，由另一人决定。公示不因此恢复。",
        calling(undoing.doubt),
        GivenReasonForm,
        is_grave=True,
    ),
    "state": Act("陈述意见", "有权机关必须考虑。", calling(undoing.state_view), StatementForm, is_first=True),
    "keep": Act(
        "维持修复", "修复继续有效。", calling(undoing.keep), GivenReasonForm, bar=_not_mine, heard=_stated
    ),
    "undo": Act(
        "撤销修复",
        "共享和使用恢复，推送对象再次等待回执；原公示期没有届满的，须另行拟公示、公开审查、公示。",
        calling(undoing.undo),
        GivenReasonForm,
        bar=undoing.bar_to_undoing,
        heard=_stated,
        is_grave=True,
    ),
}
