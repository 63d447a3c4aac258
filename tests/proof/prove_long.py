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


def main() -> int:
    command = [sys.executable, "-m", "pytest", "-m", "long", "-n", "2", "--dist", "worksteal"]
    command += ["--durations", "0", "-q"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-1000:], file=sys.stderr)
    said = LAST_LINE.findall(done.stdout)
    print("# Tests that take longer than every run allows\n")
    print(
        f"`make proof` (`PROOF=long`), {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {said[-1] if said else 'no test ran'}.\n"
    )
    print("| took | test |\n|---|---|")
    for took, name in TOOK.findall(done.stdout):
        print(f"| {took} | {name} |")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
