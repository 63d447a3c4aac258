"""The procedures of this app: a commitment, and the road of one that may be broken."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from commitments import acts, breach_acts, queues
from commitments.bulk_acts import COMMITMENT_BULK
from commitments.deadlines import BREACH as BREACH_LABEL
from commitments.deadlines import DUE, LABEL, ROAD
from commitments.domains.domain import domains
from commitments.leads import LOOK_BACK, seen, story_of_breach, story_of_commitment
from commitments.lists import BREACHES, COMMITMENTS
from commitments.models import Commitment
from commitments.models.breaches import OPEN
from commitments.models.commitments import BOTH_SIDES
from commitments.reminding import BREACH_TOPICS, TOPICS
from commitments.services.breaching import lapse
from commitments.services.inheriting import move_to_heir, promises_of
from commitments.services.pushing import TOPICS as PUSHED
from commitments.vocabulary import BreachStatus, CommitmentStatus
from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.cases.story import other_acts
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.open_matters import OpenMatter
from common.roles import CLERKS, FINDING_BODIES
from common.tabs import evidence_tab, history_tab, talk_tab
from common.version_words import code_words
from records.facts.models.facts import fact_kinds

S, B = CommitmentStatus, BreachStatus
DRAFTS = Q(status=S.DRAFT)
LIVE = (S.DRAFT, S.PENDING, S.RUNNING)
ROADS = Q(status__in=OPEN)
OF_A_PROMISE: dict[End, Answer] = {
    End.CONCLUDED: GO_ON,
    End.SUPERSEDED: EndBy(lapse),
    End.WITHDRAWN: EndBy(lapse),
    End.VOID: EndBy(lapse),
}
FED: dict[End, Answer] = {End.WITHDRAWN: GO_ON, End.VOID: GO_ON, End.TOLERATED: GO_ON, End.REOPENED: GO_ON}
"""What becomes of the record drafted from another document changes nothing of the finding that the promise was broken."""
BREACH_FILES = queues.BREACH_DESK.file(
    CLERKS | BOTH_SIDES | FINDING_BODIES,
    "违约核实的证据由核实机关、承诺主体、信用办经办和录入员上传",
    [*OPEN, B.CONFIRMED],
)
INHERITED = OpenMatter("commitments", "没有兑现的承诺", promises_of, move_to_heir, order=42)


def types() -> tuple[CaseType, CaseType]:
    """Return both procedures; the kinds of clocks are those of the domains registered so far."""
    clocks = [clock.kind.key for domain in domains.values() for clock in domain.clocks]
    answers = [kind.key for domain in domains.values() for kind, _ in domain.disputes.values()]
    return (_commitments((DUE.key, *clocks, *answers)), _breaches())


def _commitments(clocks: tuple[str, ...]) -> CaseType:
    other_acts[LOOK_BACK] = "责任回溯查询"
    declared = queues.DESK.procedure(
        places=(queues.PLACE, queues.LEDGER_PLACE),
        lists=(COMMITMENTS,),
        queues=queues.QUEUES,
        sent=(queues.SENT,),
        finder=queues.FINDER,
        evidence=queues.DESK.file(
            CLERKS | BOTH_SIDES, "承诺的证据由录入员、承诺主体和信用办经办上传", [*LIVE, S.KEPT]
        ),
        talk=talk_tab(LABEL),
        tabs=(evidence_tab(LABEL), history_tab(LABEL), queues.TAB),
        acts=acts.ACTS,
        bulk=COMMITMENT_BULK,
        handover=(replace(queues.DESK.handover("承诺草稿", DRAFTS), key=f"{Commitment.KIND}_draft"),),
        merger=(INHERITED,),
        deadlines=clocks,
        notices=(NoticeGroup("commitments", "承诺到期", TOPICS, 57),),
        outbox=DECLINED("承诺台账在后台办理，没有外部的接收方"),
        parents=DECLINED("承诺不依附于别的事项；机构调整由承继登记"),
    )
    return replace(declared, story=story_of_commitment)


def _breaches() -> CaseType:
    code_words.choices["topic"] = {**code_words.choices.get("topic", {}), **PUSHED}
    declared = queues.BREACH_DESK.procedure(
        places=(queues.BREACH_PLACE,),
        lists=(BREACHES,),
        queues=queues.BREACH_QUEUES,
        sent=(queues.BREACH_SENT,),
        finder=queues.BREACH_FINDER,
        evidence=replace(BREACH_FILES, seen=seen),
        talk=talk_tab(BREACH_LABEL),
        tabs=(evidence_tab(BREACH_LABEL), history_tab(BREACH_LABEL)),
        acts=breach_acts.ACTS,
        bulk=DECLINED("每件线索各自核实、责令、听取意见，逐件办理"),
        handover=(queues.BREACH_DESK.handover("违约核实未办结", ROADS),),
        merger=(queues.BREACH_DESK.merger("办理中的违约核实", ROADS, 43),),
        deadlines=tuple(kind.key for kind in ROAD),
        notices=(NoticeGroup("breaches", "违约核实", BREACH_TOPICS, 58),),
        outbox="breach",
        parents=(
            Parent(Commitment, "commitment", OF_A_PROMISE, ROADS),
            *(Parent(kind, "record", FED, ROADS) for kind in fact_kinds.values()),
        ),
    )
    return replace(declared, story=story_of_breach)
