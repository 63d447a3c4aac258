"""Legal acts（办理）as the machines declare them, and who may do one: by role, or by the act that it follows from."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import models

from common.causes import Cause, CauseRows
from common.errors import Incomplete, NotAllowed
from common.roles import SELF, Role, role_label
from common.trail import Actor

if TYPE_CHECKING:
    from common.workflow import Workflow


@dataclass(frozen=True)
class Verb:
    """A legal act: from which states to which, by whom; the map of them is a machine's TRANSITIONS.

    An empty `target` means that the act leaves the state as it is. `performs` names what the act does besides:
    a deputy who is denied one of these may not do the act either. `caused_by` names the acts（app.model.act）that it
    may follow from within their transaction: then role and scope are theirs.
    """

    label: str
    sources: Sequence[str]
    target: str
    roles: frozenset[str]
    needs_reason: bool = False
    performs: Sequence[str] = ()
    caused_by: Set[str] = frozenset()


def let_follow(model: type[Workflow], act: str, *causes: str) -> None:
    """Let `act` of a lower machine follow from these acts of an app above too（app.model.act）."""
    verb = model.TRANSITIONS[act]
    also = replace(verb, caused_by=verb.caused_by | frozenset(causes))
    model.TRANSITIONS = {**model.TRANSITIONS, act: also}


def excluded(model: type[models.Model], act: str, verb: Verb, by: Actor) -> bool:
    """Say whether a deputyship leaves out the act, or one that it performs, each by itself or with its whole kind."""
    names = (f"{model._meta.model_name}.{act}", *verb.performs)
    return any(name in by.excluded or name.partition(".")[0] in by.excluded for name in names)


def require_admitted(
    model: type[models.Model], act: str, verb: Verb, by: Actor, cause: Cause | None = None
) -> CauseRows | None:
    """Raise NotAllowed where neither role nor cause lets `by` do it, or a deputyship leaves it out.

    Returns the trail rows of the cause, None where there is none.
    """
    causing = None
    if cause is None:
        _require_role(verb, by)
    elif cause.act not in verb.caused_by:
        raise NotAllowed(f"“{verb.label}”不能由这项办理引起，请单独办理")
    else:
        causing = cause.rows(by)
    if excluded(model, act, verb, by):
        raise NotAllowed(f"代理不包括“{verb.label}”（{model._meta.verbose_name}），请由岗位本人办理")
    return causing


def _require_role(verb: Verb, by: Actor) -> None:
    if by.role in verb.roles:
        return
    if verb.caused_by and not verb.roles:
        raise NotAllowed(f"“{verb.label}”随引起它的办理一并完成，不能单独办理")
    named = [role.label for role in Role if role in verb.roles and role != Role.CLOCK]
    named += [role_label(SELF)] if SELF in verb.roles else []
    who = "、".join(named) or "系统"
    raise NotAllowed(f"{verb.label}由{who}办理，您现在的岗位是{role_label(by.role)}")


def require_reason(verb: Verb, reason: str) -> None:
    """Raise Incomplete where the act must give its reason and does not."""
    if verb.needs_reason and not reason.strip():
        raise Incomplete(f"{verb.label}须写明理由", {"reason": "请写明理由"})
