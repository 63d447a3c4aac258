"""Who hears of a challenge: the departments and finding bodies of its records, the officers and directors of the place."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from challenges.models import Challenge
from common import projections
from common.case_file_rules import acted_through
from common.roles import Role
from common.services import tell
from postings.models import Posting
from records.scopes import FROM_NOTICE_ON

REPORTED, STEP, PREPARED, MEND, DUE = (
    f"challenge.{name}" for name in ("reported", "step", "prepared", "mend", "due")
)
TOPICS = {
    REPORTED: "部门报告源文书变动",
    STEP: "源文书变动的进展",
    PREPARED: "源文书变动待决定",
    MEND: "源文书变更待更正",
    DUE: "源文书变动到期",
}


def tell_sides(case: Challenge, text: str) -> int:
    """Tell the departments that the records are about and the bodies that found them, and whoever took them over.

    A department hears of no record before it is to be notified.
    """
    facts = case.facts
    sides = (
        (Role.REPRESENTATIVE, {fact.parent.department_id for fact in facts if fact.status in FROM_NOTICE_ON}),
        (Role.FINDING_BODY, {fact.parent.finding_unit_id for fact in facts}),
    )
    told: set[UUID] = set()
    for role, units in sides:
        own = Q(unit__in=units - {None}) | Q(unit__predecessors__in=units - {None})
        told |= set(_in_force().filter(own, role=role).values_list("pk", flat=True))
    return tell(told, topic=STEP, about=case, text=text)


def tell_public(case: Challenge) -> None:
    """Let the public pages of its records say that the document is challenged, or no longer（procedures A.3）."""
    projections.changed(facts=[fact.pk for fact in case.facts])


def tell_officers(case: Challenge, topic: str, text: str, due_on: date | None = None) -> int:
    """Tell the officers who have it in hand, before anybody has those of its place."""
    return tell(officers_of(case), topic=topic, about=case, text=text, due_on=due_on)


def tell_directors(case: Challenge, topic: str, text: str, due_on: date | None = None) -> int:
    """Tell the directors of its place."""
    return tell(nearest(Role.DIRECTOR, case), topic=topic, about=case, text=text, due_on=due_on)


def tell_correctors(case: Challenge) -> int:
    """Tell who entered the records, who proposes their corrections."""
    told = {posting for fact in case.live_facts for posting in acted_through(fact, act="enter")}
    return tell(told, topic=MEND, about=case, text=f"源文书 {case.document_number} 已变更，请提出更正")


def officers_of(case: Challenge) -> set[UUID]:
    """Return the officers who acted on it, where none has the nearest of its place."""
    return acted_through(case, posting_role=Role.OFFICER) or nearest(Role.OFFICER, case)


def nearest(role: Role, case: Challenge) -> set[UUID]:
    """Return the postings of a role whose place is the nearest above the department of the record it was registered at."""
    return Posting.objects.nearest(role, case.fact.department, timezone.localdate())


def _in_force() -> QuerySet[Posting]:
    return Posting.objects.in_force(timezone.localdate())
