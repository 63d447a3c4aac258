"""Whole pages from Redis, and answers without a page at all."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as Unreachable

from common.models import PublicGeneration
from disclosure import middleware, page_state
from supervision import aggregation
from supervision.models.runs import AggregationRun
from tests import factories
from tests.databases import as_owner
from tests.disclosure.rows import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def state_is_kept(monkeypatch):
    """Long enough for a test on any machine."""
    monkeypatch.setattr(middleware, "STATE_SECONDS", 600)


def forget_state():
    """What the passing of a moment does."""
    cache.delete(middleware.STATE_KEY)
    page_state.forget()


def test_a_second_reader_gets_the_page_without_a_query(queries):
    first, asked = queries("/")
    assert asked
    second, none = queries("/")
    assert none == []
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


def test_a_reader_who_has_the_page_is_told_so_before_anything_is_rendered(read, queries):
    tag = read("/records/")["ETag"]
    cache.clear()
    forget_state()
    answer, asked = queries("/records/", headers={"If-None-Match": f'"other", W/{tag}'})
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer["ETag"] == tag
    assert len(asked) == 1, "the state of the wall alone is read"


def test_what_is_published_is_seen_as_soon_as_the_state_is_read_again(read):
    before = read("/")
    made = standing()
    forget_state()
    after = read("/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert made.face_title in after.content.decode()


def test_the_state_in_redis_lives_one_second_at_most(read, monkeypatch):
    monkeypatch.undo()
    assert middleware.STATE_SECONDS <= 0.3
    read("/")
    client = cache._cache.get_client(None)
    left = client.pttl(cache.make_key(middleware.STATE_KEY))
    assert left != -1, "it would live for ever"
    assert left <= 1000


def test_every_act_on_publications_and_every_midnight_makes_a_new_state(read, set_today):
    standing()
    states = {middleware.read_state()}
    PublicGeneration.bump()
    states.add(middleware.read_state())
    set_today(date(2030, 1, 1))
    states.add(middleware.read_state())
    assert len(states) == 3


def test_new_statistics_make_a_new_state_and_failed_ones_do_not(monkeypatch):
    before = middleware.read_state()
    shown = aggregation.run()
    after = middleware.read_state()
    assert before != after
    assert str(shown.pk) in after
    monkeypatch.setattr(aggregation, "_counts", lambda cursor, values: 1 / 0)
    assert aggregation.run().state == "failed"
    assert middleware.read_state() == after


def test_pages_go_stale_with_the_switch_itself_whatever_breaks_after_it(monkeypatch):
    before = middleware.read_state()
    monkeypatch.setattr(aggregation, "_tell", lambda made: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        aggregation.run()
    assert AggregationRun.objects.current() is not None
    assert middleware.read_state() != before


def test_parameters_that_no_page_knows_cannot_fill_the_store(read, queries):
    first = read("/records/", q="拖欠")
    answer, asked = queries("/records/", q="拖欠", utm_source="x")
    assert asked == []
    assert answer["ETag"] == first["ETag"]


def test_different_questions_are_different_pages(read):
    tags = {read("/records/", q=q, page=page)["ETag"] for q in ("拖欠", "招商") for page in ("1", "2")}
    assert len(tags) == 4


def test_what_is_not_found_is_not_kept(read, monkeypatch):
    kept = []
    monkeypatch.setattr(cache, "set_and_release", lambda key, page, *rest: kept.append(page.status))
    assert read("/nowhere/").status_code == 404
    assert not kept
    assert read("/about/").status_code == 200
    assert kept == [200]


def test_an_ended_address_is_kept_but_never_called_unchanged(read, queries):
    made = factories.publication("ended")
    path = f"/r/{made.public_id}/"
    assert read(path).status_code == 410
    again, asked = queries(path)
    assert (again.status_code, asked) == (410, [])
    assert "ETag" not in again


def test_pages_are_answered_where_redis_is_not(read, monkeypatch):
    def refuse(*args, **rest):
        raise Unreachable("down")

    for name in ("get", "set", "get_or_hold", "set_and_release"):
        monkeypatch.setattr(cache, name, refuse)
    answer = read("/")
    assert answer.status_code == 200
    assert read("/", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_new_release_makes_every_copy_old(read, monkeypatch):
    tag = read("/")["ETag"]
    monkeypatch.setattr(middleware, "release", lambda: "next")
    assert read("/")["ETag"] != tag


def test_health_and_files_are_never_kept(read):
    assert "ETag" not in read("/healthz")
    assert read("/healthz").get("Cache-Control", "") != "no-cache"


def test_what_was_rendered_leaves_the_store_when_the_state_changes(monkeypatch):
    monkeypatch.setattr(middleware, "read_state", lambda: "1 2026-11-23")
    middleware.state()
    cache.set("rendered-page", "its text", 600)
    forget_state()
    middleware.state()
    assert cache.get("rendered-page") == "its text", "nothing changed"
    monkeypatch.setattr(middleware, "read_state", lambda: "2 2026-11-23")
    forget_state()
    assert middleware.state() == "2 2026-11-23"
    assert cache.get("rendered-page") is None


@pytest.fixture
def making_of_another(monkeypatch):
    """Each page is being rendered by another request already; what was asked for: its key and that of the mark."""
    asked, get_or_hold = [], cache.get_or_hold

    def held_by_another(key, held, token, seconds):
        asked.append((key, held))
        cache.add(held, 7, seconds)
        return get_or_hold(key, held, token, seconds)

    monkeypatch.setattr(cache, "get_or_hold", held_by_another)
    return asked


def test_a_page_that_another_request_is_rendering_is_waited_for_and_not_rendered_twice(
    read, making_of_another, monkeypatch
):
    def other_request_ends(seconds):
        cache.set(making_of_another[-1][0], middleware.Page(200, b"made by the other", ()))

    monkeypatch.setattr(middleware, "sleep", other_request_ends)
    assert read("/").content == b"made by the other"
    assert len(making_of_another) == 2


def test_a_page_whose_maker_died_is_rendered_after_all(read, making_of_another, monkeypatch):
    monkeypatch.setattr(middleware, "PATIENCE", 0)
    assert "政务诚信门户" in read("/").content.decode()


def test_the_next_request_may_render_what_is_not_kept(read, monkeypatch):
    monkeypatch.setattr(middleware, "sleep", lambda seconds: pytest.fail("waited for nobody"))
    assert [read("/nowhere/").status_code for _ in range(2)] == [404, 404]


def test_a_request_that_took_too_long_leaves_the_mark_of_the_one_that_took_over(read, monkeypatch):
    marks, get_or_hold = [], cache.get_or_hold

    def overtaken_at_once(key, held, token, seconds):
        marks.append(held)
        kept = get_or_hold(key, held, token, seconds)
        assert kept == (None, True)
        cache.set(held, 7, 10)
        return kept

    monkeypatch.setattr(cache, "get_or_hold", overtaken_at_once)
    read("/nowhere/")
    assert cache.get(marks[0]) == 7


def test_whoever_lost_patience_does_not_end_the_making_of_another(read, making_of_another, monkeypatch):
    monkeypatch.setattr(middleware, "PATIENCE", 0)
    assert read("/nowhere/").status_code == 404
    assert cache.get(making_of_another[0][1]) == 7


def test_the_first_page_is_one_page_whatever_is_written_behind_it(read, queries):
    tag = read("/")["ETag"]
    answer, asked = queries("/", kind="judgment", q="拖欠", page="3")
    assert (answer["ETag"], asked) == (tag, [])


def test_a_kept_page_repeats_nothing_that_its_first_reader_wrote_behind_the_address(read):
    path = f"/r/{standing().public_id}/"
    first = read(path, note="请拨打假冒电话")
    assert f"http://testserver{path}" in first.content.decode()
    assert "note" not in first.content.decode()
    assert read(path).content == first.content


def test_the_cache_keeps_one_client():
    assert cache._cache.get_client() is cache._cache.get_client("key", write=True)


@pytest.fixture
def is_copy(alone):
    """The database that is read says of itself that it follows another."""
    with alone.owner.cursor() as cursor:
        cursor.execute("UPDATE open.built SET is_copy = true")
    yield
    with alone.owner.cursor() as cursor:
        cursor.execute("UPDATE open.built SET is_copy = false")


def beaten(seconds):
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE open.stored_beat SET beaten_at = clock_timestamp() - make_interval(secs => %s)", [seconds]
        )


@pytest.mark.parametrize("path", ["/", "/records/", "/objection/", "/statistics.csv"])
def test_a_copy_that_is_too_far_behind_shows_nothing_that_may_have_ended(read, is_copy, settings, path):
    beaten(0)
    shown = read(path)
    assert shown.status_code == 200
    beaten(settings.PUBLIC_MAX_LAG + 5)
    forget_state()
    late = read(path, headers={"If-None-Match": shown.get("ETag", "")})
    assert (late.status_code, late["Cache-Control"], late["Retry-After"]) == (503, "no-store", "60")
    assert "更新中断了" in late.content.decode()
    assert read("/follow/").status_code == 200, "what shows nothing of the store is answered"
    beaten(0)
    assert read(path).status_code == 200


def test_the_offices_own_store_is_behind_nobody(read, settings):
    beaten(settings.PUBLIC_MAX_LAG + 5)
    assert read("/").status_code == 200
