"""What tests share is as if each had made it: the same rows, nothing of another test, and no slower with every call."""

from __future__ import annotations

import pytest

from common.models import Comment
from common.roles import Role
from postings.models import Posting
from tests import factories
from tests.shared_worlds import DEEP, Call, CopiedWhenAsked, copied, shared, shelf

pytestmark = pytest.mark.django_db
MADE: list[int] = []
ROLES = [Role.CLERK, Role.REVIEWER, Role.OFFICER]


@shared
def one(number: int) -> Posting:
    MADE.append(number)
    return factories.posting(ROLES[number % 3])


@shared
def many(number: int) -> list[Posting]:
    return [one(n) for n in range(number)]


def next_test(*, alone: bool = False) -> None:
    shelf.world.end()
    shelf.world.begin(alone=alone)


def test_the_same_calls_are_made_once_and_give_the_same_rows() -> None:
    first = one(1)
    known = len(MADE)
    next_test()
    again = one(1)
    assert len(MADE) == known, "kept, not made anew"
    assert again == first
    assert again is not first, "a copy, so that no test changes another's"
    assert Posting.objects.get(pk=again.pk) == first


def test_what_a_test_does_itself_is_undone() -> None:
    seat = one(2)
    Posting.objects.filter(pk=seat.pk).update(domain="ppp")
    next_test()
    assert Posting.objects.get(pk=one(2).pk).domain != "ppp"


def test_another_call_finds_nothing_of_the_one_before() -> None:
    seat = one(3)
    next_test()
    one(4)
    assert not Posting.objects.filter(pk=seat.pk).exists()


def test_a_test_that_changes_what_factories_make_shares_nothing() -> None:
    one(5)
    known = len(MADE)
    next_test(alone=True)
    one(5)
    assert len(MADE) == known + 1


@pytest.mark.parametrize("number", [DEEP - 2, DEEP * 4])
def test_a_call_of_many_calls_leaves_few_savepoints_and_is_kept(number: int) -> None:
    made = many(number)
    assert len(shelf.world.ends) <= DEEP + 2
    known = len(MADE)
    next_test()
    assert [seat.pk for seat in many(number)] == [seat.pk for seat in made]
    assert len(MADE) == known
    assert Posting.objects.filter(pk__in=[seat.pk for seat in made]).count() == number
    assert not Comment.objects.exists(), "a question of the test's own, after which nothing more is shared"


def test_of_many_objects_by_name_each_is_a_copy_and_one_that_a_test_sets_stays() -> None:
    kept = CopiedWhenAsked({"seat": factories.posting(Role.CLERK), "other": factories.posting(Role.OFFICER)})
    mine = copied(Call(0, 0, kept, []), [])
    assert mine["seat"] == kept["seat"]
    assert mine["seat"] is not kept["seat"]
    assert mine["seat"] is mine["seat"]
    mine |= {"other": "set"}
    assert (mine["other"], (mine | {"seat": "anew"})["seat"]) == ("set", "anew")
    assert kept["other"] != "set"
    assert (copied(Call(0, 0, kept, []), []) | {})["other"] is not kept["other"]
