"""Which body presses a department when a term has passed（约谈、通报）: the table of competence says, or the director names it.

Where the table names nobody, several or an unconfirmed body, the act waits for the director; nobody stands in by default.
rules.md 0.2f; procedures C.12
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from common.errors import NotEligible
from common.history import acting
from common.trail import Actor
from discipline.competence import Competence
from discipline.pressing.models import NamedBody
from discipline.routing import competence_over, require_named
from discipline.vocabulary import CompetentAct
from organisations.models import Department
from records.facts.models.kinds import FactKind

ACTS = {"interview": CompetentAct.INTERVIEW, "circular": CompetentAct.CIRCULATE}
"""The kinds of steps that are acts of the table; a reminder and a transfer are none."""


class Pressed(Protocol):
    """A case in which a department is pressed, because of a fact."""

    pk: UUID

    @property
    def pressed_for(self) -> FactKind: ...
    @property
    def department(self) -> Department: ...
    def move(self, act: str, *, by: Actor, reason: str = "") -> object: ...


@dataclass(frozen=True)
class Presser:
    """Who does one act on a case: what the table says, and whom the director named where it leaves that open."""

    line: Competence
    named: NamedBody | None

    @property
    def bar(self) -> str:
        """Return why nobody does it yet, "" where the body is known."""
        if self.named or not self.line.needs_routing:
            return ""
        what, is_doubtful = self.line.act.label, not (self.line.is_settled or self.line.is_undecided)
        said = f"“{self.line.words}”{'（待核实）' if is_doubtful else ''}"
        return f"职权分工里{what}这一项是{said}：先由信用办负责人写明理由，指定{what}的机关"


def presser(case: Pressed, act: CompetentAct) -> Presser:
    """Return who does `act` today; raises NotEligible where the law keeps it off the fact."""
    line = competence_over(case.pressed_for, act, timezone.localdate())
    same = {"act": act, "basis": line.basis, "competence_version": line.version}
    rows = NamedBody.objects.filter(case_id=case.pk, **same).select_related("named_by")
    return Presser(line, rows.last() if line.needs_routing else None)


def pressers(case: Pressed) -> list[Presser]:
    """Return who interviews and who circulates."""
    return [presser(case, act) for act in ACTS.values()]


def bar_pressing(case: Pressed, kind: str) -> str:
    """Return why a step of this kind waits, "" where its body is known."""
    return presser(case, ACTS[kind]).bar if kind in ACTS else ""


def body_for(case: Pressed, kind: str, given: str) -> str:
    """Return who takes the step: whom the director named, else the table's one body as `given` calls it by name."""
    found = presser(case, ACTS[kind]) if kind in ACTS else None
    if found and found.bar:
        raise NotEligible(found.bar)
    return found.named.body_name if found and found.named else given


def bar_naming(case: Pressed) -> str:
    """Return why nobody is to be named, "" where the table leaves an act open."""
    is_left = any(one.line.needs_routing for one in pressers(case))
    return "" if is_left else "职权分工已写明由哪一个机关约谈、通报，不另指定"


@transaction.atomic
def name_body(case: Pressed, *, by: Actor, reason: str, act: str, body_name: str) -> NamedBody:
    """Name the body that interviews or circulates, with the reason, where the table leaves it open."""
    line = presser(case, CompetentAct(act)).line
    if not line.needs_routing:
        raise NotEligible(f"职权分工已写明由{line.words}{line.act.label}，不另指定")
    require_named(body_name, case.department, None)
    case.move("name_body", by=by, reason=f"{line.act.label}由{body_name.strip()}：{reason}")
    given = {"case_id": case.pk, "act": act, "body_name": body_name.strip(), "reason": reason.strip()}
    given |= {"basis": line.basis, "competence_version": line.version}
    with acting(by):
        made: NamedBody = NamedBody.objects.create(
            **given, named_by_id=by.user_id, named_on=timezone.localdate()
        )
    return made
