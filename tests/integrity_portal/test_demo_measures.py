"""The demo shows measures in each state, checks of candidates, incentives and transfers; a second start adds nothing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.roles import Role
from discipline.models import Incentive, Measure, Transfer
from exchange.honours.models import HonourCheck
from integrity_portal.demo import measures
from integrity_portal.demo.measures import MATTERS, enter_measures
from organisations.models import Department
from postings.models import Posting
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def people_of(unit: Department) -> dict[str, Posting]:
    roles = {"luru": Role.CLERK, "fuhe": Role.REVIEWER, "baomi": Role.SECRECY, "jingban": Role.OFFICER}
    roles |= {"fuzeren": Role.DIRECTOR, "jingban2": Role.OFFICER, "fuzeren2": Role.DIRECTOR}
    people = {name: factories.posting(role) for name, role in roles.items()}
    return people | {"daibiao": factories.posting(Role.REPRESENTATIVE, None, unit=unit)}


def test_the_demo_shows_each_state_once() -> None:
    unit = factories.department()
    people, others = people_of(unit), [factories.department()]
    for _ in range(2):
        factories.commendation("confirmed")
    for _ in range(2):
        enter_measures(people, unit, others, timezone.localdate())
    assert Measure.objects.count() == len(MATTERS)
    assert set(Measure.objects.values_list("status", flat=True)) == {
        *("routing", "notice", "hearing", "running", "dropped", "lifted", "to_lift")
    }
    assert set(Transfer.objects.values_list("status", flat=True)) == {"draft", "sent", "answered"}
    assert set(Incentive.objects.values_list("status", flat=True)) == {"proposed", "running"}
    assert set(HonourCheck.objects.values_list("status", flat=True)) >= {"read"}


def test_a_start_that_was_cut_off_goes_on_at_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = factories.department()
    people, others = people_of(unit), [factories.department()]
    factories.commendation("confirmed")
    given = (people, unit, others, timezone.localdate())
    with monkeypatch.context() as patch:
        patch.setattr(measures, "MATTERS", MATTERS[:4])
        patch.setattr(measures, "_check", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            enter_measures(*given)
    assert (Measure.objects.count(), Transfer.objects.count(), Incentive.objects.count()) == (4, 3, 0)
    enter_measures(*given)
    assert (Measure.objects.count(), Transfer.objects.count()) == (len(MATTERS), 3)
    assert Incentive.objects.exists()
    assert HonourCheck.objects.exists()
