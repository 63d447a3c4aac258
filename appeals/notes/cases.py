"""The procedure of department notes（单位说明）, with every face: the one place of its registration."""

from __future__ import annotations

from django.db.models import F, Q
from django.urls import reverse

from appeals.notes import acts, deadlines, queues, rule_kinds
from appeals.notes.lists import NOTES, address
from appeals.notes.models import DepartmentNote
from appeals.notes.querysets import IN_REVIEW, OPEN
from appeals.notes.services import STEP, lapse
from appeals.notes.transitions import LABEL
from appeals.notes.vocabulary import NoteStatus
from common.cases.case_type import DECLINED, CaseType, declare
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.cases.open_cases import CaseKind, through
from common.cases.story import story_of_itself
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.open_matters import OpenMatter
from common.tabs import history_tab
from records.facts.models.facts import fact_kinds
from records.models import Publication

IS_OPEN = Q(status__in=OPEN)
UNDONE = Q(status__in=IN_REVIEW)
OF_A_PUBLICATION: dict[End, Answer] = dict.fromkeys(
    (End.EXPIRED, End.REPAIRED, End.WITHDRAWN, End.TOLERATED, End.SUPERSEDED, End.DECLINED), EndBy(lapse)
)
OF_A_FACT: dict[End, Answer] = dict.fromkeys((End.WITHDRAWN, End.VOID, End.TOLERATED, End.REOPENED), GO_ON)
"""A fact that ends takes its publication with it, and that its note."""
NOTE = CaseType(
    model=DepartmentNote,
    states=NoteStatus,
    address=address,
    notice_address=lambda key: reverse("appeals:note", args=[key]),
    places=(queues.PLACE,),
    lists=(NOTES,),
    queues=queues.QUEUES,
    sent=(queues.SENT,),
    finder=queues.FINDER,
    evidence=DECLINED("说明只有文字，证据放在所说明的记录旁边"),
    talk=DECLINED("沟通放在所说明的记录旁边"),
    tabs=(history_tab(LABEL), *queues.TABS),
    acts=acts.ACTS,
    bulk=DECLINED("每份说明逐份审查，不批量办理"),
    story=story_of_itself,
    handover=(
        CaseKind(
            "note",
            "单位说明未办结",
            LABEL,
            UNDONE,
            lambda posting: through(LABEL, "enter", posting) | through(LABEL, "accept", posting),
            F("number"),
        ),
    ),
    merger=(
        OpenMatter(
            "notes",
            "办理中、公开中的单位说明",
            lambda units: DepartmentNote.objects.filter(IS_OPEN, fact__department__in=units),
            order=49,
        ),
    ),
    deadlines=(deadlines.EXAMINE.key,),
    notices=(NoticeGroup("notes", "单位说明", {STEP: "单位说明的进展"}, 47),),
    outbox=DECLINED("随所说明的公示公开和撤下，不另发消息"),
    titles=("number",),
    parents=(
        Parent(Publication, "publication", OF_A_PUBLICATION, IS_OPEN, "所说明的"),
        *(Parent(kind, "fact", OF_A_FACT, IS_OPEN, "所说明的") for kind in fact_kinds.values()),
    ),
)


def register() -> None:
    """Declare the procedure, its rules and its clock."""
    rule_kinds.register()
    deadlines.register()
    declare(NOTE)
