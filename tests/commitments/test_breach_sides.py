"""What the accused body learns of a lead, on which days it is heard, who hears of a clock, what a record owes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from commitments.reminding import remind
from commitments.services import breaching, feeding
from common.errors import Incomplete
from common.models import Deadline, Notice, Transition
from common.roles import Role
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import SOURCE, SUPERIOR, TODAY, days_ago
from tests.office import client_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
LEAD = "到期没有拨付奖励资金"


@pytest.fixture
def files(tmp_path, settings):
    settings.FILES = tmp_path


def test_before_it_is_sent_to_be_verified_the_body_learns_nothing_on_the_promise_either():
    case = makers.breach()
    promise = case.commitment
    known = breaching.bar_registration(promise)
    side, officer = makers.representative(promise), factories.posting(Role.OFFICER)
    assert known
    for by in (side, factories.posting(Role.REVIEWER)):
        page = text(client_of(by).get(f"/commitments/{promise.pk}/?tab=breaches"))
        assert known not in page
    assert case.number in text(client_of(officer).get(f"/commitments/{promise.pk}/?tab=breaches"))


@pytest.mark.parametrize("state", ["verifying", "confirmed"])
def test_the_body_never_reads_the_lead_its_source_or_its_evidence(state):
    officer = factories.posting(Role.OFFICER)
    case = makers.breach(officer=officer)
    lead_file = makers.evidence(case, officer, "举报信照片", b"lead")
    if state == "confirmed":
        case = walked(case, officer)
    else:
        breaching.route(case, by=officer, body_name=SUPERIOR)
    side = makers.representative(case.commitment)
    own_file = makers.evidence(case, officer, "核实意见扫描件", b"later")
    client = client_of(side)
    for tab in ("", "?tab=evidence"):
        page = text(client.get(f"/breaches/{case.pk}/{tab}"))
        for words in (LEAD, case.get_source_display(), lead_file.title):
            assert words not in page, (tab, words)
    assert own_file.title in page
    for address in ("", "content/", "download/"):
        assert client.get(f"/evidence/{lead_file.pk}/{address}").status_code == 404
    assert client.get(f"/evidence/{own_file.pk}/").status_code == 200
    pages = [text(client_of(officer).get(f"/breaches/{case.pk}/{tab}")) for tab in ("", "?tab=evidence")]
    assert LEAD in pages[0]
    assert lead_file.title in pages[1]


def walked(case, officer):
    """Bring a case that is still to be sent out as far as its confirmation."""
    director, promise = factories.posting(Role.DIRECTOR), case.commitment
    breaching.route(case, by=officer, body_name=SUPERIOR)
    found = {"verify_document": "核实意见 7 号", "verified_on": days_ago(20), "finding": "至今没有兑现"}
    breaching.verify(case, by=officer, is_true=True, **found)
    told = {"order_document": "责令改正 8 号", "served_on": days_ago(18), "served_how": "直接送达"}
    breaching.order(case, by=officer, mend_due=days_ago(10), **told)
    heard = {"hearing_served_on": days_ago(1), "hearing_served_how": "直接送达"}
    breaching.notify(case, by=director, reason="期满没有改正", **heard)
    breaching.state(case, by=makers.representative(promise), statement="正在筹措")
    breaching.confirm(
        case, by=director, reason="不是理由", confirm_document="认定书 9 号", confirmed_on=TODAY
    )
    return case


def test_the_lead_is_no_reason_in_the_trail():
    case = makers.breach()
    entered = Transition.objects.get(object_id=case.pk, act="enter")
    assert LEAD not in entered.reason


def test_the_hearing_opens_once_the_term_to_mend_is_over():
    case = makers.breach("ordered")
    told = {"hearing_served_how": "直接送达", "reason": "没有改正"}
    for day in (case.mend_due, case.mend_due - timedelta(days=9)):
        with pytest.raises(Incomplete, match="改正期限") as refused:
            breaching.notify(case, by=factories.posting(Role.DIRECTOR), hearing_served_on=day, **told)
        assert "hearing_served_on" in refused.value.fields
    breaching.notify(
        case,
        by=factories.posting(Role.DIRECTOR),
        hearing_served_on=case.mend_due + timedelta(days=1),
        **told,
    )
    assert case.status == "hearing"


def confirmed(case, on):
    return breaching.confirm(
        case,
        by=factories.posting(Role.DIRECTOR),
        reason="没有意见",
        confirm_document="认定书 9 号",
        confirmed_on=on,
    )


def test_nothing_is_confirmed_on_a_day_before_the_body_was_heard():
    heard = makers.breach("hearing")
    breaching.state(heard, by=makers.representative(heard.commitment), statement="正在筹措")
    silent = makers.breach("ordered")
    breaching.notify(
        silent,
        by=factories.posting(Role.DIRECTOR),
        reason="没有改正",
        hearing_served_on=silent.mend_due + timedelta(days=1),
        hearing_served_how="直接送达",
    )
    Deadline.objects.filter(object_id=silent.pk, kind="commitments.breach_hearing").update(due_on=days_ago(2))
    type(silent).objects.filter(pk=silent.pk).update(hearing_due=days_ago(2))
    silent.refresh_from_db()
    for case, too_early, first in ((heard, days_ago(1), TODAY), (silent, days_ago(2), days_ago(1))):
        with pytest.raises(Incomplete, match="陈述申辩") as refused:
            confirmed(case, too_early)
        assert "confirmed_on" in refused.value.fields
        assert confirmed(case, first).status == "confirmed"


def test_the_time_to_verify_is_told_to_who_verifies_and_not_to_the_accused():
    unit = factories.department()
    verifier = factories.posting(Role.FINDING_BODY, None, unit=unit)
    case = makers.breach("verifying", unit=unit)
    side = makers.representative(case.commitment)
    due = Deadline.objects.get(kind="commitments.verify", object_id=case.pk).due_on
    remind(due)
    told = set(Notice.objects.filter(object_id=case.pk).values_list("recipient", flat=True))
    assert verifier.pk in told
    assert side.pk not in told


def test_where_nobody_verifies_here_the_credit_office_of_the_place_hears_of_it():
    case = makers.breach("verifying", officer=factories.posting(Role.OFFICER))
    near = factories.posting(Role.OFFICER, case.department.region.code)
    far = factories.posting(Role.OFFICER, "320500")
    due = Deadline.objects.get(kind="commitments.verify", object_id=case.pk).due_on
    remind(due)
    told = set(Notice.objects.filter(object_id=case.pk).values_list("recipient", flat=True))
    assert near.pk in told
    assert far.pk not in told


def test_a_record_names_what_is_still_owed():
    promise = makers.running()
    makers.paid(promise, Decimal(30_000))
    case, clerk = makers.breach("confirmed", case=promise), factories.posting(Role.CLERK)
    record = feeding.draft_record(case, by=clerk, document=makers.evidence(case, clerk), **SOURCE)
    assert record.amount == Decimal(70_000)
