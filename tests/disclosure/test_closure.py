"""When something ends, nothing of it is left: every public address, every cached page, with and without validators.

The addresses come from the URL configuration and the ways from the machines' ends, so that a new one of either has
to be answered in `closing`.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from redis import Redis

from common.ends import End, ways_of
from disclosure import middleware, tasks
from disclosure.store import check, refresh
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication
from tests import databases
from tests.disclosure.apart import eventually, eventually_none, rows_of
from tests.disclosure.closing import NOTHING_GOES, WAYS, crawl, paths_of, reader, shown

pytestmark = pytest.mark.django_db
OF_ALL = ("held", "repaired", "withdrawn", "hidden", "merged, then ended", "expired", "expired, written down")
OF_RECORDS = [("record", way) for way in WAYS]
OF_OTHERS = [(kind, way) for kind in ("judgment", "commendation") for way in OF_ALL]
EVERY_TIME = {("record", way) for way in ("held", "withdrawn", "expired", "superseded")} | {
    ("judgment", "held")
}
CASES = [
    case if case in EVERY_TIME else pytest.param(*case, marks=pytest.mark.long)
    for case in OF_RECORDS + OF_OTHERS
]
MOVE = "CREATE OR REPLACE FUNCTION open.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT DATE '{}' $$"


@pytest.fixture
def state_is_read_each_time(monkeypatch):
    monkeypatch.setattr(middleware, "STATE_SECONDS", -1)


@pytest.mark.parametrize("model", [Publication, DishonestyRecord, LostJudgment, Commendation])
def test_every_way_of_ending_is_tried_here(model):
    verbs = [(verb.sources, verb.target) for verb in model.TRANSITIONS.values()]
    assert ways_of(model.ENDS, verbs) - NOTHING_GOES <= {str(way) for way in WAYS}


def kept_by(client):
    return {key: client.dump(key) for key in client.keys("*")}


def give_back(client, kept):
    """A Redis that lost its last minute knows the pages of before."""
    client.flushdb()
    for key, value in kept.items():
        client.restore(key, 0, value)


@pytest.mark.parametrize(("kind", "way"), CASES, ids=str)
def test_nothing_of_what_ended_is_left_anywhere(read, set_today, state_is_read_each_time, kind, way):
    act = shown(kind)
    paths = paths_of(act)
    before = crawl(read, paths)
    assert before.told(act), "before, it is told"
    client = cache._cache.get_client()
    kept = kept_by(client)
    assert kept, "the pages are kept"
    WAYS[way](act, set_today)
    assert crawl(read, paths).told(act, way) == []
    again = crawl(read, paths, before.tags)
    assert again.told(act, way) == []
    assert again.unchanged() == []
    give_back(client, kept)
    assert crawl(read, paths).told(act, way) == []
    assert crawl(read, paths, before.tags).told(act, way) == []


@pytest.mark.long
@pytest.mark.commits
def test_nothing_of_what_ended_is_left_on_a_database_of_its_own(apart, copy_address, redis_stores):
    """All ways in turn: what one has ended stays away while the next is tried."""
    read = reader(copy_address)

    def set_today(day):
        with databases.as_owner() as cursor:
            cursor.execute(MOVE.format(day))
        apart.run(MOVE.format(day))

    gone = []
    with Redis.from_url(redis_stores.public) as client:
        for way in [way for way in WAYS if way != "expired, written down"]:
            refresh.beat()  # there is no clock beside a test
            act = shown("record")
            paths = paths_of(act)
            eventually(lambda act=act: read(f"/r/{act.public_id}/").status_code == 200)
            before = crawl(read, paths)
            assert before.told(act), f"{way}: before, it is told"
            kept = kept_by(client)
            WAYS[way](act, set_today)
            eventually(lambda act=act: read(f"/r/{act.public_id}/").status_code in {301, 404, 410})
            gone.append((act, way, paths, before.tags))
            eventually_none(lambda: left(read, gone))
            give_back(client, kept)
            assert left(read, gone) == [], "with a Redis that lost its last minute"
            for successor in Publication.objects.filter(predecessor=act):
                WAYS["repaired"](successor, set_today)
                eventually(lambda act=act: read(f"/r/{act.public_id}/").status_code == 410)
    tasks.keep_store()
    eventually(lambda: apart.rows() == rows_of(apart.office))
    assert left(read, gone) == []
    assert check.differences() == []


def left(read, gone):
    """What is told of anything that ended, to a reader without and to one with what was given before.

    A corrected text cites the document, which all of them have, for as long as it stands.
    """
    found = []
    last = gone[-1][1]
    for act, way, paths, tags in gone:
        for known in (None, tags):
            crawled = crawl(read, paths, known)
            found += [
                (way, path, "told") for path in crawled.told(act, last if last == End.SUPERSEDED else way)
            ]
            found += [(way, path, "unchanged") for path in crawled.unchanged()]
    return found
