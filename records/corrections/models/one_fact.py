"""What hangs on exactly one fact: a record, a lost judgment or a commendation."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from records.vocabulary import PublicationKind


def exactly_one_fact() -> Q:
    """Return the condition that one of the three keys is there and the two others are not."""
    names = PublicationKind.values
    return reduce(or_, (Q(**{f"{name}__isnull": name != one for name in names}) for one in names))
