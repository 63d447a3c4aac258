"""The seeded faults of `mutants.toml`: what each breaks, where its text stands now, how it is put into a copy."""

from __future__ import annotations

import ast
import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import cache_from_source
from pathlib import Path

SEEDED = Path(__file__).with_name("mutants.toml")
SORTS = ("service", "database", "form")


class Lost(Exception):
    """The text of a mutant stands nowhere, or in more than one place."""


@dataclass(frozen=True)
class Mutant:
    """One fault that a careless hand would make.

    `file` is a hint only: files move, the text finds its place. `tests` names what must notice where coverage sees
    nothing: constraints, SQL, and lines that run when a module is loaded.
    """

    name: str
    sort: str
    word: str
    fault: str
    file: str
    old: str
    new: str
    tests: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Return what tells this mutant, as it is today, from another."""
        told = "\0".join((self.file, self.old, self.new, *self.tests))
        return f"{self.name} {hashlib.sha256(told.encode()).hexdigest()[:12]}"


def seeded(path: Path = SEEDED) -> list[Mutant]:
    """Return all mutants in order; each is checked to change something."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]
    mutants = [Mutant(**one) for one in told]
    for mutant in mutants:
        if mutant.old == mutant.new or mutant.sort not in SORTS:
            raise ValueError(f"{mutant.name} changes nothing, or is of no known sort")
    return mutants


def place(mutant: Mutant, root: Path, apps: tuple[str, ...]) -> Path:
    """Return the file in which the text stands now: the one named, or the only one of all apps that holds it."""
    named = root / mutant.file
    if named.exists() and _times(named, mutant.old) == 1:
        return named
    found = {path: times for path in _sources(root, apps) if (times := _times(path, mutant.old))}
    if sum(found.values()) != 1:
        where = "、".join(str(path.relative_to(root)) for path in found) or "no file"
        raise Lost(f"{mutant.name}: its text stands {sum(found.values())} times, in {where}")
    return next(iter(found))


def put_in(mutant: Mutant, path: Path) -> None:
    """Write the fault into a file of a copy; what Python had compiled of it goes."""
    text = path.read_text(encoding="utf-8").replace(mutant.old, mutant.new)
    if path.suffix == ".py":
        ast.parse(text)
        Path(cache_from_source(str(path))).unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")


def lines_of(mutant: Mutant, text: str) -> set[int]:
    """Return the lines of Python whose running runs the fault: those of the statements that its text touches.

    A fault in the head of a function, such as a lost decorator, is run by whatever runs the body.
    """
    first = text[: text.index(mutant.old)].count("\n") + 1
    touched = set(range(first, first + mutant.old.rstrip("\n").count("\n") + 1))
    lines: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.stmt) and (own := _own_lines(node)) & touched:
            is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            lines |= set(range(node.body[0].lineno, _last(node) + 1)) if is_function else own
    return lines


def _own_lines(node: ast.stmt) -> set[int]:
    """Return the lines of a statement without those of the statements inside it."""
    decorators = getattr(node, "decorator_list", [])
    begins = min([node.lineno, *(one.lineno for one in decorators)])
    body: list[ast.stmt] = getattr(node, "body", [])
    return set(range(begins, body[0].lineno if body else _last(node) + 1))


def _last(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _times(path: Path, text: str) -> int:
    return path.read_text(encoding="utf-8").count(text)


def _sources(root: Path, apps: tuple[str, ...]) -> Iterator[Path]:
    for app in apps:
        for path in sorted((root / app).rglob("*")):
            if path.suffix in {".py", ".sql"} and "migrations" not in path.parts:
                yield path
