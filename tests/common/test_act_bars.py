"""What bars an act bars it when it is sent, too, whether or not its verb knows of the bar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from common.cases.acts import act_tables
from common.cases.page_token import token_of
from common.models import Transition
from tests import factories
from tests.office import client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return factories.record("draft")


@pytest.fixture
def clerk(draft):
    return client_of(factories.Posting.objects.get(user=draft.entered_by))


def send(clerk, draft):
    given = {"reason": "已核对", "page_token": token_of(draft)}
    return clerk.post(f"/records/{draft.record_no}/submit/", given)


def bar(monkeypatch, words):
    table = act_tables.of(factories.DishonestyRecord())
    barred = {**table, "submit": replace(table["submit"], bar=lambda obj, by: words)}
    monkeypatch.setitem(act_tables, factories.DishonestyRecord._meta.label_lower, barred)


def test_an_act_that_is_barred_is_refused_and_leaves_nothing(monkeypatch, draft, clerk):
    bar(monkeypatch, "模拟的限制")
    answer = send(clerk, draft)
    assert (answer.status_code, "模拟的限制" in text(answer)) == (409, True)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert not Transition.objects.filter(object_id=draft.pk, act="submit").exists()


def test_what_was_typed_stays(monkeypatch, draft, clerk):
    bar(monkeypatch, "模拟的限制")
    assert "已核对" in send(clerk, draft).content.decode()


def test_without_a_bar_it_is_done(draft, clerk):
    assert send(clerk, draft).status_code == 302
    draft.refresh_from_db()
    assert draft.status == "pending_review"
