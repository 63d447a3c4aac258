"""What the public site says once the document of a record was annulled: nothing of it, at its address 410."""

from __future__ import annotations

from typing import Any

import pytest

from disclosure import middleware
from tests.challenges import challenging

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _state_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What changed a moment ago is told at the next look, not a second later."""
    monkeypatch.setattr(middleware, "STATE_SECONDS", -1)


def test_the_pages_of_all_that_fell_are_gone(read: Any) -> None:
    first, second = challenging.pair()
    pages = [f"/r/{first.public_id}/", f"/j/{second.public_id}/"]
    assert [read(page).status_code for page in pages] == [200, 200]
    case = challenging.challenge(fact=first.fact.of_kind)
    assert [read(page).status_code for page in pages] == [200, 200]
    challenging.decided(challenging.prepared(case, "annulled"))
    assert [read(page).status_code for page in pages] == [410, 410]


def test_what_waits_for_the_new_document_is_not_shown_meanwhile(read: Any) -> None:
    first, second = challenging.pair()
    pages = [f"/r/{first.public_id}/", f"/j/{second.public_id}/"]
    case = challenging.challenge("remitted", fact=first.fact.of_kind)
    held = [read(page).status_code for page in pages]
    assert 200 not in held
    challenging.decided(challenging.prepared(case, "upheld"))
    assert [read(page).status_code for page in pages] == [200, 200]
