"""The story of a fact with its publications and corrections, as each side may read it."""

from __future__ import annotations

from dataclasses import replace

from common.cases.story import Step, trail_of
from common.roles import Role
from common.trail import Actor
from records.facts.models.kinds import FactKind
from records.models import Correction, Publication


def story_of(case: FactKind, posting: Actor) -> list[Step]:
    """Return every act on a fact, its publications and corrections; a department reads it from where it may know.

    What a draft once said is none of the department's business.
    """
    whose = {"fact": case.pk}
    corrections = Correction.objects.visible_to(posting).filter(**whose)
    publications = Publication.objects.visible_to(posting).filter(**whose)
    steps = trail_of(case, *publications, *corrections)
    if posting.role != Role.REPRESENTATIVE:
        return steps
    passed = type(case).TRANSITIONS[case.KNOWN_FROM].label
    known = next((n for n, step in enumerate(reversed(steps), 1) if step.what == passed), len(steps))
    return [replace(step, changes=()) for step in steps[: len(steps) - known + 1]]
