"""`make quality`: the house's limits, counted: sizes, bare `Any`, files that name a kind of fact, long template lines.

Counted are Python, SQL and templates as they stand, blank lines too, without tests, benchmarks and migrations.
"""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from integrity_portal.quality import APPS, ROOT

FACT_KINDS = re.compile(
    r"\b(DishonestyRecord|LostJudgment|Commendation)\b|\brecords[._](dishonestyrecord|lostjudgment|commendation)"
)
"""A kind of fact named by its class, its label or its table."""
WIDEST = 140
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Measure:
    """One number and what the house allows."""

    words: str
    found: int
    goal: int | None
    """None: the number is told beside another and has no limit."""
    where: str = ""

    @property
    def is_kept(self) -> bool:
        return self.goal is None or self.found <= self.goal

    @property
    def verdict(self) -> str:
        """Return how it stands, in words."""
        if not self.is_kept:
            return f"超过上限 {self.goal}"
        return "仅供参考" if self.goal is None else "合格"


def sources(root: Path) -> Iterator[Path]:
    """Return what is counted: every app's Python and SQL, and the templates."""
    for app in APPS:
        for path in sorted((root / app).rglob("*")):
            if path.suffix in {".py", ".sql"} and "migrations" not in path.parts:
                yield path
    yield from sorted((root / "templates").rglob("*.html"))


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def functions(root: Path) -> Iterator[tuple[Path, Function]]:
    """Return every function with its file."""
    for path in sources(root):
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, Function):
                    yield path, node


def length_of(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def has_bare_any(function: Function) -> bool:
    """Say whether an argument or the result is annotated with nothing but Any.

    Star arguments are left out, as by the linter: what is handed on to Django as it came has no better type.
    """
    given = function.args
    annotations = [one.annotation for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return any(isinstance(one, ast.Name) and one.id == "Any" for one in (*annotations, function.returns))


def _longest(sizes: dict[str, int]) -> tuple[int, str]:
    where = max(sizes, key=lambda name: sizes[name], default="")
    return sizes.get(where, 0), where


def _sizes(root: Path) -> Iterator[Measure]:
    """Return the lines of every app, of the longest file and of the longest function."""
    files = {str(path.relative_to(root)): len(lines_of(path)) for path in sources(root)}
    for app in APPS:
        mine = sum(n for name, n in files.items() if name.startswith(f"{app}/") and name.endswith(".py"))
        yield Measure(f"{app} 的 Python 行数", mine, 10_000)
    lines, file = _longest(files)
    yield Measure("最长的文件", lines, 300, where=file)
    spans = {f"{path.relative_to(root)}:{f.lineno} {f.name}": length_of(f) for path, f in functions(root)}
    lines, function = _longest(spans)
    yield Measure("最长的函数", lines, 40, where=function)
    yield Measure("函数行数的中位数", int(statistics.median(spans.values() or [0])), 8)


def _kinds(root: Path) -> Iterator[Measure]:
    """Return how many files name a kind of fact: those outside the kinds' own rooms, and those within as information.

    A room is the folder of a kind whose `sql/kind.sql` makes it known to the database.
    """
    rooms = [path.parent.parent for app in APPS for path in (root / app).rglob("sql/kind.sql")]
    others = (path for path in sources(root) if path != Path(__file__).resolve())
    naming = [path for path in others if FACT_KINDS.search(path.read_text(encoding="utf-8"))]
    within = sum(any(room in path.parents for room in rooms) for path in naming)
    yield Measure("在自己房间以外点名某一种事实的文件", len(naming) - within, 12)
    yield Measure("在自己房间以内点名的文件", within, None)


def _words(root: Path) -> Iterator[Measure]:
    """Return how often a signature says nothing, how many files name a kind of fact, which template lines are wide."""
    bare = sum(has_bare_any(function) for _, function in functions(root))
    yield Measure("签名中有光秃秃的 Any 的函数（不计原样转交的星号参数）", bare, 20)
    yield from _kinds(root)
    templates = [path for path in sources(root) if path.suffix == ".html"]
    wide = sum(len(line) > WIDEST for path in templates for line in lines_of(path))
    yield Measure(f"模板中超过 {WIDEST} 列的行", wide, 0)


def measures(root: Path = ROOT) -> list[Measure]:
    """Return every measure, in the order of the table."""
    return [*_sizes(root), *_words(root)]


def table(found: list[Measure]) -> str:
    """Return the measures as people read them."""
    lines = [f"{m.found:>7,}  {m.words}：{m.verdict}{m.where and f'（{m.where}）'}" for m in found]
    return "\n".join(lines)


def main() -> int:
    """Print the table; 1 where a limit is broken."""
    found = measures()
    print(table(found))
    return int(not all(measure.is_kept for measure in found))


if __name__ == "__main__":
    sys.exit(main())
