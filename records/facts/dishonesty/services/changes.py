"""What changed since somebody last decided on a record: its fields and the evidence beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from common.models import Evidence, Transition
from common.versions import kinds
from policy.vocabulary import RecordStatus
from records.facts.dishonesty.compared_fields import Pair, RecordContent, pairs_of
from records.models import DishonestyRecord

S = RecordStatus
DECISIONS = ("return", "pass_review", "confirm", "correct", "exclude")
"""Acts by which somebody looked at the content and decided on it."""
DECIDED_STATES = frozenset({S.RETURNED, S.PENDING_NOTICE, S.CONFIRMED, S.NOT_INCLUDED})


class RecordVersion(RecordContent, Protocol):
    """A version of a record, by which a decision on it can be told."""

    status: str
    content_version: int


@dataclass(frozen=True)
class Laid:
    """A file that came or was withdrawn since."""

    evidence: Evidence
    word: str


@dataclass(frozen=True)
class Since:
    """What is new since `decision`; without one nobody has decided on this record yet."""

    decision: Transition | None
    fields: Sequence[Pair] = ()
    evidence: Sequence[Laid] = ()

    @property
    def label(self) -> str:
        """Return the last decision in words, "" before the first."""
        return DishonestyRecord.TRANSITIONS[self.decision.act].label if self.decision else ""

    @property
    def is_none(self) -> bool:
        """Say whether neither fields nor evidence changed since."""
        return not self.fields and not self.evidence


def changes_since(record: DishonestyRecord) -> Since:
    """Return what changed since the last decision on `record`, from the trail and the field history."""
    trail = list(Transition.objects.filter(object_id=record.pk).order_by("seq"))
    decision = next((row for row in reversed(trail) if row.act in DECISIONS), None)
    if decision is None:
        return Since(None)
    then = _version_of_last_decision(record)
    pairs = pairs_of(then, record) if then is not None else []
    return Since(decision, [pair for pair in pairs if pair.differs], _laid(trail, decision))


def _version_of_last_decision(record: DishonestyRecord) -> RecordVersion | None:
    """Return the version that the last decision was made on: the one by which its state, or its content, moved."""
    versions = list(kinds()[record._meta.label_lower].objects.filter(pgh_obj_id=record.pk).order_by("pgh_id"))
    decided = [now for was, now in pairwise(versions) if _is_decision(was, now)]
    return decided[-1] if decided else None


def _is_decision(was: RecordVersion, now: RecordVersion) -> bool:
    if was.status != now.status:
        return now.status in DECIDED_STATES
    return now.status in {S.CONFIRMED, S.NOT_INCLUDED} and was.content_version != now.content_version


def _laid(trail: Sequence[Transition], decision: Transition) -> list[Laid]:
    acts = {"attach_evidence": "新增", "withdraw_evidence": "撤回"}
    later = [row for row in trail if row.seq > decision.seq and row.act in acts]
    known = Evidence.objects.in_bulk([row.after["evidence"] for row in later]) if later else {}
    files = {str(key): file for key, file in known.items()}
    return [
        Laid(files[row.after["evidence"]], acts[row.act]) for row in later if row.after["evidence"] in files
    ]
