"""The procedure of correcting a fact（更正）; it has nothing left to correct once its fact is withdrawn or void."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, EndBy, Parent
from common.cases.story import story_of_itself
from common.ends import End
from common.tabs import evidence_tab, talk_tab
from records import case_files, lists, open_cases, open_matters, sent
from records.corrections import acts, queues
from records.corrections.models.corrections import UNDECIDED
from records.models import Commendation, Correction, DishonestyRecord, LostJudgment
from records.vocabulary import CorrectionStatus

OPEN = Q(status__in=UNDECIDED)
LAPSE = EndBy("lapse")
OF_A_FACT = {End.WITHDRAWN: LAPSE, End.VOID: LAPSE}
CORRECTIONS = CaseType(
    model=Correction,
    states=CorrectionStatus,
    address=case_files.CORRECTIONS.address,
    notice_address=lambda key: reverse("records:correction", args=[key]),
    places=queues.PLACES,
    lists=(lists.CORRECTIONS,),
    queues=queues.CORRECTION_QUEUES,
    sent=sent.CASES,
    finder=DECLINED("从所更正的事实找到，它们有自己的查找"),
    evidence=case_files.CORRECTIONS,
    talk=talk_tab("records.correction"),
    tabs=(evidence_tab("records.correction"), *queues.TABS),
    acts=acts.ACTS,
    bulk=DECLINED("每件更正逐条核对，不批量办理"),
    story=story_of_itself,
    handover=tuple(kind for kind in open_cases.KINDS if kind.model == "records.correction"),
    merger=(open_matters.CORRECTIONS,),
    deadlines=DECLINED("没有法定的办理期限"),
    notices=DECLINED("只在列表里等待办理，不另发提醒"),
    outbox=DECLINED("更正的消息以所更正的事实为对象"),
    titles=("fact_id", "kind"),
    parents=(
        Parent(
            DishonestyRecord,
            "fact",
            # A tolerated record stays correctable; one that is taken up again goes back to its reviewers.
            {**OF_A_FACT, End.TOLERATED: GO_ON, End.REOPENED: LAPSE},
            OPEN,
            words="所更正的",
        ),
        Parent(LostJudgment, "fact", OF_A_FACT, OPEN, words="所更正的"),
        Parent(Commendation, "fact", OF_A_FACT, OPEN, words="所更正的"),
    ),
)
TYPES = (CORRECTIONS,)
