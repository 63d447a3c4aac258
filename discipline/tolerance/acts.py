"""The acts on a case of tolerance as its page offers them."""

from __future__ import annotations

from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from common.trail import Actor
from discipline.tolerance import forms
from discipline.tolerance.models import Tolerance
from discipline.tolerance.services import deciding, finding, revoking, starting, writing
from discipline.tolerance.weighing import doubts_of
from letters.case_letters import issue_waiting, no_letter
from letters.forms import ServeForm
from letters.models import Letter


def _to_table(case: Tolerance, by: Actor) -> str:
    record = case.fact.of_kind
    line = starting.competence_for(record)
    routed = f"职权分工里这一项是“{line.words}”，由信用办负责人指定认定机关" if line.needs_routing else ""
    return starting.bar_to_tolerance(record) or routed


def _to_director(case: Tolerance, by: Actor) -> str:
    record = case.fact.of_kind
    line = starting.competence_for(record)
    named = "" if line.needs_routing else f"职权分工已写明由{line.words}认定，经办按表转送"
    return starting.bar_to_tolerance(record) or named


def _not_for(case: Tolerance, by: Actor) -> str:
    return "" if case.is_for(by) else f"由{case.body_name}认定"


def _report_not_yet(case: Tolerance, by: Actor) -> str:
    return finding.bar_to_finding(case, by) or finding.bar_report(case)


def _submit_not_yet(case: Tolerance, by: Actor) -> str:
    return finding.bar_to_finding(case, by) or finding.bar_submission(case)


def _doubts(case: Tolerance) -> str:
    return doubts_of(finding.found_of(case)) if case.status == "deciding" else ""


def _stated(case: Tolerance) -> str:
    return str(case.statement)


ACTS = {
    "accept": Act(
        "受理",
        "转有权认定的机关调查核实。记录和公示不因申请变动。",
        calling(starting.accept),
        bar=lambda case, by: starting.bar_acceptance(case),
        is_first=True,
    ),
    "reject": Act("不予受理", "到此为止，告知书写明情形和理由。", calling(starting.reject), forms.RejectForm),
    "route": Act(
        "按职权分工转送",
        "转送职权分工写明的认定机关。",
        calling(starting.route),
        forms.BodyForm,
        bar=_to_table,
        is_first=True,
    ),
    "choose_body": Act(
        "指定认定机关",
        "按干部管理权限从职权分工所列的机关里指定；在本系统没有岗位的，由信用办登记它的文书，不代为决定。",
        calling(starting.choose_body),
        forms.ChosenBodyForm,
        bar=_to_director,
        is_first=True,
    ),
    "answer": Act(
        "逐项写明",
        "六看和不得容错的情形，连同查明的事实和证据，逐项记入案卷；提出报告以前可以修改，原来的留在变更记录里。",
        calling(finding.answer),
        forms.AnswersForm,
        bar=finding.bar_to_finding,
        is_first=True,
    ),
    "report": Act(
        "登记调查核实报告",
        "转入会商。",
        calling(finding.report),
        forms.ReportForm,
        bar=_report_not_yet,
    ),
    "consult": Act(
        "登记会商意见",
        "列入案卷，集体研究时一并考虑。",
        calling(finding.consult),
        forms.OpinionForm,
        bar=finding.bar_to_finding,
        is_first=True,
    ),
    "submit": Act(
        "提请集体认定", "由认定机关集体研究，另一人登记结论。", calling(finding.submit), bar=_submit_not_yet
    ),
    "grant": Act(
        "予以容错",
        "当事单位收到反馈书。记录是否纳入，另由信用办负责人决定；现在没有变动。",
        calling(deciding.grant),
        forms.GrantForm,
        bar=deciding.bar_to_grant,
        warn=_doubts,
        is_grave=True,
        is_first=True,
    ),
    "refuse": Act(
        "不予容错",
        "记录照常办理，当事单位收到反馈书；同一情形不再受理。",
        calling(deciding.refuse),
        forms.DecisionForm,
        bar=deciding.bar_to_deciding,
    ),
    "return": Act(
        "退回补充调查", "重新调查核实、提出报告。", calling(deciding.send_back), GivenReasonForm, bar=_not_for
    ),
    "exclude": Act(
        "记录不纳入",
        "按认定文书不作为政务失信记录；正在公示的同一刻撤下，共享、整改和修复申请一并终止。",
        calling(deciding.exclude),
        GivenReasonForm,
        bar=lambda case, by: deciding.bar_to_exclude(case),
        is_grave=True,
        is_first=True,
    ),
    "include": Act(
        "记录照常纳入", "记录和公示不变，告知书写明理由。", calling(deciding.include), GivenReasonForm
    ),
    "withdraw": Act(
        "撤回申请",
        "到此为止；信用办仍可以依职权启动。",
        calling(starting.take_back),
        GivenReasonForm,
        bar=starting.bar_to_taking_back,
    ),
    "write": Act(
        "补发文书",
        "拟好的文书取得文号。",
        calling(issue_waiting),
        bar=no_letter(Letter.Status.DRAFTED),
    ),
    "serve": Act(
        "登记送达",
        "送达日期和证明记入案卷；送达认定结果即完成反馈。",
        calling(writing.serve_letter),
        ServeForm,
        bar=no_letter(Letter.Status.ISSUED),
    ),
    "correct": Act(
        "登记纠错完成",
        "纠错期限不再等待。",
        calling(deciding.correct),
        forms.CorrectedForm,
        bar=lambda case, by: deciding.bar_to_correct(case),
    ),
    "clear": Act(
        "登记澄清正名",
        "写明在什么范围、哪一天、怎样澄清，记入案卷。",
        calling(deciding.clear),
        GivenReasonForm,
        bar=lambda case, by: deciding.bar_to_clear(case),
    ),
    "doubt": Act(
        "拟撤销容错",
        "当事单位收到告知书，可以陈述意见；收到意见或者期满以后，由另一人按撤销文书办理。",
        calling(revoking.doubt),
        GivenReasonForm,
        bar=lambda case, by: revoking.bar_to_doubt(case),
        is_grave=True,
    ),
    "state": Act(
        "陈述意见",
        "认定机关必须考虑。",
        calling(revoking.state),
        forms.StatementForm,
        bar=revoking.bar_to_state,
        is_first=True,
    ),
    "keep": Act(
        "维持容错",
        "容错继续有效。",
        calling(revoking.keep),
        GivenReasonForm,
        bar=revoking.bar_to_settling,
        heard=_stated,
    ),
    "revoke": Act(
        "撤销容错",
        "已经不纳入的记录回到待复核，重新告知、听取陈述申辩、认定；只在原公示期内另行公示。",
        calling(revoking.revoke),
        forms.RevokeForm,
        bar=revoking.bar_to_revoking,
        heard=_stated,
        is_grave=True,
    ),
}
