"""The place of department notes in the sidebar, what waits there, what one handed on, and the tab of a record."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from appeals.notes.lists import notes_of
from appeals.notes.models import DepartmentNote
from appeals.notes.services import bar_to_note
from appeals.notes.vocabulary import LABELLED, NoteStatus
from common.registry import OWN_TURN, SEEING, CaseTab, Place
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES, SECRECY_REVIEWERS
from common.trail import Actor
from postings.desk import Desk
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind

S = NoteStatus
PLACE = Place("notes", "单位说明", "公开", "appeals:notes", SEEING, order=32, chapter="单位说明")
TURNS: dict[str, str] = {
    S.SUBMITTED: "信用办经办",
    S.RETURNED: OWN_TURN,
    S.SIGNING: "保密审查员",
    S.DECIDING: "信用办负责人",
}


DESK = Desk(
    model=DepartmentNote,
    key="notes",
    url="note",
    word="单位说明",
    order=57,
    states=S,
    turns=TURNS,
    seen=notes_of,
    due="due_on",
    numbers=("number",),
    entered="entered_by",
)
QUEUES = (
    DESK.queue("notes_submitted", "单位说明待审核", OFFICERS, Q(status=S.SUBMITTED)),
    DESK.queue("notes_signing", "单位说明待公开审查", SECRECY_REVIEWERS, Q(status=S.SIGNING)),
    DESK.queue("notes_deciding", "单位说明待公开", DIRECTORS, Q(status=S.DECIDING)),
    DESK.queue("notes_returned", "单位说明退回修改", REPRESENTATIVES, Q(status=S.RETURNED)),
)
SENT = DESK.sent("我提交的单位说明", 56, REPRESENTATIVES)
FINDER = DESK.finder("单位说明", order=46)


def _of_record(fact: FactKind, posting: Actor) -> dict[str, Any]:
    bar, is_own = bar_to_note(fact, timezone.localdate()), posting.role in REPRESENTATIVES
    return {
        "notes": notes_of(posting).of(fact.pk),
        "labelled": LABELLED,
        "bar": bar,
        "is_own": is_own,
        "ask_url": reverse("appeals:new_note", args=[fact.pk]) if is_own and not bar else "",
    }


TABS = tuple(
    CaseTab(
        "notes",
        "单位说明",
        kind._meta.label_lower,
        "appeals/notes_tab.html",
        _of_record,
        count=lambda fact, posting: notes_of(posting).of(fact.pk).count(),
        order=76,
        is_printed=True,
    )
    for kind in fact_kinds.values()
    if kind.TAKES_NOTE
)
