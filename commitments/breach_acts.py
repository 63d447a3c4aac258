"""The acts on a breach as its page offers them."""

from __future__ import annotations

from functools import partial

from commitments.forms import breaches as forms
from commitments.models import Breach
from commitments.services import breaching, feeding
from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from common.trail import Actor


def _heard(case: Breach) -> str:
    return str(case.statement)


def _unfed(case: Breach, by: Actor) -> str:
    return "已经生成失信记录草稿" if case.record_id else ""


def _another(case: Breach, by: Actor) -> str:
    mine = case.registered_by_id == by.user_id
    return "线索是您登记的，请由另一人登记确认" if mine else breaching.bar_confirmation(case)


ACTS = {
    "route": Act(
        "转核实",
        "由上级政府或者行业主管部门核实，核实期限开始计算。",
        calling(breaching.route),
        forms.RouteForm,
        is_first=True,
    ),
    "find_true": Act(
        "登记核实属实",
        "下一步登记责令改正文书。",
        calling(partial(breaching.verify, is_true=True)),
        forms.VerifyForm,
        bar=breaching.bar_verifier,
        is_first=True,
    ),
    "find_untrue": Act(
        "登记核实不属实",
        "办结，向反映人说明。",
        calling(partial(breaching.verify, is_true=False)),
        forms.VerifyForm,
        bar=breaching.bar_verifier,
    ),
    "order": Act(
        "登记责令改正",
        "改正期限从送达起按文书写明的计算，承诺主体看到。",
        calling(breaching.order),
        forms.OrderForm,
        bar=breaching.bar_verifier,
        is_first=True,
    ),
    "mend": Act(
        "登记已改正",
        "办结，不作违约失信的认定。",
        calling(breaching.mend),
        forms.MendForm,
        bar=breaching.bar_verifier,
    ),
    "notify": Act(
        "告知拟认定违约失信",
        "承诺主体可以陈述申辩；收到意见或期满以后才能登记确认。",
        calling(breaching.notify),
        forms.HearingForm,
        bar=lambda case, by: breaching.bar_refusal(case),
        is_grave=True,
    ),
    "state": Act(
        "陈述申辩", "负责人登记确认以前先看到。", calling(breaching.state), forms.StatementForm, is_first=True
    ),
    "confirm": Act(
        "登记确认违约失信",
        "只在内部列为违约失信；不是失信记录，不公开。有四类文书之一的，录入员可以据以生成失信记录草稿。",
        calling(breaching.confirm),
        forms.ConfirmForm,
        bar=_another,
        heard=_heard,
        is_grave=True,
        is_first=True,
    ),
    "drop": Act(
        "不认定违约失信",
        "回到限期改正。",
        lambda case, by, given: case.move("drop", by=by, **given),
        GivenReasonForm,
        heard=_heard,
    ),
    "draft_record": Act(
        "由文书生成失信记录草稿",
        "生成草稿并带上证据；以后照失信记录的程序复核、告知、认定。",
        calling(feeding.draft_record),
        forms.RecordForm,
        bar=_unfed,
        is_first=True,
    ),
    "correct": Act(
        "登记更正认定",
        "认定结论改为更正以后的；推送过的，更正随之推送。",
        calling(breaching.correct),
        forms.CorrectForm,
    ),
    "repair": Act(
        "登记已履行修复",
        "办结，不再列为违约失信；推送过的，同时推送撤回。由文书生成的失信记录照自己的程序修复。",
        calling(breaching.repair),
        forms.MendForm,
        bar=breaching.bar_verifier,
    ),
    "revoke": Act(
        "登记撤销认定",
        "不再列为违约失信。",
        calling(breaching.revoke),
        forms.RevokeForm,
        is_grave=True,
    ),
}
