"""Sixty seeded faults of services, constraints and forms: each must be noticed by the tests that run its lines.

A fault is put into a copy of the code, and only the tests whose coverage names its lines are run, until one fails;
constraints and SQL, of which coverage sees nothing, name their tests in `mutants.toml`. What the suite runs is
measured once for a state of the code and kept in var/mutants/, and so is each verdict: a run that was broken off
goes on. `PROOF_MUTANTS="one two"` tries these alone, `PROOF_TESTS="tests/a.py tests/b"` measures these tests alone,
`PROOF_SECONDS` (300) is the time for one mutant.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from integrity_portal.quality import APPS
from tests.proof.covering import KEPT, Said, Suite, failed_in, run, suite
from tests.proof.mutants import SORTS, Lost, Mutant, lines_of, place, put_in, seeded

SECONDS = float(os.environ.get("PROOF_SECONDS", "300"))
LANES = 2
TEMPLATE = "import django; django.setup(); from tests import databases; databases.template()"
_noting = Lock()


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant: killed, survived or error; by which test, or why not; where; how long it took."""

    result: str
    words: str
    file: str = ""
    tests: int = 0
    seconds: float = 0.0


def say(words: str) -> None:
    print(f"   {time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def hold_servers() -> None:
    """Keep one PostgreSQL and one Redis up for all runs, so that a template of the databases is built once."""
    os.environ |= {"PORTAL_VAR": str(KEPT / "data"), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    import django

    django.setup()
    from django.conf import settings

    from integrity_portal.embedded import lease
    from tests import databases

    databases.server()
    if not os.environ.get("REDIS_URL"):
        lease("redis", settings.VAR, settings.KEYS)


def tried(mutant: Mutant, whole: Suite) -> Verdict:
    """Try one mutant in a copy of its own."""
    began = time.monotonic()
    try:
        path = place(mutant, whole.tree, APPS).relative_to(whole.tree)
    except Lost as lost:
        return Verdict("error", str(lost))
    tests = mutant.tests or _covering(mutant, whole, path)
    if not tests:
        return Verdict("error", "no passing test runs these lines", str(path))
    with tempfile.TemporaryDirectory(prefix="portal-mutant-") as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(whole.tree, copy, ignore=shutil.ignore_patterns(".pytest_cache"), symlinks=True)
        put_in(mutant, copy / path)
        result, words = _noticed(mutant, whole, copy, path, tests)
    return Verdict(result, words, str(path), len(tests), time.monotonic() - began)


def _covering(mutant: Mutant, whole: Suite, path: Path) -> list[str]:
    if path.suffix != ".py" or mutant.sort == "database":
        return []
    return whole.running(str(path), lines_of(mutant, (whole.tree / path).read_text(encoding="utf-8")))


def _noticed(mutant: Mutant, whole: Suite, copy: Path, path: Path, tests: list[str]) -> tuple[str, str]:
    """Have the copy's structure made anew where it changed, then run the tests until one fails."""
    from tests.databases import SHAPING_FILES, SHAPING_FOLDERS

    if mutant.sort == "database" and path.suffix == ".py":
        made = run(copy, "manage.py", "remake_migrations", limit=SECONDS)
        if made.status:
            return "error", f"the migrations cannot be made: {_end(made)}"
    if SHAPING_FOLDERS & set(path.parts[:-1]) or path.name in SHAPING_FILES:
        made = run(copy, "-c", TEMPLATE, limit=SECONDS)
        if made.status != 0:
            return "error", f"the database cannot be made: {_end(made)}"
    asked = copy.parent / "tests.txt"
    asked.write_text("\n".join(tests), encoding="utf-8")
    said = run(copy, "-m", "pytest", "-q", "-x", "--no-header", f"@{asked}", limit=SECONDS)
    return _judged(said, failed_in(copy), whole)


def _judged(said: Said, failed: list[str], whole: Suite) -> tuple[str, str]:
    if said.status is None:
        return "error", f"not finished in {SECONDS:.0f} s"
    if said.status == 0:
        return "survived", ""
    if said.status != 1 or not failed:
        return "error", f"the tests could not be run: {_end(said)}"
    if whole.passes(failed[0]) or run(whole.tree, "-m", "pytest", "-q", failed[0], limit=SECONDS).status == 0:
        return "killed", failed[0]
    return "error", f"{failed[0]} fails without the mutant, too"


def _end(said: Said) -> str:
    lines = [line.strip() for line in said.output.splitlines() if line.strip()]
    return " ".join(lines[-2:])[-300:]


def verdicts(mutants: list[Mutant], whole: Suite) -> list[Verdict]:
    """Return the verdict on each; those known for this code are taken as they are, but for errors."""
    noted = whole.tree.parent / "verdicts.json"
    known = json.loads(noted.read_text(encoding="utf-8")) if noted.exists() else {}

    def judge(mutant: Mutant) -> Verdict:
        found = known.get(mutant.fingerprint)
        verdict = Verdict(**found) if found else tried(mutant, whole)
        say(f"{mutant.name}: {verdict.result} {verdict.words} ({verdict.seconds:.0f} s)")
        with _noting:
            if verdict.result != "error":
                known[mutant.fingerprint] = asdict(verdict)
                noted.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
        return verdict

    with ThreadPoolExecutor(LANES) as pool:
        return list(pool.map(judge, mutants))


def report(mutants: list[Mutant], found: list[Verdict]) -> str:
    """Return the report: the counts, what was not noticed, and every mutant with the test that noticed it."""
    pairs = list(zip(mutants, found, strict=True))
    sorts = [
        f"{sort} {sum(m.sort == sort and v.result == 'killed' for m, v in pairs)} of {sum(m.sort == sort for m in mutants)}"
        for sort in SORTS
    ]
    rows = [
        f"| {m.name} | {m.word} | {m.fault} | {v.file or m.file} | {v.result} | {_cell(v.words)} | {v.tests} | {v.seconds:.0f} |"
        for m, v in pairs
    ]
    left = [
        f"- **{m.name}** ({v.result}): {m.fault} {_cell(v.words)}" for m, v in pairs if v.result != "killed"
    ]
    head = [
        "# Mutants: whether the tests notice a fault\n",
        f"`make proof` (`PROOF=mutants`), {datetime.now(UTC):%Y-%m-%d %H:%M} UTC. {len(mutants)} seeded faults, each in a copy of",
        "the code, each against the tests that run its lines alone, until the first fails; constraints, SQL and what runs when",
        f"a module is loaded name their tests. Killed: {', '.join(sorts)}.\n",
        *(["## Not noticed\n", *left, ""] if left else []),
        "| mutant | broken | fault | file | result | noticed by | tests | s |\n|---|---|---|---|---|---|---|---|",
        *rows,
    ]
    return "\n".join(head)


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    wanted = os.environ.get("PROOF_MUTANTS", "").split()
    mutants = [one for one in seeded() if not wanted or one.name in wanted]
    hold_servers()
    say("measuring what the tests run, unless it is known")
    whole = suite(os.environ.get("PROOF_TESTS", "").split())
    say(f"{len(whole.seconds)} tests, {len(whole.failed)} of them red; {len(mutants)} mutants")
    found = verdicts(mutants, whole)
    print(report(mutants, found))
    return int(any(verdict.result != "killed" for verdict in found))


if __name__ == "__main__":
    sys.exit(main())
