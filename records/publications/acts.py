"""The acts of a publication as its page offers them: words, what they do, the inputs they ask for."""

from __future__ import annotations

from common.cases.acts import Act, calling, doing
from common.forms import GivenReasonForm
from common.trail import Actor
from policy.vocabulary import SHEET_CLEAN, EndGround
from records import services
from records.forms.acts import PublishForm, SuspendForm
from records.models import Publication
from records.publications.services.publishable import bar_to_appearing

BY_APPLICATION = "失信记录凭信用修复申请终止公示，请从记录页的“信用修复”办理"


def _not_ready(publication: Publication, by: Actor) -> str:
    signed = publication.sheet_version == publication.face_version and publication.sheet == SHEET_CLEAN
    if signed and by.user_id not in publication.barred_from_publishing:
        return bar_to_appearing(publication.fact.of_kind)
    return "公开审查还没有签署或没有通过，或者您录入、修改、复核、审查过，不能由您公示"


PUBLICATION_ACTS: dict[str, Act] = {
    "publish": Act(
        "公示",
        "公众网站、部门档案和检索立即可见；失信记录的统计次日计入；到期的自动撤下。",
        calling(services.publish),
        PublishForm,
        is_grave=True,
        is_first=True,
        bar=_not_ready,
    ),
    "return": Act(
        "退回经办", "经办按理由修改公示文本；改好后重新逐项审查、签署。", doing("send_back"), GivenReasonForm
    ),
    "decline": Act(
        "不予公开",
        "这份拟公示到此为止；记录仍在档案里，可以另行拟公示。",
        calling(services.decline_publication),
        GivenReasonForm,
    ),
    "suspend": Act(
        "暂停公示",
        "公开页面立即撤下；公示期照常计算，不因暂停顺延。",
        calling(services.suspend),
        SuspendForm,
        is_grave=True,
    ),
    "resume": Act(
        "恢复公示",
        "在剩余的公示期内重新显示。",
        calling(services.resume),
        GivenReasonForm,
        is_grave=True,
        is_first=True,
    ),
    "end": Act(
        "终止公示",
        "公开页面立即撤下，原地址只显示中性的一句话。不能恢复。",
        lambda case, by, given: services.end_publication(case, by=by, ground=EndGround.REPAIRED, **given),
        GivenReasonForm,
        is_grave=True,
        bar=lambda case, by: BY_APPLICATION if case.fact.of_kind.IS_REPAIRABLE else "",
    ),
}


def bar_to_third_person(publication: Publication, by: Actor) -> str:
    """Return why only what `by` did before keeps them from the next step of a publication, "" where nothing does."""
    if publication.may("sign", by) and by.user_id in publication.hands:
        return "您不能签署这一份：录入、修改、复核过或拟过公示文本的人不能审查自己经手的内容。"
    if publication.may("publish", by) and by.user_id in publication.barred_from_publishing:
        return "您不能公示这一条：录入、修改、复核过这条记录，拟过、改过公示文本或签署公开审查的人不能公示它，请另一位负责人办理。"
    return ""
