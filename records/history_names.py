"""How the field history and the trail name facts, corrections and publications: by what they are about."""

from __future__ import annotations

import tomllib
from pathlib import Path

from common.version_words import code_words

FACT = ("fact_id",)
TITLES: dict[str, tuple[str, ...]] = {
    "records.fact": ("number",),
    "records.withdrawal": FACT,
}


words: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
"""Chinese for columns, keys of rules and topics: they stand in `words.toml`, for whoever words them."""


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.column_labels |= words["columns"]
    code_words.titles |= TITLES
