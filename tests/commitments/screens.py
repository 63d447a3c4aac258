"""Makers of watch lists and comparisons, by the real verbs."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from commitments.screening.models import Hit, ScreeningCheck, WatchEntry, WatchVersion
from commitments.screening.names import bare_name, bare_names
from commitments.screening.services import deciding, keeping
from commitments.screening.services.checking import Tender, check
from commitments.screening.services.looking import Line
from common.models import RuleValue
from common.roles import Role
from identifiers.credit_codes import check_character
from identifiers.id_numbers import check_digit
from tests import factories
from tests.commitments.makers import TODAY, days_ago
from tests.shared_worlds import shared

_numbers = itertools.count(1)
TENDER = Tender("registration", "ZB-2026-0001", "模拟河道整治工程（演示）")


def company_code(number: int | None = None) -> str:
    body = f"91320100MA{number or next(_numbers):07d}"
    return body + check_character(body)


def card(number: int | None = None) -> str:
    body = f"32010219800101{number or next(_numbers):03d}"
    return body + check_digit(body)


def entry(version: WatchVersion, **given: Any) -> WatchEntry:
    number, card_number = next(_numbers), given.pop("card", "")
    name = given.pop("name", f"模拟失信第{number}公司（演示）")
    former = given.pop("former", "")
    given = {
        "row": number,
        "kind": version.kind,
        "subject": "person" if card_number else "body",
        "name": name,
        "bare_name": bare_name(name),
        "former_names": bare_names(former),
        "document_number": f"（2026）苏01执{number}号",
        "organ": "模拟人民法院（演示）",
        "listed_on": days_ago(100),
        "identity": f"{number:032d}",
        **given,
    }
    made = WatchEntry(version=version, **given)
    if card_number:
        made.seal(card_number)
    made.save()
    return made


@shared
def version(kind: str = "court", as_of: date = TODAY, *, clerk: Any = None) -> WatchVersion:
    return keeping.enter_version(
        kind, as_of, "模拟共享接口（演示）", by=clerk or factories.posting(Role.CLERK)
    )


def in_force(made: WatchVersion) -> WatchVersion:
    return keeping.put_in_force(made, by=factories.posting(Role.REVIEWER))


def settle(kind: str = "court") -> None:
    """Let a director have confirmed the measure of a list, before which it blocks nobody."""
    unsettled = RuleValue.objects.filter(kind="watch_measure", key=kind, confirmed_at=None)
    if unsettled.exists():
        unsettled.update(confirmed_by=factories.person().pk, confirmed_at=timezone.now())


def listed(kind: str = "court", as_of: date = TODAY, **given: Any) -> WatchEntry:
    """An entry of a version in force; the other list is in force too, without an entry. The court's measure is confirmed."""
    settle()
    made = version(kind, as_of)
    row = entry(made, **given)
    in_force(made)
    other = "serious" if kind == "court" else "court"
    if not WatchVersion.objects.filter(kind=other, status="in_force").exists():
        in_force(version(other))
    row.refresh_from_db()
    return row


def lines(*given: Any) -> list[Line]:
    return [Line(row, **one) for row, one in enumerate(given, 1)]


def compared(*given: Any, by: Any = None, tender: Tender = TENDER) -> ScreeningCheck:
    return check(tender, lines(*given), by=by or factories.posting(Role.OFFICER))


def answer_of(case: ScreeningCheck) -> str:
    return case.bodies.get().answer


@shared
def hit(state: str = "blocking", *, by: Any = None, **given: Any) -> Hit:
    """A hit by code as far as `state`; 待核 is one by name."""
    code = company_code()
    row = listed(credit_code=code, **given)
    bidder = (
        {"name": row.name}
        if state in {"waiting", "dismissed"}
        else {"name": "模拟投标人", "credit_code": code}
    )
    made = Hit.objects.get(body__check_case=compared(bidder, by=by))
    officer = by or factories.posting(Role.OFFICER)
    if state in {"releasing", "released"}:
        deciding.ask_release(made, by=officer, **RELEASE)
    if state == "released":
        deciding.release(made, by=factories.posting(Role.DIRECTOR), reason="文书已核对")
    if state == "dismissed":
        deciding.dismiss(made, by=officer, reason="代码不同")
    made.refresh_from_db()
    return made


RELEASE = {
    "ground": "document",
    "ground_document": "模拟人民法院（2026）苏01执1号之一（演示）",
    "reason": "列入机关已出具文书",
}
TOMORROW = TODAY + timedelta(days=1)
