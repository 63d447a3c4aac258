"""What the state of the store tells a page is not asked of the database again."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import RequestFactory
from django.utils import timezone

from disclosure import figures, page_state
from disclosure.open.models import OpenAggregation
from supervision import aggregation
from tests.disclosure.rows import standing
from tests.disclosure.test_cache import forget_state

pytestmark = pytest.mark.django_db
RUN = "01a22594-ecf6-747c-b119-2d3099dcc487"


@pytest.fixture
def request_of_a_page():
    return RequestFactory().get("/")


@pytest.fixture(autouse=True)
def nothing_is_known():
    page_state._run.cache_clear()


def shown():
    """How the time of the run that is shown now stands in every masthead."""
    run = OpenAggregation.objects.get()
    return f"{timezone.localtime(run.data_time):%Y-%m-%d %H:%M}</time>"


def test_a_record_asks_one_question_beside_the_state(read, queries):
    aggregation.run()
    made = standing()
    read("/about/")
    forget_state()
    answer, asked = queries(f"/r/{made.public_id}/")
    assert answer.status_code == 200
    assert len(asked) == 2, asked


def test_the_statistics_ask_three_questions_beside_the_state(read, queries):
    standing()
    aggregation.run()
    read("/about/")
    forget_state()
    answer, asked = queries("/statistics/", region="320100")
    assert "数据截至" in answer.content.decode()
    assert len(asked) == 4, asked


def test_each_page_names_the_run_of_its_state(read):
    assert "统计数据尚未汇总" in read("/about/").content.decode()
    aggregation.run()
    forget_state()
    assert shown() in read("/about/").content.decode()


def test_a_later_run_is_asked_for_and_the_former_is_not_shown_again(request_of_a_page, monkeypatch):
    runs = iter(["the first", "the second"])
    monkeypatch.setattr(page_state, "shown_run", lambda: next(runs))
    seen = []
    for run in (RUN, RUN, RUN.replace("0", "1")):
        page_state.note(request_of_a_page, f"7 2026-11-29 {run}")
        seen.append(page_state.run_of(request_of_a_page))
    assert seen == ["the first", "the first", "the second"]


@pytest.mark.parametrize("state", [f"7 2026-11-29 {RUN}", "7 2026-11-29", f"2026-11-29 {RUN}", "2026-11-29"])
def test_the_day_of_a_page_is_that_of_its_state(request_of_a_page, state):
    page_state.note(request_of_a_page, state)
    assert page_state.day_of(request_of_a_page) == date(2026, 11, 29)


def test_a_page_whose_state_nobody_could_read_asks_the_database(request_of_a_page, set_today):
    set_today(date(2030, 1, 1))
    assert page_state.day_of(request_of_a_page) == figures.today() == date(2030, 1, 1)
    assert page_state.run_of(request_of_a_page) is None
    aggregation.run()
    assert page_state.run_of(request_of_a_page) == OpenAggregation.objects.get()


def test_what_is_counted_is_counted_once_in_a_state_and_anew_in_the_next(request_of_a_page):
    numbers = iter(range(9))
    seen = []
    for state in ("7 2026-11-29", "7 2026-11-29", "8 2026-11-29", "7 2026-11-29"):
        page_state.note(request_of_a_page, state)
        seen.append(page_state.counted(request_of_a_page, "all", lambda: next(numbers)))
    assert seen == [0, 0, 1, 0]
    assert page_state.counted(request_of_a_page, "some", lambda: next(numbers)) == 2


def test_a_page_whose_state_nobody_could_read_counts_for_itself(request_of_a_page):
    numbers = iter(range(9))
    assert [page_state.counted(request_of_a_page, "all", lambda: next(numbers)) for _ in range(2)] == [0, 1]


def test_no_more_is_kept_than_so_many_counts(request_of_a_page, monkeypatch):
    monkeypatch.setattr(page_state, "MOST_KEPT", 2)
    page_state.note(request_of_a_page, "7 2026-11-29")
    numbers = iter(range(9))
    for what in ("one", "two", "three", "one"):
        page_state.counted(request_of_a_page, what, lambda: next(numbers))
    assert next(numbers) == 4, "the first was forgotten"


def test_the_pages_of_one_list_count_once(read, queries):
    made = standing()
    read("/records/")
    read(f"/r/{made.public_id}/")
    _, asked = queries("/records/", sort="old")
    assert [sql for sql in asked if "open.tally" in sql] == []
    forget_state()
    _, asked = queries("/records/", month="2026-11")
    assert [sql for sql in asked if "open.tally" in sql], "another question"
