"""The seeded mutants find their places, and the harness tells who runs a line and what became of a mutant."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from coverage import CoverageData

from integrity_portal.quality import APPS, ROOT
from tests.proof import prove_mutants
from tests.proof.covering import Said, Suite
from tests.proof.mutants import Lost, Mutant, lines_of, place, put_in, seeded

MUTANTS = seeded()
MADE = Mutant("made", "service", "锁", "no lock", "records/old.py", "a < b", "a <= b")
SOURCE = '''"""Doc."""


@locked
def act(
    a,
):
    if a < b:
        return (
            1,
            2,
        )
    return 3
'''


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_each_mutant_finds_its_place_and_leaves_python_behind(mutant: Mutant, tmp_path: Path) -> None:
    path = place(mutant, ROOT, APPS)
    copy = tmp_path / path.name
    copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    put_in(mutant, copy)
    assert mutant.new in copy.read_text(encoding="utf-8")
    assert mutant.tests or (path.suffix == ".py" and lines_of(mutant, path.read_text(encoding="utf-8")))
    assert all((ROOT / test.partition("::")[0]).is_file() for test in mutant.tests)


def test_there_are_sixty_each_with_a_name_of_its_own_over_all_three_sorts() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == 60
    assert min(Counter(mutant.sort for mutant in MUTANTS).values()) >= 15


def test_a_text_is_found_where_its_file_went_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "records/facts").mkdir(parents=True)
    moved = tmp_path / "records/facts/new.sql"
    moved.write_text("a < b")
    assert place(MADE, tmp_path, ("records",)) == moved
    (tmp_path / "records/old.py").write_text("a > b")
    assert place(MADE, tmp_path, ("records",)) == moved
    (tmp_path / "records/other.py").write_text("a < b")
    with pytest.raises(Lost, match="2 times"):
        place(MADE, tmp_path, ("records",))
    moved.write_text("a < b and a < b")
    (tmp_path / "records/other.py").unlink()
    with pytest.raises(Lost, match="2 times"):
        place(MADE, tmp_path, ("records",))
    moved.unlink()
    with pytest.raises(Lost, match="no file"):
        place(MADE, tmp_path, ("records",))


@pytest.mark.parametrize(
    ("old", "lines"),
    [("a < b", {8}), ("2,", {9, 10, 11, 12}), ("@locked\n", set(range(8, 14))), ("return 3", {13})],
)
def test_the_lines_of_a_fault_are_those_of_its_statement_or_of_the_whole_function(
    old: str, lines: set[int]
) -> None:
    assert lines_of(replace(MADE, old=old), SOURCE) == lines


@pytest.fixture
def whole(tmp_path: Path) -> Suite:
    """Four tests that run line 8, two of them line 9 as well; one of those is red."""
    data = CoverageData(str(tmp_path / "coverage"))
    for test, lines in {"a": [8], "b": [8, 9], "c": [8], "red": [8, 9]}.items():
        data.set_context(f"tests/{test}.py::test|run")
        data.add_lines({"records/act.py": lines})
    data.set_context("")
    data.add_lines({"records/act.py": [1, 8]})
    seconds = {
        f"tests/{test}.py::test": cost for test, cost in (("a", 2.0), ("b", 9.0), ("c", 1.0), ("red", 0.1))
    }
    return Suite(tmp_path, seconds, frozenset({"tests/red.py::test"}), data)


def test_who_runs_most_of_the_fault_comes_first_then_the_quick_and_no_red_one(whole: Suite) -> None:
    found = whole.running("records/act.py", {8, 9})
    assert found == ["tests/b.py::test", "tests/c.py::test", "tests/a.py::test"]
    assert whole.running("records/act.py", {1}) == []


@pytest.mark.parametrize(
    ("said", "failed", "result"),
    [
        (Said(1, ""), ["tests/a.py::test"], "killed"),
        (Said(0, "3 passed"), [], "survived"),
        (Said(None, ""), [], "error"),
        (Said(2, "ImportError"), [], "error"),
        (Said(1, ""), ["tests/red.py::test"], "error"),
    ],
)
def test_only_a_test_that_passes_without_the_fault_kills_it(
    whole: Suite, monkeypatch: pytest.MonkeyPatch, said: Said, failed: list[str], result: str
) -> None:
    monkeypatch.setattr(prove_mutants, "run", lambda *arguments, **options: Said(1, "red without it too"))
    assert prove_mutants._judged(said, failed, whole)[0] == result
