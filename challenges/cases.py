"""The procedure of challenges（源文书变动）, with every face: the one place of its registration."""

from __future__ import annotations

from django.db.models import Q

from challenges import acts, deadlines, queues, rule_kinds
from challenges.lists import CHALLENGES
from challenges.models import Challenge
from challenges.queues import DESK
from challenges.services import mending, staying
from challenges.services.telling import TOPICS
from challenges.transitions import ENTRANTS, HOLDS, LABEL, RELEASES, UNDER_WAY
from challenges.vocabulary import ChallengeStatus
from common.cases.case_type import DECLINED
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.ends import End
from common.errors import WrongState
from common.notice_kinds import NoticeGroup
from common.open_matters import OpenMatter
from common.roles import DIRECTORS
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from common.verbs import let_follow
from records.facts.dishonesty.services.tolerating import readmission_bars
from records.facts.models.facts import CORRECTORS, WITHDRAWERS, fact_kinds
from records.models import Correction, Hold
from records.publications.services import publishing
from records.publications.services.publishable import held_back
from records.status_words import beside

OPEN, MENDING = Q(status__in=UNDER_WAY), Q(status=ChallengeStatus.MENDING)
WAYS = (End.WITHDRAWN, End.VOID, End.TOLERATED, End.REOPENED)
# The remedy is against the document: it goes on whatever becomes of one record, and ends the others with it.
OF_A_FACT: dict[End, Answer] = dict.fromkeys(WAYS, GO_ON)
OF_A_RECORD_TO_MEND: dict[End, Answer] = dict.fromkeys(WAYS, EndBy(mending.conclude))
OF_A_CORRECTION: dict[End, Answer] = {
    End.CONCLUDED: EndBy(mending.fulfil),
    End.CANCELLED: EndBy(mending.remand),
    End.LAPSED: EndBy(mending.remand),
}


def _require_withdraw(case: Challenge, by: Actor) -> None:
    """Let a file be taken back until the report is registered."""
    FILE.require_attach(case, by)
    if case.status != ChallengeStatus.REPORTED:
        raise WrongState("登记以后文书是决定的依据，不能撤回")


FILE = DESK.file(ENTRANTS | DIRECTORS, "文书由信用办、部门代表和认定机关上传", UNDER_WAY, _require_withdraw)
OF_DEPARTMENTS = OpenMatter(
    "challenges",
    "办理中的源文书变动",
    lambda units: Challenge.objects.open().of_departments(units),
    order=47,
)
"""A document tells of several departments: each has the matter."""
CHALLENGE = DESK.procedure(
    places=queues.PLACES,
    lists=(CHALLENGES,),
    queues=queues.QUEUES,
    sent=queues.SENT,
    finder=queues.FINDER,
    evidence=FILE,
    talk=talk_tab(LABEL),
    tabs=(evidence_tab(LABEL), history_tab(LABEL), *queues.TABS),
    acts=acts.ACTS,
    bulk=DECLINED("一份文书一件，逐件决定"),
    handover=(DESK.handover("源文书变动未办结", OPEN, "report", "accept"),),
    merger=(OF_DEPARTMENTS,),
    deadlines=tuple(kind.key for kind in deadlines.KINDS),
    notices=(NoticeGroup("challenges", "源文书变动", TOPICS, 66),),
    outbox=DECLINED("撤销、更正、暂停的消息以所涉的信息为对象"),
    parents=(
        *(Parent(kind, "fact", OF_A_FACT, OPEN) for kind in fact_kinds.values()),
        *(Parent(kind, "items__fact", OF_A_RECORD_TO_MEND, MENDING) for kind in fact_kinds.values()),
        Parent(Correction, "items__correction", OF_A_CORRECTION, MENDING),
    ),
)
TYPES = (CHALLENGE,)


def register() -> None:
    """Declare rules and clocks; let challenges hold publications, end and correct facts, and stand on a fact's page."""
    rule_kinds.register()
    deadlines.register()
    for act in HOLDS:
        Hold.allow(act, RELEASES)
    WITHDRAWERS.add(f"{LABEL}.annul")
    CORRECTORS.add(f"{LABEL}.mend")
    for kind in fact_kinds.values():
        for act in ("return", "void"):
            let_follow(kind, act, f"{LABEL}.annul")
    publishing.followers.append(staying.hold_opened)
    beside["challenges"] = queues.beside
    held_back["challenges"] = queues.bar_to_appearing
    readmission_bars.append(queues.bar_to_readmission)
