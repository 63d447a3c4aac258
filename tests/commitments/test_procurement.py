"""政府采购: what is due follows from delivery and acceptance; clocks, interest, excuses, questions and complaints."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from commitments.domains.procurement import Procurement
from commitments.ledger import arrears_of
from commitments.models import Commitment
from commitments.reckoning import interest_of, lpr_on, owed_of, rate_for
from commitments.services import disputing, entering, fulfilling
from commitments.services.settling import settle_open
from common.errors import Incomplete, NotEligible
from common.models import Deadline, RuleValue
from common.roles import Role
from postings.services import clock_posting
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import TODAY, days_ago

pytestmark = pytest.mark.django_db


def contract(own=None, **fields):
    return makers.running("procurement", own=own or {}, **{"agreed_on": None, **fields})


def followed(case, **own):
    return entering.follow_up(case, by=makers.representative(case), own=own)


def test_the_day_to_pay_follows_from_delivery_and_acceptance():
    case = contract()
    assert case.due_on is None
    followed(case, delivered_on=days_ago(60))
    assert case.due_on == days_ago(30)
    row = Deadline.objects.open().get(kind="commitments.due", object_id=case.pk)
    assert (row.start_event, row.amount, row.rule.key) == ("交付", 30, "sme")


def test_who_lets_the_agreed_inspection_pass_has_accepted():
    case = contract({"delivered_on": days_ago(80), "inspection_until": days_ago(70)})
    assert case.due_on == days_ago(40)


def test_an_inspection_that_still_runs_begins_nothing_until_the_clock_finds_it_over():
    case = contract({"delivered_on": days_ago(1), "inspection_until": TODAY + timedelta(days=5)})
    assert case.due_on is None
    assert settle_open(TODAY, by=clock_posting()) == 0
    assert settle_open(TODAY + timedelta(days=6), by=clock_posting()) == 1
    case.refresh_from_db()
    assert case.due_on == TODAY + timedelta(days=35)


def test_a_contract_with_a_small_enterprise_says_sixty_days_at_most():
    with pytest.raises(Incomplete, match="最长 60 日"):
        contract({"payment_days": 61})
    assert contract({"payment_days": 60, "delivered_on": days_ago(70)}).due_on == days_ago(10)


def test_the_database_refuses_more_than_sixty_days_and_an_unproved_sme():
    part = Procurement.objects.get(commitment=contract())
    for change in ({"payment_days": 61}, {"sme_proof": ""}, {"accepted_on": TODAY}, {"agreed_rate": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Procurement.objects.filter(pk=part.pk).update(**change)


def test_a_large_enterprise_is_paid_by_the_contract():
    case = contract({"is_sme": False, "sme_proof": "", "payment_days": 90, "delivered_on": days_ago(100)})
    assert case.due_on == days_ago(10)
    other = contract({"is_sme": False, "sme_proof": "", "delivered_on": days_ago(9)}, agreed_on=days_ago(3))
    assert other.due_on == days_ago(3)


def test_interest_is_shown_with_its_steps_and_why_this_rate():
    case = contract({"delivered_on": days_ago(40)})
    makers.paid(case, Decimal(60_000), on=days_ago(5))
    owed = owed_of(case, TODAY)
    assert interest_of(owed) == Decimal("350.00")  # 100000 × 0.05 % × 5 + 40000 × 0.05 % × 5
    assert [(step.days, step.principal) for step in owed[0].reckoning.steps] == [
        (5, Decimal(100_000)),
        (5, Decimal(40_000)),
    ]


def test_what_is_disputed_bears_none():
    case = contract({"delivered_on": days_ago(40)})
    one = case.instalments.get()
    officer = factories.posting(Role.OFFICER)
    fulfilling.set_dispute_aside(
        case, by=officer, instalment=one, disputed=Decimal(30_000), reason="数量有争议"
    )
    assert interest_of(owed_of(case, TODAY)) == Decimal("350.00")
    with pytest.raises(Incomplete, match="不能大于"):
        fulfilling.set_dispute_aside(
            case, by=officer, instalment=one, disputed=Decimal(100_001), reason="数量有争议"
        )


def test_without_the_lpr_of_the_day_an_agreed_rate_is_said_to_be_unchecked():
    case = contract({"delivered_on": days_ago(40), "agreed_rate": Decimal("3.65")})
    assert lpr_on(case.signed_on) is None
    rate = rate_for(case, TODAY)
    assert "缺当日 LPR，未核" in rate.words
    assert not rate.is_checked


@pytest.mark.parametrize(("lpr", "words"), [("3.45", "不低于订立时"), ("4.2", "低于订立时一年期 LPR 4.2%")])
def test_the_lpr_in_force_on_the_day_of_signing_is_what_counts(lpr, words):
    case = contract({"delivered_on": days_ago(40), "agreed_rate": Decimal("3.65")})
    for on, rate in ((days_ago(230), lpr), (days_ago(100), "9.9")):
        RuleValue.objects.create(
            kind="lpr",
            key=on.isoformat(),
            label=f"一年期 LPR {on}",
            value={"on": on.isoformat(), "rate": rate},
            unit="percent_year",
            basis="全国银行间同业拆借中心公告",
            effective_from=on,
            mark="S",
        )
    assert words in rate_for(case, TODAY).words


@pytest.mark.parametrize(("agreed", "is_refused"), [(False, True), (True, False)])
def test_waiting_for_the_audit_is_an_excuse_unless_the_contract_says_so(agreed, is_refused):
    case = contract({"audit_agreed": agreed})
    if is_refused:
        with pytest.raises(Incomplete, match="条例 14"):
            makers.asked(case, ground="audit")
    else:
        assert makers.asked(case, ground="audit").ground == "audit"


@pytest.mark.parametrize(("ground", "article"), [("internal", "条例 12"), ("new_person", "条例 31")])
def test_other_excuses_are_refused_with_their_article(ground, article):
    with pytest.raises(Incomplete, match=article):
        makers.asked(contract(), ground=ground)


def test_each_step_of_the_procurement_has_its_clock():
    award = days_ago(240)
    case = contract({"awarded_on": award, "published_on": days_ago(199)})
    rows = {row.kind.removeprefix("commitments."): row for row in Deadline.objects.of(case)}
    assert rows["contract"].due_on == award + timedelta(days=30)
    assert rows["contract"].met_on == case.signed_on
    assert rows["publish"].met_on == days_ago(199)
    assert rows["file"].met_on is None
    followed(case, filed_on=days_ago(190))
    rows["file"].refresh_from_db()
    assert rows["file"].met_on == days_ago(190)


def test_facts_that_happened_are_not_to_come():
    with pytest.raises(Incomplete, match="不能晚于今天"):
        followed(contract(), delivered_on=TODAY + timedelta(days=1))


DISPUTE = {
    "raised_by": "模拟供应商有限公司（演示）",
    "matter": "评审标准没有事先公布",
    "body": "模拟财政局（演示）",
    "received_on": date(2026, 10, 12),
}


def test_a_complaint_has_thirty_working_days_and_stands_while_it_is_examined():
    case, officer = contract(), factories.posting(Role.OFFICER)
    made = disputing.raise_dispute(case, by=officer, kind="complaint", **DISPUTE)
    assert made.due_on == date(2026, 11, 23)
    disputing.pause_dispute(case, by=officer, dispute=made, on=date(2026, 10, 20), reason="鉴定")
    disputing.resume_dispute(case, by=officer, dispute=made, on=date(2026, 11, 3))
    assert made.due_on == date(2026, 12, 7)
    disputing.answer_dispute(
        case, by=officer, dispute=made, answered_on=TODAY, answer_document="处理决定〔2026〕4号"
    )
    assert not Deadline.objects.open().filter(object_id=made.pk).exists()


def test_a_question_has_seven_working_days_and_never_stands():
    case, officer = contract(), factories.posting(Role.OFFICER)
    made = disputing.raise_dispute(case, by=officer, kind="question", **DISPUTE)
    assert made.due_on == date(2026, 10, 21)
    with pytest.raises(NotEligible):
        disputing.pause_dispute(case, by=officer, dispute=made, on=date(2026, 10, 20), reason="鉴定")


def test_in_a_suit_no_verdict_is_shown():
    case, officer = contract({"delivered_on": days_ago(60)}), factories.posting(Role.OFFICER)
    assert Commitment.objects.all().late(TODAY).filter(pk=case.pk).exists()
    disputing.raise_dispute(case, by=officer, kind="suit", **DISPUTE)
    assert not Commitment.objects.all().late(TODAY).filter(pk=case.pk).exists()


def test_the_yearly_arrears_name_count_and_sum_of_the_buyer_and_no_supplier():
    case = contract({"delivered_on": date(TODAY.year - 1, 10, 1)}, signed_on=date(TODAY.year - 1, 1, 5))
    makers.paid(case, Decimal(25_000), on=date(TODAY.year - 1, 12, 30))
    makers.paid(case, Decimal(75_000), on=date(TODAY.year, 1, 8))
    rows = Commitment.objects.filter(pk=case.pk)
    (found,) = arrears_of(rows, TODAY.year - 1)
    assert (found.department, found.number, found.amount) == (str(case.department), 1, Decimal(75_000))
    assert not hasattr(found, "counterparty")
    assert arrears_of(rows, TODAY.year) == []
