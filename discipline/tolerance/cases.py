"""The procedure of tolerance（容错）, with every face: the one place of its registration."""

from __future__ import annotations

from django.db.models import Q

from common.cases.case_type import DECLINED, declare
from common.cases.hanging import EndBy
from common.errors import WrongState
from common.notice_kinds import NoticeGroup
from common.roles import FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from discipline.desk import of_facts
from discipline.tolerance import acts, deadlines, queues
from discipline.tolerance.lists import TOLERANCES
from discipline.tolerance.models import Tolerance
from discipline.tolerance.querysets import HAD, OPEN
from discipline.tolerance.services.starting import lapse
from discipline.tolerance.services.telling import TOPICS
from discipline.tolerance.vocabulary import ToleranceStatus
from records.facts.models.facts import EXCLUDERS, READMITTERS

LABEL = deadlines.LABEL
STILL_OPEN = Q(status__in=OPEN)
SIDES = REPRESENTATIVES | OFFICERS | FINDING_BODIES


def _withdraw(case: Tolerance, by: Actor) -> None:
    """Let a file be taken back until the case is taken up."""
    if case.status != ToleranceStatus.PENDING:
        raise WrongState("受理以后证据是认定的依据，不能撤回")


TOLERANCE = queues.DESK.procedure(
    places=(queues.PLACE,),
    lists=(TOLERANCES,),
    queues=queues.QUEUES,
    sent=(queues.SENT,),
    finder=queues.FINDER,
    evidence=queues.DESK.file(SIDES, "证据由当事单位、信用办经办和认定机关上传", (*OPEN, *HAD), _withdraw),
    talk=talk_tab(LABEL),
    tabs=(evidence_tab(LABEL), history_tab(LABEL), *queues.TABS),
    acts=acts.ACTS,
    bulk=DECLINED("容错逐件调查、集体认定，不批量办理"),
    handover=(queues.DESK.handover("容错未办结", STILL_OPEN, "accept"),),
    merger=(queues.DESK.merger("办理中的容错", STILL_OPEN, 46, "body_unit"),),
    deadlines=tuple(kind.key for kind in deadlines.KINDS),
    notices=(NoticeGroup("tolerances", "容错", TOPICS, 56),),
    outbox=DECLINED("不纳入和重新纳入的消息以记录为对象"),
    # The case that keeps its record out has left the open ones before the record ends.
    parents=of_facts(EndBy(lapse), STILL_OPEN, "所涉的"),
)
TYPES = (TOLERANCE,)


def register() -> None:
    """Declare the procedure; a record is kept out and taken up again by its acts alone."""
    EXCLUDERS.add(f"{LABEL}.exclude")
    READMITTERS.add(f"{LABEL}.revoke")
    declare(*TYPES)
