"""守信激励: registered for an honour that stands, decided by another, within its term, and gone with the honour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import RuleValue, Transition
from common.roles import Role
from days.calendar import add_months
from discipline.incentives import services
from discipline.incentives.catalogue import IncentiveShape
from discipline.incentives.forms import GrantForm
from discipline.incentives.lists import LIST
from discipline.incentives.models import Incentive
from discipline.incentives.queues import FINDER, QUEUES, SENT
from discipline.incentives.services import Grant
from dossiers.models import Honour
from dossiers.services import file_entries
from postings.models import Posting
from records import services as records
from tests import factories
from tests.office import client_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _confirmed():
    settled = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind="incentive").exclude(key="publicity").update(**settled)


def given(**changes):
    fields = {
        "body_name": "模拟文明办（演示）",
        "document_number": "模拟激〔2026〕1号",
        "decided_on": TODAY(),
    }
    return Grant(**{**fields, "starts_on": TODAY(), "until": TODAY() + timedelta(days=90), **changes})


def incentive(status="proposed", measure="priority_award", **about):
    about = about or {"fact": factories.commendation("confirmed")}
    keeper = about["honour"].official.managed_by if "honour" in about else None
    officer = factories.posting(Role.OFFICER, unit=keeper)
    director = factories.posting(Role.DIRECTOR, unit=keeper)
    case = services.propose(by=officer, measure=measure, reason="事迹突出", **about)
    steps = {
        "running": lambda: services.grant(case, by=director, reason="同意", given=given()),
        "declined": lambda: services.decline(case, by=director, reason="不宜"),
    }
    steps.get(status, lambda: None)()
    return case


def honour(**fields):
    official = factories.official()
    keeper = factories.posting(Role.CLERK, unit=official.managed_by)
    entry = Honour(
        official=official,
        entered_by=keeper.user,
        honour="岗位诚信标兵",
        level="city",
        issued_by="模拟市政府（演示）",
        document_number="模拟表〔2026〕7号",
        issued_on=TODAY() - timedelta(days=30),
        **fields,
    )
    return file_entries.add_entry(entry, by=keeper), keeper


@pytest.mark.parametrize("act", ["grant", "decline", "revoke"])
def test_each_act_is_the_directors_alone_in_its_states_alone(act):
    verb = Incentive.TRANSITIONS[act]
    for status in verb.sources:
        case = incentive(status)
        assert {role for role in Role if case.may(act, factories.posting(role))} == set(verb.roles)
    other = incentive("declined")
    with pytest.raises(WrongState):
        other.move(act, by=factories.posting(Role.DIRECTOR), reason="试")
    with pytest.raises(NotAllowed):
        incentive().move(act, by=factories.posting(Role.OFFICER), reason="试")


def test_only_a_confirmed_honour_brings_one_and_each_kind_once():
    officer = factories.posting(Role.OFFICER)
    for fact in (factories.record("confirmed"), factories.commendation("pending_review")):
        with pytest.raises(NotEligible):
            services.propose(by=officer, measure="publicity", reason="试", fact=fact)
    fact = factories.commendation("confirmed")
    services.propose(by=officer, measure="publicity", reason="试", fact=fact)
    with pytest.raises(WrongState, match="已有办理中"):
        services.propose(by=officer, measure="publicity", reason="试", fact=fact)
    with pytest.raises(NotEligible):
        services.propose(by=officer, measure="bonus", reason="试", fact=fact)


def test_a_line_that_nobody_confirmed_is_not_granted_nor_by_who_registered_it():
    director = factories.posting(Role.DIRECTOR)
    with pytest.raises(NotAllowed, match="待核实"):
        services.grant(incentive(measure="publicity"), by=director, reason="x", given=given())
    case = incentive()
    same = factories.posting(Role.DIRECTOR, user=case.registered_by)
    with pytest.raises(NotAllowed, match="四眼"):
        services.grant(case, by=same, reason="x", given=given())
    done = incentive("running")
    with pytest.raises(IntegrityError, match="incentive_decided_by_another"), transaction.atomic():
        Incentive.objects.filter(pk=done.pk).update(decided_by=done.registered_by)


def test_it_runs_no_longer_than_line_and_honour():
    director, valid = factories.posting(Role.DIRECTOR), TODAY() + timedelta(days=40)
    case = incentive(fact=factories.commendation("confirmed", valid_until=valid))
    with pytest.raises(Incomplete, match="太长"):
        services.grant(case, by=director, reason="x", given=given(until=valid + timedelta(days=1)))
    services.grant(case, by=director, reason="x", given=given(until=valid))
    assert case.status == "running"
    long = incentive(measure="fewer_inspections")
    with pytest.raises(Incomplete):
        services.grant(long, by=director, reason="x", given=given(until=TODAY() + timedelta(days=800)))


@pytest.mark.parametrize("status", ["proposed", "running"])
def test_it_falls_in_the_act_that_withdraws_the_honour(status):
    case, other = incentive(status), incentive(status)
    director = factories.posting(Role.DIRECTOR)
    source = factories.source()
    records.withdraw_fact(case.fact.of_kind, by=director, reason="荣誉被撤销", source=source)
    case.refresh_from_db()
    other.refresh_from_db()
    last = Transition.objects.filter(object_id=case.pk).latest("seq")
    assert (case.status, other.status) == ("revoked", status)
    assert "荣誉被撤销" in case.revoked_because
    assert last.cause is not None


def test_the_night_writes_down_whose_term_is_over_and_whose_honour_was_struck():
    entry, keeper = honour()
    official, department, clock = (
        incentive("running", honour=entry),
        incentive("running"),
        factories.posting(Role.CLOCK),
    )
    assert services.keep(by=clock, today=department.until) == 0
    file_entries.strike_entry(entry, by=keeper, reason="录错了")
    assert services.keep(by=clock, today=department.until) == 1
    assert services.keep(by=clock, today=department.until + timedelta(days=1)) == 1
    states = dict(Incentive.objects.values_list("pk", "status"))
    assert states == {official.pk: "revoked", department.pk: "expired"}
    with pytest.raises(NotEligible, match="作废"):
        services.propose(by=factories.posting(Role.OFFICER), measure="publicity", reason="x", honour=entry)


def test_an_officials_incentive_is_seen_by_who_keeps_the_file_and_never_by_region():
    entry, _ = honour()
    case = incentive("running", honour=entry)
    keeper = factories.posting(Role.OFFICER, unit=entry.official.managed_by)
    assert Incentive.objects.visible_to(keeper).get() == case
    assert not Incentive.objects.visible_to(factories.posting(Role.OFFICER)).exists()
    side = factories.posting(Role.REPRESENTATIVE, None, unit=entry.official.unit)
    assert not Incentive.objects.visible_to(side).exists()
    assert entry.official.name not in str(case.subject)


def test_an_officials_incentive_stands_in_no_list_queue_or_finder():
    entry, _ = honour()
    case = incentive(honour=entry)
    keeper = factories.posting(Role.DIRECTOR, unit=entry.official.managed_by)
    officer = Posting.objects.get(user=case.registered_by)
    assert Incentive.objects.visible_to(keeper).get() == case
    assert not LIST.rows(keeper).exists()
    assert not FINDER.rows(keeper, case.number).exists()
    assert not SENT.rows(officer).exists()
    (queue,) = QUEUES
    assert not queue.rows(keeper).exists()
    own = incentive()
    assert list(queue.rows(factories.posting(Role.DIRECTOR))) == [own]


def test_what_rests_on_an_honour_struck_meanwhile_is_not_granted():
    entry, keeper = honour()
    case = incentive(honour=entry)
    file_entries.strike_entry(entry, by=keeper, reason="录错了")
    director = factories.posting(Role.DIRECTOR, unit=entry.official.managed_by)
    with pytest.raises(NotAllowed, match="作废"):
        services.grant(case, by=director, reason="x", given=given())


def test_nobody_with_a_hand_in_the_honour_decides_what_it_brings():
    case = incentive()
    same = factories.posting(Role.DIRECTOR, user=case.fact.of_kind.entered_by)
    with pytest.raises(NotAllowed, match="回避"):
        services.grant(case, by=same, reason="x", given=given())


def test_a_term_of_months_ends_on_the_day_before_it_would_begin_anew():
    case = incentive(measure="fewer_inspections")
    line = RuleValue.objects.get(kind="incentive", key=case.measure)
    months = int(line.value["months"])
    assert months
    assert services.latest_day(case, TODAY()) == add_months(TODAY(), months) - timedelta(days=1)


def test_a_department_knows_of_its_own_once_decided():
    case = incentive()
    side = factories.posting(Role.REPRESENTATIVE, None, unit=case.fact.department)
    assert not Incentive.objects.visible_to(side).exists()
    services.grant(case, by=factories.posting(Role.DIRECTOR), reason="x", given=given())
    assert Incentive.objects.visible_to(side).get() == case
    own = factories.posting(Role.DIRECTOR, unit=case.fact.department)
    with pytest.raises(NotAllowed, match="回避"):
        services.revoke(case, by=own, reason="试")


def test_from_the_honours_page_to_the_decision_in_the_office():
    fact = factories.commendation("confirmed")
    officer, director = (
        client_of(factories.posting(Role.OFFICER)),
        client_of(factories.posting(Role.DIRECTOR)),
    )
    asked = {"measure": "priority_award", "reason": "事迹突出"}
    page = officer.post(reverse("discipline:propose_incentive", args=[fact.pk]), asked, follow=True)
    case = Incentive.objects.get()
    assert case.number in page.content.decode()
    assert "登记激励决定" in director.get(reverse("discipline:incentive", args=[case.pk])).content.decode()
    listed = officer.get(reverse("discipline:incentives")).content.decode()
    assert case.number in listed
    entry, _ = honour()
    keeper = client_of(factories.posting(Role.OFFICER, unit=entry.official.managed_by))
    named = {**asked, "internal_number": entry.official.internal_number, "document": entry.document_number}
    assert keeper.post(reverse("discipline:propose_for_official"), named).status_code == 302
    assert officer.post(reverse("discipline:propose_for_official"), named).status_code == 422


def test_a_line_is_typed_and_told_as_it_is_kept():
    shape, kept = IncentiveShape(), {"body": "某机关", "months": 12}
    assert shape.pack(shape.initial(kept, "")) == (kept, "")
    assert shape.words(kept, "") == "某机关实施；最长 12 个月"
    assert set(shape.fields()) == {"body", "months"}
    wrong = GrantForm({"decided_on": "2026-11-02", "starts_on": "2026-11-01", "until": "2026-10-01"})
    assert not wrong.is_valid()


def test_an_officials_incentive_ends_with_the_honour_as_the_file_has_it():
    entry, _ = honour()
    case = incentive("running", honour=entry)
    Honour.objects.filter(pk=entry.pk).update(valid_until=TODAY() - timedelta(days=1))
    assert services.keep(by=factories.posting(Role.CLOCK), today=TODAY()) == 1
    case.refresh_from_db()
    assert case.status == "expired"


def test_an_officials_file_leads_to_what_an_honour_brought_and_its_print_names_it():
    entry, keeper = honour()
    case = incentive("running", honour=entry)
    client, number = client_of(keeper), entry.official.internal_number
    file = reverse("dossiers:official", args=[number])
    asked = {"purpose": "keeping", "basis": "核对激励"}
    opened = client.post(reverse("dossiers:open_official", args=[number]), asked)
    assert opened.status_code == 302, opened.content.decode()[-2000:]
    address = reverse("discipline:incentive", args=[case.pk])
    assert address in client.get(file).content.decode()
    assert client.get(address).status_code == 200
    assert case.number in client.post(reverse("dossiers:print_official", args=[number])).content.decode()
