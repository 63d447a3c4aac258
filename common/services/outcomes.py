"""Whoever handed a case on hears what became of it: returned, confirmed, published, corrected, withdrawn."""

from __future__ import annotations

from django.db.models import F, Q

from common.case_files import case_files
from common.models import Notice, Transition
from common.notices import notice_addresses
from common.services.notices import tell
from common.trail import Actor
from common.verbs import Verb
from common.workflow import Workflow
from privacy.headlines import masked_title

TOPIC = "outcome"
BACK = "return"
"""The act that gives a case back, be its state the same."""


def tell_outcome(case: Workflow, verb: Verb, *, by: Actor) -> int:
    """Tell of an act just done who entered the case and who had it last before `by`; return how many hear.

    Whoever was told of the act in words of its own is not told twice, and nobody of what has no page.
    """
    label = case._meta.label_lower
    moved = Transition.objects.filter(object_type=label, object_id=case.pk)
    steps = list(
        moved.filter(Q(act=BACK) | ~Q(to_status=F("from_status"))).exclude(to_status="").order_by("seq")
    )
    others = [step.posting_id for step in steps[:-1] if step.posting_id and step.actor != by.user_id]
    if not (label in notice_addresses or label in case_files) or not others or steps[-1].actor != by.user_id:
        return 0
    since = Notice.objects.filter(object_id=case.pk, created_at__gte=steps[-1].at)
    told = set(since.values_list("recipient", flat=True))
    name = case_files.of(case).name(case) if label in case_files else masked_title(str(case))
    words = f"您经手的{case._meta.verbose_name} {name}：{verb.label}"
    return tell({others[0], others[-1]} - told, topic=TOPIC, about=case, text=words)
