"""The dated rules and letter templates that every installation starts with, as the files of `reference/` have them.

The table of competence（rules.md 0.2f）, the catalogues of measures and incentives（rules.md 3.11, 3.6）, and `rules.csv` with
clocks and lists（procedures B, C）. A letter is its title, its kind, an empty line and its text.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from discipline.competence import KIND as COMPETENCE
from discipline.competence import LEVELS, key_of
from discipline.vocabulary import Basis, CompetentAct

FOUNDED = date(2023, 6, 29)
FOLDER = Path(__file__).parent / "reference"
ALL = "*"
_Row = Mapping[str, str]


def _rows(name: str) -> Iterator[_Row]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _rule(kind: str, row: _Row, value: object, unit: str = "", **changed: str) -> dict[str, Any]:
    given = {
        "key": row.get("key"),
        "label": row.get("label"),
        "basis": row.get("article"),
        "mark": row["mark"],
    }
    return {"kind": kind, **given, "value": value, "unit": unit, "effective_from": FOUNDED, **changed}


def _each(written: str, every: Iterable[str]) -> list[str]:
    return list(every) if written == ALL else written.split()


def _competence() -> Iterator[dict[str, Any]]:
    for row in _rows("competence"):
        act = CompetentAct(row["act"])
        for basis in _each(row["basis"], Basis.values):
            for level in _each(row["level"], LEVELS):
                label = f"{act.label}·{Basis(basis).label}·{LEVELS[level]}"
                named = {"key": key_of(act, basis, level), "label": label}
                yield _rule(COMPETENCE, row, row["bodies"].split(), **named)


def _catalogues() -> Iterator[dict[str, Any]]:
    for row in _rows("measures"):
        lists = {name: row[name].split() for name in ("levels", "ends")}
        value = {"body": row["body"], "bars": row["bars"], "months": int(row["months"]), **lists}
        yield _rule("measure", row, value)
    for row in _rows("incentives"):
        yield _rule("incentive", row, {"body": row["body"], "months": int(row["months"])})


def _listed() -> Iterator[dict[str, Any]]:
    """Return the clocks, which have a unit, the lists of words, and what is kept as an object."""
    for row in _rows("rules"):
        is_number, value = bool(row["unit"]) or row["value"].startswith("{"), row["value"]
        kept = json.loads(value) if is_number else value
        yield _rule(row["kind"], row, kept, row["unit"], basis=row["basis"])


def _letters() -> Iterator[dict[str, Any]]:
    for path in sorted((FOLDER / "letters").glob("*.txt")):
        title, kind, _, body = path.read_text(encoding="utf-8").strip().split("\n", 3)
        given = {"key": path.stem, "title": title, "kind": kind, "body": body}
        yield {**given, "effective_from": FOUNDED.isoformat()}


RULES: list[dict[str, Any]] = [*_competence(), *_catalogues(), *_listed()]
LETTERS: list[dict[str, Any]] = list(_letters())
INSERT_LETTERS = """
INSERT INTO letters_lettertemplate (id, key, version, title, kind, body, effective_from)
SELECT uuidv7(), key, 1, title, kind, body, effective_from
FROM jsonb_to_recordset(%s) AS given (key text, title text, kind text, body text, effective_from date)
"""
