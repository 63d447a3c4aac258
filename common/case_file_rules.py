"""What most procedures say of the evidence and the talk beside them."""

from __future__ import annotations

import uuid

from common.errors import NotAllowed, WrongState
from common.models import Transition
from common.roles import AUDITORS, Role
from common.tabs import TALKING
from common.trail import Actor
from common.workflow import Workflow

UNDECIDED = frozenset({"draft", "pending", "returned"})


def entered_through(obj: Workflow) -> set[uuid.UUID]:
    """Return the postings through which a case was entered."""
    rows = Transition.objects.filter(object_id=obj.pk, act="enter").values_list("posting_id")
    return {key for (key,) in rows if key}


def acted_through(obj: Workflow, **condition: object) -> set[uuid.UUID]:
    """Return the postings through which anything was done to a case; `condition` narrows the trail."""
    rows = Transition.objects.filter(object_id=obj.pk, **condition).values_list("posting_id")
    return {key for (key,) in rows if key}


def require_own_procedure(obj: Workflow, by: Actor) -> None:
    """Let who began a procedure add and take back files until it is decided."""
    if by.pk not in entered_through(obj):
        raise NotAllowed("只有提出这件的岗位可以上传、撤回它的证据")
    if obj.status not in UNDECIDED:
        raise WrongState(f"现在是“{obj.get_status_display()}”，证据不能再变动")


def require_say(obj: Workflow, by: Actor) -> None:
    """Let the sides that deal with a case talk, while it is not void."""
    if by.role not in TALKING - AUDITORS:
        raise NotAllowed(f"沟通是经办各方之间的，{Role(by.role).label}不参加")
    if obj.status == "void":
        raise WrongState("已作废，不能再留言")
