"""docs/clauses.md says of 二(三)–(五) and 三 what the stories show: a clause is in use when one walks it and nothing of it is left for later."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(
    r"^\| (二\([三四五]\)\S*|三\([一二三四五六七]\)\S*) \| (.+?) \| (.+) \| (\S+) \|$", re.MULTILINE
)


class Row(NamedTuple):
    """A sentence of the policy, where it works, and how far."""

    clause: str
    words: str
    place: str
    state: str

    @property
    def name(self) -> str:
        return f"{self.clause} {self.words}"


def rows() -> list[Row]:
    return [Row(*found) for found in ROW.findall((ROOT / "docs" / "clauses.md").read_text(encoding="utf-8"))]


def stories() -> dict[str, set[str]]:
    """Return the stories that name each row."""
    named: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "tests" / "stories").glob("test_*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CLAUSES":
                for clause in ast.literal_eval(node.value):
                    named[clause].add(path.stem)
    return named


def state_of(row: Row, named: dict[str, set[str]]) -> str:
    if row.place == "—":
        return "后续"
    return "已用" if named.get(row.name) and "后续" not in row.place else "部分"


def test_every_story_names_a_row_of_the_table() -> None:
    assert len(rows()) >= 15
    assert set(stories()) - {row.name for row in rows()} == set()


def test_the_state_of_each_row_is_what_the_stories_show() -> None:
    named = stories()
    assert {row.name: row.state for row in rows()} == {row.name: state_of(row, named) for row in rows()}
