"""Every property test with two thousand examples instead of a hundred; prints the report."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def property_tests() -> list[str]:
    """Return the test files that use hypothesis."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return [str(f.relative_to(ROOT)) for f in files if "hypothesis" in f.read_text(encoding="utf-8")]


def main() -> int:
    files = property_tests()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--hypothesis-profile=proof",
        "--hypothesis-show-statistics",
        *files,
    ]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    tried = sum(int(n) for n in re.findall(r"(\d+) passing examples", done.stdout))
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr
    print("# Property tests at length\n")
    print(
        f"`make proof`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {len(files)} files, {tried:,} examples that held.\n"
    )
    print(f"    {last}\n")
    for file in files:
        print(f"- {file}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
