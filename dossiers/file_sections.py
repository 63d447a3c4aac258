"""An official's file as it is read: the same for the keeper, for print and for the official."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from common.models import RuleValue
from dossiers.file_parts import PARTS, Part
from dossiers.influence import clock_words, effect_words, is_challenged
from dossiers.models import FileAccess, FileEntry, InfluencePeriod
from organisations.models import Official
from policy.vocabulary import SourceKind
from records.facts.models.kinds import FactKind
from records.facts.services.persons import facts_on
from records.scopes import FROM_NOTICE_ON

SHOWN_LOOKS = 50


@dataclass(frozen=True)
class Line:
    """One entry: its headline, what it says, and for an influence period where its clock stands."""

    entry: FileEntry
    facts: list[tuple[str, str]]
    clock: str = ""
    counts: bool = False
    effect: str = ""


@dataclass(frozen=True)
class Section:
    part: Part
    lines: list[Line]


def file_of(official: Official, records: Sequence[FactKind], today: date) -> dict[str, Any]:
    """Return what every view of a file shows; `records` are those that the reader may see."""
    entries = [(part, list(_entries(part, official))) for part in PARTS.values()]
    doubts = _doubts([entry for _, rows in entries for entry in rows if isinstance(entry, InfluencePeriod)])
    sections = [Section(part, [_line(part, e, today, doubts) for e in rows]) for part, rows in entries]
    timed = {
        line.entry.record_id for s in sections for line in s.lines if isinstance(line.entry, InfluencePeriod)
    }
    untimed = [r for r in records if r.basis == SourceKind.DISCIPLINE and r.pk not in timed]
    return {"person": official, "sections": sections, "records": records, "untimed": untimed, "today": today}


def records_of(official: Official) -> list[FactKind]:
    """Return the facts on file that the person has been told of, the newest first."""
    return facts_on(official, lambda kind: kind.objects.filter(status__in=FROM_NOTICE_ON))


def looks_at(official: Official) -> QuerySet[FileAccess]:
    """Return who looked at the file, as the official may know it: not those that a purpose keeps back."""
    return FileAccess.objects.filter(official=official, is_told=True)[:SHOWN_LOOKS]


def _entries(part: Part, official: Official) -> QuerySet[FileEntry]:
    rows = part.rows(official)
    return rows.select_related("record") if "record" in part.fields else rows


def _doubts(periods: list[InfluencePeriod]) -> dict[tuple[str, int | None], str]:
    """Return the mark of each rule's version that nobody has verified, by sanction; one query, none without periods."""
    rows = RuleValue.objects.filter(kind="influence") if periods else []
    return {(row.key, row.version): row.doubt for row in rows}


def _line(part: Part, entry: FileEntry, today: date, doubts: dict[tuple[str, int | None], str]) -> Line:
    if not isinstance(entry, InfluencePeriod):
        return Line(entry, part.facts(entry))
    lifted = entry.lifted_on is not None and entry.over_on == entry.lifted_on
    doubt = "" if entry.stated_until else doubts.get((entry.sanction, entry.rule_version), "")
    words = clock_words(entry.effective_on, entry.over_on, today, lifted=lifted, doubt=doubt)
    if is_challenged(entry.challenge):
        words += "；正在复审复核或申诉，期间不停止计算"
    counts = entry.is_running(today)
    return Line(entry, part.facts(entry), words, counts, effect_words(entry.sanction) if counts else "")
