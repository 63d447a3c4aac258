"""The procedure of credit repair（信用修复）, with every face: the one place of its registration."""

from __future__ import annotations

from django.db.models import Q

from appeals.repairs import acts, deadlines, queues, rule_kinds
from appeals.repairs.lists import REPAIRS as LIST
from appeals.repairs.models import Repair
from appeals.repairs.querysets import UNDECIDED
from appeals.repairs.queues import DESK
from appeals.repairs.services.lapsing import end_with_fact, end_with_publication
from appeals.repairs.services.telling import GRANTED, TOPICS, UNDONE
from appeals.repairs.vocabulary import RepairStatus
from common.cases.case_type import DECLINED, declare
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.ends import End
from common.errors import WrongState
from common.notice_kinds import NoticeGroup
from common.roles import OFFICERS, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from common.verbs import let_follow
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


def _require_withdraw(case: Repair, by: Actor) -> None:
    """Let a file be taken back until the request is accepted."""
    FILE.require_attach(case, by)
    if case.status not in {RepairStatus.PENDING, RepairStatus.SUPPLEMENT}:
        raise WrongState("受理以后证据是决定的依据，不能撤回")


FILE = DESK.file(
    REPRESENTATIVES | OFFICERS,
    "证据由申请单位和信用办经办上传",
    {*UNDECIDED, RepairStatus.HEARING},
    _require_withdraw,
)
REPAIR = DESK.procedure(
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
    handover=(DESK.handover("信用修复未办结", OPEN, "accept"),),
    merger=(DESK.merger("办理中的信用修复", OPEN, 45),),
    deadlines=tuple(kind.key for kind in deadlines.KINDS),
    notices=(NoticeGroup("repairs", "信用修复", TOPICS, 45),),
    outbox="repair",
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
