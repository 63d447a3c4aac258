"""When something ends, nothing of it is left: every public address, every cached page, with and without validators.

The addresses come from the URL configuration and the ways from the vocabulary of ends, so that a new one of either has
to be answered here.
"""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.urls import reverse

from common.roles import Role
from disclosure import middleware, tasks
from disclosure import urls as addresses
from records import services
from records.vocabulary import EndGround
from tests import factories
from tests.disclosure.test_corrected import corrected

pytestmark = pytest.mark.django_db
TOKEN = "独一无二的标记卌卌"
NUMBER = "模拟罚决〔2026〕卌号"
SILENT = {"robots", "favicon", "healthz", "about"}
"""Addresses that show nothing of what stands in public."""


@pytest.fixture(autouse=True)
def state_is_read_each_time(monkeypatch):
    monkeypatch.setattr(middleware, "STATE_SECONDS", -1)


def by_director(do, **given):
    return lambda act, set_today: do(act, by=factories.posting(Role.DIRECTOR), reason="依法办理", **given)


def withdrawn(act, set_today):
    director = factories.posting(Role.DIRECTOR)
    services.withdraw_fact(act.fact.of_kind, by=director, reason="处罚被撤销", source=factories.source())


def tolerated(act, set_today):
    director = factories.posting(Role.DIRECTOR)
    document = "模拟纪委监委（演示）〔2026〕1号，2026-11-01"
    services.exclude_record(act.fact.of_kind, by=director, reason="经认定容错", document=document)


def expired(act, set_today):
    set_today(act.closes_on)


def expired_and_written_down(act, set_today):
    set_today(act.closes_on)
    tasks.keep_store()


def superseded(act, set_today):
    corrected(act)


def hidden(act, set_today):
    """The whole department is no longer shown."""
    from tests.disclosure.test_wall import hide

    hide(act.fact.of_kind.department)


WAYS = {
    "held": by_director(services.suspend),
    EndGround.EXPIRED: expired,
    "expired, written down": expired_and_written_down,
    EndGround.REPAIRED: by_director(services.end_publication, ground="repaired"),
    EndGround.WITHDRAWN: withdrawn,
    EndGround.TOLERATED: tolerated,
    EndGround.SUPERSEDED: superseded,
    "hidden": hidden,
}


def test_every_way_of_ending_is_tried_here():
    never_stood = {EndGround.DECLINED}
    assert set(EndGround.values) - never_stood <= {str(way) for way in WAYS}


def paths_of(act):
    """Every public address with what this publication fills in, and the questions that find it."""
    department = act.fact.of_kind.department
    filled = {"public_id": act.public_id, "code": department.credit_code}
    found = []
    for pattern in addresses.urlpatterns:
        if pattern.name not in SILENT:
            wanted = set(pattern.pattern.regex.groupindex) if hasattr(pattern.pattern, "regex") else set()
            found.append(
                reverse(f"disclosure:{pattern.name}", kwargs={name: filled[name] for name in wanted})
            )
    asked = [quote(words) for words in (TOKEN, TOKEN[:4], NUMBER, department.credit_code, department.name)]
    found += [f"/records/?q={words}" for words in asked]
    found += [f"/departments/?q={words}" for words in asked]
    found += [f"/records/?department={department.credit_code}", "/records/?sort=old", "/?page=1"]
    return found


def crawl(read, paths, tags=None):
    return {
        path: read(path, headers={"If-None-Match": tags[path]} if tags and path in tags else None)
        for path in paths
    }


def told(answers, act, way):
    """The addresses whose answer names the publication or its text, what was asked apart.

    A corrected text still cites the document; nothing else does.
    """
    gone = (str(act.public_id), TOKEN, TOKEN[:6], *(() if way == EndGround.SUPERSEDED else (NUMBER,)))
    secret = re.compile("|".join(map(re.escape, gone)))
    found = []
    for path, answer in answers.items():
        own = answer.content.decode().replace(f'value="{TOKEN}"', "")
        for asked in (TOKEN, NUMBER):
            own = own.replace(f"“{asked}”", "").replace(f'"{asked}"', "").replace(quote(asked), "")
        shown = ("q=" not in path and secret.search(own)) or str(act.public_id) in own
        if shown or str(act.public_id) in answer.get("Location", ""):
            found.append(path)
    return found


def keys_of_cache():
    client = cache._cache.get_client()
    return client, {key: client.dump(key) for key in client.keys("*")}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_what_ended_is_left_anywhere(read, set_today, way):
    act = factories.publication(facts=f"{TOKEN}，逾期二百日仍未支付", document_number=NUMBER)
    paths = paths_of(act)
    before = crawl(read, paths)
    assert any(str(act.public_id) in answer.content.decode() for answer in before.values())
    tags = {path: answer["ETag"] for path, answer in before.items() if "ETag" in answer}
    client, kept = keys_of_cache()
    assert kept, "the pages are kept"
    WAYS[way](act, set_today)
    assert told(crawl(read, paths), act, way) == []
    again = crawl(read, paths, tags)
    assert told(again, act, way) == []
    assert [path for path, answer in again.items() if answer.status_code == 304 and path in tags] == []
    # A Redis that lost its last minute knows the pages of before.
    client.flushdb()
    for key, value in kept.items():
        client.restore(key, 0, value)
    assert told(crawl(read, paths), act, way) == []
    assert told(crawl(read, paths, tags), act, way) == []
