"""The demo's department notes: each state once, one of them in public, and no second time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

from appeals.notes.models import DepartmentNote
from appeals.notes.vocabulary import NoteStatus
from disclosure.store import check
from integrity_portal.demo import notes, people
from tests import factories
from tests.in_public import row_of

pytestmark = pytest.mark.django_db


def test_every_state_has_a_note_one_stands_in_public_and_a_second_start_adds_none(tmp_path: Path) -> None:
    unit, today = factories.department(), timezone.localdate()
    posts = people.post_people(
        tmp_path, {"subject": unit, "finder": factories.department(), "manager": None}, ""
    )
    for body in (unit, *(factories.department() for _ in notes.STATIONS)):
        factories.publication(department=body)
    notes.enter_notes(posts, today)
    found = Counter(DepartmentNote.objects.values_list("status", flat=True))
    assert found == dict.fromkeys(NoteStatus.values, 1)
    shown = DepartmentNote.objects.standing().get()
    assert (shown.fact.department, row_of(shown.publication).note) == (unit, notes.NEWER)
    assert check.differences() == []
    notes.enter_notes(posts, today)
    assert DepartmentNote.objects.count() == sum(found.values())
