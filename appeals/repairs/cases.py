"""The procedure of credit repair（信用修复）, with every face: the one place of its registration."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import F, Q
from django.urls import reverse

from appeals.following import let_follow
from appeals.repairs import acts, deadlines, queues, rule_kinds
from appeals.repairs.lists import REPAIRS as LIST
from appeals.repairs.models import Repair
from appeals.repairs.querysets import UNDECIDED
from appeals.repairs.services.lapsing import end_with_fact, end_with_publication
from appeals.repairs.services.telling import DECIDED, GRANTED, UNDONE, WAITS
from appeals.repairs.vocabulary import RepairStatus
from common.case_file_rules import acted_through, require_say
from common.case_files import CaseFile
from common.cases.case_type import DECLINED, CaseType, declare
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.cases.open_cases import CaseKind, through
from common.cases.story import story_of_itself
from common.ends import End
from common.errors import NotAllowed, WrongState
from common.notice_kinds import NoticeGroup
from common.open_matters import OpenMatter
from common.roles import OFFICERS, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from common.version_words import code_words
from records.facts.models.facts import fact_kinds
from records.models import Publication

LABEL = "appeals.repair"
OPEN = Q(status__in=UNDECIDED)
WITH_FACT, WITH_PUBLICATION = EndBy(end_with_fact), EndBy(end_with_publication)
OF_A_FACT: dict[End, Answer] = {
    **dict.fromkeys((End.WITHDRAWN, End.VOID, End.TOLERATED), WITH_FACT),
    End.REOPENED: GO_ON,
}
OF_A_PUBLICATION: dict[End, Answer] = {
    **dict.fromkeys((End.EXPIRED, End.REPAIRED), WITH_PUBLICATION),
    # The fact's own end says what becomes of the request; a successor or a new proposal is of the same fact.
    **dict.fromkeys((End.WITHDRAWN, End.TOLERATED, End.SUPERSEDED, End.DECLINED), GO_ON),
}


def _require_attach(case: Repair, by: Actor) -> None:
    """Let the department and the officers lay files beside a request that is in hand."""
    if by.role not in REPRESENTATIVES | OFFICERS:
        raise NotAllowed("证据由申请单位和信用办经办上传")
    if case.status not in {*UNDECIDED, RepairStatus.HEARING}:
        raise WrongState(f"现在是“{case.get_status_display()}”，证据不能再变动")


def _require_withdraw(case: Repair, by: Actor) -> None:
    """Let a file be taken back until the request is accepted."""
    _require_attach(case, by)
    if case.status not in {RepairStatus.PENDING, RepairStatus.SUPPLEMENT}:
        raise WrongState("受理以后证据是决定的依据，不能撤回")


def _others(case: Repair, by: Actor) -> Iterable[uuid.UUID]:
    return acted_through(case) - {by.pk}


FILE = CaseFile(
    LABEL,
    lambda case: str(case.number),
    queues.address,
    _require_attach,
    _require_withdraw,
    require_say,
    _others,
)
UNDONE_CASES = CaseKind(
    "repair",
    "信用修复未办结",
    LABEL,
    OPEN,
    lambda posting: through(LABEL, "enter", posting) | through(LABEL, "accept", posting),
    F("number"),
)
OF_DEPARTMENT = OpenMatter(
    "repairs",
    "办理中的信用修复",
    lambda units: Repair.objects.filter(OPEN, department__in=units),
    order=45,
)
REPAIR = CaseType(
    model=Repair,
    states=RepairStatus,
    address=queues.address,
    notice_address=lambda key: reverse("appeals:repair", args=[key]),
    places=queues.PLACES,
    lists=(LIST,),
    queues=queues.QUEUES,
    sent=queues.SENT,
    finder=queues.FINDER,
    evidence=FILE,
    talk=talk_tab(LABEL),
    tabs=(evidence_tab(LABEL), history_tab(LABEL), *queues.TABS),
    acts=acts.ACTS,
    bulk=DECLINED("逐件核对履行证明，不批量办理"),
    story=story_of_itself,
    handover=(UNDONE_CASES,),
    merger=(OF_DEPARTMENT,),
    deadlines=tuple(kind.key for kind in deadlines.KINDS),
    notices=(NoticeGroup("repairs", "信用修复", {DECIDED: "信用修复有结果", WAITS: "信用修复等待决定"}, 45),),
    outbox="repair",
    titles=("number",),
    parents=(
        *(Parent(kind, "fact", OF_A_FACT, OPEN, "所修复的") for kind in fact_kinds.values()),
        Parent(Publication, "fact__publications", OF_A_PUBLICATION, OPEN, "所修复的"),
        Parent(Publication, "publication", dict.fromkeys(OF_A_PUBLICATION, GO_ON), OPEN),
    ),
)
TYPES = (REPAIR,)


def register() -> None:
    """Declare the procedure, its rules and clocks, and what of lower apps follows from it."""
    rule_kinds.register()
    deadlines.register()
    for act in ("end", "lapse"):
        let_follow(Publication, act, f"{LABEL}.grant")
    let_follow(Publication, "undo_repair", f"{LABEL}.undo")
    for kind in fact_kinds.values():
        if kind.IS_REPAIRABLE:
            let_follow(kind, "repair", f"{LABEL}.grant")
            let_follow(kind, "undo_repair", f"{LABEL}.undo")
    declare(*TYPES)
    topics = {GRANTED: "准予信用修复", UNDONE: "撤销信用修复"}
    code_words.choices["topic"] = {**code_words.choices.get("topic", {}), **topics}
