"""The procedure of leniency（从轻或者免于惩戒）, with every face: the one place of its registration."""

from __future__ import annotations

from functools import partial

from django.db.models import Q

from common.cases.case_type import DECLINED, declare
from common.cases.hanging import Answer, EndBy, Parent
from common.ends import End
from common.errors import WrongState
from common.notice_kinds import NoticeGroup
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from discipline.desk import of_facts
from discipline.leniency import acts, deadlines, queues
from discipline.leniency.lists import LIST
from discipline.leniency.models import OPEN, Leniency
from discipline.leniency.services.starting import lapse
from discipline.leniency.services.telling import TOPICS
from discipline.leniency.vocabulary import LeniencyStatus
from discipline.measures.models import Measure

STILL_OPEN = Q(status__in=OPEN)
SIDES = REPRESENTATIVES | OFFICERS | DIRECTORS | FINDING_BODIES
OF_A_MEASURE: dict[End, Answer] = dict.fromkeys(
    (End.CONCLUDED, End.EXPIRED, End.DECLINED, End.CANCELLED, End.LAPSED),
    EndBy(partial(lapse, key="measure")),
)
"""One that waits to be lifted has not ended: nothing is decided meanwhile. Who grants has left the open ones before."""


def _withdraw(case: Leniency, by: Actor) -> None:
    """Let a file be taken back until the case is taken up."""
    if case.status != LeniencyStatus.PENDING:
        raise WrongState("受理以后证据是决定的依据，不能撤回")


def register() -> None:
    """Declare the procedure which hangs on its measure and on each kind of fact."""
    of_measures = Parent(Measure, "measure", OF_A_MEASURE, STILL_OPEN, "所涉的")
    declare(
        queues.DESK.procedure(
            places=(queues.PLACE,),
            lists=(LIST,),
            queues=queues.QUEUES,
            sent=(queues.SENT,),
            finder=queues.FINDER,
            evidence=queues.DESK.file(SIDES, "证据由当事单位、实施机关和信用办上传", OPEN, _withdraw),
            talk=talk_tab(deadlines.LABEL),
            tabs=(evidence_tab(deadlines.LABEL), history_tab(deadlines.LABEL), queues.TAB),
            acts=acts.ACTS,
            bulk=DECLINED("从轻、免于逐件审查、决定，不批量办理"),
            handover=(queues.DESK.handover("从轻、免于未办结", STILL_OPEN, "accept"),),
            merger=(queues.DESK.merger("办理中的从轻、免于", STILL_OPEN, 47, "measure__body_unit"),),
            deadlines=tuple(kind.key for kind in deadlines.KINDS),
            notices=(NoticeGroup("leniencies", "从轻、免于惩戒", TOPICS, 58),),
            outbox=DECLINED("决定以告知书送达；措施由实施机关执行，不向外发消息"),
            parents=of_facts(EndBy(partial(lapse, key="fact")), STILL_OPEN, "所涉的", besides=[of_measures]),
        )
    )
