"""How a letter addresses a body today: by its name of now, or whoever answers for it since（procedures A.7）."""

from __future__ import annotations

from common.errors import Incomplete
from organisations.models import Department

STEPS = 20
"""How many successions are followed: a line that is longer is a mistake in the roster."""


def addressed(body: Department | None) -> str:
    """Return whom a letter to `body` is written to: itself, the last of its successors, else its superior."""
    if body is None:
        raise Incomplete("没有受送达的单位，不能写文书")
    holder = body
    for _ in range(STEPS):
        if holder.successor is None:
            break
        holder = holder.successor
    if holder != body:
        return f"{holder.name}（承继{body.name}）"
    if body.ended_on and body.superior:
        return f"{addressed(body.superior)}（{body.name}已撤销，由上级单位签收）"
    return body.name


def addressed_by_name(name: str, body: Department | None = None) -> str:
    """Return whom a letter is written to that a document or the director named; a body known under a former name is found.

    Two bodies under one name, and one that the roster does not have, are written to as they were named.
    """
    if body is None:
        asked = name.strip()
        now = Department.objects.filter(name=asked)
        found = list(now[:2]) or list(Department.objects.filter(former_names__name=asked).distinct()[:2])
        body = found[0] if len(found) == 1 else None
    return addressed(body) if body else name
