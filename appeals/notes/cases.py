"""The procedure of department notes（单位说明）, with every face: the one place of its registration."""

from __future__ import annotations

from django.db.models import Q

from appeals.notes import acts, deadlines, queues, rule_kinds
from appeals.notes.lists import NOTES
from appeals.notes.querysets import IN_REVIEW, OPEN
from appeals.notes.queues import DESK
from appeals.notes.services import DUE, STEP, lapse
from appeals.notes.transitions import LABEL
from appeals.repairs.models import Repair
from common.cases.case_type import DECLINED, declare
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.tabs import history_tab
from records.facts.models.facts import fact_kinds
from records.models import Publication

IS_OPEN = Q(status__in=OPEN)
UNDONE = Q(status__in=IN_REVIEW)
OF_A_PUBLICATION: dict[End, Answer] = dict.fromkeys(
    (End.EXPIRED, End.REPAIRED, End.WITHDRAWN, End.TOLERATED, End.SUPERSEDED, End.DECLINED), EndBy(lapse)
)
OF_A_REPAIR: dict[End, Answer] = {
    **dict.fromkeys((End.DECLINED, End.CANCELLED, End.LAPSED), EndBy(lapse)),
    # A granted repair ends the publication, and that its letter; one undone later has no letter in public any more.
    **dict.fromkeys((End.REPAIRED, End.VOID, End.REOPENED), GO_ON),
}
OF_A_FACT: dict[End, Answer] = dict.fromkeys((End.WITHDRAWN, End.VOID, End.TOLERATED, End.REOPENED), GO_ON)
"""A fact that ends takes its publication with it, and that its note."""
NOTE = DESK.procedure(
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
    handover=(DESK.handover("单位说明未办结", UNDONE, "accept"),),
    merger=(DESK.merger("办理中、公开中的单位说明", IS_OPEN, 49),),
    deadlines=(deadlines.EXAMINE.key,),
    notices=(NoticeGroup("notes", "单位说明", {STEP: "单位说明的进展", DUE: "单位说明到期"}, 47),),
    outbox=DECLINED("随所说明的公示公开和撤下，不另发消息"),
    parents=(
        Parent(Publication, "publication", OF_A_PUBLICATION, IS_OPEN, "所说明的"),
        Parent(Repair, "repair", OF_A_REPAIR, IS_OPEN, "所承诺的"),
        *(Parent(kind, "fact", OF_A_FACT, IS_OPEN, "所说明的") for kind in fact_kinds.values()),
    ),
)


def register() -> None:
    """Declare the procedure, its rules and its clock."""
    rule_kinds.register()
    deadlines.register()
    declare(NOTE)
