"""How the field history and the trail name facts, corrections and publications: by what they are about."""

from __future__ import annotations

from common.version_words import code_words

SUBJECTS = {
    "publication": "records.publication",
    "record": "records.dishonestyrecord",
    "lostjudgment": "records.lostjudgment",
    "commendation": "records.commendation",
}
"""What the outbox tells about, by the first word of its topic."""
FACT = ("fact_id",)
TITLES: dict[str, tuple[str, ...]] = {
    "records.fact": ("number",),
    "records.correction": (*FACT, "kind"),
    "records.publication": ("face_title",),
    "records.publicface": ("title",),
    "records.withdrawal": FACT,
}


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.titles |= TITLES
    code_words.subjects |= SUBJECTS
