"""Every list that has the frame, over one world of two cities: counts, exports, and nothing of the other city."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import LoginEvent
from accounts.services.login_log import write_login
from common.lists.frame import Frame
from common.lists.spec import ListSpec, lists
from common.registry import Place, registry
from common.roles import Role
from common.trail_list import TRAIL
from exchange.tasks import fan_out
from intake.models import Fault, ReceivedMessage
from supervision.models.runs import AggregationRun
from tests import world
from tests.office import client_of, look
from tests.sampling import sampled
from tests.shared_worlds import shared

pytestmark = [pytest.mark.django_db, pytest.mark.world]
KEEPERS_OF_ORDER = frozenset({Role.AUDITOR, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN})
"""Their lists know no place."""
FIRST = frozenset({Role.OFFICER, Role.CLERK})
NO_LISTS = {
    "home",
    "rules",
    "figures",
    "competence",
    "catalogue",
    "information_class",
    "board",
    "letter_series",
    "promises_kept",
}
"""The desk; the table of rules, which is no longer than it is; figures."""


@pytest.fixture
def suzhou() -> world.Scope:
    """A world of 南京 and 苏州; the tests sit in 苏州."""
    world.scope("320100")
    return with_rows_of_all(world.scope("320500"))


@shared
def with_rows_of_all(made: world.Scope) -> world.Scope:
    look(client_of(made.seats[Role.CLERK]), made.seats[Role.CLERK], made.things["official"])
    write_login(LoginEvent.WRONG_PASSWORD, None, username="nobody")
    AggregationRun.objects.create(kind="nightly", day=world.TODAY)
    ReceivedMessage.objects.create(
        message=uuid4(), kind="objection", received_at=timezone.now(), fault=Fault.UNOPENED, sealed=b"?"
    )
    fan_out()
    return made


def rows_of(client: Any, key: str, kind: str) -> list[Any]:
    content = b"".join(client.get(f"/lists/{key}/export/{kind}/").streaming_content)
    if kind == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    return list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))


def seat(scope: world.Scope, spec: ListSpec, *roles: Role) -> Any:
    last = (Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDITOR)
    return scope.seats[next(role for role in (*roles, *last) if role in spec.roles)]


def seat_with_rows(scope: world.Scope, spec: ListSpec) -> Any:
    """The first seat that has anything in the list, one of the city's before those that see all."""
    order = sorted(scope.seats, key=lambda role: (role in KEEPERS_OF_ORDER, role not in FIRST))
    seats = [scope.seats[role] for role in order if role in spec.roles]
    found = next((held for held in seats if Frame(spec, QueryDict(""), held).total), None)
    assert found, f"{spec.key}: the world has no row of it"
    return found


def test_every_place_of_the_office_that_shows_rows_is_such_a_list() -> None:
    places = {place.key for role in Role for place in registry.of(Place, role)}
    assert places - set(lists) == NO_LISTS


@pytest.mark.parametrize("kind", sampled(["csv", "xlsx"], {"csv"}))
def test_every_list_is_written_whole_and_nothing_of_another_city(suzhou: world.Scope, kind: str) -> None:
    nanjing = list(world.Department.objects.filter(region__code="320100").values_list("name", flat=True))
    assert nanjing
    for spec in lists.values():
        by = seat_with_rows(suzhou, spec)
        rows = rows_of(client_of(by), spec.key, kind)
        total = Frame(spec, QueryDict(""), by).total - (spec is TRAIL)  # the export itself is a step by now
        assert len(rows) == 2 + total > 2, spec.key
        if not spec.roles <= KEEPERS_OF_ORDER:
            assert [name for name in nanjing if name in str(rows)] == [], spec.key


def test_every_count_is_the_number_of_rows_that_a_click_shows(suzhou: world.Scope) -> None:
    tried = 0
    for spec in lists.values():
        for role in (Role.AUDITOR, Role.OFFICER):
            by = seat(suzhou, spec, role)
            for facet in Frame(spec, QueryDict(""), by).facets:
                for choice in facet.choices:
                    asked = QueryDict(choice.address.partition("?")[2])
                    assert Frame(spec, asked, by).total == choice.count > 0, (spec.key, choice)
                    tried += 1
    assert tried > 40


@pytest.mark.long
def test_every_column_of_every_list_can_be_shown_and_sorted_by_either_way(suzhou: world.Scope) -> None:
    for spec in lists.values():
        client = client_of(seat_with_rows(suzhou, spec))
        every = ",".join(column.key for column in spec.columns)
        for sort in spec.sorts:
            for sign in ("", "-"):
                answer = client.get(f"{spec.address}?columns={every}&sort={sign}{sort}")
                assert answer.status_code == 200
                assert 'aria-sort="descending"' in answer.content.decode() or not sign
