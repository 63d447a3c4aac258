"""The mark of a page never returns to an earlier value, whichever way a case comes back to a state that it had."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator

import pytest

from common.act_checks import machines
from common.cases.page_token import token_of
from common.roles import Role
from common.trail import write_entry
from common.workflow import Workflow
from records.models import Fact
from tests import factories

pytestmark = pytest.mark.django_db
WALKS, STEPS = 3, 12


def returning(model: type[Workflow]) -> bool:
    """Whether some act, or a row of acts, leads a case of this machine back to a state that it had."""
    leads: dict[str, set[str]] = {}
    for verb in model.TRANSITIONS.values():
        for source in verb.sources:
            leads.setdefault(source, set()).add(verb.target or source)
    return any(state in reached(leads, state) for state in leads)


def reached(leads: dict[str, set[str]], state: str) -> set[str]:
    found: set[str] = set()
    waiting = set(leads.get(state, ()))
    while waiting:
        found |= waiting
        waiting = {next_ for one in waiting for next_ in leads.get(one, ())} - found
    return found


MACHINES = sorted((model for model in machines() if returning(model)), key=lambda m: m._meta.label_lower)


def walk(case: Workflow, chance: random.Random) -> Iterator[str]:
    """Some acts one after the other, each where the state allows it; yields the mark after each."""
    for _ in range(STEPS):
        open_acts = sorted(act for act, verb in case.TRANSITIONS.items() if case.status in verb.sources)
        if not open_acts:
            return
        act = chance.choice(open_acts)
        case.status = case.TRANSITIONS[act].target or case.status
        write_entry(case, factories.posting(Role.DIRECTOR), "试走", act=act, status=case.status, after={})
        yield token_of(case)


def example(model: type[Workflow]) -> Workflow:
    """A case of this machine; one that hangs on a fact hangs on a real one."""
    names = {field.name for field in model._meta.fields}
    given = {"fact": Fact.objects.get(pk=factories.record().pk)} if "fact" in names else {}
    return model(pk=uuid.uuid4(), **given)


def test_many_machines_can_return_to_a_state_and_all_are_tried() -> None:
    labels = {model._meta.label_lower for model in MACHINES}
    assert {"records.publication", "records.dishonestyrecord", "exchange.reportingduty"} <= labels
    assert len(labels) >= 10


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model._meta.label_lower)
@pytest.mark.parametrize("seed", range(WALKS))
def test_no_act_of_any_machine_brings_an_earlier_mark_back(model: type[Workflow], seed: int) -> None:
    case, chance = example(model), random.Random(seed)
    case.status = chance.choice(
        sorted({state for verb in model.TRANSITIONS.values() for state in verb.sources})
    )
    marks = [token_of(case), *walk(case, chance)]
    assert len(set(marks)) == len(marks)
