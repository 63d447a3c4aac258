"""What the accused body is not told: who gave the lead about its promise, what it said, which files came with it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from commitments.models import Breach, Commitment
from common.cases.story import Step, trail_of
from common.models import Evidence, Transition
from common.roles import REPRESENTATIVES
from common.trail import Actor

LOOK_BACK = "look_back"
OF_THE_LEAD = frozenset({"enter", "attach_evidence", "withdraw_evidence"})


def seen(case: Breach, posting: Actor) -> QuerySet[Evidence]:
    """Return the files that `posting` sees: of those laid before the lead was sent out, the accused body none."""
    files = Evidence.objects.of(case)
    if not case.hides_lead(posting):
        return files
    acts = Transition.objects.filter(object_type=case._meta.label_lower, object_id=case.pk)
    sent = acts.filter(act="route").order_by("seq").first()
    if sent is None:
        return files.none()
    before = acts.filter(act="attach_evidence", seq__lt=sent.seq)
    return files.exclude(pk__in=[row.after["evidence"] for row in before])


def story_of_breach(case: Breach, posting: Actor) -> Sequence[Step]:
    """Return what was done, without the lead and what was laid beside it where it is hidden."""
    return trail_of(case, leave_out=OF_THE_LEAD if case.hides_lead(posting) else ())


def story_of_commitment(case: Commitment, posting: Actor) -> Sequence[Step]:
    """Return what was done; who looked back for what purpose is not told to those who act for the body itself."""
    return trail_of(case, leave_out={LOOK_BACK} if posting.role in REPRESENTATIVES else ())
