"""Each step of a tolerance and of a repair, its session killed at every statement: whole or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from appeals.models import DepartmentNote, Repair, RepairItem
from appeals.repairs.services import examining, undoing
from common.models import Deadline, Notice, Outbox, RuleValue, Transition
from common.roles import Role
from discipline.competence import KIND, key_of
from discipline.models import Tolerance
from discipline.tolerance.services import revoking
from discipline.vocabulary import CompetentAct
from letters.models import Letter
from letters.services import Issuer, issuer_of
from organisations.models import Department
from postings.models import Posting
from tests import factories
from tests.appeals import makers
from tests.discipline import tolerating
from tests.proof.interleavings import watching
from tests.proof.interleavings.acting import ON_FACTS, Draw, perform
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


def doubted_unheard() -> Any:
    case = tolerating.tolerance("excluded")
    return revoking.doubt(case, by=factories.posting(Role.OFFICER), reason="材料系伪造")


def with_conditions() -> Any:
    later = tolerating.today() + timedelta(days=30)
    said = tolerating.decision(correction="补办备案手续", correction_due=later, clears_name=True)
    return tolerating.tolerance("excluded", decision=said)


def settled_by_the_table() -> Any:
    case = tolerating.tolerance("routing")
    let_table_say(CompetentAct.TOLERATE, case.fact.of_kind, "supervision")
    return case


def unsettled() -> Any:
    """A request that waits for the director, because the table names nobody."""
    act = makers.repairable()
    let_table_say(CompetentAct.REPAIR, act.fact.of_kind)
    return makers.repair("pending", publication=act)


def let_table_say(act: CompetentAct, fact: Any, *bodies: str) -> None:
    key = key_of(act, fact.basis, fact.department.level)
    if RuleValue.objects.get(kind=KIND, key=key, effective_to=None).value == list(bodies):
        return
    made = factories.new_rule(KIND, key, list(bodies))
    settled = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(pk=made.pk).update(**settled)


def waiting_for_the_director() -> Any:
    return examining.accept(unsettled(), by=factories.posting(Role.OFFICER))


def open_registers() -> None:
    """Let every office that a case of these tests may write for have its registers."""
    makers.open_register(issuer_of(factories.posting(Role.OFFICER)))
    for unit in Department.objects.filter(
        pk__in=Posting.objects.filter(role=Role.FINDING_BODY).values("unit")
    ):
        makers.open_register(Issuer(unit.pk, unit.name))


def unnumbered(make: Callable[[], Any]) -> Callable[[], Any]:
    """Let a case have a letter that waits for its number: its register was opened later."""

    def made() -> Any:
        case = make()
        open_registers()
        return case

    return made


def unserved(make: Callable[[Any], Any]) -> Callable[[], Any]:
    """Let a case have a letter that waits for its service."""

    def made() -> Any:
        act = makers.repairable()
        open_registers()
        return make(act)

    return made


def refused_tolerance(act: Any) -> Any:
    return tolerating.tolerance("refused", record=act.fact.of_kind)


def granted_repair(act: Any) -> Any:
    return makers.repair("granted", publication=act)


def elsewhere() -> Any:
    """A request that a body without a posting here decides."""
    return makers.repair("deciding", publication=makers.repairable(finding_unit=factories.department()))


def let_go() -> Any:
    case = makers.repair("granted")
    Outbox.objects.update(taken_at=timezone.now())
    return case


def heard() -> Any:
    case = makers.repair("hearing")
    return undoing.state_view(case, by=makers.representative(case), statement="凭证由财务误传")


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
    "tolerance.reject": (tolerance("pending"), officer, {}),
    "tolerance.withdraw": (tolerance("pending"), officer, {}),
    "tolerance.route": (settled_by_the_table, officer, {}),
    "tolerance.return": (tolerance("deciding"), director, {}),
    "tolerance.write": (unnumbered(tolerance("refused")), officer, {}),
    "tolerance.serve": (unserved(refused_tolerance), officer, {"on": TODAY}),
    "tolerance.correct": (with_conditions, officer, {"on": TODAY}),
    "tolerance.clear": (with_conditions, officer, {}),
    "tolerance.state": (doubted_unheard, tolerating.representative, {}),
    "tolerance.keep": (doubted, director, {}),
    "repair.reject": (repair("pending"), officer, {}),
    "repair.add_item": (repair("supplement"), makers.representative, {}),
    "repair.route": (waiting_for_the_director, director, {"body": "finding_body"}),
    "repair.extend": (repair("examining"), director, {}),
    "repair.record": (elsewhere, officer, {"dated_on": TODAY}),
    "repair.return": (repair("deciding"), makers.decider, {}),
    "repair.withdraw": (repair("examining"), makers.representative, {}),
    "repair.write": (unnumbered(repair("granted")), makers.decider, {}),
    "repair.serve": (unserved(granted_repair), makers.decider, {"on": TODAY}),
    "repair.receive": (let_go, officer, {"sent_on": TODAY, "received_on": TODAY}),
    "repair.state": (repair("hearing"), makers.representative, {}),
    "repair.undo": (heard, makers.decider, {}),
    "repair.supplement": (repair("pending"), officer, {}),
    "repair.resubmit": (repair("supplement"), makers.representative, {}),
    "repair.accept": (repair("pending"), officer, {}),
    "repair.examine": (repair("examining"), officer, {}),
    "repair.grant": (repair("deciding"), makers.decider, {}),
    "repair.refuse": (repair("deciding"), makers.decider, {}),
    "repair.doubt": (repair("granted"), officer, {}),
    "repair.keep": (repair("hearing"), makers.decider, {}),
}


BEGINNINGS = {
    "appeals.repair.enter": (makers.repairable, makers.representative),
    "discipline.tolerance.enter": (factories.publication, makers.representative),
}


def stands() -> Any:
    """Return everything that a step may write."""
    with transaction.atomic():
        told = (watching.rows(), watching.deadlines(), watching.public())
    return *told, Transition.objects.count(), Outbox.objects.count()


def test_every_step_that_somebody_takes_is_cut_off() -> None:
    taken = {
        f"{model._meta.model_name}.{act}"
        for model in (Tolerance, Repair)
        for act, verb in model.TRANSITIONS.items()
        if verb.roles
    }
    assert {*STEPS} == taken


def numbers() -> Any:
    """Return how much there is of what a step may write."""
    letters = {status: Letter.objects.filter(status=status).count() for status in Letter.Status.values}
    written = (Transition, Outbox, Deadline, Notice, Letter, RepairItem, DepartmentNote)
    return [model.objects.count() for model in written] + list(letters.values()) + [len(watching.public())]


def grown(do: Callable[[], Any]) -> Any:
    """Return by how much a step makes it more or less."""
    with transaction.atomic():
        before = numbers()
    do()
    with transaction.atomic():
        return [after - former for after, former in zip(numbers(), before, strict=True)]


def cut_everywhere(do: Callable[[], Any], whole: Any) -> None:
    """Kill the session before each statement of a step in turn: nothing has happened, or all of it.

    `whole` is by how much another such step makes it more, undisturbed: what comes after the last write is a read.
    """
    before, cut = stands(), 0
    with transaction.atomic():
        counted = numbers()
    while True:
        try:
            with connection.execute_wrapper(Killer(cut)):
                do()
        except (OperationalError, InterfaceError, psycopg2.OperationalError):
            connection.close()
            cut += 1
            if stands() == before:
                continue
            with transaction.atomic():
                found = [after - former for after, former in zip(numbers(), counted, strict=True)]
            assert found == whole, f"cut off before statement {cut}"
        break
    assert cut
    assert stands() != before


@pytest.mark.commits
@pytest.mark.long
@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_is_cut_off_has_not_happened(name: str) -> None:
    make, seat, told = STEPS[name]

    def step_of() -> Callable[[], None]:
        case = make()
        by = seat(case)

        def step() -> None:
            mine = type(case).objects.get(pk=case.pk)
            perform(Draw(mine, by, first, []), name.partition(".")[2], **told)

        return step

    whole = grown(step_of())
    cut_everywhere(step_of(), whole)


@pytest.mark.commits
@pytest.mark.long
@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_request_that_is_cut_off_has_not_come_in(name: str) -> None:
    make, seat = BEGINNINGS[name]
    begin, _ = ON_FACTS[name]

    def step_of() -> Callable[[], Any]:
        fact = make().fact.of_kind
        by = seat(fact)
        return lambda: begin(Draw(type(fact).objects.get(pk=fact.pk), by, first, []))

    whole = grown(step_of())
    cut_everywhere(step_of(), whole)
