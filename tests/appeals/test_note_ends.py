"""A department note goes with the publication that it stands beside, in the same transaction, whatever ends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from appeals.notes.models import DepartmentNote
from common.causes import Cause
from common.errors import NotAllowed
from common.models import Deadline, Notice, Transition
from common.roles import Role
from common.workflow import move_many
from disclosure.store import check
from postings.services import clock_posting
from records import services
from records.models import Publication
from tests import factories
from tests.appeals.noting import note
from tests.discipline import tolerating
from tests.disclosure.test_corrected import corrected
from tests.office import acts_of

pytestmark = pytest.mark.django_db


def withdrawn(act: Any) -> None:
    source = factories.source()
    by = factories.posting(Role.DIRECTOR)
    services.withdraw_fact(act.fact.of_kind, by=by, reason="处罚被撤销", source=source)


def tolerated(act: Any) -> None:
    tolerating.excluded(act.fact.of_kind)


def expired(act: Any) -> None:
    services.expire_publications(by=clock_posting(), today=act.closes_on)


def repaired(act: Any) -> None:
    by = factories.posting(Role.DIRECTOR)
    services.end_publication(act, by=by, ground="repaired", reason="依文书")


def superseded(act: Any) -> None:
    corrected(act)


ENDS = (withdrawn, tolerated, expired, repaired, superseded)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
@pytest.mark.parametrize("state", ["submitted", "returned", "deciding", "standing"])
def test_it_ends_in_the_act_that_ends_the_publication(end: Callable[[Any], None], state: str) -> None:
    act = factories.publication()
    case = note(state, act=act)
    end(Publication.objects.get(pk=act.pk))
    case.refresh_from_db()
    assert case.status == "lapsed"
    step = Transition.objects.get(object_id=case.pk, act="lapse")
    assert step.cause == Transition.objects.get(object_id=act.pk, act="end").pk
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()
    assert Notice.objects.filter(object_id=case.pk, text__contains="随公示终止").exists()
    assert check.differences() == []


def test_many_that_expire_together_take_each_its_own() -> None:
    acts = [factories.publication(), factories.publication()]
    cases = [note("standing", act=act) for act in acts]
    services.expire_publications(by=clock_posting(), today=max(act.closes_on for act in acts))
    for case in cases:
        case.refresh_from_db()
        assert case.status == "lapsed"
    assert check.differences() == []


@pytest.mark.parametrize("is_set", [False, True], ids=["move", "move_many"])
def test_it_hears_of_the_end_itself_and_not_of_the_service(is_set: bool) -> None:
    act = factories.publication()
    case = note("standing", act=act)
    by, now = factories.posting(Role.DIRECTOR), case.publication.published_at
    given = {"by": by, "reason": "依文书", "end_ground": "repaired", "ended_at": now}
    if is_set:
        move_many(Publication.objects.filter(pk=act.pk), "end", **given)
    else:
        act.move("end", **given)
    case.refresh_from_db()
    assert (case.status, acts_of(case)[-1]) == ("lapsed", "lapse")


@pytest.mark.parametrize("state", ["withdrawn", "declined"])
def test_what_had_ended_before_stays_as_it_ended(state: str) -> None:
    act = factories.publication()
    case = note(state, act=act)
    repaired(Publication.objects.get(pk=act.pk))
    case.refresh_from_db()
    assert case.status == state


@pytest.mark.parametrize("is_told", [False, True])
def test_nobody_ends_one_by_hand_as_if_its_publication_had_ended(is_told: bool) -> None:
    act = factories.publication()
    case = note("standing", act=act)
    cause = Cause.of(act, "end") if is_told else None
    with pytest.raises(NotAllowed):
        case.move("lapse", by=factories.posting(Role.DIRECTOR), reason="终止", caused_by=cause)
    assert DepartmentNote.objects.get(pk=case.pk).status == "standing"
