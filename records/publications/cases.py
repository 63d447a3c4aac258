"""The procedure of publishing a fact（公示）; it ends in the act that withdraws or tolerates its fact."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.cases.story import story_of_itself
from common.ends import End
from records import acts, bulk_acts, finders, history_words, lists, open_cases, open_matters, queues, sent
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication
from records.publications.services.ending import end_with_fact
from records.vocabulary import PublicationStatus

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
    deadlines=("publication_window",),
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
TYPES = (PUBLICATIONS,)
