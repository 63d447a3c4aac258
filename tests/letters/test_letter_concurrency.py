"""Two who issue letters at once: no gap and no double in the register, whoever comes first or fails."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from common.errors import ActRefused
from common.roles import Role
from letters import services as letters
from letters.models import Letter, LetterSeries
from tests import factories
from tests.letters import letter_kit as kit

pytestmark = [pytest.mark.django_db, pytest.mark.commits, pytest.mark.long]


@pytest.fixture(autouse=True)
def _own_folder() -> None:
    """None: the portal's folder says where the server of a database of one's own is, and no file is kept here."""


def together(count: int, act: Callable[[int], object]) -> None:
    """Run `act(number)` in so many connections at one moment."""
    barrier = Barrier(count)

    def one(number: int) -> None:
        try:
            barrier.wait(timeout=30)
            act(number)
        finally:
            connection.close()

    threads = [Thread(target=one, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_many_who_issue_at_once_leave_no_gap_and_no_double():
    kit.series()
    officer = factories.posting(Role.OFFICER)
    drafts = [kit.drafted(by=officer) for _ in range(8)]
    together(8, lambda number: letters.issue(drafts[number], by=officer))
    numbers = sorted(Letter.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 9))
    assert LetterSeries.objects.get().last_number == 8


def test_the_first_letters_of_a_year_open_one_register_between_them():
    kit.series(year=kit.today().year - 1)
    officer = factories.posting(Role.OFFICER)
    drafts = [kit.drafted(by=officer) for _ in range(4)]
    together(4, lambda number: letters.issue(drafts[number], by=officer))
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert LetterSeries.objects.filter(year=kit.today().year).count() == 1


def test_one_letter_issued_by_two_at_once_takes_one_number():
    kit.series()
    officer = factories.posting(Role.OFFICER)
    key = kit.drafted(by=officer).pk

    def issue(_: int) -> None:
        with suppress(ActRefused):
            letters.issue(Letter.objects.get(pk=key), by=officer)

    together(2, issue)
    assert LetterSeries.objects.get().last_number == 1
    assert Letter.objects.get().number == 1


def test_an_issue_that_is_rolled_back_leaves_no_gap():
    kit.series()
    officer = factories.posting(Role.OFFICER)
    first, second, third = (kit.drafted(by=officer) for _ in range(3))
    with transaction.atomic():
        letters.issue(first, by=officer)
        transaction.set_rollback(True)
    with pytest.raises(ActRefused, match="字库里没有"):
        letters.issue(kit.drafted(by=officer, addressee="𰻞局"), by=officer)
    assert LetterSeries.objects.get().last_number == 0
    letters.issue(second, by=officer)
    letters.issue(third, by=officer)
    assert list(Letter.objects.exclude(number=None).order_by("number").values_list("number", flat=True)) == [
        1,
        2,
    ]
