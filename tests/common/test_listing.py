"""Lists: one page of rows in a stable order, with headers that turn round."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from common.listing import Listing, listing
from organisations.models import Region

pytestmark = pytest.mark.django_db
SORTS = {"code": ["code"], "kind": ["kind"]}


def _listed(query: str = "", per_page: int = 25, **options: str) -> Listing:
    request = RequestFactory().get(f"/?{query}")
    cities = Region.objects.filter(kind__in=["province", "city"])
    return listing(request, cities, SORTS, default="code", per_page=per_page, **options)


@pytest.mark.parametrize(
    ("query", "sort", "column", "direction", "then"),
    [
        ("", "code", "code", "ascending", "-code"),
        ("sort=-code", "-code", "code", "descending", "code"),
        ("sort=kind", "kind", "code", "none", "code"),
        ("sort=-kind", "-kind", "kind", "descending", "kind"),
        ("sort=password", "code", "code", "ascending", "-code"),
        ("sort=--code", "code", "code", "ascending", "-code"),
        ("sort=", "code", "kind", "none", "kind"),
    ],
)
def test_a_header_says_how_the_list_is_sorted_and_what_a_click_asks(query, sort, column, direction, then):
    shown = _listed(query)
    assert (shown.sort, shown.direction(column), shown.next_sort(column)) == (sort, direction, then)


def test_backwards_is_the_list_turned_round_ties_included():
    there = [region.pk for region in _listed("sort=kind").page]
    back = [region.pk for region in _listed("sort=-kind").page]
    assert back == there[::-1]


def test_every_row_is_on_exactly_one_page():
    pages = [_listed(f"sort=kind&page={number}", per_page=4).page for number in (1, 2, 3, 4)]
    seen = [region.pk for page in pages for region in page]
    assert len(seen) == len(set(seen)) == 14


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("3", 3), ("99", 4), ("x", 1), ("0", 4), ("-2", 4)])
def test_any_page_that_is_asked_for_is_answered(asked, number):
    assert _listed(f"page={asked}", per_page=4).page.number == number


def test_two_lists_on_one_page_turn_their_own_leaves():
    query = "page=2&others=3"
    assert _listed(query, per_page=4).page.number == 2
    assert _listed(query, per_page=4, name="others").page.number == 3


def test_the_total_counts_all_pages_and_left_out_numbers_are_a_gap():
    shown = _listed("page=7", per_page=1)
    assert shown.total == 14
    assert shown.numbers == [1, None, 5, 6, 7, 8, 9, None, 14]
