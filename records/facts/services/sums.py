"""Sums that look like a slip between 元 and 万元 are asked about once, when they are written or changed."""

from __future__ import annotations

import json

from django.db import connection

from common.errors import Incomplete
from records.facts.models.kinds import FactKind

RIGHT = "金额无误"


def said(reason: str, checked: str) -> str:
    """Return a reason with what was `checked` beside it."""
    return f"{reason}；{checked}" if checked else reason


def require_plausible(new: FactKind, *asked: FactKind, said_right: bool) -> str:
    """Refuse sums that look wrong until their person says that they are right; return what the trail keeps of it.

    A sum that reads as in one of `asked` was asked about when that was written.
    """
    sums = new.sums()
    before = [one.sums() for one in asked]
    changed = [label for label, amount in sums.items() if all(amount != one.get(label) for one in before)]
    if not changed:
        return ""
    with connection.cursor() as cursor:
        told = json.dumps(sums, default=str)
        cursor.execute("SELECT records_doubtful_sums(%s, %s, %s)", [new.basis, told, changed])
        (doubt,) = cursor.fetchone()
    if doubt and not said_right:
        words = f"{doubt}。请核对单位是元还是万元，有误的改正；确实无误的，勾选“{RIGHT}”再提交"
        raise Incomplete(words, {"sums_right": words})
    return f"{RIGHT}：{doubt}" if doubt else ""
