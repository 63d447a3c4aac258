"""What this roster can say of officials as of a day: a sanction's period runs, a person has to look, or nothing is here.

公职人员政务处分法 8; 公务员法 26, 64; procedures B.14, D.19
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from common.models import RuleValue
from discipline.models import Tolerance
from discipline.tolerance.querysets import OPEN
from dossiers.influence import is_challenged
from dossiers.models import InfluencePeriod
from inquiries.vocabulary import Outcome
from policy.vocabulary import RecordStatus
from records.facts.models.facts import fact_kinds
from records.models import Fact

NO_END = "没有期满日"
CHALLENGED = "正在复审、复核或者申诉，执行不停止"


def last_day(period: InfluencePeriod) -> date | None:
    """Return the last day on which a period counts, None where it has no end."""
    return period.over_on - timedelta(days=1) if period.over_on else None


@dataclass(frozen=True)
class PersonStanding:
    """What is answered of one official; the ground is there where a period runs, and is told no further than the purpose allows."""

    outcome: Outcome
    period: InfluencePeriod | None = None

    @property
    def until(self) -> date | None:
        """Return the last day of the period, None where it has no end."""
        return last_day(self.period) if self.period else None

    @property
    def note(self) -> str:
        """Return what is to be known of a running period beside its end."""
        if self.period is None:
            return ""
        endless = "" if self.period.over_on else NO_END
        return "；".join(filter(None, (endless, CHALLENGED if is_challenged(self.period.challenge) else "")))


def person_standings(officials: Collection[UUID], on: date) -> dict[UUID, PersonStanding]:
    """Return the answer for each official as of `on`, in four questions.

    A running period counts where its length is settled and what it rests on stands, untouched by a tolerance taken up. A period
    in doubt, or a record in effect without any period, asks for a person. A period that is over says nothing any more.
    """
    found = dict.fromkeys(officials, PersonStanding(Outcome.CLEAR))
    facts = _in_effect(officials, on)
    pending = set(_taken_up(facts.keys(), on))
    entries = InfluencePeriod.objects.filter(official__in=list(officials), struck_at__isnull=True)
    periods = list(entries.select_related("record"))
    settled = _settled_rules()
    timed = {period.record_id for period in periods}
    for key, owner in facts.items():
        if key not in timed:
            found[owner] = PersonStanding(Outcome.UNSURE)
    running = [period for period in periods if period.is_running(on)]
    for period in sorted(running, key=lambda one: (one.over_on or date.max, one.pk)):
        is_sure = _is_settled(period, settled) and (
            period.record_id is None or (period.record_id in facts and period.record_id not in pending)
        )
        if is_sure:
            found[period.official_id] = PersonStanding(Outcome.BARRED, period)
        elif found[period.official_id].outcome == Outcome.CLEAR:
            found[period.official_id] = PersonStanding(Outcome.UNSURE)
    return found


def _in_effect(officials: Collection[UUID], on: date) -> dict[UUID, UUID]:
    """Return whose each fact is that stands on the day: confirmed, in effect, neither repaired nor past its query period."""
    of_kind = (
        Q(kind=key, **{f"{key}__repaired_on": None})
        & (Q(**{f"{key}__query_until": None}) | Q(**{f"{key}__query_until__gt": on}))
        for key, kind in fact_kinds.items()
        if kind.IS_REPAIRABLE
    )
    rows = Fact.objects.filter(
        reduce(or_, of_kind),
        official__in=list(officials),
        status=RecordStatus.CONFIRMED,
        effective_on__lte=on,
    )
    return dict(rows.values_list("pk", "official_id"))


def _taken_up(facts: Iterable[UUID], on: date) -> Iterable[UUID]:
    taken = Tolerance.objects.filter(status__in=OPEN, fact__in=list(facts), accepted_on__lte=on)
    return taken.values_list("fact_id", flat=True)


def _settled_rules() -> set[tuple[str, int | None]]:
    rows = RuleValue.objects.filter(kind="influence")
    return {(row.key, row.version) for row in rows if row.is_settled}


def _is_settled(period: InfluencePeriod, settled: set[tuple[str, int | None]]) -> bool:
    """Say whether the length of a period is beyond doubt: by its own document, without end, or by a settled rule."""
    if period.stated_until or period.until is None:
        return True
    return (period.sanction, period.rule_version) in settled
