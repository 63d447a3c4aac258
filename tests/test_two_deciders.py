"""Two who decide the same case at the same instant: the slower one changes nothing and is told who decided what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from appeals.repairs.services import undoing
from common.cases.story import act_label
from common.models import Transition
from common.roles import Role
from postings.models import Posting
from tests import factories
from tests.appeals import makers, noting, objecting
from tests.challenges import challenging
from tests.office import client_of, text, token_of

pytestmark = pytest.mark.django_db
WHY = "与文书一致"
CHALLENGED = {
    "return": "upheld",
    "uphold": "upheld",
    "annul": "annulled",
    "change": "changed",
    "remit": "remitted",
    "close": "ended",
}


@dataclass(frozen=True)
class Row:
    """A case that waits, the act on it, who does it, and what is typed besides the reason."""

    act: str
    make: Callable[[], Any]
    who: Callable[[Any], Posting]
    page: str
    typed: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.page.strip('/')}-{self.act}"


def seat(role: Role) -> Callable[[Any], Posting]:
    return lambda case: factories.posting(role)


def objection(state: str, conclusion: str = "correct") -> Callable[[], Any]:
    return lambda: objecting.walked(objecting.objection(), state, conclusion)


def heard() -> Any:
    """A repair whose undoing was announced and answered."""
    case = makers.repair("hearing")
    return undoing.state_view(case, by=makers.representative(case), statement="凭证由财务误传")


def _rows() -> list[Row]:
    officer, director, secrecy = (seat(role) for role in (Role.OFFICER, Role.DIRECTOR, Role.SECRECY))
    found = {"conclusion": "correct", "findings": "经核对判决书，逾期天数应为一百二十日"}
    later = f"{timezone.localdate() + timedelta(days=30)}"
    return [
        Row("accept", objection("submitted"), officer, "/objections/"),
        Row("reject", objection("submitted"), officer, "/objections/", {"ground": "document"}),
        Row("route", objection("routing"), director, "/objections/", {"verifier": "模拟法院（演示）"}),
        Row("answer", objection("verifying"), objecting.finder_of, "/objections/", found),
        Row("return", objection("deciding"), director, "/objections/"),
        Row("uphold", objection("deciding"), director, "/objections/"),
        Row("withdraw_fact", objection("deciding", "delete"), director, "/objections/"),
        Row("refuse", objection("deciding", "uphold"), director, "/objections/"),
        Row("accept", lambda: makers.repair("pending"), officer, "/repairs/"),
        Row(
            "reject",
            lambda: makers.repair("pending"),
            officer,
            "/repairs/",
            {"ground": "义务没有履行完毕或者没有证明"},
        ),
        Row("grant", lambda: makers.repair("deciding"), makers.decider, "/repairs/"),
        Row("return", lambda: makers.repair("deciding"), makers.decider, "/repairs/"),
        Row("refuse", lambda: makers.repair("deciding"), makers.decider, "/repairs/", {"again_from": later}),
        Row("keep", heard, makers.decider, "/repairs/"),
        Row("undo", heard, makers.decider, "/repairs/"),
        Row("accept", lambda: noting.note("submitted"), officer, "/notes/"),
        Row("return", lambda: noting.note("submitted"), officer, "/notes/", {"ground": "unclear"}),
        Row("publish", lambda: noting.note("deciding"), director, "/notes/"),
        Row("decline", lambda: noting.note("deciding"), director, "/notes/"),
        Row("accept", lambda: challenging.challenge("reported"), officer, "/challenges/"),
        Row("decline", lambda: challenging.challenge("reported"), officer, "/challenges/"),
        *(
            Row(
                act,
                lambda outcome=outcome: challenging.challenge(f"prepared:{outcome}"),
                director,
                "/challenges/",
            )
            for act, outcome in CHALLENGED.items()
        ),
    ]


@pytest.mark.parametrize("row", _rows(), ids=str)
def test_the_slower_one_is_told_who_decided_what_and_changes_nothing(row: Row) -> None:
    case = row.make()
    first, second = row.who(case), row.who(case)
    address = f"{row.page}{case.pk}/{row.act}/"
    typed = {"page_token": token_of(case), "reason": WHY, **row.typed}
    done = client_of(first).post(address, typed)
    assert done.status_code == 302, text(done)
    case.refresh_from_db()
    before = {name: getattr(case, name) for name in _columns(case)}
    acts = Transition.objects.count()
    slow = client_of(second).post(address, typed)
    assert slow.status_code in {403, 404, 409}, text(slow)
    told = text(slow)
    assert first.user.name in told
    assert act_label(type(case), row.act) in told
    case.refresh_from_db()
    assert {name: getattr(case, name) for name in before} == before
    assert Transition.objects.filter(object_id=case.pk, act=row.act).count() == 1
    assert Transition.objects.count() == acts


def _columns(case: Any) -> list[str]:
    return [column.attname for column in case._meta.concrete_fields]
