"""The acts of a dishonesty record as its page offers them: words, what they do, the inputs they ask for."""

from __future__ import annotations

from django.utils.timezone import localdate

from common.cases.acts import Act, doing
from common.forms import GivenReasonForm
from common.trail import Actor
from policy.vocabulary import SourceKind
from records.facts.acts import REVIEWED_ACTS, not_own_draft, own_eyes
from records.forms.acts import ReviewForm, ServeForm, StateForm, WithdrawForm
from records.models import DishonestyRecord


def _no_judgment(record: DishonestyRecord, by: Actor) -> str:
    is_judgment = record.source_kind == SourceKind.JUDGMENT
    return "" if is_judgment else "只有司法判决可以免于告知，其他来源请先告知并听取陈述申辩"


RECORD_ACTS: dict[str, Act] = {
    "submit": REVIEWED_ACTS["submit"],
    "pass_review": Act(
        "复核通过",
        "事实与文书一致，进入告知；部门代表从此可以看到这条记录。",
        doing("pass_review"),
        ReviewForm,
        is_first=True,
        bar=own_eyes,
    ),
    "serve": Act(
        "登记告知",
        "开始计算陈述申辩期；期满或收到意见后可以认定。",
        lambda record, by, given: record.serve_notice(
            by=by,
            reason=given["reason"],
            served_on=given["served_on"],
            how=given["served_how"],
            proof=given["proof"],
        ),
        ServeForm,
        is_first=True,
    ),
    "state": Act(
        "提交陈述申辩",
        "意见记入档案，由复核员在认定时一并考虑。",
        lambda record, by, given: record.state(by=by, text=given["statement_text"]),
        StateForm,
        is_first=True,
    ),
    "confirm": Act(
        "认定",
        "记入部门信用档案，开始计算查询期和惩戒期；依规可公开的，由信用办拟予公示。",
        doing("confirm"),
        GivenReasonForm,
        is_first=True,
        bar=lambda record, by: own_eyes(record, by) or record.bar_by_hearing(localdate()),
        heard=lambda record: record.statement_text,
    ),
    "waive": Act(
        "免于告知",
        "不再告知，直接可以认定。只适用于诉讼中已充分陈述的司法判决。",
        doing("waive_notice"),
        GivenReasonForm,
        is_grave=True,
        bar=_no_judgment,
    ),
    "return": REVIEWED_ACTS["return"],
    "withdraw": Act(
        "撤销记录",
        "源文书已被撤销或改判。公示、共享和惩戒在同一时刻终止，公开页面立即撤下，不能恢复。",
        REVIEWED_ACTS["withdraw"].do,
        WithdrawForm,
        is_grave=True,
    ),
    "void": Act(
        "作废",
        "这份草稿不再办理，也不再算作重复；不能恢复。",
        doing("void"),
        GivenReasonForm,
        is_grave=True,
        bar=not_own_draft,
    ),
}
