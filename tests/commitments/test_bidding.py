"""招标投标: its clocks and least times against days counted by hand, what its columns refuse, 异议 and complaints."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.domains.bidding import DOMAIN, SHAPE, Bidding, faults
from commitments.forms.acts import DisputeForm
from commitments.least import held_of
from commitments.services import disputing, entering
from common.errors import Incomplete
from common.models import Deadline
from common.roles import Role
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import TODAY, days_ago
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
BY_HAND = list(csv.DictReader((Path(__file__).parent / "bidding.csv").open(encoding="utf-8")))
BEARERS = {"agency": "模拟招标代理有限公司（演示）"}


def tender(own=None, **fields):
    return makers.running("bidding", own=own or {}, **{"agreed_on": None, **fields})


def days_of(row):
    return {name: date.fromisoformat(day) for name, day in (one.split("=") for one in row["given"].split())}


def whole(own):
    """The days of a case by hand, with what their columns need beside them."""
    if "report_until" in own:
        own = {**own, "report_agency": "模拟信用评价有限公司（演示）", "report_grade": "AA"}
    return own


@pytest.mark.parametrize("row", BY_HAND, ids=lambda row: row["case"])
def test_each_clock_of_a_tender_ends_as_counted_by_hand(row):
    own = days_of(row)
    signed = own.pop("signed_on", date(2026, 11, 2))
    case = tender(whole(own), signed_on=signed)
    if row["stands"] in {"fits", "short"}:
        held = {one.label: one for one in held_of(DOMAIN, DOMAIN.part_of(case))}
        [found] = held.values()
        assert f"最早到 {row['due']}" in found.words
        assert found.is_short == (row["stands"] == "short")
        return
    clock = Deadline.objects.get(kind=f"commitments.bidding_{row['clock']}", object_id=case.pk)
    stands = "open" if clock.met_on is None else "late" if clock.met_on > clock.due_on else "in_time"
    assert (f"{clock.due_on}", stands) == (row["due"], row["stands"])
    assert ("(U)" in row["article"] or "(D)" in row["article"]) == bool(clock.rule.doubt)


def test_every_clock_has_four_cases_by_hand():
    told = [row["clock"] for row in BY_HAND]
    known = [clock.rule for clock in DOMAIN.clocks] + [least.rule for least in DOMAIN.least]
    assert {name: told.count(name) for name in known} == dict.fromkeys(known, 4)


def test_who_need_not_tender_is_held_to_no_least_time():
    days = {"issued_on": date(2026, 1, 5), "bid_until": date(2026, 1, 8)}
    assert held_of(DOMAIN, DOMAIN.part_of(tender({**days, "is_mandatory": False}))) == []
    case = tender(days)
    page = text(client_of(factories.posting(Role.OFFICER)).get(f"/commitments/{case.pk}/"))
    assert "少于规定" in page
    assert "招标投标法 24" in page


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 4000), st.integers(0, 60))
def test_a_time_is_short_exactly_when_it_has_fewer_days_than_the_rule(start, length):
    began = date(2023, 7, 1) + timedelta(days=start)
    part = Bidding(is_mandatory=True, issued_on=began, bid_until=began + timedelta(days=length))
    [found] = held_of(DOMAIN, part)
    assert found.is_short == (length < 20)


def test_the_database_refuses_what_stands_alone_or_out_of_order():
    part = Bidding.objects.filter(commitment=tender())
    day = date(2026, 3, 2)
    alone = [{names[-1]: _some(names[-1])} for names in SHAPE.together.values()]
    borne = [{name: _some(name) for name in _group_of(name)} for name in SHAPE.needs]
    turned = [{earlier: day, later: day - timedelta(days=1)} for earlier, later in SHAPE.in_order]
    odd = [{"agency": "模拟代理（演示）", "agency_code": "91320000"}, {"project_number": ""}]
    score = {"agency": "模拟代理（演示）", "agency_scored_on": day, "agency_score": Decimal("100.5")}
    for change in (*alone, *borne, *turned, *odd, score):
        with pytest.raises(IntegrityError), transaction.atomic():
            part.update(**change)


def _some(name):
    column = Bidding._meta.get_field(name)
    kind = column.get_internal_type()
    return date(2026, 3, 2) if kind == "DateField" else Decimal(80) if kind == "DecimalField" else "模拟"


def _group_of(name):
    return next((names for names in SHAPE.together.values() if name in names), (name,))


@pytest.mark.parametrize(
    ("own", "column", "words"),
    [
        ({"agency_score": Decimal(80)}, "agency_scored_on", "都填"),
        ({"agency_code": "91320000MA1EXAMPLE"}, "agency", "招标代理机构"),
        ({"issued_on": date(2026, 3, 2), "bid_until": date(2026, 3, 1)}, "bid_until", "不能早于招标文件"),
        ({**BEARERS, "agency_code": "913200000000000001"}, "agency_code", "校验"),
        ({**BEARERS, "agency_score": Decimal(101), "agency_scored_on": TODAY}, "agency_score", "100"),
    ],
)
def test_the_form_says_what_the_tables_would_refuse(own, column, words):
    assert words in faults(own)[column]
    with pytest.raises(Incomplete):
        makers.draft("bidding", own=own)


def test_an_agencys_credit_file_grows_while_the_tender_runs():
    case = tender(BEARERS)
    side = makers.representative(case)
    told = {"agency_oversight": "抽查发现两处评标记录缺失，已责令改正", "agency_oversight_on": days_ago(9)}
    entering.follow_up(case, by=side, own=told)
    scored = {"agency_score": Decimal("88.5"), "agency_scored_on": days_ago(2)}
    entering.follow_up(case, by=side, own=scored)
    part = DOMAIN.part_of(case)
    assert (part.agency_score, part.agency_oversight_on) == (Decimal("88.5"), days_ago(9))
    assert part.events.count() >= 3
    with pytest.raises(Incomplete, match="都填"):
        entering.follow_up(case, by=side, own={"sanction_document": "模拟处理决定〔2026〕1号"})


def test_an_objection_and_a_complaint_have_the_time_of_their_own_law():
    case = tender()
    officer = factories.posting(Role.OFFICER)
    about = {"raised_by": "模拟投标人（演示）", "matter": "评标标准与招标文件不一致", "body": "模拟招标人"}
    first = disputing.raise_dispute(case, by=officer, kind="objection", received_on=date(2026, 3, 6), **about)
    then = disputing.raise_dispute(case, by=officer, kind="complaint", received_on=date(2026, 9, 28), **about)
    assert (first.due_on, then.due_on) == (date(2026, 3, 9), date(2026, 11, 13))
    offered = {key for key, _ in DisputeForm.about(case).fields["kind"].choices}
    assert offered == {"", "objection", "complaint", "suit", "arbitration"}
    bought = {key for key, _ in DisputeForm.about(makers.running("procurement")).fields["kind"].choices}
    assert "question" in bought
    assert "objection" not in bought
