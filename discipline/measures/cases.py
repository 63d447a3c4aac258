"""The procedure of measures（惩戒措施）; as its record ends, each does what its line of the catalogue says."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse

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
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from common.version_words import code_words
from discipline.measures import acts, queues, services
from discipline.measures.deadlines import KINDS, LABEL
from discipline.measures.lists import MEASURES
from discipline.measures.models import BEFORE, OPEN, Measure
from discipline.measures.reminding import TOPICS
from discipline.measures.services.ending import ASKED
from discipline.measures.vocabulary import MeasureStatus
from records.facts.models.facts import fact_kinds
from records.models import Publication

WITH_FACT = EndBy(services.end_with_fact)
STILL_OPEN = Q(status__in=OPEN)
ANSWERING = Q(status__in=[*BEFORE, MeasureStatus.RUNNING])
"""Those whose record may end; one that waits to be lifted has heard of it."""
OF_A_FACT: dict[End, Answer] = {
    **dict.fromkeys((End.WITHDRAWN, End.VOID, End.TOLERATED), WITH_FACT),
    # What was lifted stays lifted; a record taken up again needs a notice and a hearing of its own（procedures.md 10）.
    End.REOPENED: GO_ON,
}
OF_A_PUBLICATION: dict[End, Answer] = {
    End.EXPIRED: EndBy(services.end_with_publication),
    # A repair ends the measures itself, also of what was never published; the others end with the fact, or not at all.
    **dict.fromkeys((End.REPAIRED, End.WITHDRAWN, End.TOLERATED, End.SUPERSEDED, End.DECLINED), GO_ON),
}


def _require_side(case: Measure, by: Actor) -> None:
    """Let the department, the office and the body that applies it lay files beside it while it is open."""
    if by.role not in OFFICERS | DIRECTORS | REPRESENTATIVES | FINDING_BODIES:
        raise NotAllowed("惩戒措施的证据由部门代表、实施机关和信用办上传")
    if case.status not in OPEN:
        raise WrongState(f"现在是“{case.get_status_display()}”，证据不能再变动")


def _others(case: Measure, by: Actor) -> Iterable[UUID]:
    return acted_through(case) - {by.pk}


FILE = CaseFile(
    LABEL,
    lambda case: str(case.number),
    queues.address_of,
    _require_side,
    _require_side,
    require_say,
    _others,
)
HANDOVER = CaseKind(
    "measure",
    "惩戒措施未办结",
    LABEL,
    STILL_OPEN,
    lambda posting: through(LABEL, "enter", posting),
    F("number"),
)
MERGER = OpenMatter(
    "measures",
    "办理或者执行中的惩戒措施",
    lambda units: Measure.objects.filter(STILL_OPEN, fact__department__in=units),
    order=46,
)


def measures() -> CaseType:
    """Return the procedure, which hangs on each kind of fact that there is."""
    return CaseType(
        model=Measure,
        states=MeasureStatus,
        address=queues.address_of,
        notice_address=lambda key: reverse("discipline:measure", args=[key]),
        places=(queues.PLACE,),
        lists=(MEASURES,),
        queues=queues.QUEUES,
        sent=(queues.SENT,),
        finder=queues.FINDER,
        evidence=FILE,
        talk=talk_tab(LABEL),
        tabs=(evidence_tab(LABEL), history_tab(LABEL), *queues.tabs()),
        acts=acts.ACTS,
        bulk=DECLINED("每件措施逐件告知、听取意见和决定，不批量办理"),
        story=story_of_itself,
        handover=(HANDOVER,),
        merger=(MERGER,),
        deadlines=tuple(kind.key for kind in KINDS),
        notices=(NoticeGroup("measures", "惩戒措施", TOPICS, 57),),
        outbox="measure",
        titles=("number",),
        parents=(
            *(Parent(kind, "fact", OF_A_FACT, ANSWERING, "所依据的") for kind in fact_kinds.values()),
            Parent(Publication, "fact__publications", OF_A_PUBLICATION, ANSWERING, "所依据的"),
        ),
    )


def register() -> None:
    """Declare the procedure; say what its message to a body elsewhere is called."""
    declare(measures())
    code_words.choices["topic"] = {**code_words.choices.get("topic", {}), ASKED: "请解除惩戒措施"}
