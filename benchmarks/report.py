"""Measured lines, printed as one table and kept in docs/proof/bench.md."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.utils import timezone

ROOT = Path(__file__).resolve().parent.parent
PROOF = ROOT / "docs" / "proof" / "bench.md"


@dataclass(frozen=True)
class Line:
    """One measurement; `ratio` is against the yardstick of its table."""

    what: str
    measured: str
    ratio: str = ""
    aim: str = ""


@dataclass
class Table:
    title: str
    yardstick: str
    lines: list[Line] = field(default_factory=list)

    def add(self, what: str, measured: str, ratio: str = "", aim: str = "") -> None:
        line = Line(what, measured, ratio, aim)
        self.lines.append(line)
        print(f"  {what}: {measured} {ratio}".rstrip(), flush=True)

    def markdown(self) -> str:
        head = f"## {self.title}\n\n{self.yardstick}\n\n| | measured | ratio | aim |\n|---|---|---|---|\n"
        rows = (f"| {line.what} | {line.measured} | {line.ratio} | {line.aim} |" for line in self.lines)
        return head + "\n".join(rows) + "\n"


def surroundings() -> list[str]:
    """Where and with what the figures were made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('work_mem')"
        )
        version, fsync, work_mem = cursor.fetchone()
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return [
        f"- {timezone.localtime():%Y-%m-%d %H:%M} Beijing time, commit {commit or 'unknown'}",
        f"- {os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL {version} "
        f"(fsync {fsync}, work_mem {work_mem}), on the same machine as the client",
    ]


def write(tables: list[Table], command: str, path: Path) -> None:
    """Keep the tables with the command that made them."""
    parts = [
        "# What the portal costs",
        "",
        f"Made by `{command}`. Take the ratios, not the milliseconds: each is against a yardstick of the same run.",
        "",
        *surroundings(),
        "",
        *(table.markdown() for table in tables),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")
    print(f"\n{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}")


def ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def times(value: float, yardstick: float) -> str:
    """The ratio, with two digits that say something however small it is."""
    ratio = value / yardstick
    return f"{ratio:.2f} ×" if ratio >= 0.1 else f"{ratio:.2g} ×"
