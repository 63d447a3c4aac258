"""All procedures together at length, and the faults planted to try the oracle; prints the report.

`PROOF_STEPS` (20000) steps by seeds from `PROOF_SEED` (1) on, `PROOF_SECONDS` (3600) for all of them together.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TESTS = "tests/proof/test_interleavings.py"
GIVEN = {"PROOF_STEPS": "20000", "PROOF_SECONDS": "3600", "PROOF_SEED": "1"}
LAST_LINE = re.compile(r"=*\s*(\d+ (?:passed|failed|error)[^=]*?)\s*=*$", re.MULTILINE)


def run(kept: Path) -> tuple[int, str]:
    """Run the tests; return how they ended, and what pytest said last."""
    environment = {**GIVEN, **os.environ, "PROOF_KEPT": str(kept)}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", TESTS]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True, env=environment)
    if done.returncode:
        print(done.stdout[-6000:], file=sys.stderr)
    said = LAST_LINE.findall(done.stdout)
    return done.returncode, said[-1] if said else "no test ran"


def kept_in(path: Path, kind: str) -> list[dict[str, Any]]:
    """Return the lines of one kind that the tests kept."""
    if not path.exists():
        return []
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["kind"] == kind]


def added(rows: list[dict[str, Any]], name: str) -> Counter[str]:
    """Return the sums of one column of counts."""
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row[name])
    return total


def report(said: str, seeds: list[dict[str, Any]], faults: list[dict[str, Any]]) -> None:
    """Print what was walked, what was found, and by what each planted fault was caught."""
    outcomes, done = added(seeds, "outcomes"), added(seeds, "done")
    print("# All procedures together\n")
    print(f"`make proof` (`PROOF=interleavings`), {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {said}.\n")
    examples = sum(row["examples"] for row in seeds)
    named = ", ".join(str(row["seed"]) for row in seeds)
    print(f"{sum(outcomes.values()):,} steps on {examples:,} walks by the seeds {named}:")
    print("; ".join(f"{name} {count:,}" for name, count in outcomes.most_common()) + ".\n")
    found = {what: where for row in seeds for what, where in row["found"].items()}
    print(f"Complaints of the oracle: {len(found) or 'none'}.\n")
    for what, (step, lines) in found.items():
        print(f"- {what}\n  at `{step}`, step {len(lines)}")
    print("\n| act | done |\n|---|---|")
    for name, count in sorted(done.items()):
        print(f"| {name} | {count:,} |")
    caught = sum(bool(row["caught"]) for row in faults)
    print(f"\n## Planted faults: {caught} of {len(faults)} caught\n")
    print("| fault | on the walk | caught by |\n|---|---|---|")
    for row in faults:
        where = f"{row['script']}{' (procedures.md 17)' if row['collision'] else ''}"
        print(f"| {row['words']} | {where} | {'、'.join(row['caught']) or 'NOTHING'} |")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-walks-") as folder:
        kept = Path(folder) / "kept.jsonl"
        code, said = run(kept)
        report(said, kept_in(kept, "seed"), kept_in(kept, "planted"))
    return code


if __name__ == "__main__":
    sys.exit(main())
