"""The tests marked `long`, which `make test` leaves out so that it stays under its quarter of an hour; prints the report."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOK = re.compile(r"^\s*([\d.]+s) call\s+(\S+)$", re.MULTILINE)
LAST_LINE = re.compile(r"=*\s*(\d+ (?:passed|failed|error)[^=]*?)\s*=*$", re.MULTILINE)
LEAST = 5.0
"""Seconds from which a test has a line of the report."""
RUNS = (
    ("alone", ("-m", "long and replicates")),
    ("two at a time", ("-m", "long and not replicates", "-n", "2", "--dist", "worksteal")),
)


def _shown(line: str) -> str:
    """Show how far a run is while it runs: it takes an hour."""
    print(line, end="", file=sys.stderr, flush=True)
    return line


def main() -> int:
    codes, said, took = [], [], []
    for how, options in RUNS:
        command = [sys.executable, "-m", "pytest", *options, "--durations", "0", "-v"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
            lines = [_shown(line) for line in running.stdout or ()]
        codes.append(running.returncode)
        said.append(f"{how}: {(LAST_LINE.findall(''.join(lines)) or ['no test ran'])[-1]}")
        took += TOOK.findall("".join(lines))
    print("# Tests that take longer than every run allows\n")
    print(f"`make proof` (`PROOF=long`), {datetime.now(UTC):%Y-%m-%d %H:%M} UTC. {'; '.join(said)}.\n")
    print(f"Those that took {LEAST:.0f} s or more:\n\n| took | test |\n|---|---|")
    long = [(float(seconds.rstrip("s")), name) for seconds, name in took]
    for seconds, name in sorted(row for row in long if row[0] >= LEAST)[::-1]:
        print(f"| {seconds:.2f}s | {name} |")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
