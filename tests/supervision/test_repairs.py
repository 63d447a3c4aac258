"""Counts of repairs by city: no small number, none below the city, and no list of who was repaired."""

from __future__ import annotations

import pytest

from common.roles import Role
from supervision.repairs import FEW, KEPT_BACK, repairs_in, told
from tests import factories
from tests.appeals import makers
from tests.office import sit, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([0, 0], ["0", "0", "0"]),
        ([5, 7], ["5", "7", "12"]),
        ([4, 7], [FEW, "7", KEPT_BACK]),
        ([4, 0], [FEW, "0", FEW]),
        ([4, 4, 7], [FEW, FEW, "7", "15"]),
        ([1, 1], [FEW, FEW, FEW]),
        ([6], ["6", "6"]),
    ],
)
def test_a_small_number_is_neither_told_nor_given_away_by_the_sum(
    numbers: list[int], words: list[str]
) -> None:
    assert told(numbers) == words


def lines(place: str, posting: object) -> dict[str, tuple[str, ...]]:
    return {line.name: line.told for line in repairs_in(factories.region(place), posting)}  # type: ignore[arg-type]


def test_repairs_are_counted_by_city_with_the_places_below_it() -> None:
    shown = [
        makers.repairable(department=factories.department(place)) for place in ["320102", *["320100"] * 4]
    ]
    for publication in shown:
        makers.repair("granted", publication=publication)
    makers.repair("refused")
    makers.repair("pending")
    director = factories.posting(Role.DIRECTOR)
    found = lines("320000", director)
    assert found["南京市"] == ("5", FEW)
    assert found["苏州市"] == ("0", "0")
    assert found["合计"] == ("5", FEW)
    assert lines("320100", director) == {"南京市": ("5", FEW)}
    assert lines("320102", director) == {}


def test_only_what_the_posting_may_see_is_counted() -> None:
    makers.repair("granted")
    elsewhere = factories.posting(Role.DIRECTOR, "320200")
    assert lines("320200", elsewhere) == {"无锡市": ("0", "0")}


def test_the_page_of_figures_tells_them_and_names_nobody() -> None:
    case = makers.repair("granted")
    client, _ = sit(Role.DIRECTOR)
    page = text(client.get("/figures/"))
    assert "不列哪些单位修复过" in page
    assert FEW in page
    assert str(case.department) not in page
    county, _ = sit(Role.DIRECTOR, "320102")
    assert "不列哪些单位修复过" not in text(county.get("/figures/"))
