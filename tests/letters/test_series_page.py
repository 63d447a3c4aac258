"""The page of the registers of numbers: the director opens one, the officer reads, nobody else comes in."""

from __future__ import annotations

import pytest

from common.roles import Role
from letters.models import LetterSeries
from tests import factories
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
PAGE = "/letters/series/"
GIVEN = {"kind": "告知书", "mark": "苏信异告", "year": "2026", "first_number": "8"}


def test_the_director_opens_a_register_and_the_officer_of_the_place_reads_it() -> None:
    director, officer = (client_of(factories.posting(role)) for role in (Role.DIRECTOR, Role.OFFICER))
    assert director.post(PAGE, GIVEN).status_code == 302
    made = LetterSeries.objects.get()
    assert (made.mark, made.first_number, made.last_number) == ("苏信异告", 8, 7)
    shown = text(officer.get(PAGE))
    assert "苏信异告〔2026〕 告知书 8 还没有用" in shown
    assert "登记代字" not in shown


def test_a_mark_that_is_no_word_and_a_second_one_are_refused_beside_the_field() -> None:
    director = client_of(factories.posting(Role.DIRECTOR))
    wrong = director.post(PAGE, {**GIVEN, "mark": "苏信2026"})
    assert wrong.status_code == 422
    assert "mark" in wrong.context["form"].errors
    director.post(PAGE, GIVEN)
    again = director.post(PAGE, {**GIVEN, "mark": "苏信再告"})
    assert again.status_code == 422
    assert LetterSeries.objects.count() == 1


def test_an_officer_opens_none_and_other_roles_read_none() -> None:
    assert client_of(factories.posting(Role.OFFICER)).post(PAGE, GIVEN).status_code == 200
    assert not LetterSeries.objects.exists()
    assert client_of(factories.posting(Role.CLERK)).get(PAGE).status_code == 403
