"""The procedure of publishing a fact（公示）; it ends in the act that withdraws or tolerates its fact."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.cases.open_cases import CaseKind, through
from common.cases.story import story_of_itself
from common.ends import End
from common.open_matters import OpenMatter
from common.registry import Finder, Hit
from common.trail import Actor
from policy.vocabulary import HoldStatus, PublicationStatus
from records import history_words
from records.facts.models.facts import fact_kinds
from records.models import Hold, Publication
from records.publications import queues, sent
from records.publications.acts import PUBLICATION_ACTS
from records.publications.bulk_acts import PUBLICATION_BULK
from records.publications.filters import PublicationFilter
from records.publications.lists import PUBLICATIONS as LIST
from records.publications.services.ending import end_with_fact

OPEN = ~Q(status=PublicationStatus.ENDED)
OFF_THE_PAGES = EndBy(end_with_fact)
OF_A_FACT: dict[End, Answer] = {
    **dict.fromkeys((End.WITHDRAWN, End.TOLERATED), OFF_THE_PAGES),
    **dict.fromkeys((End.VOID, End.REOPENED), GO_ON),
}
"""Only a draft becomes void, and a draft was never published."""
WAYS = (End.EXPIRED, End.REPAIRED, End.WITHDRAWN, End.TOLERATED, End.SUPERSEDED, End.DECLINED)


def _found(posting: Actor, words: str) -> QuerySet[Publication]:
    scope = Publication.objects.visible_to(posting).select_related("fact__department")
    return PublicationFilter({"q": words}, queryset=scope, posting=posting).qs.order_by("-created_at", "pk")


def _address(publication: Publication) -> str:
    return reverse("records:publication", args=[publication.pk])


def _hit(publication: Publication) -> Hit:
    detail = f"{publication.fact.department} · {publication.get_status_display()}"
    return Hit(str(publication), _address(publication), detail)


PENDING = CaseKind(
    "publication_pending",
    "拟公示未办结",
    "records.publication",
    Q(status=PublicationStatus.PENDING),
    lambda posting: through("records.publication", "enter", posting),
    F("fact__number"),
)
OF_DEPARTMENT = OpenMatter(
    "publications",
    "在审或在公示的记录",
    lambda units: Publication.objects.filter(
        fact__department__in=units, status__in=(PublicationStatus.PENDING, PublicationStatus.PUBLIC)
    ),
    order=30,
)
PUBLICATIONS = CaseType(
    model=Publication,
    states=PublicationStatus,
    address=_address,
    notice_address=lambda key: reverse("records:publication", args=[key]),
    places=(queues.PLACE,),
    lists=(LIST,),
    queues=queues.QUEUES,
    sent=sent.SENT,
    finder=Finder("publications", "公示", _found, _hit, "records:publications", order=30),
    evidence=DECLINED("证据放在所公示的事实旁边"),
    talk=DECLINED("沟通放在所公示的事实旁边"),
    tabs=DECLINED("公示的经过写在事实的案卷页"),
    acts=PUBLICATION_ACTS,
    bulk=PUBLICATION_BULK,
    story=story_of_itself,
    handover=(PENDING,),
    merger=(OF_DEPARTMENT,),
    deadlines=("records.window", "records.repair"),
    notices=history_words.NOTICES,
    outbox="publication",
    titles=("face_title",),
    parents=(
        *(Parent(kind, "fact", OF_A_FACT, OPEN) for kind in fact_kinds.values()),
        Parent(Publication, "predecessor", dict.fromkeys(WAYS, GO_ON), OPEN),
    ),
)
HOLDS = CaseType(
    model=Hold,
    states=HoldStatus,
    address=lambda hold: _address(hold.publication),
    notice_address=lambda key: _address(Publication.objects.get(holds=key)),
    places=DECLINED("在公示的列表里，写作暂停"),
    lists=DECLINED("在公示的列表里，写作暂停"),
    queues=DECLINED("由引起它的办理解除，不单独等待"),
    sent=DECLINED("随引起它的办理一并完成"),
    finder=DECLINED("从所暂停的公示找到"),
    evidence=DECLINED("证据放在引起它的事项旁边"),
    talk=DECLINED("沟通放在引起它的事项旁边"),
    tabs=DECLINED("没有自己的页面"),
    acts=DECLINED("由引起它的办理开始和解除，不单独办理"),
    bulk=DECLINED("随引起它的办理，不批量办理"),
    story=story_of_itself,
    handover=DECLINED("不归一个岗位，由引起它的事项承担"),
    merger=DECLINED("随所暂停的公示"),
    deadlines=("records.hold",),
    notices=DECLINED("和公示的提醒一起"),
    outbox=DECLINED("暂停和恢复的消息以公示为对象"),
    titles=("publication_id", "status"),
    parents=(Parent(Publication, "publication", dict.fromkeys(WAYS, GO_ON), Q(status=HoldStatus.OPEN)),),
)
"""Holds end with their publication in its own act, or pass to the successor; nothing is left to a listener."""
TYPES = (PUBLICATIONS, HOLDS)
