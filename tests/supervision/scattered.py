"""Records strewn over every region level, month, domain, source, grade and state, from a seed."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from common.key_domains import KeyDomain
from organisations.models import Department, Region
from policy.vocabulary import RecordStatus, Severity, SourceKind
from records.models import DishonestyRecord
from tests import factories
from tests.untold import tell

REGIONS = ("320000", "320100", "320102", "320102002", "320102003", "320106", "320500", "320583", "321300")
REVIEWED = {RecordStatus.CONFIRMED, RecordStatus.WITHDRAWN}


def scatter(seed: int, number: int = 60) -> list[DishonestyRecord]:
    """File `number` records about a handful of departments and one official, past the verbs."""
    dice = random.Random(seed)
    entered, reviewer = factories.person(), factories.person()
    departments = [factories.department(code) for code in REGIONS]
    person = factories.official(departments[0])
    made = []
    for place in range(number):
        status = dice.choice(RecordStatus.values)
        subject: dict[str, Any] = {"department": dice.choice(departments)}
        if dice.random() < 0.2:
            subject = {"official": person}
        made.append(
            DishonestyRecord(
                **subject,
                record_no=f"SX-{seed}-{place}",
                subject_region=Region.objects.get(code=dice.choice(REGIONS)),
                source_kind=dice.choice(SourceKind.values),
                accountability_object="body",
                cause="breach",
                domain=dice.choice(KeyDomain.values),
                facts="验收后拖欠价款",
                finding_body="模拟局（演示）",
                document_title="决定书",
                document_number=f"{seed}-{place}",
                document_key=f"{seed}-{place}",
                decided_on=date(2025, 11, 1) + timedelta(days=dice.randrange(120)),
                effective_on=date(2026, 4, 1),
                declared_severity=dice.choice(Severity.values),
                disclosure="internal",
                status=status,
                entered_by=entered,
                last_changed_by=entered,
                reviewed_by=reviewer if status in REVIEWED else None,
                reviewed_version=1 if status in REVIEWED else None,
            )
        )
    for one in made:
        tell(one, one.status, was="")
    return DishonestyRecord.objects.bulk_create(made)


def places_above(region: Region) -> list[str]:
    """Codes of the regions in which something in `region` counts, itself included."""
    return region.path.strip("/").split("/")


def office_counts() -> Counter[tuple[Any, ...]]:
    """The office summary, counted the slow way."""
    counted: Counter[tuple[Any, ...]] = Counter()
    for record in DishonestyRecord.objects.select_related("subject_region"):
        subject = "official" if record.official_id else "department"
        for code in places_above(record.subject_region):
            month = record.decided_on.replace(day=1)
            grade, state = record.declared_severity, record.status
            counted[code, month, record.domain, record.source_kind, grade, state, subject] += 1
    return counted


def department_counts() -> Counter[tuple[Any, ...]]:
    """Records by department, year（None: all years）and state, counted the slow way."""
    counted: Counter[tuple[Any, ...]] = Counter()
    for record in DishonestyRecord.objects.filter(department__isnull=False):
        for year in (record.decided_on.year, None):
            counted[record.department_id, year, record.status] += 1
    return counted


def day_counts(field: str) -> Counter[date]:
    """Records by the Beijing day of `field`, counted the slow way."""
    moments = DishonestyRecord.objects.values_list(field, flat=True)
    return Counter(value if type(value) is date else timezone.localdate(value) for value in moments)


def roster() -> set[Any]:
    return set(Department.objects.values_list("pk", flat=True))
