"""What the twelve commonest tasks of the office cost the hand: Tab presses by the keyboard alone, clicks by the mouse; prints the report."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
HEAD = """
Counted in Chromium by `tests/stories/test_tasks.py`, which does each task by the keyboard alone and looks in the database
whether it was done. Tab: presses of Tab, the links that skip ahead among them. Other keys: Enter, Space, arrows and the like;
the characters that are typed are not counted. Clicks: what the same way costs the mouse, one for each control, two where a
list of choices must be opened first. Before: 67 from the first field to 存为草稿 and 40 from the top of a case to its main act,
as a new user counted them; of the other tasks nobody had counted.

| task | Tab before | Tab | at most | other keys | clicks |
|---|---|---|---|---|---|"""
BEFORE = {"录入一条行政处罚（从第一项到“存为草稿”）": "67", "提交复核": "40", "认定": "40"}
"""Tab presses before the pages were made for the keyboard."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "tasks.xml"
        command = [sys.executable, "-m", "pytest", "-m", "long", "-n", "1", "-q", f"--junitxml={report}"]
        done = subprocess.run(
            [*command, "tests/stories/test_tasks.py"], cwd=ROOT, check=False, capture_output=True, text=True
        )
        if done.returncode:
            print(done.stdout[-6000:], done.stderr[-1000:], file=sys.stderr)
        rows = [row.get("value", "") for row in ElementTree.parse(report).iter("property")]
    print("# The twelve commonest tasks by the keyboard\n")
    print(f"`make proof` (`PROOF=tasks`), {datetime.now(UTC):%Y-%m-%d %H:%M} UTC.")
    print(HEAD)
    for task, tabs, most, keys, clicks in (row.split("|") for row in rows):
        print(f"| {task} | {BEFORE.get(task, '')} | {tabs} | {most} | {keys} | {clicks} |")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
