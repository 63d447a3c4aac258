"""Facts that may be one reported twice: by document number, or by subject, time and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.db import connection
from django.db.models import IntegerField, QuerySet
from django.db.models.expressions import RawSQL

from common.trail import Actor
from identifiers.document_numbers import document_key
from policy.vocabulary import RecordStatus
from records.facts.models.kinds import FactKind

NEAR_DAYS = 180
ALIKE_PERCENT = 50
MOST = 20
MOST_COMPARED = 100


@dataclass(frozen=True)
class Alike:
    """A fact that looks like another, and why."""

    fact: Any
    why: str


def alike(fact: FactKind, posting: Actor) -> list[Alike]:
    """Return the facts of its kind in the posting's scope that look like `fact`; those out of scope are never told of.

    Same number in its normal form（other subject, source or ordinal）; or same subject within NEAR_DAYS and
    at least ALIKE_PERCENT of the words' pieces shared. 苏政发〔2023〕55号 二(二)
    """
    twins = same_number(type(fact), fact.document, posting, but=fact)
    known = {twin.fact.pk for twin in twins}
    near = [(percent, one) for percent, one in _near(fact, posting) if one.pk not in known]
    return twins + [Alike(one, fact.near_words(one, percent)) for percent, one in near]


def same_number(
    kind: type[FactKind], number: str, posting: Actor, but: FactKind | None = None
) -> list[Alike]:
    """Return the facts in scope whose document carries this number, however it is written."""
    if not (key := document_key(number)):
        return []
    found = _others(kind, posting, but).filter(**{kind.NUMBER_KEY: key}).order_by("pk")
    return [Alike(one, _why_twin(one, but)) for one in found[:MOST]]


def _others(kind: type[FactKind], posting: Actor, but: FactKind | None) -> QuerySet[FactKind]:
    rows = kind.objects.visible_to(posting).exclude(status=RecordStatus.VOID).with_publication()
    rows = rows.select_related(*kind.SUBJECTS)
    return rows.exclude(pk=but.pk) if but else rows


def _why_twin(one: FactKind, but: FactKind | None) -> str:
    differs = one.apart_from(but) if but else []
    return f"{one.NUMBER_WORD}相同" + ("，" + "、".join(differs) if differs else "")


class Measured(Protocol):
    """A fact with the number of text pieces that it shares, and that it holds."""

    shared: int
    held: int


def _near(fact: FactKind, posting: Actor) -> list[tuple[int, Any]]:
    """Return the facts on the same subject with the share of the text that they have in common, the likest first."""
    (text, *_), (day, _), span = fact.TOLD, fact.DATES, timedelta(NEAR_DAYS)
    pieces = _pieces_of(getattr(fact, text))
    if not pieces or fact.decided is None:
        return []
    name = connection.ops.quote_name
    grams = f"public.text_grams({name(fact._meta.db_table)}.{name(text)})"
    common = f"(SELECT count(*) FROM unnest({grams}) AS piece WHERE piece.lexeme = ANY(%s))"
    same = {subject: getattr(fact, f"{subject}_id") for subject in fact.SUBJECTS}
    rows = _others(type(fact), posting, fact).filter(
        **same, **{f"{day}__range": (fact.decided - span, fact.decided + span)}
    )
    measured = rows.annotate(
        shared=RawSQL(common, [pieces], output_field=IntegerField()),
        held=RawSQL(f"length({grams})", [], output_field=IntegerField()),
    ).order_by(f"-{day}")
    likeness = [(_percent(one, len(pieces)), one) for one in measured[:MOST_COMPARED]]
    close = [pair for pair in likeness if pair[0] >= ALIKE_PERCENT]
    return sorted(close, key=lambda pair: -pair[0])[:MOST]


def _percent(one: Measured, pieces: int) -> int:
    """Return how much the two texts share: twice the common pieces by all pieces."""
    return round(200 * one.shared / max(one.held + pieces, 1))


def _pieces_of(text: str) -> Sequence[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(public.text_grams(%s))", [text])
        found: list[str] = cursor.fetchone()[0]
    return found
