"""How many questions each list and case page asks the database: the number of the baseline for 3 rows, and no more for 12.

`PORTAL_QUERIES=write` writes the baseline anew; a number that grows has to be explained in its commit.
"""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from common import services as common
from common.roles import SELF, Role
from exchange.services.duties import open_duties
from postings import services as postings_services
from postings.models import OwnActor
from postings.services import clock_posting
from supervision.models.runs import AggregationRun
from tests import factories, world
from tests.appeals import noting
from tests.challenges import challenging
from tests.discipline import tolerating
from tests.discipline.lenient import leniency
from tests.discipline.makers import rectification
from tests.discipline.measuring import measure
from tests.exchange import returns
from tests.office import client_of, look, queries
from tests.shared_worlds import shared
from tests.supervision.warning import warning

pytestmark = [pytest.mark.django_db, pytest.mark.world]
BASELINES = Path(__file__).with_name("query_baselines.json")
PAGES: dict[str, str] = {
    "/": Role.CLERK,
    "/work/": Role.CLERK,
    "/work/sent/": Role.CLERK,
    "/notices/": Role.CLERK,
    "/records/": Role.REVIEWER,
    "/records/?status=confirmed&sort=department": Role.DIRECTOR,
    "/records/{draft}/": Role.CLERK,
    "/records/{draft}/?tab=evidence": Role.CLERK,
    "/records/{draft}/?tab=talk": Role.CLERK,
    "/records/{draft}/?tab=same": Role.CLERK,
    "/records/{draft}/?tab=history": Role.REVIEWER,
    "/records/{confirmed}/": Role.REVIEWER,
    "/records/{confirmed}/?tab=corrections": Role.REVIEWER,
    "/records/{confirmed}/?tab=trail": Role.REVIEWER,
    "/records/{confirmed}/print/": Role.REVIEWER,
    "/records/{pending_review}/": Role.REVIEWER,
    "/records/{draft}/?tab=review": Role.OFFICER,
    "/records/{draft}/compare/{confirmed}/": Role.REVIEWER,
    "/corrections/": Role.REVIEWER,
    "/corrections/{public_correction}/": Role.REVIEWER,
    "/rectifications/": Role.OFFICER,
    "/rectifications/{running_rectification}/": Role.OFFICER,
    "/tolerances/": Role.OFFICER,
    "/tolerances/{consulting_tolerance}/": Role.OFFICER,
    "/commitments/": Role.OFFICER,
    "/commitments/{running_commitment}/": Role.OFFICER,
    "/commitments/ledger/": Role.DIRECTOR,
    "/commitments/calendar/": Role.DIRECTOR,
    "/breaches/": Role.OFFICER,
    "/breaches/{confirmed_breach}/": Role.OFFICER,
    "/competence/": Role.OFFICER,
    "/measures/": Role.OFFICER,
    "/measures/catalogue/": Role.OFFICER,
    "/measures/{running_measure}/": Role.OFFICER,
    "/leniencies/": Role.OFFICER,
    "/leniencies/{deciding_leniency}/": Role.OFFICER,
    "/warnings/": Role.OFFICER,
    "/warnings/{sued_warning}/": Role.OFFICER,
    "/sharing/": Role.OFFICER,
    "/incentives/": Role.OFFICER,
    "/incentives/{incentive}/": Role.OFFICER,
    "/transfers/": Role.OFFICER,
    "/transfers/{transfer}/": Role.OFFICER,
    "/honours/": Role.OFFICER,
    "/honours/{answered_check}/": Role.OFFICER,
    "/inquiries/": Role.OFFICER,
    "/inquiries/{answered_inquiry}/": Role.OFFICER,
    "/objections/": Role.OFFICER,
    "/objections/{deciding_objection}/": Role.OFFICER,
    "/challenges/": Role.OFFICER,
    "/challenges/{open_challenge}/": Role.OFFICER,
    "/repairs/": Role.OFFICER,
    "/repairs/{deciding_repair}/": Role.OFFICER,
    "/records/{confirmed}/?tab=repairs": Role.REVIEWER,
    "/notes/": Role.OFFICER,
    "/notes/{signing_note}/": Role.OFFICER,
    "/records/{confirmed}/?tab=notes": Role.REVIEWER,
    "/reorganisations/": Role.OFFICER,
    "/reorganisations/{reorganisation}/": Role.OFFICER,
    "/publications/": Role.DIRECTOR,
    "/publications/{pending_publication}/": Role.OFFICER,
    "/judgments/": Role.REVIEWER,
    "/judgments/{confirmed_judgment}/": Role.REVIEWER,
    "/commendations/": Role.REVIEWER,
    "/commendations/{confirmed_commendation}/": Role.REVIEWER,
    "/departments/": Role.OFFICER,
    "/departments/{department}/": Role.OFFICER,
    "/officials/": Role.OFFICER,
    "/officials/{official}/": Role.OFFICER,
    "/file-requests/": Role.CLERK,
    "/file-requests/{file_request}/": Role.CLERK,
    "/file-log/": Role.AUDITOR,
    "/trail/?kind=records.dishonestyrecord": Role.AUDITOR,
    "/own/": SELF,
    "/evidence/{evidence}/": Role.REVIEWER,
    "/records/?status=confirmed&region=320100&columns=number,due,entered": Role.AUDITOR,
    "/lists/records/saved/": Role.CLERK,
    "/history/?kind=records.dishonestyrecord": Role.AUDITOR,
    "/history/records.dishonestyrecord/{draft.pk}/": Role.AUDITOR,
    "/accounts/": Role.SYSTEM_ADMIN,
    "/accounts/consents/": Role.SECURITY_ADMIN,
    "/accounts/consents/{agreed_consent}/": Role.SECURITY_ADMIN,
    "/postings/": Role.SECURITY_ADMIN,
    "/deputies/": Role.CLERK,
    "/handovers/": Role.CLERK,
    "/handovers/{handover}/": Role.CLERK,
    "/rules/": Role.OFFICER,
    "/rules/statement/period/": Role.OFFICER,
    "/rules/proposals/{rule_proposal}/": Role.DIRECTOR,
    "/imports/": Role.CLERK,
    "/imports/{batch}/": Role.CLERK,
    "/imports/proposals/": Role.OFFICER,
    "/imports/duties/": Role.OFFICER,
    "/imports/duties/{duty}/": Role.OFFICER,
    "/figures/": Role.DIRECTOR,
    "/figures/runs/": Role.DIRECTOR,
}
Counts = dict[str, int]
_fields = itertools.count(1)


@shared
def with_three(made: world.Scope) -> tuple[world.Scope, dict[str, Client], Counts]:
    """A world with 3 rows of everything, who looks at it, and the counts of every page."""
    made.things["rule_proposal"] = world.proposed_rule(factories.posting(Role.OFFICER))
    clients: dict[str, Client] = {role: client_of(made.seats[role]) for role in set(PAGES.values()) - {SELF}}
    clients[SELF] = client_of(made.things["own_access"])
    for role in (Role.OFFICER, Role.CLERK):
        look(clients[role], made.seats[role], made.things["official"])
    grow(made, 3)
    return made, clients, _counts(made, clients)


@shared
def with_twelve(made: world.Scope) -> Counts:
    made, clients, _ = with_three(made)
    grow(made, 9)
    return _counts(made, clients)


def _counts(made: world.Scope, clients: dict[str, Client]) -> Counts:
    """Ask each page, after what is asked once a process or once a seat."""
    ContentType.objects.get_for_models(*apps.get_models())
    for role, client in clients.items():
        client.get("/own/" if role == SELF else "/")
    return {page: queries(clients[role], made.address(page)) for page, role in PAGES.items()}


def grow(made: world.Scope, number: int) -> None:
    """Add `number` rows to every list, and beside every case."""
    clerk, before = made.seats[Role.CLERK], AggregationRun.objects.count()
    for n in range(before, before + number):
        _add_cases(made)
        _add_beside(made, n)
        _add_batches(made, n)
        factories.posting(Role.CLERK, made.place)
        week = {"since": world.TODAY, "until": world.TODAY + world.timedelta(days=7)}
        factories.deputy(clerk, by=clerk, person=factories.person(), **week)
        AggregationRun.objects.create(
            kind="nightly", day=world.TODAY, state="failed", error="核对未通过", finished_at=timezone.now()
        )
    open_duties(world.TODAY, by=clock_posting())
    postings_services.cancel_handover(made.things["handover"], by=clerk, reason="重列")
    receiver = factories.posting(Role.CLERK, made.place, unit=made.body)
    made.things["handover"] = postings_services.list_handover(clerk, receiver, by=clerk, reason="调离")


def _add_cases(made: world.Scope) -> None:
    world.record(made)
    world.record(made, "pending_review")
    factories.publication("pending", made=world.record(made, "confirmed"))
    world.judgment(made, "confirmed")
    world.commendation(made, "confirmed")
    world.correction(made)
    rectification("running", record=world.record(made, "confirmed"))
    measure("running", record=world.record(made, "confirmed"))
    leniency("deciding", about=measure("running", record=world.record(made, "confirmed")))
    warning("sued", body=factories.department(made.place))
    world.incentive(world.commendation(made, "confirmed"))
    world.transfer(world.record(made, "confirmed"))
    world.honour_check(made, made.body)
    world.inquiry("answered", made)
    tolerating.tolerance("pending", record=world.record(made, "confirmed"))
    world.reorganisation(made.place, made.seats[Role.OFFICER])
    world.objection(made, factories.department(made.place))
    noting.note(act=factories.publication(made=world.record(made, "confirmed")))
    challenging.challenge(fact=world.record(made, "confirmed"))
    person = made.things["official"]
    factories.official(made.body)
    factories.record("confirmed", official=person, clerk=made.seats[Role.CLERK], disclosure="internal")
    factories.file_request(OwnActor(made.things["own_access"]), part="career", field=f"f{next(_fields)}")
    factories.career(person, until=world.TODAY)
    look(client_of(made.seats[Role.CLERK]), made.seats[Role.CLERK], person)


def _add_beside(made: world.Scope, n: int) -> None:
    clerk, draft = made.seats[Role.CLERK], made.things["draft"]
    common.attach(draft, SimpleUploadedFile(f"{n}.pdf", world.PDF + b"%" * (n + 9)), title="", by=clerk)
    common.say(draft, text=f"第{n}次补正", by=made.seats[Role.REVIEWER])
    draft.refresh_from_db()
    draft.edit(by=clerk, reason="改正", remark=f"第{n}次改正")


def _add_batches(made: world.Scope, n: int) -> None:
    clerk, known = made.seats[Role.CLERK], factories.department(made.place)
    wrong = returns.line(known, 严重程度="特别严重", 认定文书号=f"苏{n}号")
    returns.imported(returns.workbook(wrong), by=clerk, dry_run=True, as_of=world.TODAY)
    row = [f"模拟新局{n}（演示）", known.credit_code, "机关", "市级", made.place]
    file = returns.table(row, head=returns.ROSTER_HEAD)
    returns.imported(file, f"roster{n}.csv", kind="departments", by=clerk, as_of=world.TODAY)


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_often_for_many_rows_than_for_few(page: str) -> None:
    """A page of cases of many kinds asks once a kind that stands on it, and many rows leave fewer kinds room."""
    assert with_twelve(world.scope("320100"))[page] <= json.loads(BASELINES.read_text(encoding="utf-8"))[page]


def test_each_page_asks_as_often_as_its_baseline_says() -> None:
    few = with_three(world.scope("320100"))[2]
    if os.environ.get("PORTAL_QUERIES") == "write":
        BASELINES.write_text(json.dumps(few, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert few == json.loads(BASELINES.read_text(encoding="utf-8"))
