"""The acts as the pages offer them: words, what they do, the inputs they ask for, the verb they call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from common.forms import GivenReasonForm, OfficeForm, ReasonForm
from common.workflow import Actor
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
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication, Responsibility
from records.vocabulary import SHEET_CLEAN, SourceKind

Do = Callable[[Any, Any, dict[str, Any]], Any]


@dataclass(frozen=True)
class Act:
    """`effect` says what follows. A grave act is asked again on a page of its own; `is_first` is the usual next step."""

    label: str
    effect: str
    form: type[OfficeForm]
    do: Do
    is_grave: bool = False
    is_first: bool = False


@dataclass(frozen=True)
class Offer:
    """An act that a posting may do now. A direct one is done from the decision bar, with its reason field."""

    name: str
    act: Act
    is_direct: bool


def _submit(obj: Any, by: Actor, given: dict[str, Any]) -> Any:
    return obj.submit(by=by, reason=given["reason"])


def _return(obj: Any, by: Actor, given: dict[str, Any]) -> Any:
    return obj.send_back(by=by, reason=given["reason"])


def _confirm(obj: Any, by: Actor, given: dict[str, Any]) -> Any:
    return obj.confirm(by=by, reason=given["reason"])


RECORD_ACTS: dict[str, Act] = {
    "submit": Act("提交复核", "交复核员核对，退回前不能再修改。", ReasonForm, _submit, is_first=True),
    "pass_review": Act(
        "复核通过",
        "事实与文书一致，进入告知；部门代表从此可以看到这条记录。",
        ReviewForm,
        lambda record, by, given: record.pass_review(by=by, **given),
        is_first=True,
    ),
    "serve": Act(
        "登记告知",
        "开始计算陈述申辩期；期满或收到意见后可以认定。",
        ServeForm,
        lambda record, by, given: record.serve_notice(
            by=by, served_on=given["served_on"], how=given["served_how"]
        ),
        is_first=True,
    ),
    "state": Act(
        "提交陈述申辩",
        "意见记入档案，由复核员在认定时一并考虑。",
        StateForm,
        lambda record, by, given: record.state(by=by, text=given["statement_text"]),
        is_first=True,
    ),
    "confirm": Act(
        "认定",
        "记入部门信用档案，开始计算查询期和惩戒期；依规可公开的，由信用办拟予公示。",
        GivenReasonForm,
        _confirm,
        is_first=True,
    ),
    "waive": Act(
        "免于告知",
        "不再告知，直接可以认定。只适用于诉讼中已充分陈述的司法判决。",
        GivenReasonForm,
        lambda record, by, given: record.waive_notice(by=by, reason=given["reason"]),
        is_grave=True,
    ),
    "return": Act("退回", "退给录入人修改，理由会显示给对方。", GivenReasonForm, _return),
    "readmit": Act(
        "重新纳入",
        "回到待复核，重新走一遍复核、告知、认定。",
        GivenReasonForm,
        lambda record, by, given: services.readmit_record(record, by=by, reason=given["reason"]),
        is_grave=True,
    ),
    "exclude": Act(
        "不纳入",
        "按有权机关的容错决定不作为失信记录；正在公示的立即撤下。",
        DocumentForm,
        lambda record, by, given: services.exclude_record(
            record, by=by, reason=given["reason"], document=given["decision_document"]
        ),
        is_grave=True,
    ),
    "withdraw": Act(
        "撤销记录",
        "源文书已被撤销或改判。公示、共享和惩戒在同一时刻终止，公开页面立即撤下，不能恢复。",
        WithdrawForm,
        lambda record, by, given: services.withdraw_record(
            record, by=by, reason=given["reason"], source=given["source"]
        ),
        is_grave=True,
    ),
    "void": Act(
        "作废",
        "这份草稿不再办理，也不再算作重复；不能恢复。",
        GivenReasonForm,
        lambda record, by, given: services.void_record(record, by=by, reason=given["reason"]),
        is_grave=True,
    ),
}

FACT_ACTS: dict[str, Act] = {
    "submit": Act("提交复核", "交复核员核对，退回前不能再修改。", ReasonForm, _submit, is_first=True),
    "confirm": Act("认定", "记入部门信用档案，由信用办拟予公示。", GivenReasonForm, _confirm, is_first=True),
    "return": Act("退回", "退给录入人修改，理由会显示给对方。", GivenReasonForm, _return),
    "void": Act(
        "作废",
        "这份草稿不再办理；不能恢复。",
        GivenReasonForm,
        lambda fact, by, given: services.void_fact(fact, by=by, reason=given["reason"]),
        is_grave=True,
    ),
    "withdraw": Act(
        "撤销",
        "裁判已被改判、撤销，或者荣誉已被撤销。正在公示的立即撤下，不能恢复。",
        WithdrawForm,
        lambda fact, by, given: services.withdraw_fact(
            fact, by=by, reason=given["reason"], source=given["source"]
        ),
        is_grave=True,
    ),
}

PUBLICATION_ACTS: dict[str, Act] = {
    "publish": Act(
        "公示",
        "公众网站、部门档案和检索立即可见；失信记录的统计次日计入；到期的自动撤下。",
        PublishForm,
        lambda publication, by, given: services.publish(publication, by=by, reason=given["reason"]),
        is_grave=True,
        is_first=True,
    ),
    "decline": Act(
        "不予公开",
        "这份拟公示到此为止；记录仍在档案里，可以另行拟公示。",
        GivenReasonForm,
        lambda publication, by, given: services.decline_publication(
            publication, by=by, reason=given["reason"]
        ),
    ),
    "suspend": Act(
        "暂停公示",
        "公开页面立即撤下；公示期照常计算，不因暂停顺延。",
        GivenReasonForm,
        lambda publication, by, given: services.suspend(publication, by=by, reason=given["reason"]),
        is_grave=True,
    ),
    "resume": Act(
        "恢复公示",
        "在剩余的公示期内重新显示。",
        GivenReasonForm,
        lambda publication, by, given: services.resume(publication, by=by, reason=given["reason"]),
        is_grave=True,
        is_first=True,
    ),
    "end": Act(
        "终止公示",
        "正在公示的立即撤下，原地址只显示中性的一句话；还没有公示的不再公示。不能恢复。",
        EndForm,
        lambda publication, by, given: services.end_publication(
            publication, by=by, ground=given["ground"], reason=given["reason"]
        ),
        is_grave=True,
    ),
}

_TABLES: Mapping[type[Any], dict[str, Act]] = {
    DishonestyRecord: RECORD_ACTS,
    LostJudgment: FACT_ACTS,
    Commendation: FACT_ACTS,
    Publication: PUBLICATION_ACTS,
}
_OTHER_EYES = frozenset({"pass_review", "confirm"})


def table_of(obj: Any) -> dict[str, Act]:
    """Return the acts of one kind of object."""
    return _TABLES[type(obj)]


def offered(obj: Any, by: Any) -> list[Offer]:
    """Return the acts that `by` may do to `obj` now, in the order of the table."""
    allowed = set(obj.acts_for(by))
    return [
        Offer(name, act, _is_direct(act, obj))
        for name, act in table_of(obj).items()
        if name in allowed and _fits(obj, name, by)
    ]


def _is_direct(act: Act, obj: Any) -> bool:
    forms = {ReasonForm, GivenReasonForm}
    if getattr(obj, "source_kind", "") != SourceKind.ACCOUNTABILITY:
        forms.add(ReviewForm)  # type: ignore[arg-type]
    return not act.is_grave and act.form in forms


def barred_by_four_eyes(obj: Any, by: Any) -> bool:
    """Say whether only the four eyes keep `by` from the next step."""
    return bool(_OTHER_EYES & set(obj.acts_for(by))) and _touched(obj, by)


def bar_to_third_person(publication: Publication, by: Any) -> str:
    """Return why only what `by` did before keeps them from the next step of a publication, "" where nothing does."""
    if publication.may("sign", by) and by.user_id in publication.hands:
        return "您不能签署这一份：录入、修改、复核过或拟过公示文本的人不能审查自己经手的内容。"
    if publication.may("publish", by) and by.user_id in publication.barred_from_publishing:
        return (
            "您不能公示这一条：录入、修改、复核过这条记录或拟过、改过公示文本的人不能公示它，须由第三人办理。"
        )
    return ""


def _fits(obj: Any, name: str, by: Any) -> bool:
    if name in _OTHER_EYES and _touched(obj, by):
        return False
    if name == "void":
        return obj.entered_by_id == by.user_id or Responsibility.holds_draft(by.id, obj)
    if name == "publish":
        return (
            obj.sheet_version == obj.face_version
            and obj.sheet == SHEET_CLEAN
            and by.user_id not in obj.barred_from_publishing
        )
    return not (name == "waive" and obj.source_kind != SourceKind.JUDGMENT)


def _touched(obj: Any, by: Any) -> bool:
    return by.user_id in {obj.entered_by_id, obj.last_changed_by_id}
