"""What a record says for its repair today: whether it can be asked for, on which basis, who decides."""

from __future__ import annotations

from datetime import date

from appeals.eligibility import Eligibility, Matter, earliest, eligibility
from appeals.repairs.listed import bar_of
from appeals.repairs.models import Repair
from appeals.repairs.models.transitions import HAD
from appeals.repairs.vocabulary import RepairStatus
from common.models import RuleValue
from discipline.competence import Competence
from discipline.competence_table import competence_on
from discipline.measures.vocabulary import RecordEnd
from discipline.models import Measure
from discipline.routing import basis_of
from discipline.vocabulary import CompetentAct
from policy.vocabulary import EndGround, PublicationStatus, RecordStatus
from policy.windows import WindowRule
from records.facts.models.kinds import FactKind
from records.publications.services.republishing import standing_publication


def eligibility_of(fact: FactKind, today: date) -> Eligibility:
    """Say whether the repair of this record can be asked for on `today`, and if not, why and from when."""
    return eligibility(matter_of(fact, today), today)


def matter_of(fact: FactKind, today: date) -> Matter:
    """Return what the record, its publications and its earlier requests say for the question."""
    standing = standing_publication(fact, today)
    kept = standing.repair_from if standing else None
    in_hand = Repair.objects.of(fact).open().first()
    refused = Repair.objects.of(fact).filter(status=RepairStatus.REFUSED).first()
    return Matter(
        is_of_department=fact.department_id is not None,
        is_confirmed=fact.status == RecordStatus.CONFIRMED,
        severity=fact.grade,
        earliest=kept or earliest_of(fact, today),
        ended="" if standing else _ended(fact),
        closes=standing.closes_on if standing else None,
        repaired_on=_repaired_on(fact),
        barred=bar_of(fact.basis, today),
        open_number=in_hand.number if in_hand else "",
        again_from=refused.again_from if refused else None,
    )


def earliest_of(fact: FactKind, today: date) -> date:
    """Return the day of the class's minimum by the rules in force at the anchor and today; one that stands keeps its own."""
    used = {
        row.pk: WindowRule.from_value(row.value, version=row.version)
        for day in (fact.anchor, today)
        for key, row in RuleValue.objects.at("publicity", day).items()
        if key == fact.grade
    }
    return earliest(fact.anchor, list(used.values()))


def lifted_by_repair(case: Repair) -> list[Measure]:
    """Return the measures that a granted repair lifted, or for whose lifting a body elsewhere was asked（解除惩戒清单, rules.md 3.9）."""
    if case.status not in HAD:
        return []
    return list(Measure.objects.filter(fact=case.fact_id, end_way=RecordEnd.REPAIR).order_by("number"))


def competence_of(fact: FactKind, today: date) -> Competence:
    """Return what the table says of who repairs this record."""
    return competence_on(CompetentAct.REPAIR, basis_of(fact), fact.unit.level, today)


def _ended(fact: FactKind) -> str:
    newest = fact.publications.filter(status=PublicationStatus.ENDED).order_by("-pk").first()
    over = newest is not None and newest.end_ground in {EndGround.EXPIRED, EndGround.REPAIRED}
    return newest.get_end_ground_display() if newest and over else ""


def _repaired_on(fact: FactKind) -> date | None:
    """Return the day on which a repair of it took effect that nobody has undone."""
    had = Repair.objects.of(fact).filter(status__in=(RepairStatus.GRANTED, RepairStatus.HEARING)).first()
    return had.decided_on if had else None
