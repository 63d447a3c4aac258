"""The procedure of tolerance（容错）, with every face: the one place of its registration."""

from __future__ import annotations

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
from common.roles import FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from discipline.tolerance import acts, deadlines, queues, rule_kinds
from discipline.tolerance.lists import TOLERANCES
from discipline.tolerance.models import Tolerance
from discipline.tolerance.querysets import HAD, OPEN
from discipline.tolerance.services.starting import lapse
from discipline.tolerance.services.telling import TOPICS
from discipline.tolerance.vocabulary import ToleranceStatus
from records.facts.models.facts import EXCLUDERS, READMITTERS, fact_kinds

LABEL = deadlines.LABEL
STILL_OPEN = Q(status__in=OPEN)
SIDES = REPRESENTATIVES | OFFICERS | FINDING_BODIES
OF_A_FACT: dict[End, Answer] = {
    **dict.fromkeys((End.WITHDRAWN, End.VOID, End.TOLERATED), EndBy(lapse)),
    End.REOPENED: GO_ON,
}
"""The case that keeps its record out has left the open ones before the record ends."""


def _require_attach(case: Tolerance, by: Actor) -> None:
    """Let the department, the officers and the body that decides lay files beside a case that is in hand or stands."""
    if by.role not in SIDES:
        raise NotAllowed("证据由当事单位、信用办经办和认定机关上传")
    if case.status not in {*OPEN, *HAD}:
        raise WrongState(f"现在是“{case.get_status_display()}”，证据不能再变动")


def _require_withdraw(case: Tolerance, by: Actor) -> None:
    """Let a file be taken back until the case is taken up."""
    _require_attach(case, by)
    if case.status != ToleranceStatus.PENDING:
        raise WrongState("受理以后证据是认定的依据，不能撤回")


def _others(case: Tolerance, by: Actor) -> set[UUID]:
    return acted_through(case) - {by.pk}


TOLERANCE = CaseType(
    model=Tolerance,
    states=ToleranceStatus,
    address=queues.address_of,
    notice_address=lambda key: reverse("discipline:tolerance", args=[key]),
    places=(queues.PLACE,),
    lists=(TOLERANCES,),
    queues=queues.QUEUES,
    sent=(queues.SENT,),
    finder=queues.FINDER,
    evidence=CaseFile(
        LABEL,
        lambda case: str(case.number),
        queues.address_of,
        _require_attach,
        _require_withdraw,
        require_say,
        _others,
    ),
    talk=talk_tab(LABEL),
    tabs=(evidence_tab(LABEL), history_tab(LABEL), *queues.TABS),
    acts=acts.ACTS,
    bulk=DECLINED("容错逐件调查、集体认定，不批量办理"),
    story=story_of_itself,
    handover=(
        CaseKind(
            "tolerance",
            "容错未办结",
            LABEL,
            STILL_OPEN,
            lambda posting: through(LABEL, "enter", posting) | through(LABEL, "accept", posting),
            F("number"),
        ),
    ),
    merger=(
        OpenMatter(
            "tolerances",
            "办理中的容错",
            lambda units: Tolerance.objects.filter(STILL_OPEN).filter(
                Q(fact__department__in=units) | Q(body_unit__in=units)
            ),
            order=46,
        ),
    ),
    deadlines=tuple(kind.key for kind in deadlines.KINDS),
    notices=(NoticeGroup("tolerances", "容错", TOPICS, 56),),
    outbox=DECLINED("不纳入和重新纳入的消息以记录为对象"),
    titles=("number",),
    parents=tuple(Parent(kind, "fact", OF_A_FACT, STILL_OPEN, "所涉的") for kind in fact_kinds.values()),
)
TYPES = (TOLERANCE,)


def register() -> None:
    """Declare the procedure with its rules and clocks; a record is kept out and taken up again by its acts alone."""
    rule_kinds.register()
    deadlines.register()
    EXCLUDERS.add(f"{LABEL}.exclude")
    READMITTERS.add(f"{LABEL}.revoke")
    declare(*TYPES)
