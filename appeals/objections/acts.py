"""The acts on an objection as its page offers them: words, what follows, what each asks for, what bars it now."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from appeals.objections import forms, routing
from appeals.objections.models import Objection
from appeals.objections.services import asking, deciding, handling, telling
from appeals.objections.services.entering import require_own_side, succeed, supply
from common.cases.acts import Act, Do, Given, calling
from common.errors import NotAllowed
from common.forms import GivenReasonForm, ReasonForm
from common.trail import Actor

Bar = Callable[[Objection, Actor], str]


def _by_hand(act: str, *others: Bar) -> Bar:
    """Return what bars an act: a hand in the fact or in the case first, then what each of `others` says."""

    def bar(case: Objection, by: Actor) -> str:
        return next(filter(None, (case.bar_by_hand(act, by), *(other(case, by) for other in others))), "")

    return bar


def _without(bar: Callable[[Objection], str]) -> Bar:
    return lambda case, by: bar(case)


def _today(bar: Callable[..., str]) -> Bar:
    return lambda case, by: bar(case, timezone.localdate())


def _other_side(case: Objection, by: Actor) -> str:
    try:
        require_own_side(case, by)
    except NotAllowed as refusal:
        return refusal.message
    return ""


def _asked_before(case: Objection, by: Actor) -> str:
    return f"已于 {case.asked_on} 通知补正；补正只通知一次" if case.asked_on else ""


def _forwardable(case: Objection, by: Actor) -> str:
    return routing.bar_to_forwarding(case.fact, timezone.localdate())


def _by_the_subject(case: Objection, by: Actor) -> str:
    return "申请人是主体" if case.is_by_subject else ""


def _not_held(case: Objection, by: Actor) -> str:
    return "" if deciding.hold_of(case) else "没有因这件异议暂停的公示"


def _mended_already(case: Objection, by: Actor) -> str:
    return "更正已经提出，在办理中" if case.correction_id else ""


def _nothing_to_serve(case: Objection, by: Actor) -> str:
    return "" if telling.issued(case) else "没有待送达的告知书"


def _heading_elsewhere(case: Objection, by: Actor, given: Given) -> None:
    raise NotAllowed("请在提出更正的页面填写更正内容")


def _routing(case: Objection, by: Actor, given: Given) -> Objection:
    names = ("reason", "verifier", "unit", "is_own_error")
    return handling.route(case, by=by, **{name: given[name] for name in names})


def _answering(service: Callable[..., Objection]) -> Do:
    return lambda case, by, given: service(case, by=by, given=given["given"])


def _succeeding(case: Objection, by: Actor, given: Given) -> Objection:
    return succeed(case, by=by, applicant=given["applicant"], reason=given["reason"])


ACTS: dict[str, Act] = {
    "accept": Act(
        "受理",
        "信息当即加注“异议处理中”，公示照常；接着转核查机关。",
        calling(handling.accept),
        is_first=True,
        bar=_by_hand("accept"),
    ),
    "ask": Act(
        "通知补正",
        "申请人一次补正；受理期限从补正之日重新计算。",
        calling(handling.ask),
        GivenReasonForm,
        bar=_by_hand("ask", _asked_before),
    ),
    "supply": Act(
        "补正",
        "补正内容记入这件异议，由经办决定是否受理。",
        calling(supply),
        GivenReasonForm,
        bar=_by_hand("supply", _other_side),
        is_first=True,
    ),
    "reject": Act(
        "不予受理",
        "只限列明的情形；理由和后续救济写进告知书。",
        calling(handling.reject),
        forms.RejectForm,
        is_grave=True,
        bar=_by_hand("reject"),
    ),
    "forward": Act(
        "转核查",
        "按职权分工表转作出文书的机关，核查期限自受理之日起算。",
        calling(handling.forward),
        is_first=True,
        bar=_by_hand("forward", _forwardable),
    ),
    "route": Act(
        "指定核查机关",
        "转所指定的机关核查；职权分工表没有写明、待核实的，由负责人写明理由。",
        _routing,
        forms.RouteForm,
        is_first=True,
        bar=_by_hand("route"),
    ),
    "reroute": Act(
        "改指核查机关",
        "改由所指定的机关核查，核查期限不早于原来的。",
        _routing,
        forms.RouteForm,
        bar=_by_hand("reroute"),
    ),
    "answer": Act(
        "答复核查结论",
        "结论交信用办负责人决定。",
        _answering(handling.answer),
        forms.AnswerForm,
        is_first=True,
        bar=_by_hand("answer", handling.bar_to_answer),
    ),
    "record_answer": Act(
        "登记核查结论",
        "凭核查机关的文书登记，交信用办负责人决定。",
        _answering(handling.record_answer),
        forms.AnswerForm,
        is_first=True,
        bar=_by_hand("record_answer", _today(handling.bar_to_record)),
    ),
    "escalate": Act(
        "告知上一级",
        "核查机关的上一级收到督促；这件异议不因逾期视为维持。",
        calling(handling.escalate),
        GivenReasonForm,
        bar=_today(handling.bar_to_escalation),
    ),
    "hold": Act(
        "暂停公示",
        "公开页面立即撤下，异议办结或者负责人恢复时重新显示。",
        calling(deciding.hold),
        GivenReasonForm,
        is_grave=True,
        bar=_by_hand("hold", _without(deciding.bar_to_hold)),
    ),
    "release": Act(
        "恢复公示",
        "公开页面重新显示，公示期不顺延。",
        calling(deciding.release),
        GivenReasonForm,
        bar=_by_hand("release", _not_held),
    ),
    "withdraw_fact": Act(
        "采纳，撤销信息",
        "信息和公示在同一时刻撤销，公开页面立即撤下，不能恢复。",
        calling(deciding.withdraw_fact),
        GivenReasonForm,
        is_first=True,
        is_grave=True,
        bar=_by_hand("withdraw_fact", _without(deciding.bar_to_withdrawal)),
    ),
    "uphold": Act(
        "采纳，予以更正",
        "正在公示的暂停公示；更正经复核、审查、施行后重新公示，这件异议随之办结。",
        calling(deciding.uphold),
        forms.UpholdForm,
        is_first=True,
        is_grave=True,
        bar=_by_hand("uphold", _without(deciding.bar_to_correction)),
    ),
    "settle": Act(
        "采纳办结",
        "信息已经不在公示或者已经撤销，不用再改；结果告知申请人。",
        calling(deciding.settle),
        forms.UpholdForm,
        bar=_by_hand("settle", _without(deciding.bar_to_settlement)),
    ),
    "refuse": Act(
        "不予采纳",
        "维持原信息，异议标识撤下；理由和后续救济写进告知书。",
        calling(deciding.refuse),
        GivenReasonForm,
        is_grave=True,
        bar=_by_hand("refuse", _without(deciding.bar_to_refusal)),
    ),
    "inquire": Act(
        "请申请人补充说明",
        "申请人在期限内说明；逾期没有说明的，按已有的材料继续。",
        calling(asking.inquire),
        GivenReasonForm,
        bar=_by_hand("inquire", asking.bar_to_inquiry),
    ),
    "explain": Act(
        "补充说明",
        "说明记入这件异议，转给要求说明的人。",
        calling(asking.explain),
        GivenReasonForm,
        bar=_by_hand("explain", _other_side, _without(asking.bar_to_explanation)),
        is_first=True,
    ),
    "return": Act(
        "退回补充核查",
        "由核查机关补充核查后重新答复。",
        calling(handling.send_back),
        GivenReasonForm,
        bar=_by_hand("return"),
    ),
    "mend": Act(
        "提出更正",
        "按核查结论填写更正内容，经复核、审查后施行。",
        _heading_elsewhere,
        bar=_mended_already,
        is_first=True,
        is_grave=True,
    ),
    "notify": Act(
        "发告知书",
        "取得文号，等待送达。",
        calling(telling.notify),
        ReasonForm,
        is_first=True,
        bar=_without(telling.bar_to_notice),
    ),
    "serve": Act(
        "登记送达",
        "写明告知的日期和方式。",
        calling(telling.serve),
        forms.ServiceForm,
        is_first=True,
        bar=_nothing_to_serve,
    ),
    "succeed": Act(
        "变更申请人",
        "申请人死亡或者终止的，由承受权利的人继续。",
        _succeeding,
        forms.SuccessorForm,
        bar=_by_hand("succeed", _by_the_subject),
    ),
    "cancel": Act(
        "撤回异议",
        "不再办理，不影响再次提出；发现确有错误的，信用办仍可以自行更正。",
        calling(deciding.cancel),
        GivenReasonForm,
        is_grave=True,
        bar=_by_hand("cancel", _other_side),
    ),
    "close": Act(
        "终止",
        "申请人死亡，没有人承受或者放弃的，终止办理。",
        calling(deciding.close),
        GivenReasonForm,
        is_grave=True,
        bar=_by_hand("close", _by_the_subject),
    ),
}
"""Whose place it is to do what else: the fact ends the case by itself; the name is looked at on a page of its own."""
