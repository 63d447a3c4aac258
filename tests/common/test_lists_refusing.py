"""Numbers of persons in the filters of a list: not looked for, not shown, not left in the address."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from common.errors import Incomplete
from common.lists.frame import Frame
from common.lists.page import asked_by
from common.lists.refusing import TYPED
from common.lists.spec import lists
from common.models.lists import SavedFilter
from common.roles import Role
from tests import factories
from tests.office import sit, text

pytestmark = pytest.mark.django_db
NUMBER = "110101199003070038"
TYPED_IN = [
    (key, name)
    for key, spec in sorted(lists.items())
    for name, field in spec.filterset.base_filters.items()
    if isinstance(field, TYPED)
]


def seat_of(spec):
    return sit(next(role for role in sorted(spec.roles) if role != Role.CLOCK))


def test_the_lists_have_words_to_type():
    assert ("records", "q") in TYPED_IN
    assert ("history", "words") in TYPED_IN
    assert len(TYPED_IN) > 20


@pytest.mark.parametrize(("key", "name"), TYPED_IN)
def test_no_list_takes_a_number_of_a_person(key, name):
    spec = lists[key]
    client, _ = seat_of(spec)
    answer = client.get(spec.address, {name: NUMBER, "sort": "x"})
    assert answer.status_code == 302
    where = urlsplit(answer["Location"])
    assert (where.path, parse_qs(where.query)) == (spec.address, {"sort": ["x"]})
    page = client.get(answer["Location"])
    assert "没有查找：请不要在这里输入身份证号、手机号" in text(page)
    assert "请改用名称、文号或编号查找" in text(page)
    assert NUMBER not in page.content.decode()


@pytest.mark.parametrize("words", ["138 1234 5678", "查１３８１２３４５６７８", "1101011990 0307 0038"])
def test_however_it_is_spaced_and_whatever_else_is_asked_stays(words):
    client, _ = sit(Role.CLERK)
    answer = client.get("/records/", {"q": words, "status": "draft", "page": "3"})
    assert answer["Location"] == "/records/?status=draft"


@pytest.mark.parametrize("words", ["11320000014000000X", "苏0102行初123号", "模拟局"])
def test_codes_and_document_numbers_are_looked_for(words):
    client, _ = sit(Role.CLERK)
    assert client.get("/records/", {"q": words}).status_code == 200


def test_a_default_filter_with_such_a_number_leads_round_no_circle():
    client, held = sit(Role.CLERK)
    SavedFilter.objects.create(
        person=held.user_id, list_key="records", name="旧", query=f"q={NUMBER}", is_default=True
    )
    answer = client.get("/records/", follow=True)
    assert [status for _, status in answer.redirect_chain] == [302, 302]
    assert answer.request["QUERY_STRING"] == "all=1"


def test_an_export_is_not_made_of_everything_instead():
    client, _ = sit(Role.CLERK)
    factories.record()
    answer = client.get("/lists/records/export/csv/", {"q": NUMBER})
    assert (answer.status_code, answer["Location"]) == (302, "/records/?all=1")


def test_it_is_neither_saved_nor_acted_on():
    client, held = sit(Role.CLERK)
    answer = client.post("/lists/records/saved/", {"query": f"q={NUMBER}", "name": "某人"})
    assert answer.status_code == 422
    assert NUMBER not in answer.content.decode()
    assert not SavedFilter.objects.exists()
    with pytest.raises(Incomplete):
        Frame(lists["records"], asked_by(f"q={NUMBER}"), held)


def test_no_log_of_the_server_holds_it(caplog):
    client, _ = sit(Role.CLERK)
    with caplog.at_level(logging.DEBUG):
        client.get("/records/", {"q": NUMBER}, follow=True)
        client.post("/lists/records/saved/", {"query": f"q={NUMBER}", "name": "某人"})
    said = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not [line for line in said if NUMBER in line]
