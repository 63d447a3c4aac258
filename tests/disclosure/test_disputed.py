"""The public reads 「异议处理中」 from the second in which an objection is accepted until the last one is over."""

from __future__ import annotations

from typing import Any

import pytest

from appeals.objections.services import deciding, handling
from common.roles import Role
from disclosure.store import check
from tests import factories
from tests.appeals import objecting

pytestmark = pytest.mark.django_db
MARK = "异议处理中"


def is_disputed(as_public: Any, act: Any) -> bool:
    """What the store says, past the pages that are kept for a moment."""
    with as_public() as cursor:
        cursor.execute("SELECT is_disputed FROM open.record WHERE public_id = %s", [act.public_id])
        return bool(cursor.fetchone()[0])


def test_the_mark_stands_from_acceptance_and_falls_with_the_last_objection(read: Any, as_public: Any) -> None:
    act = objecting.published()
    fact = act.fact.of_kind
    first, second = objecting.objection(fact), objecting.paper(fact)
    assert not is_disputed(as_public, act)
    for case in (first, second):
        handling.accept(case, by=factories.posting(Role.OFFICER))
    assert is_disputed(as_public, act)
    for page in (f"/r/{act.public_id}/", "/records/", "/records/?q=拖欠"):
        assert MARK in read(page).content.decode()
    deciding.cancel(first, by=objecting.representative(fact), reason="撤回")
    assert is_disputed(as_public, act)
    deciding.cancel(second, by=factories.posting(Role.OFFICER), reason="申请人书面撤回")
    assert not is_disputed(as_public, act)
    assert check.differences() == []


@pytest.mark.parametrize("kind", ["judgment", "commendation"])
def test_other_kinds_bear_it_on_their_page(read: Any, kind: str) -> None:
    act = factories.publication(made=getattr(factories, kind)("confirmed"))
    objecting.walked(objecting.objection(act.fact.of_kind), "routing")
    address = {"judgment": "j", "commendation": "c"}[kind]
    assert MARK in read(f"/{address}/{act.public_id}/").content.decode()
