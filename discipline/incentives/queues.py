"""Where incentives stand in the sidebar, what of them waits, and the tab of the honours that they are given for."""

from __future__ import annotations

from django.db.models import Q

from common.registry import Beginning, CaseTab, Place
from common.roles import DIRECTORS, OFFICERS
from discipline.incentives.models import Incentive
from discipline.incentives.services import bar_incentive
from discipline.incentives.vocabulary import IncentiveStatus
from organisations.models import Official
from policy.vocabulary import PublicationKind
from postings.desk import Desk
from records.facts.models.facts import fact_kinds

S = IncentiveStatus
FOR_OFFICIAL = Beginning("登记公务员的激励", "discipline:propose_for_official", OFFICERS)
ELSEWHERE = "凭档案里的荣誉，由经办在“守信激励”里登记"
PLACE = Place(
    "incentives",
    "守信激励",
    "惩戒与激励",
    "discipline:incentives",
    order=44,
    chapter="守信激励",
    begins=(FOR_OFFICIAL,),
)
DESK = Desk(
    model=Incentive,
    key="incentives",
    url="incentive",
    word="守信激励",
    order=69,
    states=S,
    turns={S.PROPOSED: "信用办负责人"},
    seen=Incentive.objects.listed_to,
    subject=lambda case: str(case.subject),
    detail=lambda case: case.label,
)
QUEUES = (DESK.queue("incentives_decide", "激励待决定", DIRECTORS, Q(status=S.PROPOSED)),)
SENT = DESK.sent("我登记的守信激励", 57)
FINDER = DESK.finder("守信激励")


def tabs() -> tuple[CaseTab, ...]:
    """Return the tab on the page of a department's honour, and what an official's file shows."""
    kind = fact_kinds[PublicationKind.COMMENDATION]
    return (
        DESK.tab("激励", kind, bar_incentive, 77, is_printed=False),
        DESK.tab("激励", Official, lambda official: ELSEWHERE, 77, key="honour__official"),
    )
