"""The procedure of rectification（限期整改）; it has nothing left to mend once its record is withdrawn, void or tolerated."""

from __future__ import annotations

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
from common.notice_kinds import NoticeGroup
from common.open_matters import OpenMatter
from common.roles import OFFICERS, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from discipline.models import Rectification
from discipline.rectification import acts, queues, services
from discipline.rectification.deadlines import KINDS, LABEL
from discipline.rectification.lists import RECTIFICATIONS
from discipline.rectification.models import OPEN
from discipline.rectification.reminding import TOPICS
from discipline.vocabulary import RectificationStatus
from records.models import DishonestyRecord

LAPSE = EndBy(services.lapse)
STILL_OPEN = Q(status__in=OPEN)
OF_A_RECORD: dict[End, Answer] = {
    End.WITHDRAWN: LAPSE,
    End.VOID: LAPSE,
    End.TOLERATED: LAPSE,
    End.REOPENED: GO_ON,
}


def _require_side(case: Rectification, by: Actor) -> None:
    """Let the department and the office that keeps the case lay files beside it while it is open."""
    if by.role not in OFFICERS | REPRESENTATIVES:
        raise NotAllowed("整改的证据由部门代表和信用办经办上传")
    if case.status not in OPEN:
        raise WrongState(f"现在是“{case.get_status_display()}”，证据不能再变动")


def _others(case: Rectification, by: Actor) -> set[UUID]:
    return acted_through(case) - {by.pk}


TYPES = (
    CaseType(
        model=Rectification,
        states=RectificationStatus,
        address=queues.address_of,
        notice_address=lambda key: reverse("discipline:rectification", args=[key]),
        places=(queues.PLACE,),
        lists=(RECTIFICATIONS,),
        queues=queues.QUEUES,
        sent=(queues.SENT,),
        finder=queues.FINDER,
        evidence=CaseFile(
            LABEL,
            lambda case: case.number,
            queues.address_of,
            _require_side,
            _require_side,
            require_say,
            _others,
        ),
        talk=talk_tab(LABEL),
        tabs=(evidence_tab(LABEL), history_tab(LABEL), queues.TAB),
        acts=acts.ACTS,
        bulk=DECLINED("每件整改逐件办理，不批量办理"),
        story=story_of_itself,
        handover=(
            CaseKind(
                "rectification",
                "整改未办结",
                LABEL,
                STILL_OPEN,
                lambda posting: through(LABEL, "enter", posting),
                F("number"),
            ),
        ),
        merger=(
            OpenMatter(
                "rectifications",
                "办理中的整改",
                lambda units: Rectification.objects.filter(STILL_OPEN, record__department__in=units),
                order=45,
            ),
        ),
        deadlines=tuple(kind.key for kind in KINDS),
        notices=(NoticeGroup("rectifications", "限期整改", TOPICS, 55),),
        outbox=DECLINED("整改在后台办理，没有外部的接收方"),
        titles=("number",),
        parents=(Parent(DishonestyRecord, "record", OF_A_RECORD, STILL_OPEN, words="所整改的"),),
    ),
)
