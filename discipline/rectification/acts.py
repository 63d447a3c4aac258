"""The acts on a rectification as its page offers them."""

from __future__ import annotations

from common.cases.acts import Act, Bar, calling
from common.forms import GivenReasonForm
from common.trail import Actor
from discipline.models import Rectification
from discipline.pressing import forms as pressing
from discipline.pressing.services import bar_naming, bar_pressing, name_body
from discipline.rectification import forms, services
from discipline.rectification.deadlines import bar_escalation
from discipline.vocabulary import StepKind


def _to_table(case: Rectification, by: Actor) -> str:
    line = services.competence_for(case)
    words = f"职权分工里这一项是“{line.words}”，由信用办负责人指定责令机关" if line.needs_routing else ""
    return words


def _to_director(case: Rectification, by: Actor) -> str:
    line = services.competence_for(case)
    return "" if line.needs_routing else f"职权分工已写明由{line.words}责令，经办按表转送"


def _to_order(case: Rectification, by: Actor) -> str:
    return "" if case.items.exists() else "先逐项登记整改事项"


def _late(case: Rectification, by: Actor) -> str:
    return bar_escalation(case)


def _asked(case: Rectification, by: Actor) -> str:
    return "" if services.open_extension(case) else "没有等待决定的延期申请"


def _may_ask(case: Rectification, by: Actor) -> str:
    return "已有一份延期申请等待决定" if services.open_extension(case) else ""


def _heard(case: Rectification) -> str:
    return str(case.statement)


def _to_name(case: Rectification, by: Actor) -> str:
    return bar_escalation(case) or bar_naming(case)


def _press(
    label: str, effect: str, kind: StepKind, verb: str, form: type[pressing.PressForm] = pressing.PressForm
) -> Act:
    def bar(case: Rectification, by: Actor) -> str:
        return bar_escalation(case) or bar_pressing(case, kind)

    def do(case: Rectification, by: Actor, given: dict[str, str]) -> object:
        return services.press(case, kind, by=by, **given)

    return Act(label, effect, do, form, verb=verb, bar=bar, is_grave=kind == StepKind.TRANSFER)


def _decide(act: str, label: str, effect: str, bar: Bar) -> Act:
    def do(case: Rectification, by: Actor, given: dict[str, str]) -> object:
        return services.decide_extension(case, act, by=by, **given)

    return Act(label, effect, do, GivenReasonForm, bar=bar)


ACTS = {
    "route": Act(
        "按职权分工转送",
        "转送职权分工写明的责令机关；收到整改通知书后登记。",
        calling(services.route),
        forms.BodyForm,
        bar=_to_table,
        is_first=True,
    ),
    "choose_body": Act(
        "指定责令机关",
        "按您写明的理由转送；职权分工里没有唯一、已确认的机关，没有人代为决定。",
        calling(services.choose_body),
        forms.ChosenBodyForm,
        bar=_to_director,
        is_first=True,
    ),
    "add_item": Act("加一项整改事项", "列入整改通知书。", calling(services.add_item), forms.ItemForm),
    "order": Act(
        "登记整改通知书",
        "从送达次日起计算书面说明和整改两项期限，部门在“我的工作”里看到。",
        calling(services.order),
        forms.OrderForm,
        bar=_to_order,
        is_first=True,
    ),
    "explain": Act(
        "书面说明原因",
        "经办看到说明；在办结以前可以补充。",
        calling(services.explain),
        forms.ExplainForm,
        bar=lambda case, by: "已经书面说明，可以补充" if case.explanation else "",
        is_first=True,
    ),
    "explain_more": Act(
        "补充书面说明",
        "新的说明代替原来的，原文留在变更记录里。",
        calling(services.explain),
        forms.ExplainForm,
        verb="explain",
        bar=lambda case, by: "" if case.explanation else "还没有书面说明",
    ),
    "report": Act("报告进展", "列在这件整改的进展里。", calling(services.report), forms.ReportForm),
    "ask_extension": Act(
        "申请延期",
        "由信用办负责人决定；决定以前期限照常计算。",
        calling(services.ask_extension),
        forms.AskExtensionForm,
        bar=_may_ask,
    ),
    "grant_extension": _decide(
        "grant_extension", "同意延期", "整改期限延到申请的日期，部门看到理由。", _asked
    ),
    "refuse_extension": _decide("refuse_extension", "不同意延期", "期限不变，部门看到理由。", _asked),
    "submit": Act(
        "报请验收",
        "由另一单位逐项验收，经办登记结论。",
        calling(services.submit),
        bar=lambda case, by: services.bar_submission(case),
        is_first=True,
    ),
    "accept": Act(
        "登记验收结论",
        "全部通过的办结；有未通过的退回继续整改。",
        calling(services.accept),
        forms.AcceptForm,
        is_first=True,
    ),
    "warn": _press("提醒", "记入催办，部门看到。", StepKind.WARNING, "warn"),
    "name_body": Act(
        "指定约谈、通报的机关",
        "职权分工没有写明唯一、已确认的机关，由您写明理由指定；指定以后才能登记约谈、通报。",
        calling(name_body),
        pressing.NameBodyForm,
        bar=_to_name,
    ),
    "interview": _press(
        "约谈", "记入催办，部门看到。", StepKind.INTERVIEW, "interview", pressing.InterviewForm
    ),
    "circulate": _press(
        "通报", "记入催办，部门看到。", StepKind.CIRCULAR, "circulate", pressing.CircularForm
    ),
    "transfer": _press("移送", "移送有权机关；信用办不作处理决定。", StepKind.TRANSFER, "transfer"),
    "stay": Act(
        "中止整改",
        "中止期间不催办；公示的期限不受影响。",
        lambda case, by, given: case.move("stay", by=by, **given),
        forms.StayForm,
    ),
    "resume": Act("恢复整改", "继续整改。", calling(services.resume), forms.ResumeForm, is_first=True),
    "notify_refusal": Act(
        "告知拟认定拒不整改",
        "部门可以陈述申辩；收到意见或期满以后才能登记认定。",
        calling(services.notify_refusal),
        forms.HearingForm,
        bar=_late,
        is_grave=True,
    ),
    "state": Act(
        "陈述申辩", "负责人登记认定以前先看到。", calling(services.state), forms.StatementForm, is_first=True
    ),
    "find_refusal": Act(
        "登记拒不整改的认定",
        "记入这条记录；从重的分级另由录入员提出更正，复核后施行。",
        calling(services.find_refusal),
        forms.RefusalForm,
        bar=lambda case, by: services.bar_refusal(case),
        heard=_heard,
        is_grave=True,
        is_first=True,
    ),
    "drop_refusal": Act(
        "不认定拒不整改",
        "回到整改中。",
        lambda case, by, given: case.move("drop_refusal", by=by, **given),
        GivenReasonForm,
        heard=_heard,
    ),
    "cancel": Act(
        "撤回登记",
        "这件整改不再办理；可以重新登记。",
        calling(services.cancel),
        GivenReasonForm,
    ),
}
