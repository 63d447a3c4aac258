"""What a merger moves, and to whom: the matters of the ended body, all of them and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import Outbox, Transition
from common.roles import Role
from organisations.models import Department, DepartmentCode, DepartmentName, Official
from organisations.services import reorganisations
from postings.models import Posting
from records.corrections.services import corrections as correcting
from tests import factories
from tests.organisations.test_reorganisations import again, draft, settled

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


def corrected(made):
    return correcting.propose_correction(
        made,
        by=factories.posting(Role.CLERK),
        changes={"facts": "逾期一百二十日仍未支付"},
        kind="facts",
        grounds="补正裁定",
    )


@pytest.fixture
def bodies():
    """The body that ends, its heir, and a third that has nothing to do with it."""
    return factories.department(), factories.department(), factories.department()


def counts(case):
    return {duty.key: number for duty, number in reorganisations.preview(case).moves}


def test_the_preview_counts_each_kind_of_matter_of_the_body_and_of_nobody_else(bodies):
    body, heir, third = bodies
    for one in (body, third):
        factories.record(department=one)
        factories.record("void", department=one)
        factories.publication(department=one)
        factories.publication("ended", department=one)
        factories.publication("suspended", made=factories.judgment("confirmed", department=one))
        factories.publication("pending", made=factories.commendation("confirmed", department=one))
        factories.record(finding_unit=one)
        factories.record("void", finding_unit=one)
        factories.department(superior=one)
        factories.department(superior=one, status="abolished", ended_on=YESTERDAY)
    corrected(factories.record("confirmed", department=body))
    assert counts(draft("merge", [body], [heir])) == {
        "records": 1,
        "confirmed": 3,
        "publications": 3,
        "corrections": 1,
        "judgments": 1,
        "commendations": 1,
        "findings": 1,
        "subordinates": 1,
    }


def test_the_people_and_files_of_the_body_go_to_the_heir_and_those_of_others_stay(bodies):
    body, heir, third = bodies
    held = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    lasting = factories.posting(Role.REPRESENTATIVE, None, unit=body, until=TODAY)
    over = factories.posting(Role.REPRESENTATIVE, None, unit=body, until=YESTERDAY)
    others = factories.posting(Role.REPRESENTATIVE, None, unit=third)
    serving, kept = factories.official(body), factories.official(third)
    lent, away = factories.official(third), factories.official(body)
    Official.objects.filter(pk=lent.pk).update(managed_by=body)
    Official.objects.filter(pk=away.pk).update(managed_by=third)
    case = settled("merge", [body], [heir])
    where = {seat.pk: Posting.objects.get(pk=seat.pk).unit for seat in (held, lasting, over, others)}
    assert where == {held.pk: heir, lasting.pk: heir, over.pk: body, others.pk: third}
    for official, unit, keeper in (
        (serving, heir, heir),
        (lent, third, heir),
        (away, heir, third),
        (kept, third, third),
    ):
        found = again(official)
        assert (found.unit, found.managed_by) == (unit, keeper)
    assert again(case).outcome == {"公务员信用记录": 3, "在任岗位": 2}
    told = Transition.objects.filter(act="reorganise", after__unit=heir.credit_code)
    assert set(told.values_list("object_id", flat=True)) == {
        held.pk,
        lasting.pk,
        serving.pk,
        lent.pk,
        away.pk,
    }


def test_subordinates_go_under_the_heir_and_the_heir_itself_stays_where_it_was(bodies):
    body, heir, third = bodies
    above = factories.department()
    Department.objects.filter(pk=heir.pk).update(superior=above)
    child, ended = (
        factories.department(superior=body),
        factories.department(superior=body, status="abolished", ended_on=YESTERDAY),
    )
    theirs = factories.department(superior=third)
    settled("merge", [body], [heir])
    found = {one.pk: again(one).superior for one in (heir, child, ended, theirs)}
    assert found == {heir.pk: above, child.pk: heir, ended.pk: body, theirs.pk: third}


def test_an_heir_under_the_ended_body_that_had_nothing_above_it_has_nothing_above_it_now(bodies):
    body, _, third = bodies
    heir, theirs = factories.department(superior=body), factories.department(superior=third)
    settled("merge", [body], [heir])
    assert (again(heir).superior, again(theirs).superior) == (None, third)


@pytest.mark.parametrize(("kind", "status"), [("merge", "merged"), ("abolish", "abolished")])
def test_the_end_of_a_body_is_written_on_body_code_and_trail_and_told(kind, status, bodies):
    body, heir, third = bodies
    case = settled(kind, [body], [heir])
    body = again(body)
    assert (body.status, body.ended_on, body.successor) == (status, TODAY, heir)
    assert DepartmentCode.objects.get(department=body).until == YESTERDAY
    assert not DepartmentCode.objects.filter(department=third, until__isnull=False).exists()
    row = Transition.objects.get(object_id=body.pk, act="reorganise")
    assert row.after == {"status": status, "successor": heir.credit_code}
    sent = Outbox.objects.get(topic="department.reorganised", subject_id=case.pk)
    assert sent.payload == {
        "kind": kind,
        "sources": [body.credit_code],
        "heirs": [heir.credit_code],
        "effective_on": str(TODAY),
    }


def test_a_body_without_an_heir_leaves_the_trail_without_a_successor(bodies):
    body = bodies[0]
    settled("abolish", [body], [])
    assert again(body).successor is None
    row = Transition.objects.get(object_id=body.pk, act="reorganise")
    assert row.after == {"status": "abolished", "successor": None}


def test_a_new_code_leaves_the_name_alone_and_is_told_though_nothing_moves(bodies):
    body = bodies[0]
    name, code = body.name, factories.credit_code()
    case = settled("recode", [body], [], new_code=code)
    assert (again(body).name, again(body).credit_code) == (name, code)
    assert not DepartmentName.objects.exists()
    assert Outbox.objects.filter(topic="department.reorganised", subject_id=case.pk).count() == 1
    assert again(case).outcome == {}


def test_a_former_name_begins_with_the_body_and_has_no_day_where_none_is_known(bodies):
    known, unknown = bodies[:2]
    since = YESTERDAY
    Department.objects.filter(pk=known.pk).update(established_on=since)
    for body in (known, unknown):
        settled("rename", [body], [], new_name=f"新{body.name}")
    rows = {row.department_id: (row.since, row.until) for row in DepartmentName.objects.all()}
    assert rows == {known.pk: (since, YESTERDAY), unknown.pk: (None, YESTERDAY)}


def test_a_name_that_began_and_ended_in_one_day_has_no_first_day(bodies):
    body = bodies[0]
    Department.objects.filter(pk=body.pk).update(established_on=TODAY)
    settled("rename", [body], [], new_name="新名（演示）")
    assert DepartmentName.objects.get().since is None
