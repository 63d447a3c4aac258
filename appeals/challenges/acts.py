"""The acts on a challenge as its page offers them."""

from __future__ import annotations

from collections.abc import Callable

from appeals.challenges import forms
from appeals.challenges.models import Challenge
from appeals.challenges.services import clarifying, deciding, registering, staying
from appeals.challenges.services.mending import to_mend
from appeals.challenges.vocabulary import Outcome
from common.cases.acts import Act, Given, calling
from common.errors import NotAllowed
from common.forms import GivenReasonForm
from common.trail import Actor
from discipline.forms import ServeForm
from letters.models import Letter


def _decision(outcome: Outcome, label: str, effect: str, verb: Callable[..., Challenge]) -> Act:
    """Return the director's act on what was prepared with this outcome; any other outcome bars it."""
    return Act(
        label,
        effect,
        calling(verb),
        GivenReasonForm,
        bar=lambda case, by: deciding.bar_to(case, outcome, by),
        is_grave=True,
        is_first=True,
    )


def _not_stayed(case: Challenge, by: Actor) -> str:
    return "" if case.is_stayed else "没有登记停止执行"


def _not_prepared(case: Challenge, by: Actor) -> str:
    return "" if case.is_prepared else deciding.NOTHING_PREPARED


def _prepared(case: Challenge, by: Actor) -> str:
    return deciding.bar_to_prepare(case)


def _nothing_to_mend(case: Challenge, by: Actor) -> str:
    return "" if to_mend(case, by) else "没有待提出更正的记录"


def _heading_elsewhere(case: Challenge, by: Actor, given: Given) -> None:
    raise NotAllowed("请在提出更正的页面填写更正内容")


def _nothing_to_serve(case: Challenge, by: Actor) -> str:
    waiting = Letter.objects.of(case).filter(status=Letter.Status.ISSUED)
    return "" if waiting.exists() else "没有待送达的告知书"


ACTS: dict[str, Act] = {
    "accept": Act(
        "登记",
        "这份文书的每条记录都显示正在救济；公示照常。",
        calling(registering.accept),
        is_first=True,
    ),
    "decline": Act(
        "不予登记", "到此为止，理由告知报告的部门。", calling(registering.decline), GivenReasonForm
    ),
    "follow_up": Act(
        "登记进展",
        "了解到的进展记入案卷，下次提醒重新计算。",
        calling(registering.follow_up),
        GivenReasonForm,
        bar=_prepared,
    ),
    "prepare": Act(
        "登记处理文书",
        "由信用办负责人决定；被撤销、变更、发回的，办结期限从文书日期的次日起算。",
        calling(deciding.prepare),
        forms.PrepareForm,
        bar=_prepared,
        is_first=True,
    ),
    "stay": Act(
        "登记停止执行",
        "这份文书正在公示的信息立即撤下，公示期不顺延；恢复执行、维持或者终止时重新显示。",
        calling(staying.stay),
        forms.DocumentForm,
        bar=lambda case, by: staying.bar_to_stay(case),
        is_grave=True,
    ),
    "lift": Act(
        "登记恢复执行",
        "因停止执行撤下的重新显示。",
        calling(staying.lift),
        forms.DocumentForm,
        bar=_not_stayed,
    ),
    "return": Act(
        "退回处理文书",
        "由经办重新登记。",
        calling(deciding.send_back),
        GivenReasonForm,
        bar=_not_prepared,
    ),
    "uphold": _decision(
        Outcome.UPHELD,
        "维持",
        "源文书有效，信息和公示照常；因本件暂停的恢复公示。",
        deciding.uphold,
    ),
    "annul": _decision(
        Outcome.ANNULLED,
        "文书撤销，终止信息",
        "这份文书的记录、公示和办理中的事项在同一刻终止，公开页面立即撤下，不能恢复；收到过信息的单位得到通知。",
        deciding.annul,
    ),
    "change": _decision(
        Outcome.CHANGED,
        "文书变更，更正信息",
        "已认定的记录逐条提出更正，正在公示的暂停，更正施行时恢复；类别和日期按变更后的重新计算，以较轻的为准。",
        deciding.change,
    ),
    "remit": _decision(
        Outcome.REMITTED,
        "等待重作，暂停公示",
        "正在公示的信息立即撤下，等新的文书；新文书到了以后再登记结果。",
        deciding.remit,
    ),
    "close": _decision(
        Outcome.ENDED,
        "撤回或终止",
        "源文书有效，信息和公示照常；因本件暂停的恢复公示。",
        deciding.close,
    ),
    "mend": Act(
        "提出更正",
        "按变更后的文书填写更正内容，经复核、审查后施行。",
        _heading_elsewhere,
        bar=_nothing_to_mend,
        is_grave=True,
        is_first=True,
    ),
    "clarify": Act(
        "发澄清告知书",
        "取得文号，等待送达。",
        calling(clarifying.clarify),
        forms.ClarifyForm,
        bar=lambda case, by: clarifying.bar_to_clarify(case),
    ),
    "serve": Act(
        "登记送达",
        "送达日期和证明记入案卷。",
        calling(clarifying.serve),
        ServeForm,
        bar=_nothing_to_serve,
        is_first=True,
    ),
}
"""Whose place it is to do what else: a correction that takes effect, or the end of a record, moves the case by itself."""
