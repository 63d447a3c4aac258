"""By when to take up what waits where no clock of the law runs: a dated rule counts from the day it came（rules.md 4.7）."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Q,
    Subquery,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, TruncDate

from common.models import RuleValue
from common.models.deadlines import in_doubt
from common.models.rules import Mark
from common.registry import WAITS_UNTIL
from common.rulebook import PeriodShape, RuleKind, rulebook

WAITING = "waiting"


class MadeAt(Func):
    """The moment at which a row was made: its key（UUID v7）holds it."""

    function = "uuid_extract_timestamp"
    output_field = DateTimeField()


def waits(due: str, since: Sequence[str], today: date) -> dict[str, Combinable]:
    """Return as annotations the day by which a row is to be taken up, and whether nobody has confirmed its rule.

    That is its day `due` where a clock runs for it. It came on the first of the days `since` that it has, else when it
    was made.
    """
    came = [TruncDate(column) for column in since] + [TruncDate(MadeAt(F("pk")))]
    in_force = RuleValue.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gt=today),
        kind=WAITING,
        effective_from__lte=today,
    ).order_by()
    days = Subquery(in_force.values(days=Cast("value", IntegerField()))[:1])
    day: Any = (Coalesce(*came) if since else came[0]) + days
    settled = Q(mark=Mark.SOURCED) | Q(confirmed_at__isnull=False)
    by_rule, unsettled = ExpressionWrapper(day, DateField()), Exists(in_force.exclude(settled))
    if not due:
        return {WAITS_UNTIL: by_rule, "in_doubt": unsettled}
    own = When(Q(**{f"{due}__isnull": False}), then=in_doubt(due))
    return {WAITS_UNTIL: Coalesce(F(due), by_rule), "in_doubt": Case(own, default=unsettled)}


def register() -> None:
    """Enter the kind of rule; called once when the app is ready."""
    about = "没有法定期限的待办，自到手之日起几日内办理；待核实的只提醒。"
    rulebook.register(RuleKind(WAITING, "待办时限", PeriodShape(("calendar_day",)), about, order=58))
