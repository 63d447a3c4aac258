"""What the public site says once the document of a record was annulled: nothing of it, at its address 410."""

from __future__ import annotations

from typing import Any

import pytest

from tests.appeals import challenging

pytestmark = pytest.mark.django_db


def test_the_pages_of_all_that_fell_are_gone_and_those_held_until_the_new_document_are_not_shown(
    read: Any,
) -> None:
    pages = [f"/r/{act.public_id}/" for act in challenging.pair()]
    first = challenging.challenge(fact=_fact_at(pages[0]))
    assert [read(page).status_code for page in pages] == [200, 200]
    challenging.decided(challenging.prepared(first, "annulled"))
    assert [read(page).status_code for page in pages] == [410, 410]


def _fact_at(page: str) -> Any:
    from records.models import Publication

    return Publication.objects.get(public_id=page.split("/")[2]).fact.of_kind
