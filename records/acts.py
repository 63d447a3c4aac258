"""The acts as the pages offer them: words, what they do, the inputs they ask for, the verb they call."""

from __future__ import annotations

from typing import Any

from common.cases.acts import Act, act_tables
from common.forms import GivenReasonForm, ReasonForm
from common.trail import Actor
from postings.models import Responsibility
from records import services
from records.forms.acts import (
    DocumentForm,
    EndForm,
    PublishForm,
    ReviewForm,
    ServeForm,
    StateForm,
    WithdrawForm,
)
from records.models import Publication
from records.vocabulary import SHEET_CLEAN, SourceKind


def _own_eyes(obj: Any, by: Actor) -> str:
    touched = by.user_id in {obj.entered_by_id, obj.last_changed_by_id}
    return "自己录入或修改过的记录须由另一人复核（四眼原则）" if touched else ""


def _not_own_draft(obj: Any, by: Actor) -> str:
    own = obj.entered_by_id == by.user_id or Responsibility.holds_draft(by.id, obj)
    return "" if own else "只能作废自己录入或交接给自己的草稿"


def _no_judgment(record: Any, by: Actor) -> str:
    is_judgment = record.source_kind == SourceKind.JUDGMENT
    return "" if is_judgment else "只有司法判决可以免于告知，其他来源请先告知并听取陈述申辩"


def _not_ready(publication: Any, by: Actor) -> str:
    signed = publication.sheet_version == publication.face_version and publication.sheet == SHEET_CLEAN
    if signed and by.user_id not in publication.barred_from_publishing:
        return ""
    return "公开审查还没有签署或没有通过，或者您录入、修改、复核过这条记录，不能由您公示"


def _submit(obj: Any, by: Actor, given: dict[str, Any]) -> Any:
    return obj.submit(by=by, reason=given["reason"])


def _return(obj: Any, by: Actor, given: dict[str, Any]) -> Any:
    return obj.send_back(by=by, reason=given["reason"])


def _confirm(obj: Any, by: Actor, given: dict[str, Any]) -> Any:
    return obj.confirm(by=by, reason=given["reason"])


RECORD_ACTS: dict[str, Act] = {
    "submit": Act("提交复核", "交复核员核对，退回前不能再修改。", _submit, ReasonForm, is_first=True),
    "pass_review": Act(
        "复核通过",
        "事实与文书一致，进入告知；部门代表从此可以看到这条记录。",
        lambda record, by, given: record.pass_review(by=by, **given),
        ReviewForm,
        is_first=True,
        bar=_own_eyes,
    ),
    "serve": Act(
        "登记告知",
        "开始计算陈述申辩期；期满或收到意见后可以认定。",
        lambda record, by, given: record.serve_notice(
            by=by, served_on=given["served_on"], how=given["served_how"]
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
        _confirm,
        GivenReasonForm,
        is_first=True,
        bar=_own_eyes,
    ),
    "waive": Act(
        "免于告知",
        "不再告知，直接可以认定。只适用于诉讼中已充分陈述的司法判决。",
        lambda record, by, given: record.waive_notice(by=by, reason=given["reason"]),
        GivenReasonForm,
        is_grave=True,
        bar=_no_judgment,
    ),
    "return": Act("退回", "退给录入人修改，理由会显示给对方。", _return, GivenReasonForm),
    "readmit": Act(
        "重新纳入",
        "回到待复核，重新走一遍复核、告知、认定。",
        lambda record, by, given: services.readmit_record(record, by=by, reason=given["reason"]),
        GivenReasonForm,
        is_grave=True,
    ),
    "exclude": Act(
        "不纳入",
        "按有权机关的容错决定不作为失信记录；正在公示的立即撤下。",
        lambda record, by, given: services.exclude_record(
            record, by=by, reason=given["reason"], document=given["decision_document"]
        ),
        DocumentForm,
        is_grave=True,
    ),
    "withdraw": Act(
        "撤销记录",
        "源文书已被撤销或改判。公示、共享和惩戒在同一时刻终止，公开页面立即撤下，不能恢复。",
        lambda record, by, given: services.withdraw_record(
            record, by=by, reason=given["reason"], source=given["source"]
        ),
        WithdrawForm,
        is_grave=True,
    ),
    "void": Act(
        "作废",
        "这份草稿不再办理，也不再算作重复；不能恢复。",
        lambda record, by, given: services.void_record(record, by=by, reason=given["reason"]),
        GivenReasonForm,
        is_grave=True,
        bar=_not_own_draft,
    ),
}

FACT_ACTS: dict[str, Act] = {
    "submit": Act("提交复核", "交复核员核对，退回前不能再修改。", _submit, ReasonForm, is_first=True),
    "confirm": Act(
        "认定",
        "记入部门信用档案，由信用办拟予公示。",
        _confirm,
        GivenReasonForm,
        is_first=True,
        bar=_own_eyes,
    ),
    "return": Act("退回", "退给录入人修改，理由会显示给对方。", _return, GivenReasonForm),
    "void": Act(
        "作废",
        "这份草稿不再办理；不能恢复。",
        lambda fact, by, given: services.void_fact(fact, by=by, reason=given["reason"]),
        GivenReasonForm,
        is_grave=True,
        bar=_not_own_draft,
    ),
    "withdraw": Act(
        "撤销",
        "裁判已被改判、撤销，或者荣誉已被撤销。正在公示的立即撤下，不能恢复。",
        lambda fact, by, given: services.withdraw_fact(
            fact, by=by, reason=given["reason"], source=given["source"]
        ),
        WithdrawForm,
        is_grave=True,
    ),
}

PUBLICATION_ACTS: dict[str, Act] = {
    "publish": Act(
        "公示",
        "公众网站、部门档案和检索立即可见；失信记录的统计次日计入；到期的自动撤下。",
        lambda publication, by, given: services.publish(publication, by=by, reason=given["reason"]),
        PublishForm,
        is_grave=True,
        is_first=True,
        bar=_not_ready,
    ),
    "decline": Act(
        "不予公开",
        "这份拟公示到此为止；记录仍在档案里，可以另行拟公示。",
        lambda publication, by, given: services.decline_publication(
            publication, by=by, reason=given["reason"]
        ),
        GivenReasonForm,
    ),
    "suspend": Act(
        "暂停公示",
        "公开页面立即撤下；公示期照常计算，不因暂停顺延。",
        lambda publication, by, given: services.suspend(publication, by=by, reason=given["reason"]),
        GivenReasonForm,
        is_grave=True,
    ),
    "resume": Act(
        "恢复公示",
        "在剩余的公示期内重新显示。",
        lambda publication, by, given: services.resume(publication, by=by, reason=given["reason"]),
        GivenReasonForm,
        is_grave=True,
        is_first=True,
    ),
    "end": Act(
        "终止公示",
        "正在公示的立即撤下，原地址只显示中性的一句话；还没有公示的不再公示。不能恢复。",
        lambda publication, by, given: services.end_publication(
            publication, by=by, ground=given["ground"], reason=given["reason"]
        ),
        EndForm,
        is_grave=True,
    ),
}


def barred_by_four_eyes(obj: Any, by: Actor) -> bool:
    """Say whether only the four eyes keep `by` from the next step."""
    return any(
        act.bar is _own_eyes and name in obj.acts_for(by) for name, act in act_tables.of(obj).items()
    ) and bool(_own_eyes(obj, by))


def bar_to_third_person(publication: Publication, by: Actor) -> str:
    """Return why only what `by` did before keeps them from the next step of a publication, "" where nothing does."""
    if publication.may("sign", by) and by.user_id in publication.hands:
        return "您不能签署这一份：录入、修改、复核过或拟过公示文本的人不能审查自己经手的内容。"
    if publication.may("publish", by) and by.user_id in publication.barred_from_publishing:
        return (
            "您不能公示这一条：录入、修改、复核过这条记录或拟过、改过公示文本的人不能公示它，须由第三人办理。"
        )
    return ""
