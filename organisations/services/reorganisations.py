"""Reorganisations: drafted by an officer, approved by a director, in effect on their day in one act.

docs/decisions/0010-reorganisations.md
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from common.errors import ActRefused, Incomplete, NotAllowed, NotEligible
from common.open_matters import OpenMatter, open_matters
from common.trail import Actor
from identifiers.credit_codes import normalise_credit_code
from organisations.models import Department, DepartmentCode, Reorganisation, ReorganisedBody
from organisations.models.reorganisations import Side, in_hand
from organisations.reorganisations import Body, Outline, ends_sources, faults
from organisations.services.transfers import carry_out
from organisations.vocabulary import DepartmentStatus

CONTENT = (
    "document_body",
    "document_number",
    "document_dated_on",
    "effective_on",
    "new_name",
    "new_short_name",
    "new_code",
    "remark",
)


@dataclass(frozen=True)
class Preview:
    """What a case will do: what stands open, and what is wrong with it, if anything."""

    moves: list[tuple[OpenMatter, int]]
    faults: dict[str, str]

    @property
    def open_duties(self) -> int:
        """Return how many matters the case will move."""
        return sum(number for _, number in self.moves)


@transaction.atomic
def draft_reorganisation(
    *,
    by: Actor,
    kind: str,
    sources: Sequence[Department],
    heirs: Sequence[Department] = (),
    **content: object,
) -> Reorganisation:
    """Draft a case; the first source is the case's department, the first heir its successor."""
    case = Reorganisation(kind=kind, drafted_by_id=by.user_id, **_content(content))
    case.department, case.successor = _heads(sources, heirs)
    _require_sound(_outline(case, sources, heirs), _taken(sources), 0)
    case.enter(by=by)
    _write_bodies(case, sources, heirs)
    return case


@transaction.atomic
def revise_reorganisation(
    case: Reorganisation,
    *,
    by: Actor,
    sources: Sequence[Department],
    heirs: Sequence[Department] = (),
    **content: object,
) -> Reorganisation:
    """Change a draft, or a returned case, whole."""
    department, successor = _heads(sources, heirs)
    given = _content(content)
    trial = Reorganisation(kind=case.kind, **given)
    _require_sound(_outline(trial, sources, heirs), _taken(sources), 0)
    case.move(
        "edit",
        by=by,
        version=F("version") + 1,
        department=department,
        successor=successor,
        drafted_by_id=by.user_id,
        **given,
    )
    case.bodies.all().delete()
    _write_bodies(case, sources, heirs)
    return case


def submit_reorganisation(case: Reorganisation, *, by: Actor, reason: str = "") -> Reorganisation:
    """Hand the case to the director; every body in scope, nothing wrong with it today."""
    _require_reach(case, by)
    if in_hand(case.sources).exclude(pk=case.pk).exists():
        raise NotEligible("其中有机构的另一件调整正在办理，请等它办结")
    _require_ready(case)
    return case.move("submit", by=by, reason=reason)


@transaction.atomic
def approve_reorganisation(
    case: Reorganisation, *, by: Actor, reason: str, today: date | None = None
) -> Reorganisation:
    """Approve the case; where its day has come it takes effect in the same act."""
    today = today or timezone.localdate()
    if by.user_id == case.drafted_by_id:
        raise NotAllowed("拟办的人不能复核自己的机构调整（四眼原则）")
    _require_reach(case, by)
    _require_ready(case)
    case.move("approve", by=by, reason=reason, approved_by_id=by.user_id)
    return effect_reorganisation(case, by=by, today=today) if case.effective_on <= today else case


@transaction.atomic
def effect_reorganisation(case: Reorganisation, *, by: Actor, today: date | None = None) -> Reorganisation:
    """Let an approved case take effect: names, codes, duties and addresses change together（优化营商环境条例 31）."""
    today = today or timezone.localdate()
    if case.effective_on > today:
        raise NotEligible(f"{case.effective_on} 起生效，到那一天由系统自动办理")
    bodies = [body.pk for body in (*case.sources, *case.heirs)]
    list(Department.objects.select_for_update().filter(pk__in=bodies).order_by("pk"))
    _require_ready(case)
    moved = carry_out(case, by=by, today=today)
    return case.move("effect", by=by, reason=f"{case.document_number}", applied_on=today, outcome=moved)


def effect_due_reorganisations(*, by: Actor, today: date) -> int:
    """Let every approved case whose day has come take effect; one that is refused stays, with its reason."""
    done = 0
    for case in Reorganisation.objects.all().due(today):
        try:
            effect_reorganisation(case, by=by, today=today)
        except ActRefused as refusal:
            Reorganisation.objects.filter(pk=case.pk).update(outcome={"refused": refusal.message})
        else:
            done += 1
    return done


def preview(case: Reorganisation, *, today: date | None = None) -> Preview:
    """Return what the case will move and what stands in its way today."""
    today = today or timezone.localdate()
    moves = matters_of(case.sources) if ends_sources(case.kind) else []
    outline = _outline(case, case.sources, case.heirs)
    number = sum(count for _, count in moves)
    return Preview(moves, faults(outline, today=today, taken=_taken(case.sources), open_duties=number))


def matters_of(departments: Sequence[Department]) -> list[tuple[OpenMatter, int]]:
    """Return the kinds of open matters of `departments` with their numbers; kinds without any are left out."""
    counted = [(kind, kind.rows([body.pk for body in departments]).count()) for kind in open_matters.all()]
    return [(kind, number) for kind, number in counted if number]


def _outline(case: Reorganisation, sources: Sequence[Department], heirs: Sequence[Department]) -> Outline:
    return Outline(
        case.kind,
        tuple(_body(body) for body in sources),
        tuple(_body(body) for body in heirs),
        case.new_name,
        case.new_code,
        case.document_dated_on,
        case.effective_on,
    )


def _body(department: Department) -> Body:
    gone = department.status in {DepartmentStatus.MERGED, DepartmentStatus.ABOLISHED}
    return Body(department.credit_code, department.name, not gone)


def _taken(sources: Sequence[Department]) -> set[str]:
    """Return the codes in force of all bodies but the first source."""
    own = sources[0].pk if sources else None
    present = set(Department.objects.exclude(pk__in=[own]).values_list("credit_code", flat=True))
    return present | set(
        DepartmentCode.objects.filter(until__isnull=True)
        .exclude(department=own)
        .values_list("code", flat=True)
    )


def _content(given: dict[str, Any]) -> dict[str, Any]:
    unknown = set(given) - set(CONTENT)
    if unknown:
        raise TypeError(f"no such content of a reorganisation: {unknown}")
    content = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    if content.get("new_code"):
        content["new_code"] = normalise_credit_code(content["new_code"])
    missing = {
        name: "请填写批准机关和文号" for name in ("document_body", "document_number") if not content.get(name)
    }
    if missing:
        raise Incomplete("机构调整须有批准文件", missing)
    return content


def _heads(
    sources: Sequence[Department], heirs: Sequence[Department]
) -> tuple[Department, Department | None]:
    if not sources:
        raise Incomplete("请选择调整的机构", {"sources": "请选择调整的机构"})
    return sources[0], heirs[0] if heirs else None


def _write_bodies(case: Reorganisation, sources: Sequence[Department], heirs: Sequence[Department]) -> None:
    rows = [(body, Side.SOURCE) for body in sources[1:]] + [(body, Side.HEIR) for body in heirs[1:]]
    ReorganisedBody.objects.bulk_create(
        ReorganisedBody(case=case, department=body, side=side) for body, side in rows
    )
    case.refresh_from_db()


def _require_sound(outline: Outline, taken: set[str], open_duties: int) -> None:
    found = faults(outline, today=timezone.localdate(), taken=taken, open_duties=open_duties)
    if found:
        raise Incomplete("这件机构调整还不能办：" + "；".join(found.values()), found)


def _require_ready(case: Reorganisation) -> None:
    found = preview(case).faults
    if found:
        raise Incomplete("这件机构调整还不能办：" + "；".join(found.values()), found)


def _require_reach(case: Reorganisation, by: Actor) -> None:
    bodies = {body.pk for body in (*case.sources, *case.heirs)}
    reached = Department.objects.visible_to(by).filter(Q(pk__in=bodies)).count()
    if reached != len(bodies):
        raise NotAllowed("有机构不在您的岗位范围内，请由管辖全部机构的上一级信用办办理")
