"""Of two who decide the same case at the same instant, one alone does, and the other is told: every deciding act of discipline."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from common.errors import ActRefused
from common.models import RuleValue, Transition
from common.roles import Role
from discipline.incentives import services as incentives
from discipline.tolerance.services import revoking
from tests import factories
from tests.discipline import makers, measuring, tolerating
from tests.discipline.lenient import leniency
from tests.proof.interleavings.acting import Draw, perform
from tests.proof.interleavings.filling import first
from tests.sampling import sampled

Told = dict[str, str]
TODAY = tolerating.today().isoformat()
OF_DEPARTMENT = {"liable": "department"}
TERM = {"decided_on": TODAY, "served_on": TODAY, "starts_on": TODAY}


def heard_measure() -> Any:
    measuring.confirm_catalogue()
    case = measuring.measure("hearing")
    return measuring.services.state(case, by=measuring.representative(case), statement="款项已在安排")


def doubted_tolerance() -> Any:
    case = tolerating.tolerance("included")
    revoking.doubt(case, by=factories.posting(Role.OFFICER), reason="材料系伪造")
    return revoking.state(case, by=tolerating.representative(case), statement="材料由经办误传")


def asked_for_more() -> Any:
    case = makers.rectification("running")
    later = makers.days_ago(-90)
    by = makers.representative(case)
    makers.services.ask_extension(case, by=by, asked_to=later, reason="资金在途")
    return case


def heard_rectification() -> Any:
    makers.confirm_rules()
    case = makers.rectification("hearing")
    return makers.services.state(case, by=makers.representative(case), statement="资金困难")


def proposed_incentive() -> Any:
    RuleValue.objects.filter(kind="incentive").update(
        confirmed_by=factories.person().pk, confirmed_at=tolerating.timezone.now()
    )
    fact = factories.commendation("confirmed")
    by = factories.posting(Role.OFFICER)
    return incentives.propose(by=by, measure="publicity", reason="事迹突出", fact=fact)


CASES: dict[str, tuple[Callable[[], Any], tuple[str, Told], tuple[str, Told]]] = {
    "tolerance": (
        lambda: tolerating.tolerance("deciding"),
        ("grant", {**OF_DEPARTMENT, "outcome": "exempt"}),
        ("refuse", OF_DEPARTMENT),
    ),
    "entry": (lambda: tolerating.tolerance("tolerated"), ("exclude", {}), ("include", {})),
    "revocation": (doubted_tolerance, ("revoke", {"on": TODAY}), ("keep", {})),
    "leniency": (lambda: leniency("deciding"), ("spare", {}), ("refuse", {})),
    "measure": (heard_measure, ("impose", TERM), ("drop", {})),
    "release": (
        lambda: measuring.measure("running"),
        ("lift", {"lifted_on": TODAY}),
        ("lift", {"lifted_on": TODAY}),
    ),
    "extension": (asked_for_more, ("grant_extension", {}), ("refuse_extension", {})),
    "acceptance": (lambda: makers.rectification("submitted"), ("accept", {}), ("accept", {})),
    "refusal": (heard_rectification, ("find_refusal", {"refused_on": TODAY}), ("drop_refusal", {})),
    "incentive": (proposed_incentive, ("grant", {"decided_on": TODAY, "starts_on": TODAY}), ("decline", {})),
}


@pytest.mark.commits
@pytest.mark.parametrize("name", sampled(list(CASES), ["entry", "measure"]))
def test_of_two_who_decide_at_once_one_alone_does(name: str) -> None:
    make, *ways = CASES[name]
    case = make()
    role = Role.OFFICER if name == "acceptance" else Role.DIRECTOR
    seats = [factories.posting(role) for _ in ways]
    barrier, refused = Barrier(2), []

    def decide(number: int) -> None:
        act, told = ways[number]
        mine = type(case).objects.get(pk=case.pk)
        try:
            barrier.wait(timeout=30)
            perform(Draw(mine, seats[number], first, []), act, **told)
        except ActRefused as refusal:
            refused.append(f"{type(refusal).__name__}: {refusal.message}")
        finally:
            connection.close()

    threads = [Thread(target=decide, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1, refused
    assert refused[0].partition(":")[0] in {"StaleState", "WrongState", "NotEligible"}, refused
    done = Transition.objects.filter(object_id=case.pk, act__in=[act for act, _ in ways])
    assert done.count() == 1
