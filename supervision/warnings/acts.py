"""The acts on a chain of warnings as its page offers them."""

from __future__ import annotations

from typing import Any

from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from common.trail import Actor
from discipline.pressing.forms import CircularForm, InterviewForm, NameBodyForm, PressForm
from discipline.pressing.services import bar_naming, bar_pressing, name_body
from letters.case_letters import issue_waiting, no_letter
from letters.forms import ServeForm
from letters.models import Letter
from supervision.warnings import forms
from supervision.warnings.models import JudgmentWarning
from supervision.warnings.services import answering, opening, telling
from supervision.warnings.vocabulary import PressKind


def _told(case: JudgmentWarning) -> str:
    return str(case.performance)


def _to_name(case: JudgmentWarning, by: Actor) -> str:
    return answering.bar_press(case, by) or bar_naming(case)


def _press(label: str, effect: str, kind: PressKind, form: type[PressForm]) -> Act:
    def bar(case: JudgmentWarning, by: Actor) -> str:
        return answering.bar_press(case, by) or bar_pressing(case, kind)

    def do(case: JudgmentWarning, by: Actor, given: dict[str, Any]) -> object:
        return answering.press(case, kind, by=by, **given)

    return Act(label, effect, do, form, bar=bar, is_grave=True)


def _letter(label: str, effect: str) -> Act:
    return Act(label, effect, calling(telling.sign_letter), bar=telling.bar_letter, is_first=True)


ACTS = {
    "remind": _letter(
        "发被诉提醒函",
        "提醒函拟稿、编号，部门在“我的工作”里看到；送达后登记。答辩举证期限照收到起诉状副本之日起算。",
    ),
    "urge": _letter("签发败诉督办函", "督办函拟稿、编号；送达次日起计算部门报告措施的期限。"),
    "alert": _letter("签发执行立案预警函", "预警函拟稿、编号；送达次日起计算部门答复的期限。"),
    "oversee": Act(
        "转入败诉督办",
        "从裁判生效起计算履行期限，部门看到；督办函由负责人签发。",
        calling(opening.oversee),
        forms.OverseeForm,
        is_first=True,
    ),
    "close": Act("登记未败诉", "预警结束，不产生任何信用信息。", calling(opening.close), forms.CloseForm),
    "enforce": Act(
        "登记执行立案", "转入执行立案预警；预警函由负责人签发。", calling(opening.enforce), forms.EnforceForm
    ),
    "refuse": Act(
        "登记法院公告的拒不执行",
        "转入拒不执行。能不能公示由“败诉与拒不执行”的记录另行办理，这里不公开。",
        calling(opening.refuse),
        forms.RefuseForm,
        is_grave=True,
    ),
    "report": Act(
        "报告所采取的措施", "信用办经办看到；答复本阶段的函件。", calling(answering.report), forms.ReportForm
    ),
    "prove": Act(
        "提交履行证明",
        "由信用办经办核对；核对以前，预警照常。",
        calling(answering.prove),
        forms.ProveForm,
        bar=answering.bar_proof,
        is_first=True,
    ),
    "accept": Act(
        "核对属实，已履行",
        "预警结束，各项期限办结。已经公示的拒不执行按它自己的规定终止或者修复。",
        calling(answering.accept),
        GivenReasonForm,
        bar=answering.bar_check,
        heard=_told,
        is_first=True,
    ),
    "send_back": Act(
        "退回补充证明",
        "部门看到理由，补充后再提交；履行期限不变。",
        calling(answering.send_back),
        GivenReasonForm,
        bar=answering.bar_check,
        heard=_told,
    ),
    "name_body": Act(
        "指定约谈、通报的机关",
        "职权分工没有写明唯一、已确认的机关，由您写明理由指定；指定以后才能登记约谈、通报。",
        calling(name_body),
        NameBodyForm,
        bar=_to_name,
    ),
    "interview": _press("约谈", "记入催办，告知部门；每一期限一次。", PressKind.INTERVIEW, InterviewForm),
    "circulate": _press("通报", "在政府内部通报，记入催办；不向社会公开。", PressKind.CIRCULAR, CircularForm),
    "cancel": Act("撤回登记", "登记错了的撤回，不留信用信息。", calling(opening.cancel), GivenReasonForm),
    "write": Act(
        "补发函件", "拟好的函件取得文号。", calling(issue_waiting), bar=no_letter(Letter.Status.DRAFTED)
    ),
    "serve": Act(
        "登记送达",
        "送达日期和证明记入案卷；本阶段函件的送达起算部门答复的期限。",
        calling(telling.serve_letter),
        ServeForm,
        bar=no_letter(Letter.Status.ISSUED),
    ),
}
