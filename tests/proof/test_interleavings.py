"""All procedures together, in any order, before an oracle that knows the portal by its event log alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from common.cases.case_type import case_types
from tests.proof.interleavings import planted, scripts
from tests.proof.interleavings.acting import BEGUN_ELSEWHERE, ON_FACTS
from tests.proof.interleavings.machine import SILENT, Interleavings, Tally
from tests.proof.interleavings.oracle import law_of
from tests.proof.interleavings.planted import Fault
from tests.proof.interleavings.scripts import Script
from tests.proof.interleavings.walking import ground, walk
from tests.proof.interleavings.watching import LAW, kinds
from tests.proof.interleavings.world import Place

pytestmark = pytest.mark.django_db
ORACLE = Path(__file__).parent / "interleavings" / "oracle.py"
BARE = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("oracle", sys.argv[1])
oracle = importlib.util.module_from_spec(spec)
sys.modules["oracle"] = oracle
spec.loader.exec_module(oracle)
made = oracle.Oracle(open(sys.argv[2], encoding="utf-8").read())
assert made.law
print(sorted(name for name in sys.modules if "." not in name and name not in {*sys.stdlib_module_names, "__main__"}))
"""
ELSEWHERE = {
    "records.dishonestyrecord": "the place has facts in every state that a walk goes on from",
    "records.lostjudgment": "the place has one",
    "records.commendation": "the place has one",
    "postings.handover": "passes a post on, and changes no case",
    "postings.ownaccess": "an official's own view: nothing of it is public",
    "postings.ruleproposal": "rules are confirmed before a walk begins",
    "dossiers.filerequest": "an official's own file: nothing of it is public",
    "exchange.importbatch": "facts come in by hand here",
    "exchange.reportingduty": "what a body owes to report is no fact about it",
    "commitments.commitment": "a promise is inside, and no fact until a document makes one of it",
    "commitments.breach": "its draft of a record is entered as any other",
    "commitments.watchversion": "lists of others bind no record of the portal",
    "following.apikey": "says how much of what is public a program may read",
    "commitments.hit": "stops a bidder, and is no fact about a body",
    "credit_reports.creditreport": "tells what stands in public and changes nothing of it",
    "inquiries.inquiry": "tells an organ of persons and bodies and changes no fact",
    "supervision.judgmentwarning": "warns inside and changes no fact",
    "exchange.departmentproposal": "the roster is changed by reorganisations here",
}
"""Machines that no walk begins, and why."""


@pytest.fixture
def place() -> Iterator[Place]:
    """What every walk of a test begins from."""
    with transaction.atomic():
        yield ground()
        transaction.set_rollback(True)


def run(seed: int, *, examples: int, steps: int, phases: tuple[Phase, ...] = (Phase.generate,)) -> None:
    """Let hypothesis walk by one seed."""
    given = settings(
        max_examples=examples,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(hypothesis.seed(seed)(Interleavings), settings=given)


def note(kind: str, **told: Any) -> None:
    """Keep a line for the report where the proof asks for one."""
    if kept := os.environ.get("PROOF_KEPT"):
        with Path(kept).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"kind": kind, **told}, ensure_ascii=False) + "\n")


def test_the_oracle_imports_nothing_of_the_portal() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", BARE, str(ORACLE), str(LAW)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "['oracle']"


def test_every_procedure_is_begun_by_a_walk_or_left_out_for_a_reason() -> None:
    begun = {key.rpartition(".")[0] for key in (*ON_FACTS, *BEGUN_ELSEWHERE)}
    assert set(case_types) == begun | {*ELSEWHERE} | {*SILENT}
    assert {*kinds()} >= begun | {*SILENT}


def test_the_law_beside_the_oracle_names_what_each_machine_allows() -> None:
    """The law is kept by hand: where they differ, a machine is wrong, or what was decided is to be written into the law."""
    declared, told = {}, {}
    for kind in kinds():
        model: Any = apps.get_model(kind)
        for act, verb in {"enter": model.ENTER, **model.ENTRIES, **model.TRANSITIONS}.items():
            said = (verb.sources, verb.target, verb.roles, verb.needs_reason, verb.caused_by)
            sources, target, roles, reason, causes = said
            declared[kind, act] = ({*map(str, sources)}, str(target), {*map(str, roles)}, reason, {*causes})
    for key, one in law_of(LAW.read_text(encoding="utf-8")).items():
        told[key] = ({*one.sources}, one.target, {*one.roles}, one.needs_reason, {*one.causes})
    assert told == declared


def test_all_procedures_go_together_on_a_few_walks(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Interleavings, "ground", place, raising=False)
    monkeypatch.setattr(Interleavings, "tally", Tally())
    run(7, examples=3, steps=20)
    assert Interleavings.tally.steps > 20


@pytest.mark.long
@pytest.mark.parametrize("script", scripts.ALL, ids=lambda one: one.__name__)
def test_a_script_goes_through_without_a_complaint(place: Place, script: Script) -> None:
    with walk(place) as walked:
        scripts.follow(script, walked)
        assert [(step.line, step.complaints) for step in walked.steps if step.complaints] == []


@pytest.mark.long
@pytest.mark.parametrize("fault", planted.ALL, ids=lambda one: one.words)
def test_a_planted_fault_is_complained_of(place: Place, fault: Fault) -> None:
    codes: dict[str, str] = {}
    with fault.plant(), walk(place) as walked:
        try:
            scripts.follow(fault.script, walked)
        except (
            AssertionError,
            AttributeError,
            LookupError,
        ):  # what went wrong first was complained of already
            codes.setdefault("", "the script could not go on")
        for step in walked.steps:
            for complaint in step.complaints:
                codes.setdefault(complaint.code, complaint.words)
    caught = [code for code in fault.codes if code in codes]
    note("planted", words=fault.words, script=fault.script.__name__, caught=caught, collision=fault.collision)
    assert caught, codes


@pytest.mark.long
def test_all_procedures_go_together_at_length(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """`PROOF_STEPS` steps by seeds from `PROOF_SEED` on, or as many as `PROOF_SECONDS` allow."""
    wanted, seed = int(os.environ.get("PROOF_STEPS", "400")), int(os.environ.get("PROOF_SEED", "1"))
    until = time.monotonic() + float(os.environ.get("PROOF_SECONDS", "600"))
    monkeypatch.setattr(Interleavings, "ground", place, raising=False)
    monkeypatch.setattr(Interleavings, "is_strict", False)
    found: dict[str, Any] = {}
    walked = 0
    while walked < wanted and time.monotonic() < until:
        monkeypatch.setattr(Interleavings, "tally", tally := Tally())
        run(seed, examples=10, steps=50)
        note(
            "seed",
            seed=seed,
            examples=tally.examples,
            outcomes=tally.outcomes,
            done=tally.done,
            found=tally.found,
        )
        found |= tally.found
        walked += tally.steps
        seed += 1
    assert not found, "\n".join(f"{what}\n  " + "\n  ".join(lines) for what, (_, lines) in found.items())
