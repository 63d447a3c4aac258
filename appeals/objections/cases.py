"""The procedure of objections（异议）: the one place of its registration, and what each end of a fact does to it."""

from __future__ import annotations

from django.db.models import F, Q
from django.urls import reverse

from appeals.objections import acts, case_files, queues
from appeals.objections.deadlines import KINDS
from appeals.objections.lists import OBJECTIONS, address
from appeals.objections.models import Objection
from appeals.objections.models.transitions import HOLDS, LABEL, RELEASES
from appeals.objections.querysets import OPEN
from appeals.objections.services import deciding
from appeals.objections.vocabulary import ObjectionStatus
from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, EndBy, Parent, Wait
from common.cases.open_cases import CaseKind, through
from common.cases.story import story_of_itself
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.open_matters import OpenMatter
from common.registry import Finder, Hit
from common.tabs import evidence_tab, history_tab, talk_tab
from records.facts.models.facts import CORRECTORS, WITHDRAWERS, fact_kinds
from records.models import Correction, Hold
from records.publications.services.publishable import held_back
from records.status_words import beside

IS_OPEN = Q(status__in=OPEN)
LAPSE = EndBy(deciding.lapse)
OF_A_FACT: dict[End, Answer] = {
    End.WITHDRAWN: LAPSE,
    End.VOID: LAPSE,
    # The publication has ended; whether the file is right is still asked（procedures D.17）.
    End.TOLERATED: GO_ON,
    End.REOPENED: Wait("objections_unsure"),
}
OF_A_CORRECTION: dict[End, Answer] = {
    End.CONCLUDED: EndBy(deciding.fulfil),
    End.CANCELLED: EndBy(deciding.remand),
    End.LAPSED: EndBy(deciding.remand),
}
NOTICES = NoticeGroup(
    "objections",
    "异议",
    {
        "objection.filed": "收到异议",
        "objection.ask": "通知补正",
        "objection.supplied": "异议已补正",
        "objection.explained": "申请人已补充说明",
        "objection.verify": "异议转核查",
        "objection.answered": "核查结论已到",
        "objection.escalated": "下级核查逾期",
        "objection.late": "异议核查逾期",
        "objection.mend": "异议待更正",
        "objection.step": "异议的进展",
        "objection.due": "异议到期",
    },
    65,
)
UNDONE = CaseKind(
    "objection",
    "异议未办结",
    LABEL,
    IS_OPEN,
    lambda posting: through(LABEL, "enter", posting) | through(LABEL, "register", posting),
    F("number"),
)
IN_DEPARTMENT = OpenMatter(
    "objections",
    "办理中的异议",
    lambda units: Objection.objects.open().filter(
        Q(fact__department__in=units) | Q(verifying_unit__in=units)
    ),
    order=45,
)
OBJECTION = CaseType(
    model=Objection,
    states=ObjectionStatus,
    address=address,
    notice_address=lambda key: reverse("appeals:objection", args=[key]),
    places=queues.PLACES,
    lists=(OBJECTIONS,),
    queues=queues.QUEUES,
    sent=queues.SENT,
    finder=Finder(
        "objections",
        "异议",
        lambda posting, words: Objection.objects.visible_to(posting).told(words),
        lambda case: Hit(case.number, address(case), case.status_word),
        "appeals:objections",
    ),
    evidence=case_files.FILE,
    talk=talk_tab(LABEL),
    tabs=(evidence_tab(LABEL), history_tab(LABEL), *queues.TABS),
    acts=acts.ACTS,
    bulk=DECLINED("每件异议逐件审查，不批量办理"),
    story=story_of_itself,
    handover=(UNDONE,),
    merger=(IN_DEPARTMENT,),
    deadlines=tuple(kind.key for kind in KINDS),
    notices=(NOTICES,),
    outbox=DECLINED("更正、撤销的消息以所异议的信息为对象"),
    titles=("number",),
    parents=(
        *(Parent(kind, "fact", OF_A_FACT, IS_OPEN, words="所异议的") for kind in fact_kinds.values()),
        Parent(Correction, "correction", OF_A_CORRECTION, Q(status=ObjectionStatus.MENDING)),
    ),
)
TYPES = (OBJECTION,)


def register() -> None:
    """Let objections hold publications, withdraw facts and open corrections; say on a fact's page that one is in hand."""
    for act in HOLDS:
        Hold.allow(act, RELEASES)
    WITHDRAWERS.add(f"{LABEL}.withdraw_fact")
    CORRECTORS.add(f"{LABEL}.mend")
    beside["objections"] = queues.beside
    held_back["objections"] = queues.bar_to_appearing
