"""项目责任回溯: who answered for which part of a project on a day; asked for a purpose, and each question is logged.

苏政发〔2023〕55号 三(二); procedures A.8
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from commitments.domains.domain import domains
from commitments.leads import LOOK_BACK
from commitments.models import Commitment, Succession
from commitments.vocabulary import CommitmentStatus, LookBackPurpose
from common.errors import Incomplete
from common.trail import Actor, write_notable_many
from identifiers.document_numbers import document_key
from policy.responsibility import Passing, Turn, turn_on, turns

KNOWN = (
    CommitmentStatus.RUNNING,
    CommitmentStatus.KEPT,
    CommitmentStatus.CHANGED,
    CommitmentStatus.UNLAWFUL,
)
MOST = 100
TOO_MANY = f"这个编号下的承诺超过 {MOST} 项，不能一次答全：请用合同编号、文号或者承诺编号查"
UNKNOWN = "您的岗位范围内没有这个编号的已登记承诺：请核对项目编号、合同编号、文号或者承诺编号"


@dataclass(frozen=True)
class Answer:
    """One promise of what was asked about: whose turn it was on the day, and every turn before and after."""

    case: Commitment
    part_words: str
    turn: Turn | None
    all_turns: Sequence[Turn]


@transaction.atomic
def look_back(*, by: Actor, number: str, day: date, purpose: str, basis: str) -> list[Answer]:
    """Return who answered on `day`, promise by promise in the order of the stages; leaves a trail row on each.

    `number` is that of a project, a contract or document, or a promise. Raises Incomplete where nothing is known by it.
    """
    cases = list(_asked(by, number)[: MOST + 1])
    if len(cases) > MOST:
        raise Incomplete(TOO_MANY, {"number": TOO_MANY})
    if not cases:
        raise Incomplete(UNKNOWN, {"number": UNKNOWN})
    for case in cases:
        case.refuse_texts({"basis": basis})
    said = f"{day} 由谁承担：{LookBackPurpose(purpose).label}，{basis}"
    write_notable_many(Commitment, [case.pk for case in cases], LOOK_BACK, by=by, reason=said[:2000])
    return sorted((_answer(case, day) for case in cases), key=_order)


def _asked(by: Actor, number: str) -> QuerySet[Commitment]:
    typed = number.strip()
    same = Q(number=typed) | Q(document_key=document_key(typed))
    for domain in domains.values():
        if domain.project:
            part = domain.part._meta.get_field("commitment").remote_field.get_accessor_name()  # type: ignore[union-attr]
            same |= Q(**{f"{part}__{domain.project}": typed})
    rows = Commitment.objects.visible_to(by).filter(same, status__in=KNOWN).standing()
    return rows.select_related("department").order_by("signed_on", "number")


def _answer(case: Commitment, day: date) -> Answer:
    known = turns_of(case)
    return Answer(case, _part_words(case), turn_on(day, known), known)


def turns_of(case: Commitment) -> list[Turn]:
    """Return every turn of a promise: its posts and bodies, from when to when."""
    begins, ends = duty_days(case)
    handed = case.successions.select_related("from_department", "to_department").order_by("on", "id")
    passings = [_passing(one) for one in handed]
    until = ends + timedelta(days=1) if ends else None
    return turns(begins, until, str(case.department), case.post, passings, case.document_title)


def duty_days(case: Commitment) -> tuple[date, date | None]:
    """Return the first and the last day of the duty: the domain's own, else from the signing on."""
    domain = domains[case.domain]
    if domain.duty_columns is None:
        return case.signed_on, None
    part = domain.part_of(case)
    since, until = (getattr(part, name) for name in domain.duty_columns)
    return since or case.signed_on, until


def _passing(one: Succession) -> Passing:
    return Passing(
        one.on,
        one.document,
        str(one.from_department or ""),
        str(one.to_department or ""),
        one.from_post if one.to_post else "",
        one.to_post,
    )


def _part_words(case: Commitment) -> str:
    domain = domains[case.domain]
    return str(domain.part_of(case).get_stage_display()) if domain.stages else ""


def _order(one: Answer) -> tuple[int, str]:
    stages = domains[one.case.domain].stages
    return (stages.index(one.part_words) if one.part_words in stages else len(stages), one.case.number)
