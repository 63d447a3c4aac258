"""Drafts of reviewed facts: entered once, changed until review, undone by who began them."""

from __future__ import annotations

from common.errors import Incomplete
from common.once import once
from common.roles import Role
from common.secrecy import refuse_marks, texts_of
from postings.models import Posting
from records.facts.models.reviewed_facts import ReviewedFact
from records.facts.services.reach import require_own_finding

ALREADY = "这份文书对这个部门已经录入过"


def enter_fact(fact: ReviewedFact, *, by: Posting, again: str = "") -> ReviewedFact:
    """Enter a reviewed fact as a draft, by its document at least; `again` after a withdrawal.

    A finding body's own unit is the finder.
    """
    refuse_marks(texts_of(fact))
    if not fact.number:
        words = f"请填写{fact.label_of(fact.NUMBER)}"
        raise Incomplete(words, {fact.NUMBER: words})
    for name, value in fact.derived().items():
        setattr(fact, name, value)
    fact.require_reason_after_withdrawal(again, by=by)
    require_own_finding(by, name=(fact.FINDER, str(getattr(fact, fact.FINDER))))
    if by.role == Role.FINDING_BODY:
        fact.finding_unit = by.unit
    with once("_live_once", Incomplete(ALREADY, {"__all__": ALREADY})):
        return fact.draft(by=by, reason=again or "手工录入")


def revise_fact(
    fact: ReviewedFact, *, by: Posting, reason: str = "", again: str = "", **fields: object
) -> ReviewedFact:
    """Change a draft or a returned one, `again` into what was withdrawn; an earlier review no longer counts."""
    refuse_marks(fields)
    require_own_finding(by, name=(fact.FINDER, str(fields.get(fact.FINDER, ""))))
    told = ("department", fact.NUMBER, *fact.SAME)
    changed = type(fact)(**{name: fields.get(name, getattr(fact, name)) for name in told})
    changed.require_reason_after_withdrawal(again, fact, by=by)
    with once("_live_once", Incomplete(ALREADY, {"__all__": ALREADY})):
        fact.edit(by=by, reason=again or reason or "修改内容", **fields, **changed.derived())
        fact._require_scope(by)
    return fact
