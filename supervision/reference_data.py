"""The dated rules and letter templates of this app that every installation starts with, as the files of `reference/` have them.

The clocks of the warning chain（rules.md 4.7）. A letter is its title, its kind, an empty line and its text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from discipline.reference_data import FOUNDED

FOLDER = Path(__file__).parent / "reference"


def _clocks() -> Iterator[dict[str, Any]]:
    with (FOLDER / "rules.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {**row, "value": int(row["value"]), "effective_from": FOUNDED}


def _letters() -> Iterator[dict[str, Any]]:
    for path in sorted((FOLDER / "letters").glob("*.txt")):
        title, kind, _, body = path.read_text(encoding="utf-8").strip().split("\n", 3)
        given = {"key": path.stem, "title": title, "kind": kind, "body": body}
        yield {**given, "effective_from": FOUNDED.isoformat()}


RULES: list[dict[str, Any]] = list(_clocks())
LETTERS: list[dict[str, Any]] = list(_letters())
