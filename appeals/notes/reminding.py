"""What the clock does about department notes every morning: remind whose turn it is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from appeals.notes.deadlines import EXAMINE
from appeals.notes.models import DepartmentNote
from appeals.notes.services import DUE
from appeals.notes.vocabulary import NoteStatus
from common.case_file_rules import acted_through
from common.models import Deadline
from common.roles import Role
from discipline.reminding import remind_of
from postings.models import Posting

HANDLERS = {
    NoteStatus.SUBMITTED: Role.OFFICER,
    NoteStatus.SIGNING: Role.SECRECY,
    NoteStatus.DECIDING: Role.DIRECTOR,
}


def remind(today: date) -> int:
    """Tell whoever a note waits for that its clock passes soon or has passed, each once; return how many were told."""

    def told(note: DepartmentNote, row: Deadline) -> set[UUID]:
        role = HANDLERS[NoteStatus(note.status)]
        nearest = Posting.objects.nearest(role, note.fact.department, today)
        return acted_through(note, posting_role=role) or nearest

    return remind_of(
        DepartmentNote.objects.select_related("fact__department__region"), [EXAMINE], DUE, told, today
    )
