"""A promise comes into public by three persons and leaves it; a rating counts once; nobody is named."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commitments.acts import ACTS
from commitments.models import Opening, RatingCode
from commitments.services import entering, feeding, opening, rating
from common.errors import ActRefused, Incomplete, NotAllowed, NotEligible, WrongState
from common.models import RuleValue, Transition
from common.roles import Role
from intake.messages import Message
from intake.models import Answer
from intake.ratings import RatingAnswer
from intake.sealing import QueryCode
from tests import factories
from tests.commitments import makers
from tests.commitments.ledgers import line
from tests.commitments.makers import TODAY, days_ago

pytestmark = pytest.mark.django_db
SHEET = "不涉及国家秘密、商业秘密和个人信息，可以公开"


def signed(case):
    return opening.sign_public(case, by=factories.posting(Role.SECRECY), sheet=SHEET)


def shown(case):
    signed(case)
    return opening.show(case, by=factories.posting(Role.DIRECTOR))


def settle(key="term"):
    """Let a director have confirmed a period of the list."""
    by = factories.posting(Role.DIRECTOR)
    RuleValue.objects.filter(kind="statistics_clock", key=key).update(
        confirmed_by=by.user_id, confirmed_at=timezone.now()
    )


def test_a_promise_is_shown_once_another_has_signed_and_a_third_lets_it_stand():
    case = line("townships", "pledge")
    made = shown(case)
    assert (made.opens_on, made.closes_on, made.closed_on) == (TODAY, None, None)
    assert made.entered_by_id == case.entered_by_id
    acts = [row.act for row in Transition.objects.filter(object_id=case.pk).order_by("seq")]
    assert acts[-2:] == ["sign_public", "show"]
    with pytest.raises(NotEligible, match="已经公开"):
        opening.show(case, by=factories.posting(Role.DIRECTOR))
    opening.hide(case, by=factories.posting(Role.DIRECTOR), reason="承诺书换版")
    made.refresh_from_db()
    assert (made.closed_on, made.close_reason) == (TODAY, "承诺书换版")
    again = shown(case)
    assert again.public_id != made.public_id, "an address that ended never leads anywhere again"


def test_each_act_of_opening_has_its_role_its_state_and_its_bar():
    case = line("townships", "pledge")
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match="先由保密审查员"):
        opening.show(case, by=director)
    with pytest.raises(NotEligible, match="没有公开"):
        opening.hide(case, by=director, reason="理由")
    with pytest.raises(NotAllowed):
        opening.sign_public(case, by=officer, sheet=SHEET)
    assert signed(case).opens_on is None
    with pytest.raises(NotEligible, match="已经签署"):
        signed(case)
    for act in (opening.show, opening.hide):
        with pytest.raises(NotAllowed):
            act(case, by=officer, reason="理由")
    with pytest.raises(WrongState):
        signed(makers.draft("townships", amount=None))
    with pytest.raises(NotEligible, match="没有公开页"):
        signed(makers.running("debt"))


def test_nobody_signs_or_lets_stand_what_they_had_in_hand():
    case = line("townships", "pledge")
    clerk = case.entered_by
    with pytest.raises(NotEligible, match="三个不同的人"):
        opening.sign_public(case, by=factories.posting(Role.SECRECY, user=clerk), sheet=SHEET)
    made = signed(case)
    with pytest.raises(NotEligible, match="三个不同的人"):
        opening.show(case, by=factories.posting(Role.DIRECTOR, user=made.signed_by))
    with pytest.raises(IntegrityError, match="opening_by_three_persons"), transaction.atomic():
        Opening.objects.filter(pk=made.pk).update(shown_by=made.signed_by, opens_on=TODAY)


def test_who_last_wrote_the_text_does_not_let_it_stand():
    case = line("townships", "pledge")
    signed(case)
    director = factories.posting(Role.DIRECTOR)
    case.last_changed_by_id = director.user_id
    case.save(update_fields=["last_changed_by"])
    with pytest.raises(NotEligible, match="三个不同的人"):
        opening.show(case, by=director)
    assert opening.show(case, by=factories.posting(Role.DIRECTOR)).opens_on == TODAY


def test_what_was_taken_off_the_list_stays_off_whatever_is_written_later():
    settle()
    case = line("statistics", "listing", decided_on=days_ago(10))
    made = shown(case)
    officer = factories.posting(Role.OFFICER)
    off = {"removed_on": TODAY, "removal_document": "模拟移出决定〔2026〕7号"}
    entering.follow_up(case, by=officer, own=off)
    made.refresh_from_db()
    assert (made.closed_on, made.close_reason) == (TODAY, opening.REMOVED)
    entering.follow_up(case, by=officer, own={"removed_on": None, "removal_document": ""})
    made.refresh_from_db()
    assert made.closed_on == TODAY
    assert opening.live(case) is None


def test_the_day_from_which_the_time_in_public_runs_stands_while_it_is_shown():
    settle()
    case = line("statistics", "listing", decided_on=days_ago(10))
    shown(case)
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete, match="起算日期不能改"):
        entering.follow_up(case, by=officer, own={"listed_on": days_ago(2)})
    entering.follow_up(case, by=officer, own={"listed_on": TODAY})


def test_the_body_itself_lets_nothing_of_its_own_stand():
    case = line("townships", "pledge")
    signed(case)
    own = factories.posting(Role.DIRECTOR)
    type(own).objects.filter(pk=own.pk).update(unit=case.department)
    own.refresh_from_db()
    with pytest.raises(NotAllowed, match="承诺主体"):
        opening.show(case, by=own)


def test_a_text_that_names_a_person_is_signed_by_nobody():
    case = line("townships", "pledge", content="为困难户办理低保，联系电话 13912345678")
    with pytest.raises(NotEligible, match="个人信息"):
        signed(case)


@pytest.mark.parametrize("matter", ["duty", "pledge", "fraud", "oversight"])
def test_of_statistics_nothing_but_the_list_of_enterprises_is_ever_opened(matter):
    with pytest.raises(NotEligible, match="只在后台使用"):
        signed(line("statistics", matter))


def test_the_list_stays_shut_until_its_period_is_confirmed_and_closes_by_it():
    case = line("statistics", "listing", decided_on=days_ago(10))
    signed(case)
    with pytest.raises(NotEligible, match="没有确认"):
        opening.show(case, by=factories.posting(Role.DIRECTOR))
    settle()
    made = opening.show(case, by=factories.posting(Role.DIRECTOR))
    assert made.closes_on is not None
    assert 365 <= (made.closes_on - TODAY).days <= 366
    assert case.statistics.listed_on == TODAY
    again = line(
        "statistics", "listing", decided_on=days_ago(10), is_again=True, document_number="模拟统认〔2026〕9号"
    )
    signed(again)
    with pytest.raises(NotEligible, match="再次认定"):
        opening.show(again, by=factories.posting(Role.DIRECTOR))


def test_what_was_removed_or_is_over_is_not_opened():
    settle()
    removed = line(
        "statistics", "listing", decided_on=days_ago(300), listed_on=days_ago(290), removed_on=days_ago(1)
    )
    with pytest.raises(NotEligible, match="移出"):
        signed(removed)
    over = line(
        "statistics",
        "listing",
        decided_on=days_ago(500),
        listed_on=days_ago(490),
        document_number="模拟统认〔2026〕8号",
        signed_on=days_ago(500),
    )
    signed(over)
    with pytest.raises(NotEligible, match="期已满"):
        opening.show(over, by=factories.posting(Role.DIRECTOR))


def issued(case, number="BJ-2026-0001"):
    return rating.issue_code(
        case, by=makers.representative(case), served_number=number, served_on=days_ago(1)
    )


def sent(code, score=5, at=None):
    message = Message(
        uuid4(),
        "rating",
        {"score": score},
        code.token_hash,
        code.reply_key,
        (),
        at or timezone.now(),
    )
    rating.receive(message)
    answer = Answer.objects.filter(token_hash=code.token_hash).order_by("answered_at").last()
    return code.unseal(bytes(answer.sealed)).decode()


def test_a_code_rates_once_and_leads_back_to_nobody():
    case = line("townships", "pledge")
    with pytest.raises(NotAllowed, match="列入公开承诺栏"):
        issued_by_act(case)
    shown(case)
    code = issued(case)
    kept = RatingCode.objects.get()
    assert bytes(kept.token_hash) == code.token_hash
    assert str(code) not in str(list(RatingCode.objects.values())), "the code itself is kept nowhere"
    assert sent(code, 4) == RatingAnswer.TAKEN
    kept.refresh_from_db()
    assert (kept.score, kept.used_on) == (4, TODAY)
    assert sent(code, 1) == RatingAnswer.USED
    kept.refresh_from_db()
    assert kept.score == 4
    assert sent(QueryCode.fresh()) == RatingAnswer.UNKNOWN
    with pytest.raises(ActRefused, match="不是评价表单"):
        sent(code, 6)


def issued_by_act(case):

    by = makers.representative(case)
    act = ACTS["issue_code"]
    if words := act.bar(case, by):
        raise NotAllowed(words)
    return act.do(case, by, {"served_number": "BJ-2026-0009", "served_on": TODAY})


def test_a_served_matter_has_one_code_and_the_page_tells_it_once():
    case = line("townships", "benefit")
    shown(case)
    code = issued_by_act(case)

    assert str(code) in ACTS["issue_code"].warn(case)
    assert ACTS["issue_code"].warn(type(case).objects.get(pk=case.pk)) == ""
    with pytest.raises(Incomplete, match="只发一次"):
        issued_by_act(case)
    for matter in ("finance", "civility"):
        other = line("townships", matter, document_number=f"模拟{matter}〔2026〕1号")
        with pytest.raises(NotAllowed, match="只用于"):
            issued_by_act(other)


def test_a_code_runs_out_by_its_rule():
    case = line("townships", "pledge")
    shown(case)
    code = issued(case)
    kept = RatingCode.objects.get()
    assert kept.expires_on == TODAY + timedelta(days=30)
    late = timezone.now() + timedelta(days=31)
    assert sent(code, at=late) == RatingAnswer.EXPIRED
    kept.refresh_from_db()
    assert kept.used_on is None
    with pytest.raises(IntegrityError, match="rating_used_whole"), transaction.atomic():
        RatingCode.objects.filter(pk=kept.pk).update(used_on=kept.expires_on + timedelta(days=1), score=3)


def test_a_villages_broken_promise_makes_nobodys_record():
    case = line("townships", "pledge", village="模拟村", agreed_on=days_ago(30))
    made = makers.breach("confirmed", case=case)
    clerk = factories.posting(Role.CLERK)
    document = makers.evidence(made, factories.posting(Role.OFFICER))
    with pytest.raises(NotEligible, match="村（居）不登记政务失信"):
        feeding.draft_record(made, by=clerk, document=document, **makers.SOURCE)


def test_a_townships_broken_promise_feeds_a_draft_by_one_of_the_four_documents():
    case = line("townships", "pledge", agreed_on=days_ago(30))
    made = makers.breach("confirmed", case=case)
    document = makers.evidence(made, factories.posting(Role.OFFICER))
    record = feeding.draft_record(made, by=factories.posting(Role.CLERK), document=document, **makers.SOURCE)
    assert (record.domain, record.status, record.department) == ("townships", "draft", case.department)
