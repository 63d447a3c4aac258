"""The acts on a case of leniency as its page offers them."""

from __future__ import annotations

from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from discipline.leniency import forms
from discipline.leniency.models import Leniency
from discipline.leniency.services import deciding, starting, telling
from letters.case_letters import issue_waiting, no_letter
from letters.forms import ServeForm
from letters.models import Letter

STAYS = "只改变这项措施；失信记录、严重程度、公示期限和限期整改不变。"


def _account(case: Leniency) -> str:
    return str(case.account)


ACTS = {
    "accept": Act(
        "受理",
        "转入审查；措施照常执行。",
        calling(starting.accept),
        bar=starting.bar_acceptance,
        is_first=True,
    ),
    "reject": Act(
        "不予受理",
        "到此为止，告知书写明情形和理由。",
        calling(starting.reject),
        forms.RejectForm,
        bar=starting.bar_handling,
    ),
    "examine": Act(
        "登记审查意见",
        "规则按核实的情况提出建议，写明理由和数额；由另一人决定。",
        calling(deciding.examine),
        forms.ExamineForm,
        bar=deciding.bar_to_examining,
        is_first=True,
    ),
    "spare": Act(
        "免于惩戒",
        f"这项措施不再实施或者执行。{STAYS}",
        calling(deciding.spare),
        forms.DecisionForm,
        bar=deciding.bar_to_sparing,
        heard=_account,
        is_grave=True,
        is_first=True,
    ),
    "lighten": Act(
        "从轻",
        f"这项措施提前结束，或者收窄范围。{STAYS}",
        calling(deciding.lighten),
        forms.LightenForm,
        bar=deciding.bar_to_lightening,
        heard=_account,
        is_grave=True,
    ),
    "refuse": Act(
        "不予从轻、免于",
        "措施照常；没有新的证据，同一情形不再受理。",
        calling(deciding.refuse),
        forms.RefuseForm,
        bar=deciding.bar_to_deciding,
        heard=_account,
    ),
    "return": Act(
        "退回补充审查",
        "重新核实，规则重新提出建议。",
        calling(deciding.send_back),
        GivenReasonForm,
        bar=starting.bar_handling,
    ),
    "withdraw": Act(
        "撤回申请",
        "到此为止；不影响以后依职权启动。",
        calling(starting.take_back),
        GivenReasonForm,
        bar=starting.bar_to_taking_back,
    ),
    "write": Act(
        "补发文书", "拟好的文书取得文号。", calling(issue_waiting), bar=no_letter(Letter.Status.DRAFTED)
    ),
    "serve": Act(
        "登记送达",
        "送达日期和证明记入案卷。",
        calling(telling.serve_letter),
        ServeForm,
        bar=no_letter(Letter.Status.ISSUED),
    ),
}
