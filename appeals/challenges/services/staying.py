"""The organ stays the execution（停止执行）: what stands in public is held until it lifts the stay, or the challenge ends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from appeals.challenges.models import Challenge
from appeals.challenges.services.registering import gather
from appeals.challenges.services.telling import tell_sides
from appeals.challenges.transitions import HOLDS
from common.causes import Cause
from common.errors import Incomplete, NotEligible
from common.models import Evidence
from common.trail import Actor
from records import services as records
from records.models import Hold, Publication
from records.publications.services.republishing import standing_publication


@dataclass(frozen=True)
class Document:
    """The organ's document: number, day, and the file of it that lies beside the case."""

    number: str
    dated_on: date
    file: Evidence


def holds_of(case: Challenge) -> list[Hold]:
    """Return the open holds that the challenge began."""
    rows = Hold.objects.open().filter(begun_by__in=HOLDS, cause_object=case.pk)
    return list(rows.select_related("publication__fact"))


def unheld(case: Challenge) -> list[Publication]:
    """Return the publications of the document's records that stand and that the challenge does not hold."""
    today = timezone.localdate()
    standing = filter(None, (standing_publication(fact, today) for fact in case.live_facts))
    held = {hold.publication_id for hold in holds_of(case)}
    return [publication for publication in standing if publication.pk not in held]


def bar_to_stay(case: Challenge) -> str:
    """Return why nothing is to be held: it is already, and nothing has come into public since."""
    return f"已按 {case.stay_number} 停止执行" if case.is_stayed else ""


@transaction.atomic
def stay(case: Challenge, *, by: Actor, reason: str, document: Document) -> Challenge:
    """Hold what stands in public by the organ's document; the window does not move.

    procedures A.3; 行政复议法 42; 行政诉讼法 56
    """
    if words := bar_to_stay(case):
        raise NotEligible(words)
    require_document(case, document, case.accepted_on)
    gather(case, by=by)
    case.move(
        "stay",
        by=by,
        reason=reason,
        stay_number=document.number.strip(),
        stayed_on=document.dated_on,
        stay_file_id=document.file.pk,
        lift_number="",
        lifted_on=None,
        lift_file_id=None,
    )
    hold_all(case, "stay", by=by, reason=f"{case.organ} {case.stay_number} 停止执行：{reason}")
    tell_sides(case, f"{case.document_number} 停止执行，公示暂停（{case.organ} {case.stay_number}）")
    return case


@transaction.atomic
def lift(case: Challenge, *, by: Actor, reason: str, document: Document) -> Challenge:
    """End the stay by the organ's document; what was held stands again for what is left of its window."""
    if not case.is_stayed or case.stayed_on is None:
        raise NotEligible("没有登记停止执行")
    require_document(case, document, case.stayed_on)
    case.move(
        "lift",
        by=by,
        reason=reason,
        lift_number=document.number.strip(),
        lifted_on=document.dated_on,
        lift_file_id=document.file.pk,
    )
    release(case, "lift", by=by, reason=reason)
    tell_sides(case, f"{case.document_number} 恢复执行，公示恢复（{case.organ} {case.lift_number}）")
    return case


def hold_all(case: Challenge, act: str, *, by: Actor, reason: str) -> None:
    """Hold each publication of the document that stands, because of the act just done."""
    for publication in unheld(case):
        records.begin_hold(publication, by=by, cause=Cause.of(case, act), reason=reason)


def release(case: Challenge, act: str, *, by: Actor, reason: str, of: Collection[UUID] | None = None) -> None:
    """End the challenge's holds because of the act just done; `of` names the facts, where it is not all of them."""
    for hold in holds_of(case):
        if of is None or hold.publication.fact_id in of:
            records.end_hold(hold, by=by, cause=Cause.of(case, act), reason=reason)


def require_document(case: Challenge, document: Document, earliest: date) -> None:
    """Name what is wrong with the organ's document: number, day, and a file that lies beside this very case."""
    wrong = {}
    if not document.number.strip():
        wrong["number"] = "请填写文书号"
    if not earliest <= document.dated_on <= timezone.localdate():
        wrong["dated_on"] = f"文书日期须在 {earliest} 与今天之间"
    if document.file.object_id != case.pk or document.file.withdrawn_at is not None:
        wrong["file"] = "请选择本件“证据”里的文书"
    if wrong:
        raise Incomplete("；".join(wrong.values()), wrong)
