"""A period that nobody has confirmed（待核实）reminds and no more: no page, list, export or mail calls anything late by it.

Every page of the office that a role may open is read after every day that such a rule gave has passed.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from commitments.models import Commitment
from common.models import Deadline, Notice
from common.models.deadlines import SETTLED
from common.registry import Queue, registry
from common.roles import Role
from exchange.models.duties import ReportingDuty
from exchange.services.duties import remind_of_duties
from records.models import DishonestyRecord
from tests import world
from tests.office import client_of, look, text
from tests.test_permission_matrix import HEADS, LINES, shared_things

pytestmark = [pytest.mark.django_db, pytest.mark.world]
LATE_WORDS = re.compile(r"已过期限|过期未报|超期办结|，超期|超 \d+ 日|逾期(?=待报|已报|零报告|办结)")
RED = re.compile(r'class="[^"]*\blate\b[^"]*"')
EXPLAINING = ("/help/", "/glossary/")
"""Pages that explain the words themselves."""
MARKING = ("/imports/{preview}/",)
"""Pages whose red marks what is wrong in a file."""
DESKS = ("/", "/work/", "/work/?due=late", "/notices/", "/records/", "/imports/duties/")
"""What each role reads; of other addresses the first and the last role that they open to."""
FIGURE = re.compile(r"已过期限 0")


def let_days_pass(scope: world.Scope) -> None:
    """Let every day that an unconfirmed rule gave lie behind us, and be met only now where it was met.

    A promise's own days and those that the law or an order gives it lie ahead: once they have passed they are rightly called late.
    """
    today = timezone.localdate()
    past = today - timedelta(days=2)
    ahead = {"starts_on": today, "due_on": today + timedelta(days=30), "met_on": None}
    Commitment.objects.filter(due_on__lt=today).update(due_on=ahead["due_on"])
    Deadline.objects.filter(SETTLED, object_type__startswith="commitments.").update(**ahead)
    doubted = Deadline.objects.exclude(SETTLED)
    assert {"records.statement", "exchange.reporting"} <= set(doubted.values_list("kind", flat=True))
    doubted.update(due_on=past, starts_on=past)
    ReportingDuty.objects.update(due_on=past)
    DishonestyRecord.objects.filter(statement_due__isnull=False).update(statement_due=past, served_on=past)
    Notice.objects.filter(object_id__in=doubted.values("object_id")).update(due_on=past)
    for model, column in _columns_of_queues(scope):
        held = {f"{column}__isnull": False, "pk__in": doubted.values("object_id")}
        model._base_manager.filter(**held).update(**{column: past})


def _columns_of_queues(scope: world.Scope) -> set[tuple[type[Model], str]]:
    """Return where the rows of each queue keep the day by which they fall due."""
    queues = [(queue, scope.seats[role]) for role in scope.seats for queue in registry.of(Queue, role)]
    return {(queue.rows(seat).model, queue.due) for queue, seat in queues if queue.due}


def words_of(page: Any) -> str:
    """What a page says, without the figure of what is late where that is none."""
    return FIGURE.sub("", text(page))


@pytest.fixture
def scope() -> world.Scope:
    made = world.scope("320100")
    made.things |= shared_things(world.factories.posting(Role.OFFICER))
    remind_of_duties(timezone.localdate())
    let_days_pass(made)
    remind_of_duties(timezone.localdate())
    return made


@pytest.fixture
def clients(scope: world.Scope) -> dict[Role, Client]:
    """Each role's own client, those who may look into a file before an open one."""
    made = {role: client_of(scope.seats[role]) for role in HEADS}
    for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR):
        look(made[role], scope.seats[role], scope.things["official"])
    return made


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)])
def test_no_page_calls_anything_late_by_a_rule_that_nobody_confirmed(scope, clients, whole):
    """Unless `whole`, the desks and every sixth page."""
    wrong, read = [], 0
    pages = [line for line in LINES if line.method == "GET" and line.address not in EXPLAINING]
    for line in (line for n, line in enumerate(pages) if whole or not n % 6 or line.address in DESKS):
        opens_to = [role for role, head in HEADS.items() if line.expected(head).startswith("200")]
        for role in opens_to if line.address in DESKS else opens_to[:1] + opens_to[-1:]:
            page = clients[role].get(scope.address(line.address))
            if page.status_code != 200 or page.streaming or b"<main" not in page.content:
                continue
            read += 1
            red = None if line.address in MARKING else RED.search(page.content.decode())
            found = LATE_WORDS.search(words_of(page)) or red
            wrong += [(line.address, role, found[0])] if found else []
    assert read > (150 if whole else 30)
    assert wrong == []
