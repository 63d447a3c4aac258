"""The procedure of measures（惩戒措施）; as its record ends, each does what its line of the catalogue says."""

from __future__ import annotations

from django.db.models import Q

from common.cases.case_type import DECLINED, CaseType, declare
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from common.version_words import code_words
from discipline.bounds import of_corrections
from discipline.desk import of_facts
from discipline.measures import acts, queues, services
from discipline.measures.deadlines import KINDS, LABEL
from discipline.measures.lists import MEASURES
from discipline.measures.models import BEFORE, OPEN
from discipline.measures.reminding import TOPICS
from discipline.measures.services.ending import ASKED
from discipline.measures.vocabulary import MeasureStatus
from records.models import Publication

WITH_FACT = EndBy(services.end_with_fact)
STILL_OPEN = Q(status__in=OPEN)
SIDES = OFFICERS | DIRECTORS | REPRESENTATIVES | FINDING_BODIES
"""Who lays files beside it while it is open: the department, the office and the body that applies it."""
ANSWERING = Q(status__in=[*BEFORE, MeasureStatus.RUNNING])
"""Those whose record may end; one that waits to be lifted has heard of it."""
OF_A_PUBLICATION: dict[End, Answer] = {
    End.EXPIRED: EndBy(services.end_with_publication),
    # A repair ends the measures itself, also of what was never published; the others end with the fact, or not at all.
    **dict.fromkeys((End.REPAIRED, End.WITHDRAWN, End.TOLERATED, End.SUPERSEDED, End.DECLINED), GO_ON),
}


def measures() -> CaseType:
    """Return the procedure, which hangs on each kind of fact that there is."""
    of_publications = Parent(Publication, "fact__publications", OF_A_PUBLICATION, ANSWERING, "所依据的")
    corrections = of_corrections(
        Q(status=MeasureStatus.RUNNING), lambda fact: services.last_of(fact.derived())
    )
    return queues.DESK.procedure(
        places=(queues.PLACE,),
        lists=(MEASURES,),
        queues=queues.QUEUES,
        sent=(queues.SENT,),
        finder=queues.FINDER,
        evidence=queues.DESK.file(SIDES, "惩戒措施的证据由部门代表、实施机关和信用办上传", OPEN),
        talk=talk_tab(LABEL),
        tabs=(evidence_tab(LABEL), history_tab(LABEL), *queues.tabs()),
        acts=acts.ACTS,
        bulk=DECLINED("每件措施逐件告知、听取意见和决定，不批量办理"),
        handover=(queues.DESK.handover("惩戒措施未办结", STILL_OPEN),),
        merger=(queues.DESK.merger("办理或者执行中的惩戒措施", STILL_OPEN, 46),),
        deadlines=tuple(kind.key for kind in KINDS),
        notices=(NoticeGroup("measures", "惩戒措施", TOPICS, 57),),
        outbox="measure",
        parents=of_facts(WITH_FACT, ANSWERING, "所依据的", besides=[of_publications, corrections]),
    )


def register() -> None:
    """Declare the procedure; say what its message to a body elsewhere is called."""
    declare(measures())
    code_words.choices["topic"] = {**code_words.choices.get("topic", {}), ASKED: "请解除惩戒措施"}
