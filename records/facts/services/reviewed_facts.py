"""Drafts of lost judgments and commendations: entered once, changed until review, undone by who began them."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from common.causes import Cause
from common.errors import Incomplete, NotEligible
from common.identifiers import document_key
from common.roles import Role
from common.secrecy import refuse_marks, texts_of
from common.trail import Actor
from postings.models import Posting, Responsibility
from records.corrections.services.ending_with_fact import lapse_corrections
from records.facts.services.reach import require_own_finding
from records.models import Commendation, DishonestyRecord, LostJudgment

ALREADY = "这份文书对这个部门已经录入过"


def enter_fact(fact: LostJudgment | Commendation, *, by: Posting) -> Any:
    """Enter a lost judgment or a commendation as a draft; a finding body's own unit is the finder."""
    refuse_marks(texts_of(fact))
    for name, value in keys_of(fact).items():
        setattr(fact, name, value)
    _require_own_finding({FINDERS[type(fact)]: getattr(fact, FINDERS[type(fact)])}, by)
    if by.role == Role.FINDING_BODY:
        fact.finding_unit = by.unit
    try:
        with transaction.atomic():
            return fact.draft(by=by, reason="手工录入")
    except IntegrityError as clash:
        raise _already(clash) from clash


def revise_fact(fact: Any, *, by: Posting, reason: str = "", **fields: Any) -> Any:
    """Change a draft or a returned one; an earlier review no longer counts."""
    refuse_marks(fields)
    _require_own_finding({name: fields[name] for name in FINDERS.values() if name in fields}, by)
    changed = type(fact)(**{name: fields.get(name, getattr(fact, name)) for name in NUMBERS[type(fact)]})
    try:
        with transaction.atomic():
            fact.edit(by=by, reason=reason or "修改内容", **fields, **keys_of(changed))
            fact._require_scope(by)
    except IntegrityError as clash:
        raise _already(clash) from clash
    return fact


@transaction.atomic
def void_fact(fact: Any, *, by: Actor, reason: str) -> Any:
    """Undo one's own draft."""
    own = by.user_id == fact.entered_by_id
    if not own and not Responsibility.holds_draft(by.id, fact):
        raise NotEligible("只能作废自己录入或交接给自己的草稿")
    fact.move("void", by=by, reason=reason)
    _lapse_with(fact, by, reason)
    return fact


@transaction.atomic
def void_record(record: DishonestyRecord, *, by: Actor, reason: str) -> DishonestyRecord:
    """Undo one's own draft of a record, or one taken over."""
    record.void(by=by, reason=reason)
    _lapse_with(record, by, reason)
    return record


def _lapse_with(fact: Any, by: Actor, reason: str) -> None:
    because = f"所更正的{fact._meta.verbose_name}已作废：{reason}"
    lapse_corrections(by=by, cause=Cause.of(fact, "void"), because=because, **{str(fact.KIND): fact})


def keys_of(fact: Any) -> dict[str, str]:
    """Return the normal form of its number, by which the same document is found again."""
    return {
        f"{name.removesuffix('_number')}_key": document_key(getattr(fact, name))
        for name in NUMBERS[type(fact)]
    }


NUMBERS: dict[type[Any], tuple[str, ...]] = {
    LostJudgment: ("case_number",),
    Commendation: ("document_number",),
}
"""The field that holds the number of the document."""
FINDERS: dict[type[Any], str] = {LostJudgment: "court", Commendation: "issued_by"}
"""The field that names who found."""


def _require_own_finding(named: dict[str, Any], by: Posting) -> None:
    for field, name in named.items():
        require_own_finding(by, name=(field, str(name)))


def _already(clash: IntegrityError) -> Exception:
    return Incomplete(ALREADY, {"__all__": ALREADY}) if "_live_once" in str(clash) else clash
