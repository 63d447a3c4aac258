"""Counts of repairs in public: by city and province at a quarter's end, and never one from which a smaller is worked out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate, pairwise
from random import Random

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from appeals.repairs.models import Repair
from disclosure.open.models import OpenRepairFigure
from disclosure.store.check import differences
from organisations.models import Region
from supervision import aggregation
from supervision.models import RepairFigure
from supervision.repair_figures import FEWEST, listed, quarter_of, take
from tests import factories
from tests.appeals import makers
from tests.disclosure.test_cache import forget_state
from tests.disclosure.test_guides import text

TODAY = timezone.localdate()
QUARTER = quarter_of(TODAY)
BEFORE = QUARTER - timedelta(days=3)
CITIES = ("320000", "320100", "320200", "320500")


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2028, 2, 29), date(2028, 1, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_a_quarter_begins_on_its_first_day(day, first):
    assert quarter_of(day) == first


@pytest.mark.parametrize(
    ("last", "now", "told"),
    [
        *[(0, 0, 0), (0, 4, 0), (0, 5, 5), (5, 9, 5), (5, 10, 10), (5, 4, 5), (5, 1, 5), (5, 0, 0)],
        *[(12, 16, 12), (12, 8, 12), (12, 7, 7), (9, 4, 0), (9, 5, 9)],
    ],
)
def test_a_number_moves_only_when_it_is_far_enough_off_and_none_is_small(last, now, told):
    assert listed(last, now) == told


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_no_difference_between_places_days_or_sums_is_a_small_number(seed):
    """Every line and every sum of lines, in every quarter, against every other of the same places: 0 or at least five a place."""
    random = Random(seed)
    walks = [accumulate(random.randint(-3, 6) for _ in range(24)) for _ in CITIES]
    real = [[max(number, 0) for number in walk] for walk in walks]
    shown = [list(accumulate(walk, listed, initial=0))[1:] for walk in real]
    for line in shown:
        assert all(number == 0 or number >= FEWEST for number in line)
        steps = [abs(later - earlier) for earlier, later in pairwise(line)]
        assert all(step == 0 or step >= FEWEST for step in steps)
    sums = [sum(column) for column in zip(*shown, strict=True)]
    for at, total in enumerate(sums):
        for line in shown:
            left = total - line[at]
            assert left == 0 or left >= FEWEST, "what is left of the sum is a sum of lines that are told"


def granted(place: str, number: int, on: date = BEFORE, status: str = "granted") -> list[Repair]:
    made = []
    for _ in range(number):
        shown = makers.repairable(department=factories.department(place))
        made.append(makers.repair(status, publication=shown))
    Repair.objects.filter(pk__in=[case.pk for case in made]).update(decided_on=on)
    return made


def told() -> dict[str, int]:
    return {row.region_code: row.granted for row in OpenRepairFigure.objects.all() if row.granted}


@pytest.mark.django_db
def test_a_night_keeps_the_quarters_numbers_once_and_the_public_reads_them(read):
    granted("320102", 2)
    granted("320100", 3)
    granted("320200", 4)
    granted("320500", 5, on=QUARTER)
    assert "还没有统计过" in text(read("/repair/"))
    aggregation.run()
    assert told() == {"320100": 5}
    assert differences() == []
    forget_state()
    page = text(read("/repair/"))
    assert '<th scope="row">南京市</th> <td class="n">5</td>' in page
    assert "无锡市" not in page
    assert f"截至 {QUARTER - timedelta(days=1)}" in page
    granted("320200", 3)
    assert take(TODAY) == 0
    aggregation.run()
    assert told() == {"320100": 5}, "a day later nothing has moved"


@pytest.mark.django_db
def test_the_next_quarter_moves_what_is_far_enough_off_and_lets_the_rest_stand():
    cases = granted("320100", 6)
    granted("320200", 5)
    granted("320000", 5)
    aggregation.run()
    assert told() == {"320000": 5, "320100": 6, "320200": 5}
    granted("320200", 5, on=TODAY)
    Repair.objects.filter(pk__in=[case.pk for case in cases[:2]]).update(undone_on=TODAY)
    with time_machine.travel(quarter_of(QUARTER + timedelta(days=100))):
        aggregation.run()
        assert told() == {"320000": 5, "320100": 6, "320200": 10}
        assert differences() == []


@pytest.mark.django_db
def test_what_lies_in_no_city_is_the_provinces_own_and_no_place_below_a_city_is_kept():
    granted("320000", 5)
    take(TODAY)
    kinds = set(RepairFigure.objects.values_list("region__kind", flat=True))
    assert kinds == {"province", "city"}
    assert RepairFigure.objects.count() == Region.objects.filter(kind__in=kinds).count()
    assert RepairFigure.objects.get(granted=5).region.code == "320000"


@pytest.mark.django_db
def test_the_database_keeps_no_small_number_and_none_twice():
    place = factories.region("320100")
    with transaction.atomic(), pytest.raises(IntegrityError, match="repair_figure_never_small"):
        RepairFigure.objects.create(region=place, as_of=QUARTER, granted=4)
    RepairFigure.objects.create(region=place, as_of=QUARTER, granted=7)
    with transaction.atomic(), pytest.raises(IntegrityError, match="repair_figure_once_a_quarter"):
        RepairFigure.objects.create(region=place, as_of=QUARTER, granted=8)


@pytest.mark.django_db
def test_a_repair_granted_today_changes_no_public_number_today(read):
    granted("320100", 5)
    aggregation.run()
    before = text(read("/repair/"))
    case = makers.repair("granted", publication=makers.repairable(department=factories.department("320100")))
    aggregation.run()
    assert case.decided_on == TODAY
    assert text(read("/repair/")) == before
    assert str(case.department) not in before


@pytest.mark.django_db
def test_where_every_place_is_small_the_page_says_so_and_names_none(read):
    granted("320100", 4)
    aggregation.run()
    page = text(read("/repair/"))
    assert "都少于 5 件，不列" in page
    assert "南京市</th>" not in page
