"""Which tests run which line: one run of the suite under coverage, kept for as long as the code stays what it is."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "mutants"
LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", "var", "node_modules", "staticfiles", "__pycache__", ".pytest_cache", ".coverage*")
)
NOT_RUN = {"docs", "proof"}
"""Folders whose change leaves what was measured as it was."""
TOOK = re.compile(r"^([\d.]+)s (?:setup|call|teardown) +(\S.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Suite:
    """A copy of the code at rest, and what its tests run: seconds by test, which failed, lines by test."""

    tree: Path
    seconds: dict[str, float]
    failed: frozenset[str]
    lines: CoverageData

    def passes(self, test: str) -> bool:
        """Say whether this test is known to pass on the code as it is."""
        return test in self.seconds and test not in self.failed

    def running(self, path: str, lines: set[int]) -> list[str]:
        """Return the passing tests that run one of these lines.

        Who runs the most of them comes first, then the own app's, the quick before the slow: the first that fails ends it.
        """
        ran: dict[str, set[int]] = {}
        for line, contexts in self.lines.contexts_by_lineno(path).items():
            for context in contexts if line in lines else ():
                ran.setdefault(context.rpartition("|")[0], set()).add(line)
        near = f"tests/{path.split('/', maxsplit=1)[0]}/"
        return sorted(
            filter(self.passes, ran),
            key=lambda test: (-len(ran[test]), not test.startswith(near), self.seconds[test], test),
        )


def suite(tests: list[str]) -> Suite:
    """Return what the tests run today; without a kept answer for this code they are run first.

    Stories are left out: what they drive runs in other processes, of which coverage here sees nothing.
    """
    tree = _copied()
    asked = hashlib.sha256("\0".join(tests).encode()).hexdigest()[:8]
    data, told = (tree.parent / f"{asked}.{kind}" for kind in ("coverage", "json"))
    if not told.exists():
        data.unlink(missing_ok=True)
        options = ["-vv", "--numprocesses=2", "--dist=worksteal", "-m", "not story", "--durations=0"]
        covered = ["--cov", "--cov-config=pyproject.toml", "--cov-context=test", "--cov-report="]
        said = run(tree, "-m", "pytest", *options, *covered, *tests, COVERAGE_FILE=str(data))
        (tree.parent / f"{asked}.log").write_text(said.output, encoding="utf-8")
        if said.status not in {0, 1} or not data.exists():
            raise RuntimeError(f"the suite could not be run under coverage:\n{said.output[-4000:]}")
        took: dict[str, float] = {}
        for seconds, test in TOOK.findall(said.output):
            took[test] = took.get(test, 0.0) + float(seconds)
        told.write_text(json.dumps({"seconds": took, "failed": failed_in(tree)}), encoding="utf-8")
    kept = json.loads(told.read_text(encoding="utf-8"))
    lines = CoverageData(str(data))
    lines.read()
    return Suite(tree, kept["seconds"], frozenset(kept["failed"]), lines)


def _copied() -> Path:
    """Copy the code aside, to a folder named after what it is; copies of earlier states go."""
    KEPT.mkdir(parents=True, exist_ok=True)
    new = KEPT / "new"
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(ROOT, new, ignore=LEFT_OUT, symlinks=True)
    digest = hashlib.sha256()
    for path in sorted(new.rglob("*")):
        if path.is_file() and not NOT_RUN & set(path.relative_to(new).parts[:-1]):
            digest.update(str(path.relative_to(new)).encode() + path.read_bytes())
    tree = KEPT / f"code-{digest.hexdigest()[:12]}" / "tree"
    for other in KEPT.glob("code-*"):
        if other != tree.parent:
            shutil.rmtree(other)
    if tree.exists():
        shutil.rmtree(new)
    else:
        tree.parent.mkdir()
        new.rename(tree)
    return tree


@dataclass(frozen=True)
class Said:
    """How a command ended, None where its time was over, and what it said."""

    status: int | None
    output: str


def run(tree: Path, *arguments: str, limit: float | None = None, **environment: str) -> Said:
    """Run Python in a copy of the code; with all that it started it is ended when its time is over."""
    paths = [
        path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and Path(path) != ROOT
    ]
    given = {**os.environ, **environment, "PYTHONPATH": os.pathsep.join([str(tree), *paths])}
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=tree,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return Said(None, process.communicate()[0])
    return Said(process.returncode, output)


def failed_in(tree: Path) -> list[str]:
    """Return the tests that failed in the last run of pytest in this copy."""
    noted = tree / ".pytest_cache" / "v" / "cache" / "lastfailed"
    return list(json.loads(noted.read_text(encoding="utf-8"))) if noted.exists() else []
