"""The procedure of correcting a fact（更正）; it has nothing left to correct once its fact is withdrawn or void."""

from __future__ import annotations

from django.db.models import F, Q
from django.urls import reverse

from common.case_file_rules import require_own_procedure, require_say
from common.case_files import CaseFile
from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.cases.open_cases import CaseKind, through
from common.cases.story import story_of_itself
from common.ends import End
from common.open_matters import OpenMatter
from common.tabs import evidence_tab, talk_tab
from policy.vocabulary import CorrectionStatus
from records.corrections import acts, queues
from records.corrections.lists import CORRECTIONS as LIST
from records.corrections.models.corrections import IN_HAND, UNDECIDED
from records.facts.case_files import others
from records.facts.models.facts import fact_kinds
from records.models import Correction

OPEN = Q(status__in=UNDECIDED)
LAPSE = EndBy("lapse")
OF_A_FACT: dict[End, Answer] = {
    End.WITHDRAWN: LAPSE,
    End.VOID: LAPSE,
    End.TOLERATED: GO_ON,
    End.REOPENED: LAPSE,
}
"""A tolerated fact stays correctable; one that is taken up again goes back to its reviewers."""
FILE = CaseFile(
    "records.correction",
    lambda case: case.fact.number,
    lambda case: reverse("records:correction", args=[case.pk]),
    require_own_procedure,
    require_own_procedure,
    require_say,
    others,
)
"""A case of its own about a fact: the same talk and the same evidence lie beside it."""
UNDONE = CaseKind(
    "correction",
    "更正未办结",
    FILE.model,
    OPEN,
    lambda posting: through(FILE.model, "enter", posting),
    F("fact__number"),
)
IN_DEPARTMENT = OpenMatter(
    "corrections",
    "办理中的更正",
    lambda units: Correction.objects.filter(fact__department__in=units, status__in=IN_HAND),
    order=40,
)
CORRECTIONS = CaseType(
    model=Correction,
    states=CorrectionStatus,
    address=FILE.address,
    notice_address=lambda key: reverse("records:correction", args=[key]),
    places=queues.PLACES,
    lists=(LIST,),
    queues=queues.CORRECTION_QUEUES,
    sent=queues.SENT,
    finder=DECLINED("从所更正的事实找到，它们有自己的查找"),
    evidence=FILE,
    talk=talk_tab("records.correction"),
    tabs=(evidence_tab("records.correction"), *queues.TABS),
    acts=acts.ACTS,
    bulk=DECLINED("每件更正逐条核对，不批量办理"),
    story=story_of_itself,
    handover=(UNDONE,),
    merger=(IN_DEPARTMENT,),
    deadlines=DECLINED("没有法定的办理期限"),
    notices=DECLINED("只在列表里等待办理，不另发提醒"),
    outbox=DECLINED("更正的消息以所更正的事实为对象"),
    titles=("fact_id", "kind"),
    parents=tuple(Parent(kind, "fact", OF_A_FACT, OPEN, words="所更正的") for kind in fact_kinds.values()),
)
TYPES = (CORRECTIONS,)
