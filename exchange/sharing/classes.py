"""To which class of information（信息分类）each message of the outbox and each file for another body belongs.

What is entered nowhere here has no class, and so leaves for nobody. 苏政发〔2023〕55号 二(四)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model

from appeals.repairs.models import Repair
from appeals.repairs.services.telling import GRANTED, UNDONE
from commitments.services import pushing as breaches
from discipline.measures.models import Measure
from discipline.measures.services.ending import ASKED
from exchange.sharing.vocabulary import Export
from records.facts.models.facts import fact_kinds
from records.models import Fact, Publication

ClassOf = Callable[[UUID], str]
MEASURE = "measure"
EXPORTS = {
    Export.HONOUR_REPORT: MEASURE,
    Export.PERSON_REPORT: "record_discipline",
    Export.SCREENING_ANSWER: "screening_answer",
}


def _of_fact(key: UUID) -> str:
    fact = Fact.objects.filter(pk=key).first()
    return str(fact.of_kind.information_class) if fact else ""


def _of_publication(key: UUID) -> str:
    fact = Publication.objects.filter(pk=key).values_list("fact_id", flat=True).first()
    return _of_fact(fact) if fact else ""


def _always(name: str) -> ClassOf:
    return lambda key: name


RECALLS = frozenset(
    {"publication.ended", "publication.suspended", "record.excluded", GRANTED, ASKED}
    | {breaches.CORRECTED, breaches.REPAIRED, breaches.REVOKED}
)
"""News that something stands no more; beside it each correction and withdrawal. Whoever was told of the thing is told of it.

A repair is granted on a record that was shared as a publication: the thing is the fact（`thing_of`）.
"""
PUBLIC = "社会公众（已公示）"
"""The recipient of news of publications: what they are about stands in public, or did."""
OTHERS: dict[str, ClassOf] = {
    **{f"publication.{step}": _of_publication for step in ("opened", "ended", "suspended", "resumed")},
    "record.excluded": _of_fact,
    GRANTED: _always("repair"),
    UNDONE: _always("repair"),
    ASKED: _always(MEASURE),
    "department.reorganised": _always("department_history"),
    **dict.fromkeys(breaches.TOPICS, _always("commitment_breach")),
}


ABOUT: dict[str, type[Model]] = {"publication": Publication, "repair": Repair, "measure": Measure}
"""What the subject of a message is, by the first word of its topic, where it hangs on a fact."""


def thing_of(topic: str, subject: UUID) -> UUID:
    """Return what a message is about in the end: the fact that its publication, repair or measure hangs on, else its subject."""
    kind = ABOUT.get(topic.partition(".")[0])
    found = kind._base_manager.filter(pk=subject).values_list("fact_id", flat=True).first() if kind else None
    return found or subject


def topics() -> dict[str, ClassOf]:
    """Return every topic with how the class of its subject is found: those of each kind of fact, and the others."""
    of_facts: dict[str, ClassOf] = {}
    for kind in fact_kinds.values():
        of_facts |= dict.fromkeys((kind.CORRECTED_TOPIC, kind.WITHDRAWN_TOPIC), _of_fact)
    return of_facts | OTHERS


def class_of(topic: str, subject: UUID) -> str:
    """Return the key of the class of a message, "" where its topic or its subject has none."""
    found = topics().get(topic)
    return found(subject) if found else ""


def is_recall(topic: str) -> bool:
    """Say whether a message takes something back, or mends it."""
    of_facts = {(kind.WITHDRAWN_TOPIC, kind.CORRECTED_TOPIC) for kind in fact_kinds.values()}
    return topic in RECALLS or any(topic in pair for pair in of_facts)


def recipient_of(topic: str, payload: Mapping[str, Any]) -> str:
    """Return to whom a message is addressed, "" where it is for nobody in particular."""
    named = str(payload.get("to") or "")
    return named or (PUBLIC if topic.startswith("publication.") else "")
