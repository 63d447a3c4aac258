"""What the procedures about facts add to the desk that all procedures share."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q

from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.ends import End
from records.facts.models.facts import fact_kinds


def of_facts(
    how: EndBy, is_open: Q, words: str, *, but: Collection[End] = (), besides: Sequence[Parent] = ()
) -> tuple[Parent, ...]:
    """Return each kind of fact as what open cases hang on: they end with it, in every way `but` these.

    What ended stays ended where the fact is taken up again: that needs a notice and a hearing of its own（procedures.md 10）.
    """
    ways = (End.WITHDRAWN, End.VOID, End.TOLERATED)
    answers: dict[End, Answer] = {way: GO_ON if way in but else how for way in ways}
    answers[End.REOPENED] = GO_ON
    return (*(Parent(kind, "fact", answers, is_open, words) for kind in fact_kinds.values()), *besides)
