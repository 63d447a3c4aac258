"""What the act of another procedure brings to an official's file: who may do that act has been asked there."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from common.history import acting
from common.secrecy import refuse_marks
from common.trail import Actor, write_notable
from dossiers.models import FileEntry
from dossiers.services.file_entries import entry_words, require_not_own, settle_entry


def note_entry(entry: FileEntry, *, by: Actor) -> FileEntry:
    """Add the line that an act brings to a file, in the act's own transaction; nobody writes to the own file."""
    require_not_own(entry.official, by)
    with acting(by), transaction.atomic():
        entry.entered_by_id = by.user_id
        settle_entry(entry)
        entry.save(force_insert=True)
        write_notable(entry.official, "add_entry", by=by, reason=entry_words(entry), entry=entry.pk)
    return entry


def strike_noted(entry: FileEntry, *, by: Actor, reason: str) -> FileEntry:
    """Strike a line that an act had brought and another undoes; it stays in the history with the reason."""
    require_not_own(entry.official, by)
    refuse_marks({"reason": reason})
    with acting(by), transaction.atomic():
        entry.struck_at, entry.struck_reason = timezone.now(), reason.strip()[:300]
        entry.save(update_fields=["struck_at", "struck_reason"])
        words = f"{entry_words(entry)}：{reason}"[:2000]
        write_notable(entry.official, "strike_entry", by=by, reason=words, entry=entry.pk)
    return entry
