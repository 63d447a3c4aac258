"""Every property test with many more examples than `make test` gives it; prints the report.

`PROOF_EXAMPLES` (500) is the number of examples of each, `PROOF_SECONDS` (300) the time for all of them together.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = int(os.environ.get("PROOF_EXAMPLES", "500"))
SECONDS = float(os.environ.get("PROOF_SECONDS", "300"))
LAST_LINE = re.compile(r"=*\s*(\d+ (?:passed|failed|error)[^=]*?)\s*=*$", re.MULTILINE)


@dataclass(frozen=True)
class Ran:
    """One file: what pytest said last, how many examples held; `failed` also where a test did not pass."""

    file: str
    words: str
    held: int = 0
    failed: bool = False


def property_tests() -> list[str]:
    """Return the test files that use hypothesis."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return [str(f.relative_to(ROOT)) for f in files if "hypothesis" in f.read_text(encoding="utf-8")]


def prove(file: str, seconds: float) -> Ran:
    """Run one file's tests within `seconds`."""
    if seconds <= 0:
        return Ran(file, "not reached in the time given")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-m",
        "hypothesis",
        "--hypothesis-profile=proof",
        "--hypothesis-show-statistics",
    ]
    environment = {**os.environ, "PROOF_EXAMPLES": str(EXAMPLES)}
    try:
        done = subprocess.run(
            [*command, file],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=seconds,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        return Ran(file, "not finished in the time given")
    said = LAST_LINE.findall(done.stdout)
    held = sum(int(number) for number in re.findall(r"(\d+) passing,", done.stdout))
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-1000:], file=sys.stderr)
    return Ran(file, said[-1] if said else "no test ran", held, bool(done.returncode))


def main() -> int:
    until, ran = time.monotonic() + SECONDS, []
    for file in property_tests():
        ran.append(prove(file, min(until - time.monotonic(), SECONDS / 3)))
        print(f"   {time.strftime('%H:%M:%S')} {file}: {ran[-1].words}", file=sys.stderr, flush=True)
    held = sum(one.held for one in ran)
    print("# Property tests at length\n")
    print(
        f"`make proof` (`PROOF=properties`), {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: up to {EXAMPLES} examples a test,"
    )
    print(f"{SECONDS:.0f} s for all; {held:,} examples held.\n")
    print("| file | result | examples that held |\n|---|---|---|")
    for one in ran:
        print(f"| {one.file} | {one.words} | {one.held:,} |")
    return int(any(one.failed for one in ran))


if __name__ == "__main__":
    sys.exit(main())
