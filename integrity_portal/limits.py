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
    """One number, what the house allows, and what is allowed until the work towards that is done."""

    words: str
    found: int
    goal: int
    today: int | None = None
    where: str = ""

    @property
    def allowed(self) -> int:
        """Return the limit in force; one still above the house's may only fall."""
        return self.goal if self.today is None else self.today

    @property
    def is_kept(self) -> bool:
        return self.found <= self.allowed

    @property
    def verdict(self) -> str:
        """Return how it stands, in words."""
        if not self.is_kept:
            return f"超过上限 {self.allowed}"
        if self.found > self.goal:
            return f"暂许 {self.allowed}，目标 {self.goal}"
        return "合格"


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
        yield Measure(f"{app} 的 Python 行数", mine, 10_000, LINES_TODAY.get(app))
    lines, file = _longest(files)
    yield Measure("最长的文件", lines, 300, where=file)
    spans = {f"{path.relative_to(root)}:{f.lineno} {f.name}": length_of(f) for path, f in functions(root)}
    lines, function = _longest(spans)
    yield Measure("最长的函数", lines, 40, where=function)
    yield Measure("函数行数的中位数", int(statistics.median(spans.values() or [0])), 8)


def _words(root: Path) -> Iterator[Measure]:
    """Return how often a signature says nothing, how many files name a kind of fact, which template lines are wide."""
    bare = sum(has_bare_any(function) for _, function in functions(root))
    yield Measure("签名中有光秃秃的 Any 的函数（不计原样转交的星号参数）", bare, 20, ANY_TODAY)
    others = [path for path in sources(root) if path != Path(__file__).resolve()]
    kinds = sum(bool(FACT_KINDS.search(path.read_text(encoding="utf-8"))) for path in others)
    yield Measure("点名某一种事实的文件", kinds, 12, KINDS_TODAY)
    templates = [path for path in sources(root) if path.suffix == ".html"]
    wide = sum(len(line) > WIDEST for path in templates for line in lines_of(path))
    yield Measure(f"模板中超过 {WIDEST} 列的行", wide, 0, WIDE_TODAY)


ANY_TODAY, KINDS_TODAY, WIDE_TODAY = 138, 69, 0
LINES_TODAY = {"common": 11_600, "records": 10_250}
"""What is allowed for now: lower it with every piece of work that lowers the number, never raise it."""


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
