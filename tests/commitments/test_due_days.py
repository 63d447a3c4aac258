"""The day on which a promise falls due: old contracts, days brought forward, nothing left to wait for, drafts sent back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from commitments.lists import word_of
from commitments.models import Commitment
from commitments.next_step import next_of_commitment
from commitments.queues import _late, _to_accept
from commitments.services import entering, fulfilling
from commitments.services.settling import settle_open
from common.errors import NotAllowed
from common.models import Deadline
from common.roles import Role
from postings.services import clock_posting
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import OWN, TODAY, days_ago

pytestmark = pytest.mark.django_db


def due_row(case):
    return Deadline.objects.open().get(kind="commitments.due", object_id=case.pk)


def sent_back(case):
    entering.submit(case, by=makers.clerk_of(case))
    case.move("return", by=factories.posting(Role.REVIEWER), reason="金额不对")


def revised(case, **changes):
    common = {name: getattr(case, name) for name in makers.common_fields(case.domain, case.department)}
    entering.revise_commitment(
        case, by=makers.clerk_of(case), common={**common, **changes}, own=OWN[case.domain]
    )


@pytest.mark.parametrize("domain", ["procurement", "investment"])
def test_a_promise_older_than_the_rules_goes_by_their_first_version(domain):
    own = {"delivered_on": date(2019, 4, 1)} if domain == "procurement" else {}
    case = makers.running(domain, own=own, signed_on=date(2019, 3, 1), agreed_on=date(2019, 12, 31))
    due = date(2019, 5, 1) if domain == "procurement" else date(2019, 12, 31)
    assert (case.due_on, due_row(case).due_on, case.instalments.get().due_on) == (due, due, due)
    assert due_row(case).rule.effective_from == date(2023, 6, 29)


def test_what_happens_since_may_bring_the_day_forward():
    case = makers.running("procurement", agreed_on=TODAY + timedelta(days=200))
    assert case.due_on == TODAY + timedelta(days=200)
    entering.follow_up(
        case,
        by=makers.representative(case),
        own={"accepted_on": days_ago(5), "is_passed": True, "acceptance_document": "验收书 1 号"},
    )
    due = TODAY + timedelta(days=25)
    assert (case.due_on, due_row(case).due_on, case.instalments.get().due_on) == (due, due, due)


def test_what_is_done_in_time_waits_for_the_finding_and_is_never_late():
    case = makers.running()
    makers.paid(case, on=days_ago(31))
    assert case.due_on is None
    assert not Deadline.objects.open().filter(kind="commitments.due", object_id=case.pk).exists()
    shown = Commitment.objects.all().standing().get(pk=case.pk)
    assert word_of(shown).word == "待确认兑现"
    assert "确认兑现" in next_of_commitment(shown)
    assert "承诺主体在" not in next_of_commitment(shown)
    officer = factories.posting(Role.OFFICER)
    assert not Commitment.objects.filter(_late(officer), pk=case.pk).exists()
    assert Commitment.objects.filter(_to_accept(officer), pk=case.pk).exists()
    assert settle_open(TODAY, by=clock_posting()) == 0
    assert not fulfilling.accept(case, by=officer).was_late


def test_a_draft_sent_back_carries_its_one_part_along():
    case = makers.draft()
    sent_back(case)
    revised(case, amount=Decimal(70_000), agreed_on=days_ago(3), content="改过的内容")
    entering.submit(case, by=makers.clerk_of(case))
    one = case.instalments.get()
    assert (one.amount, one.agreed_on, one.matter) == (Decimal(70_000), days_ago(3), "改过的内容")
    entering.register(case, by=factories.posting(Role.REVIEWER))
    case.refresh_from_db()
    assert case.due_on == days_ago(3)


def test_a_draft_sent_back_may_still_be_split():
    case = makers.draft()
    sent_back(case)
    for matter, amount in (("首期", 40_000), ("尾款", 60_000)):
        entering.add_instalment(
            case, by=makers.clerk_of(case), matter=matter, amount=Decimal(amount), agreed_on=days_ago(9)
        )
    revised(case, remark="分两期")
    entering.submit(case, by=makers.clerk_of(case))
    assert list(case.instalments.values_list("ordinal", "matter")) == [(1, "首期"), (2, "尾款")]


def test_whoever_wrote_down_any_part_does_not_find_it_kept():
    case = makers.running()
    officer, other = factories.posting(Role.OFFICER), factories.posting(Role.OFFICER)
    makers.paid(case, Decimal(30_000), by=officer)
    makers.paid(case)
    assert "四眼" in fulfilling.bar_acceptance(case, officer)
    assert not Commitment.objects.filter(_to_accept(officer), pk=case.pk).exists()
    with pytest.raises(NotAllowed, match="四眼"):
        fulfilling.accept(case, by=officer)
    assert fulfilling.accept(case, by=other).status == "kept"
