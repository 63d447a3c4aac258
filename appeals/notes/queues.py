"""The place of department notes in the sidebar, what waits there, what one handed on, and the tab of a record."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from appeals.notes.lists import address, notes_of
from appeals.notes.models import DepartmentNote
from appeals.notes.services import bar_to_note
from appeals.notes.vocabulary import LABELLED, NoteStatus
from common.registry import OWN_TURN, SEEING, CaseTab, Finder, Hit, Place, Queue, Sent, Work
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES, SECRECY_REVIEWERS, Role
from common.trail import Actor
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind
from records.facts.queues import in_queue

S = NoteStatus
PLACE = Place("notes", "单位说明", "公开", "appeals:notes", SEEING, order=32, chapter="单位说明")
TURNS = {
    S.SUBMITTED: "信用办经办",
    S.RETURNED: OWN_TURN,
    S.SIGNING: "保密审查员",
    S.DECIDING: "信用办负责人",
}


def _work(note: DepartmentNote) -> Work:
    subject, state = str(note.fact.department), note.get_status_display()
    return Work(f"单位说明 {note.number}", address(note), subject, "", state, note.due_on)


def _queue(status: NoteStatus, label: str, roles: frozenset[Role], due: str = "due_on") -> Queue:
    return Queue(
        f"notes_{status.value}",
        label,
        "",
        roles,
        lambda posting: notes_of(posting).filter(status=status).order_by("due_on", "pk"),
        in_queue("appeals:notes", status.value, "status"),
        _work,
        "notes",
        57,
        due=due,
    )


QUEUES = (
    _queue(S.SUBMITTED, "单位说明待审核", OFFICERS),
    _queue(S.SIGNING, "单位说明待公开审查", SECRECY_REVIEWERS),
    _queue(S.DECIDING, "单位说明待公开", DIRECTORS),
    _queue(S.RETURNED, "单位说明退回修改", REPRESENTATIVES, ""),
)
SENT = Sent(
    "notes",
    "我提交的单位说明",
    REPRESENTATIVES,
    lambda posting: notes_of(posting).filter(entered_by=posting.user_id).order_by("pk"),
    lambda state: (str(S(state).label), TURNS.get(S(state), "")),
    _work,
    order=56,
)
FINDER = Finder(
    "notes",
    "单位说明",
    lambda posting, words: notes_of(posting).filter(number__iexact=words),
    lambda note: Hit(
        str(note.number), address(note), f"{note.fact.department} · {note.get_status_display()}"
    ),
    "appeals:notes",
    order=46,
)


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
    if kind.IS_COUNTED
)
