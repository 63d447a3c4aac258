"""The procedure of calling a principal to account（主要负责人追责）: a transfer and its answer."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse

from common.case_file_rules import acted_through, require_say
from common.case_files import CaseFile
from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.cases.open_cases import CaseKind, through
from common.cases.story import story_of_itself
from common.ends import End
from common.errors import NotAllowed, WrongState
from common.open_matters import OpenMatter
from common.roles import DIRECTORS, OFFICERS
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from discipline.accountability import acts, queues, services
from discipline.accountability.lists import LIST
from discipline.accountability.models import OPEN, Transfer
from discipline.accountability.vocabulary import TransferStatus
from records.facts.models.facts import fact_kinds

LABEL = "discipline.transfer"
STILL_OPEN = Q(status__in=OPEN)
WITH_FACT = EndBy(services.lapse)
OF_A_FACT: dict[End, Answer] = {
    **dict.fromkeys((End.WITHDRAWN, End.VOID, End.TOLERATED), WITH_FACT),
    End.REOPENED: GO_ON,
}


def _require_side(case: Transfer, by: Actor) -> None:
    """Let the credit office lay the letter and the answer beside it while it is open."""
    if by.role not in OFFICERS | DIRECTORS:
        raise NotAllowed("移送函和答复由信用办上传")
    if case.status not in OPEN:
        raise WrongState(f"现在是“{case.get_status_display()}”，证据不能再变动")


def _others(case: Transfer, by: Actor) -> Iterable[UUID]:
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
    "transfer",
    "追责移送未办结",
    LABEL,
    STILL_OPEN,
    lambda posting: through(LABEL, "enter", posting),
    F("number"),
)


def transfers() -> CaseType:
    """Return the procedure, which hangs on each kind of fact that there is."""
    return CaseType(
        model=Transfer,
        states=TransferStatus,
        address=queues.address_of,
        notice_address=lambda key: reverse("discipline:transfer", args=[key]),
        places=(queues.PLACE,),
        lists=(LIST,),
        queues=queues.QUEUES,
        sent=(queues.SENT,),
        finder=queues.FINDER,
        evidence=FILE,
        talk=talk_tab(LABEL),
        tabs=(evidence_tab(LABEL), history_tab(LABEL), *queues.tabs()),
        acts=acts.ACTS,
        bulk=DECLINED("逐件移送，不批量办理"),
        story=story_of_itself,
        handover=(HANDOVER,),
        merger=(
            OpenMatter(
                "transfers",
                "办理中的追责移送",
                lambda units: Transfer.objects.filter(STILL_OPEN, fact__department__in=units),
                order=48,
            ),
        ),
        deadlines=DECLINED("由有权机关按它的期限办理，这里不计期限"),
        notices=DECLINED("在列表和“我的工作”里看，不另发提醒"),
        outbox=DECLINED("以移送函移送，不向外发消息"),
        titles=("number",),
        parents=tuple(
            Parent(kind, "fact", OF_A_FACT, STILL_OPEN, "所依据的") for kind in fact_kinds.values()
        ),
    )
