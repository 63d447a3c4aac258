"""The trial's faults each name tests that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    line.split(" | ")
    for line in (ROOT / "docs/proof/trial.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| fault")
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_fault_of_the_trial_names_tests_that_there_are():
    gone = [
        (path, name)
        for _, tests in ROWS
        for path, name in NAMED.findall(tests)
        if not re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert gone == []


def test_no_fault_of_the_trial_is_without_a_test():
    assert len(ROWS) > 40
    assert [fault for fault, tests in ROWS if not NAMED.search(tests)] == []
