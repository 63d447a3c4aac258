"""How the field history and the trail name facts, corrections and publications: by what they are about."""

from __future__ import annotations

from common.version_words import code_words

FACT = ("record_id", "judgment_id", "commendation_id")
TITLES: dict[str, tuple[str, ...]] = {
    "records.publicface": ("title",),
    "records.withdrawal": FACT,
}


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.titles |= TITLES
