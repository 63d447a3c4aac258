"""The procedure of publishing a fact（公示）; it ends in the act that withdraws or tolerates its fact."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.cases.story import story_of_itself
from common.ends import End
from records import acts, bulk_acts, finders, history_words, lists, open_cases, open_matters, queues, sent
from records.models import Commendation, DishonestyRecord, Hold, LostJudgment, Publication
from records.publications.services.ending import end_with_fact
from records.vocabulary import HoldStatus, PublicationStatus

OPEN = ~Q(status=PublicationStatus.ENDED)
OFF_THE_PAGES = EndBy(end_with_fact)
OF_A_FACT: dict[End, Answer] = {End.WITHDRAWN: OFF_THE_PAGES, End.VOID: GO_ON}
"""Only a draft becomes void, and a draft was never published."""
WAYS = (End.EXPIRED, End.REPAIRED, End.WITHDRAWN, End.SUPERSEDED, End.DECLINED)
PUBLICATIONS = CaseType(
    model=Publication,
    states=PublicationStatus,
    address=lambda publication: reverse("records:publication", args=[publication.pk]),
    notice_address=lambda key: reverse("records:publication", args=[key]),
    places=(queues.PUBLICATION_PLACE,),
    lists=(lists.PUBLICATIONS,),
    queues=queues.PUBLICATION_QUEUES,
    sent=sent.PUBLICATIONS,
    finder=finders.PUBLICATIONS,
    evidence=DECLINED("证据放在所公示的事实旁边"),
    talk=DECLINED("沟通放在所公示的事实旁边"),
    tabs=DECLINED("公示的经过写在事实的案卷页"),
    acts=acts.PUBLICATION_ACTS,
    bulk=bulk_acts.PUBLICATION_BULK,
    story=story_of_itself,
    handover=tuple(kind for kind in open_cases.KINDS if kind.model == "records.publication"),
    merger=(open_matters.PUBLICATIONS,),
    deadlines=("records.window", "records.repair"),
    notices=history_words.NOTICES,
    outbox="publication",
    titles=("face_title",),
    parents=(
        Parent(
            DishonestyRecord,
            "fact",
            {**OF_A_FACT, End.TOLERATED: OFF_THE_PAGES, End.REOPENED: GO_ON},
            OPEN,
        ),
        Parent(LostJudgment, "fact", OF_A_FACT, OPEN),
        Parent(Commendation, "fact", OF_A_FACT, OPEN),
        Parent(Publication, "predecessor", dict.fromkeys(WAYS, GO_ON), OPEN),
    ),
)
HOLDS = CaseType(
    model=Hold,
    states=HoldStatus,
    address=DECLINED("在所暂停的公示那一页办理"),
    notice_address=DECLINED("不另发提醒"),
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
    deadlines=DECLINED("没有法定期限；拟到之日只提醒"),
    notices=DECLINED("不另发提醒"),
    outbox=DECLINED("暂停和恢复的消息以公示为对象"),
    titles=("publication_id", "status"),
    parents=(Parent(Publication, "publication", dict.fromkeys(WAYS, GO_ON), Q(status=HoldStatus.OPEN)),),
)
"""Holds end with their publication in its own act, or pass to the successor; nothing is left to a listener."""
TYPES = (PUBLICATIONS, HOLDS)
