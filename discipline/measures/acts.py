"""The acts on a measure as its page offers them."""

from __future__ import annotations

from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from common.trail import Actor
from discipline.measures import forms, services
from discipline.measures.deadlines import bar_escalation
from discipline.measures.models import Measure
from letters.models import Letter


def _to_table(case: Measure, by: Actor) -> str:
    line = services.competence_for(case)
    return f"职权分工里这一项是“{line.words}”，由信用办负责人指定实施机关" if line.needs_routing else ""


def _to_director(case: Measure, by: Actor) -> str:
    line = services.competence_for(case)
    return "" if line.needs_routing else f"职权分工已写明由{line.words}实施，经办按目录转送"


def _not_mine(case: Measure, by: Actor) -> str:
    return "" if case.is_for(by) else f"由{case.body_name}决定"


def _written(case: Measure, by: Actor) -> str:
    standing = Letter.objects.of(case).exclude(status=Letter.Status.VOID).exists()
    return "解除通知书已经写过" if standing else ""


def _heard(case: Measure) -> str:
    return str(case.statement)


ACTS = {
    "route": Act(
        "按目录转送实施机关",
        "转送目录写明的实施机关；由它作出决定。",
        calling(services.route),
        forms.BodyForm,
        bar=_to_table,
        is_first=True,
    ),
    "choose_body": Act(
        "指定实施机关",
        "按您写明的理由转送；职权分工里没有唯一、已确认的机关，没有人代为决定。",
        calling(services.choose_body),
        forms.ChosenBodyForm,
        bar=_to_director,
        is_first=True,
    ),
    "notify": Act(
        "登记拟惩戒的告知",
        "部门从送达次日起可以陈述申辩；收到意见或者期满以后才能决定。",
        calling(services.notify),
        forms.NotifyForm,
        is_first=True,
    ),
    "state": Act(
        "陈述申辩", "决定以前先看到您的意见。", calling(services.state), forms.StatementForm, is_first=True
    ),
    "impose": Act(
        "登记惩戒决定",
        "措施按决定的起止日期执行；记录以后怎样终止、措施是否随之解除，按目录办理。",
        calling(services.impose),
        forms.DecisionForm,
        bar=services.bar_imposing,
        heard=_heard,
        is_grave=True,
        is_first=True,
    ),
    "drop": Act(
        "不予惩戒",
        "这项措施不再实施；记录和公示不变。",
        calling(services.drop),
        GivenReasonForm,
        bar=services.bar_decision,
        heard=_heard,
    ),
    "lift": Act(
        "登记解除",
        "措施按解除文书解除，不再执行。",
        calling(services.lift),
        forms.LiftForm,
        bar=_not_mine,
    ),
    "write": Act(
        "发解除通知书",
        "拟好解除通知书；已登记发文代字的同时编号。",
        calling(services.write),
        bar=_written,
        is_first=True,
    ),
    "escalate": Act(
        "报请上级督促解除",
        "记入办理经过；措施不因此自动解除。",
        calling(services.escalate),
        forms.EscalateForm,
        bar=lambda case, by: bar_escalation(case),
    ),
    "keep": Act(
        "恢复执行",
        "记录的终止已经撤销，措施还没有解除的，按原决定执行。",
        calling(services.keep),
        forms.KeepForm,
        bar=lambda case, by: services.bar_keeping(case),
    ),
    "cancel": Act("撤回登记", "这件措施不再办理；可以重新登记。", calling(services.cancel), GivenReasonForm),
}
