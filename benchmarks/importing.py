"""The import of a long return, from the stored upload to drafts, against merely parsing the same file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from django.utils import timezone

from benchmarks import returns
from benchmarks.report import ROOT, Table, ms, times
from tests import databases


def measure(rows: int, repeats: int) -> Table:
    """Import a generated return once into a fresh database each time."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        with databases.clone(databases.template(), "bench"):
            returns.write(path, rows, returns.roster(), timezone.localdate())
        parsed, brought = [], []
        for _ in range(repeats):  # in turn, so that a busy moment hits both
            parsed.append(child("parse", path, ""))
            brought.append(_import(path))
    parse, whole = median(run["seconds"] for run in parsed), median(run["seconds"] for run in brought)
    bare, spent = (median(sum(run["processor"].values()) for run in runs) for runs in (parsed, brought))
    told = brought[0]
    table = Table(
        f"Import of a return of {rows:,} rows",
        "From the upload to the commit of the drafts: stored, read in the limited child, every error of every row, the"
        " workbook of rejected rows, history and trail. Yardstick: python-calamine reading the file and nothing else.",
    )
    table.add("parsing alone", ms(parse), "1.00 ×")
    table.add(
        f"import: {told['accepted']:,} accepted, {told['rejected']:,} rejected",
        ms(whole),
        times(whole, parse),
        "≤ 7 ×",
    )
    shares = ", ".join(
        f"{ms(median(run['processor'][who] for run in brought))} {words}"
        for who, words in (
            ("office", "office"),
            ("child", "reading child and its second process"),
            ("backend", "backend"),
        )
    )
    table.add(f"the same by processors: {shares}", ms(spent), times(spent, bare))
    table.add("rows per second", f"{rows / whole:,.0f}")
    own, before = max(run["peak"] for run in brought), max(run["before"] for run in brought)
    held = max(run["child"] for run in brought)
    table.add(
        "most memory: importing process + reading child",
        f"{own:.0f} + {held:.0f} MB",
        f"{own - before:.0f} MB above the idle process",
        "≤ 160 MB",
    )
    table.add("parsing alone, its whole process", f"{max(run['peak'] for run in parsed):.0f} MB")
    return table


def _import(path: Path) -> dict[str, Any]:
    with databases.clone(databases.template(), "bench") as name:
        returns.roster()
        told = child("import", path, databases.office_url(name))
    if told["state"] != "done":
        raise RuntimeError(f"the import ended in {told['state']}: {told['message']}")
    return told


def child(what: str, path: Path, address: str) -> dict[str, Any]:
    """Run `import_child` and return what it printed."""
    environment = {**os.environ, **({"DATABASE_URL": address} if address else {})}
    command = [sys.executable, "-m", "benchmarks.import_child", what, str(path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
