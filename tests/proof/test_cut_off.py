"""Each step of a tolerance and of a repair, its session killed at every statement: whole or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, connection, transaction

from common.models import Outbox, Transition
from common.roles import Role
from discipline.tolerance.services import revoking
from tests import factories
from tests.appeals import makers
from tests.discipline import tolerating
from tests.proof.interleavings import watching
from tests.proof.interleavings.acting import Draw, perform
from tests.proof.interleavings.filling import first

TODAY = tolerating.today().isoformat()
Made = tuple[Any, Any]
KILL = "RESET ROLE; SELECT pg_terminate_backend(pg_backend_pid())"


class Killer:
    """Kills its own session before one statement of the act."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            context["cursor"].cursor.execute(KILL)
        return execute(sql, params, many, context)


def officer(case: Any) -> Any:
    return factories.posting(Role.OFFICER)


def director(case: Any) -> Any:
    return factories.posting(Role.DIRECTOR)


def doubted() -> Any:
    case = tolerating.tolerance("excluded")
    revoking.doubt(case, by=factories.posting(Role.OFFICER), reason="材料系伪造")
    return revoking.state(case, by=tolerating.representative(case), statement="材料由经办误传")


def answered() -> Any:
    case = tolerating.tolerance("investigating")
    tolerating.finding.answer(case, by=tolerating.finder(case), answers=tolerating.answers())
    return case


def consulted() -> Any:
    case = tolerating.tolerance("consulting")
    given = {"body": "模拟财政局（演示）", "opinion": "同意", "given_on": tolerating.today()}
    tolerating.finding.consult(case, by=tolerating.finder(case), **given)
    return case


def tolerance(status: str) -> Callable[[], Any]:
    return lambda: tolerating.tolerance(status, record=factories.publication().fact.of_kind)


def repair(status: str) -> Callable[[], Any]:
    return lambda: makers.repair(status)


GRANTED = {"outcome": "exempt", "liable": "department"}
STEPS: dict[str, tuple[Callable[[], Any], Callable[[Any], Any], dict[str, str]]] = {
    "tolerance.accept": (tolerance("pending"), officer, {}),
    "tolerance.choose_body": (tolerance("routing"), director, {}),
    "tolerance.answer": (tolerance("investigating"), officer, {}),
    "tolerance.report": (answered, officer, {"on": TODAY}),
    "tolerance.consult": (tolerance("consulting"), officer, {"given_on": TODAY}),
    "tolerance.submit": (consulted, officer, {}),
    "tolerance.grant": (tolerance("deciding"), director, GRANTED),
    "tolerance.refuse": (tolerance("deciding"), director, {"liable": "department"}),
    "tolerance.exclude": (tolerance("tolerated"), director, {}),
    "tolerance.include": (tolerance("tolerated"), director, {}),
    "tolerance.doubt": (tolerance("excluded"), officer, {}),
    "tolerance.revoke": (doubted, director, {"on": TODAY}),
    "repair.supplement": (repair("pending"), officer, {}),
    "repair.resubmit": (repair("supplement"), makers.representative, {}),
    "repair.accept": (repair("pending"), officer, {}),
    "repair.examine": (repair("examining"), officer, {}),
    "repair.grant": (repair("deciding"), makers.decider, {}),
    "repair.refuse": (repair("deciding"), makers.decider, {}),
    "repair.doubt": (repair("granted"), officer, {}),
    "repair.keep": (repair("hearing"), makers.decider, {}),
}


def stands() -> Any:
    """Return everything that a step may write."""
    with transaction.atomic():
        told = (watching.rows(), watching.deadlines(), watching.public())
    return *told, Transition.objects.count(), Outbox.objects.count()


@pytest.mark.commits
@pytest.mark.long
@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_is_cut_off_has_not_happened(name: str) -> None:
    make, seat, told = STEPS[name]
    case = make()
    by, before, cut = seat(case), stands(), 0
    while True:
        mine = type(case).objects.get(pk=case.pk)
        try:
            with connection.execute_wrapper(Killer(cut)):
                perform(Draw(mine, by, first, []), name.partition(".")[2], **told)
        except (OperationalError, InterfaceError, psycopg2.OperationalError):
            connection.close()
            assert stands() == before, f"cut off before statement {cut + 1}"
            cut += 1
        else:
            break
    assert cut > 3
    assert stands() != before
