"""Acts done from the decision bar of a case: one reason field, one button for each act that may be done now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from common.errors import NotAllowed
from common.roles import Role
from common.workflow import Verb
from records.views.marks import as_shown


@dataclass(frozen=True)
class CaseAct:
    """`verb` is the machine's; `fits` narrows it to this case and person, `do` takes (case, by, reason)."""

    label: str
    effect: str
    verb: str
    do: Callable[[Any, Any, str], Any]
    fits: Callable[[Any, Any], bool] = lambda case, by: True
    is_first: bool = False
    is_grave: bool = False


def offered(table: Mapping[str, CaseAct], case: Any, by: Any) -> list[tuple[str, CaseAct]]:
    """Return the acts that `by` may do to `case` now."""
    return [(name, act) for name, act in table.items() if case.may(act.verb, by) and act.fits(case, by)]


def perform(request: Any, table: Mapping[str, CaseAct], case: Any, name: str, back: str) -> HttpResponse:
    """Do one act with the reason given; the verb itself says who may and in which state."""
    act = table.get(name)
    if act is None:
        raise Http404
    _require_role(case.TRANSITIONS[act.verb], request.posting)
    case.require_no_recusal(request.posting)
    with as_shown(request, case):
        act.do(case, request.posting, request.POST.get("reason", "")[:2000])
    messages.success(request, f"已办理：{act.label}。{act.effect}")
    return redirect(back)


def _require_role(verb: Verb, by: Any) -> None:
    if by.role not in verb.roles:
        who = "、".join(role.label for role in Role if role in verb.roles and role != Role.CLOCK)
        raise NotAllowed(f"{verb.label}由{who}办理，您现在的岗位是{by.get_role_display()}")
