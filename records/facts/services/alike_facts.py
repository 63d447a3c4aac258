"""Lost judgments and honours that may be one fact reported twice: by number, or by department, time and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import IntegerField
from django.db.models.expressions import RawSQL

from common.trail import Actor
from records.facts.services.alike import (
    ALIKE_PERCENT,
    MOST,
    MOST_COMPARED,
    NEAR_DAYS,
    pieces_of,
    shared_percent,
)
from records.models import Commendation, LostJudgment
from records.vocabulary import RecordStatus


@dataclass(frozen=True)
class Shape:
    """Which columns tell two facts of one model apart, or show them to be one."""

    number: str
    text: str
    day: str
    kind: str


SHAPES: dict[type[Any], Shape] = {
    LostJudgment: Shape("案号", "summary", "decided_on", "outcome"),
    Commendation: Shape("文号", "deeds", "issued_on", "honour"),
}


@dataclass(frozen=True)
class AlikeFact:
    """A likely second report, and why it is likely one."""

    fact: Any
    why: str


def alike_facts(fact: Any, posting: Actor) -> list[AlikeFact]:
    """Return the facts of its kind in the posting's scope that look like `fact`; others are never told of.

    Same number in its normal form（other department or kind）; or same department within NEAR_DAYS and at least
    ALIKE_PERCENT of the words' pieces shared. 苏政发〔2023〕55号 二(二)
    """
    shape, others = SHAPES[type(fact)], _others(fact, posting)
    twins = list(others.filter(**fact.derived()).order_by("pk")[:MOST])
    known = {twin.pk for twin in twins}
    near = [(percent, one) for percent, one in _near(fact, others, shape) if one.pk not in known]
    return [AlikeFact(one, _why_twin(fact, one, shape)) for one in twins] + [
        AlikeFact(one, f"同一部门，时间相近，内容相似 {percent}%") for percent, one in near
    ]


def _others(fact: Any, posting: Actor) -> Any:
    rows = type(fact).objects.visible_to(posting).exclude(status=RecordStatus.VOID).exclude(pk=fact.pk)
    return rows.select_related("department")


def _why_twin(fact: Any, one: Any, shape: Shape) -> str:
    differs = ["部门不同"] if one.department_id != fact.department_id else []
    if getattr(one, shape.kind) != getattr(fact, shape.kind):
        differs.append(f"{fact._meta.get_field(shape.kind).verbose_name}不同")
    return f"{shape.number}相同" + ("，" + "、".join(differs) if differs else "")


def _near(fact: Any, others: Any, shape: Shape) -> list[tuple[int, Any]]:
    pieces, day, span = pieces_of(getattr(fact, shape.text)), getattr(fact, shape.day), timedelta(NEAR_DAYS)
    name = connection.ops.quote_name
    grams = f"public.text_grams({name(fact._meta.db_table)}.{name(shape.text)})"
    shared = f"(SELECT count(*) FROM unnest({grams}) AS piece WHERE piece.lexeme = ANY(%s))"
    measured = (
        others.filter(department=fact.department_id, **{f"{shape.day}__range": (day - span, day + span)})
        .annotate(
            shared=RawSQL(shared, [pieces], output_field=IntegerField()),
            held=RawSQL(f"length({grams})", [], output_field=IntegerField()),
        )
        .order_by(f"-{shape.day}")[:MOST_COMPARED]
    )
    likeness = [(shared_percent(one, len(pieces)), one) for one in measured]
    close = [pair for pair in likeness if pieces and pair[0] >= ALIKE_PERCENT]
    return sorted(close, key=lambda pair: -pair[0])[:MOST]
