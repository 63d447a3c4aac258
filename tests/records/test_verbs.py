"""The verb table of the house, every verb tried by every role: allowed, refused, and what the trail keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Outbox, PublicGeneration, Transition
from common.roles import Role
from postings import services as postings_services
from records import services
from records.models import DishonestyRecord
from records.publications.services.public_text import require_no_suspects
from tests import factories
from tests.in_public import addresses

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)
DIRTY_SHEET = {**factories.CLEAN_SHEET, "trade": "有"}


def _heard():
    made = factories.record("statement")
    return made


# verb: (state it starts from, how it is done, state it ends in, who may)
RECORD_VERBS = {
    "edit": ("draft", lambda r, by: r.edit(by=by, facts="改正后的事实"), "draft", {"clerk", "finding_body"}),
    "submit": ("draft", lambda r, by: r.submit(by=by), "pending_review", {"clerk", "finding_body"}),
    "pass_review": ("pending_review", lambda r, by: r.pass_review(by=by), "pending_notice", {"reviewer"}),
    "return": ("pending_review", lambda r, by: r.send_back(by=by, reason="补正"), "returned", {"reviewer"}),
    "serve": (
        "pending_notice",
        lambda r, by: r.serve_notice(by=by, served_on=YESTERDAY, how="直接送达"),
        "statement",
        {"reviewer"},
    ),
    "waive": (
        "pending_notice",
        lambda r, by: r.waive_notice(by=by, reason="庭审已陈述"),
        "statement",
        {"reviewer"},
    ),
    "state": (
        "statement",
        lambda r, by: r.state(by=by, text="款项正在筹措"),
        "statement",
        {"representative"},
    ),
    "confirm": ("statement", lambda r, by: r.confirm(by=by, reason="事实清楚"), "confirmed", {"reviewer"}),
    "withdraw": (
        "confirmed",
        lambda r, by: services.withdraw_fact(r, by=by, reason="判决改判", source=factories.source()),
        "withdrawn",
        {"director"},
    ),
}
PUBLICATION_VERBS = {
    "edit_face": (
        "pending",
        lambda p, by: services.revise_face(p, by=by, face_title="新标题"),
        "pending",
        {"officer"},
    ),
    "sign": (
        "pending",
        lambda p, by: p.sign_sheet(by=by, answers=factories.CLEAN_SHEET),
        "pending",
        {"secrecy"},
    ),
    "publish": ("signed", lambda p, by: services.publish(p, by=by), "public", {"director"}),
    "decline": (
        "pending",
        lambda p, by: services.decline_publication(p, by=by, reason="涉及商业秘密"),
        "ended",
        {"secrecy", "director"},
    ),
    "suspend": ("public", lambda p, by: services.suspend(p, by=by, reason="核查"), "public", {"director"}),
    "resume": (
        "suspended",
        lambda p, by: services.resume(p, by=by, reason="核查无误"),
        "public",
        {"director"},
    ),
    "end": (
        "public",
        lambda p, by: services.end_publication(p, by=by, ground="repaired", reason="修复"),
        "ended",
        {"director", "clock"},
    ),
}


def actor(role, made=None):
    """Somebody of `role` whose scope holds the object, so that only the role can stand in the way."""
    fact = getattr(made, "fact", made)
    if role == Role.REPRESENTATIVE:
        return factories.posting(role, unit=fact.department)
    if role == Role.FINDING_BODY:
        return factories.posting(role, unit=fact.finding_unit or factories.department())
    return factories.posting(role)


def subject(verb, state):
    unit = factories.department()
    source = "judgment" if verb == "waive" else "penalty"
    return factories.record(state, finding_unit=unit, source_kind=source)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("verb", RECORD_VERBS)
def test_every_verb_of_a_record_by_every_role(verb, role):
    state, act, target, allowed = RECORD_VERBS[verb]
    made = subject(verb, state)
    if verb == "confirm":
        made.state(by=actor(Role.REPRESENTATIVE, made), text="没有异议")
    by = actor(role, made)
    before = Transition.objects.count()
    if role in allowed:
        act(made, by)
        row = Transition.objects.filter(object_id=made.pk).latest("seq")
        assert (row.act, row.to_status, row.actor, row.posting_role) == (verb, target, by.user_id, role)
        assert made.status == target
    else:
        with pytest.raises(NotAllowed):
            act(made, by)
        assert Transition.objects.count() == before
        assert DishonestyRecord.objects.get(pk=made.pk).status == state


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("verb", PUBLICATION_VERBS)
def test_every_verb_of_a_publication_by_every_role(verb, role):
    state, act, target, allowed = PUBLICATION_VERBS[verb]
    made = factories.publication(state, finding_unit=factories.department())
    start = made.status
    by = actor(role, made)
    before = Transition.objects.count()
    if role in allowed:
        act(made, by)
        row = Transition.objects.filter(object_id=made.pk).latest("seq")
        assert (row.act, row.to_status, row.actor) == (verb, target, by.user_id)
    else:
        with pytest.raises(NotAllowed):
            act(made, by)
        assert Transition.objects.count() == before
        made.refresh_from_db()
        assert made.status == start


@pytest.mark.parametrize("role", Role.values)
def test_proposing_a_publication_by_every_role(role):
    made = factories.record("confirmed", finding_unit=factories.department())
    by = actor(role, made)
    if role == Role.OFFICER:
        assert services.propose_publication(made, by=by, title="标题", facts="事实").status == "pending"
    else:
        with pytest.raises(NotAllowed):
            services.propose_publication(made, by=by, title="标题", facts="事实")


@pytest.mark.parametrize("role", Role.values)
def test_entering_a_draft_by_every_role(role):
    by = factories.posting(role, "320100")
    department = by.unit if role == Role.REPRESENTATIVE else factories.department()
    entering = {"department": department, "clerk": by, "finding_unit": by.unit}
    if role in {Role.CLERK, Role.FINDING_BODY}:
        assert factories.record(**entering).entered_by_id == by.user_id
    else:
        with pytest.raises(NotAllowed):
            factories.record(**entering)


@pytest.mark.parametrize(
    ("verb", "state"), [("submit", "confirmed"), ("pass_review", "draft"), ("withdraw", "draft")]
)
def test_a_verb_in_the_wrong_state_says_the_state(verb, state):
    made = factories.record(state)
    by = {"submit": Role.CLERK, "pass_review": Role.REVIEWER, "withdraw": Role.DIRECTOR}[verb]
    act = RECORD_VERBS[verb][1]
    with pytest.raises(WrongState, match=made.get_status_display()):
        act(made, factories.posting(by))


def test_ones_own_entry_cannot_be_reviewed_even_in_another_posting():
    clerk = factories.posting(Role.CLERK)
    made = factories.record("pending_review", clerk=clerk)
    same_person = factories.posting(Role.REVIEWER, user=clerk.user)
    with pytest.raises(NotAllowed, match="四眼"):
        made.pass_review(by=same_person)


def test_only_who_entered_a_draft_may_void_it():
    made = factories.record()
    with pytest.raises(NotEligible, match="自己"):
        made.void(by=factories.posting(Role.CLERK), reason="误录")
    assert made.void(by=made.entered_by.postings.get(), reason="误录").status == "void"


def test_a_submission_names_every_field_that_is_missing():
    made = factories.record(legal_basis="", impact="", occurred_on=None)
    with pytest.raises(Incomplete) as refusal:
        made.submit(by=made.entered_by.postings.get())
    assert set(refusal.value.fields) == {"legal_basis", "impact", "occurred_on"}


def test_a_declared_grade_unlike_the_computed_one_needs_a_reason():
    made = factories.record(declared_severity="minor")
    clerk = made.entered_by.postings.get()
    with pytest.raises(Incomplete, match="不一致"):
        made.submit(by=clerk)
    made.edit(by=clerk, severity_reason="已主动挽回损失")
    assert made.submit(by=clerk).status == "pending_review"


def test_only_a_judgment_may_do_without_notice():
    made = factories.record("pending_notice")
    with pytest.raises(NotEligible, match="司法判决"):
        made.waive_notice(by=factories.posting(Role.REVIEWER), reason="急")


def test_notice_needs_proof_and_a_day_that_has_been():
    made = factories.record("pending_notice")
    reviewer = factories.posting(Role.REVIEWER)
    with pytest.raises(Incomplete, match="凭证"):
        made.serve_notice(by=reviewer, served_on=YESTERDAY, how=" ")
    with pytest.raises(Incomplete, match="晚于今天"):
        made.serve_notice(by=reviewer, served_on=timezone.localdate() + timedelta(days=1), how="邮寄")


def test_confirmation_waits_for_the_statement_or_its_last_day():
    made = factories.record("pending_notice")
    reviewer = factories.posting(Role.REVIEWER)
    made.serve_notice(by=reviewer, served_on=YESTERDAY, how="邮寄送达")
    with pytest.raises(NotEligible, match=str(made.statement_due)):
        made.confirm(by=reviewer, reason="事实清楚", today=made.statement_due)
    assert (
        made.confirm(by=reviewer, reason="期满", today=made.statement_due + timedelta(days=1)).status
        == "confirmed"
    )


def test_a_confirmed_record_carries_its_query_and_sanction_periods():
    made = factories.record("confirmed")
    assert made.query_until.year == made.decided_on.year + 5
    assert made.sanction_until > made.decided_on


def test_the_reviewer_may_say_that_an_accountability_hits_a_person():
    made = factories.record("pending_review", source_kind="accountability")
    assert made.publishable
    made.pass_review(by=factories.posting(Role.REVIEWER), accountability_object="person")
    assert made.publishable is False


def test_a_returned_record_goes_back_to_its_clerk_and_can_be_submitted_again():
    made = factories.record("returned")
    assert made.submit(by=made.entered_by.postings.get()).status == "pending_review"


@pytest.mark.parametrize("ground", ["expired", "repaired", "withdrawn", "tolerated", "superseded"])
def test_each_ground_ends_a_publication_and_takes_its_text_away(ground):
    made = factories.publication()
    generation = PublicGeneration.objects.get().value
    services.end_publication(made, by=factories.posting(Role.DIRECTOR), ground=ground, reason="依法终止")
    assert (made.status, made.end_ground) == ("ended", ground)
    assert made.public_id not in addresses()
    assert PublicGeneration.objects.get().value > generation
    assert Outbox.objects.filter(topic="publication.ended", subject_id=made.pk).count() == 1


@pytest.mark.parametrize(("act", "state"), [("exclude", "confirmed"), ("readmit", "not_included")])
def test_nobody_leaves_a_record_out_or_takes_it_up_but_by_its_tolerance(act, state):
    made = factories.record(state)
    for role in Role:
        with pytest.raises(NotAllowed, match="随引起它的办理"):
            made.move(act, by=actor(role, made), reason="容错")
    made.refresh_from_db()
    assert made.status == state


def test_the_sheet_must_be_answered_item_by_item():
    made = factories.publication("pending")
    with pytest.raises(Incomplete) as refusal:
        made.sign_sheet(by=factories.posting(Role.SECRECY), answers={"state": "无"})
    assert set(refusal.value.fields) == {"work", "trade", "privacy", "internal_affairs", "stability"}


def test_a_sheet_that_found_something_bars_publication():
    made = factories.publication("pending")
    made.sign_sheet(by=factories.posting(Role.SECRECY), answers=DIRTY_SHEET)
    with pytest.raises(NotEligible, match="商业秘密"):
        services.publish(made, by=factories.posting(Role.DIRECTOR))


def test_a_text_changed_after_the_sheet_was_signed_must_be_signed_again():
    made = factories.publication("signed")
    services.revise_face(made, by=factories.posting(Role.OFFICER), face_title="改过的标题")
    with pytest.raises(NotEligible, match="重新送审"):
        services.publish(made, by=factories.posting(Role.DIRECTOR))


def test_neither_of_the_two_may_publish():
    made = factories.publication("signed")
    for person in (made.fact.of_kind.entered_by, made.fact.of_kind.reviewed_by):
        with pytest.raises(NotAllowed, match="另一位负责人"):
            services.publish(made, by=factories.posting(Role.DIRECTOR, user=person))


def test_personal_data_bars_publication_until_removed_or_cleared_with_a_reason():
    made = factories.publication("pending", facts="验收后拖欠合同款，联系电话13851400000，至今未付")
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    secrecy = factories.posting(Role.SECRECY)
    with pytest.raises(Incomplete, match="个人信息") as refusal:
        made.sign_sheet(by=secrecy, answers=factories.CLEAN_SHEET)
    assert list(refusal.value.fields) == ["privacy"]
    with pytest.raises(NotAllowed):
        made.sign_sheet(by=officer, answers=factories.CLEAN_SHEET)
    with pytest.raises(Incomplete, match="个人信息") as refusal:
        require_no_suspects(made, director)
    assert "13851400000" not in str(refusal.value.fields)
    with pytest.raises(Incomplete, match="理由"):
        services.keep_suspect(made, by=officer, field="face_facts", text="13851400000", reason="")
    suspect = made.all_suspects()["face_facts"][0]
    services.keep_suspect(
        made, by=officer, field="face_facts", text=suspect.text, reason="单位对外公布的总机"
    )
    assert made.all_suspects() == {}
    made.sign_sheet(by=secrecy, answers=factories.CLEAN_SHEET)
    assert services.publish(made, by=director).status == "public"


def test_names_of_rostered_officials_are_found_in_text_and_document_title():
    unit = factories.department()
    factories.official(unit, name="欧阳诚信")
    made = factories.record(
        "confirmed", department=unit, document_title="关于欧阳诚信的决定", facts="欧阳诚信批准后未付款"
    )
    act = services.propose_publication(
        made,
        by=factories.posting(Role.OFFICER),
        title="拖欠合同款",
        facts=made.facts,
        document_title=made.document_title,
    )
    assert set(act.all_suspects()) == {"face_facts", "face_document_title"}


def test_a_minor_record_is_published_only_with_a_reason_and_for_three_months():
    made = factories.record("confirmed", declared_severity="minor", computed_severity="minor")
    act = services.propose_publication(made, by=factories.posting(Role.OFFICER), title="标题", facts="事实")
    act.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    director = factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match="轻微"):
        services.publish(act, by=director)
    services.revise_face(act, by=factories.posting(Role.OFFICER), minor_reason="社会关注度高")
    act.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    services.publish(act, by=director)
    assert (act.closes_on - made.decided_on).days <= 92


def test_a_record_whose_maximum_has_passed_is_not_published():
    today = timezone.localdate()
    made = factories.record(
        "confirmed", decided_on=today - timedelta(days=500), effective_on=today - timedelta(days=490)
    )
    act = factories.publication("signed", made=made)
    with pytest.raises(NotEligible, match="12 个月"):
        services.publish(act, by=factories.posting(Role.DIRECTOR))


@pytest.mark.parametrize("make", [factories.judgment, factories.commendation])
def test_a_judgment_and_a_commendation_are_confirmed_by_other_eyes_and_may_be_proposed(make):
    clerk = factories.posting(Role.CLERK)
    fact = make("pending_review", clerk=clerk)
    with pytest.raises(NotAllowed):
        fact.confirm(by=factories.posting(Role.REVIEWER, user=clerk.user), reason="自己复核")
    assert "已认定" in services.bar_to_proposal(fact)
    fact.confirm(by=factories.posting(Role.REVIEWER), reason="与文书一致")
    assert services.bar_to_proposal(fact) == ""
    assert not addresses()


def test_the_clock_writes_down_what_it_ended_once():
    made = factories.publication()
    clock = postings_services.clock_posting()
    assert services.expire_publications(by=clock, today=made.closes_on - timedelta(days=1)) == 0
    assert services.expire_publications(by=clock, today=made.closes_on) == 1
    assert services.expire_publications(by=clock, today=made.closes_on) == 0
    made.refresh_from_db()
    assert (made.status, made.end_ground) == ("ended", "expired")
    assert Transition.objects.filter(object_id=made.pk, act="end", posting_role="clock").count() == 1


def test_officers_in_scope_are_asked_thirty_days_before_the_end_and_only_once():
    made = factories.publication(department=factories.department("320100"))
    here, there = factories.posting(Role.OFFICER, "320100"), factories.posting(Role.OFFICER, "320500")
    early = made.closes_on - timedelta(days=31)
    assert services.remind_of_endings(early) == 0
    services.remind_of_endings(early + timedelta(days=1))
    services.remind_of_endings(early + timedelta(days=2))
    from common.models import Notice

    assert Notice.objects.waiting_for(here.pk).count() == 1
    assert Notice.objects.waiting_for(there.pk).count() == 0
    assert str(made.closes_on) in Notice.objects.waiting_for(here.pk).get().text


def test_a_notice_cannot_be_served_before_the_document_was_decided():
    made = factories.record("pending_notice")
    with pytest.raises(Incomplete, match=str(made.decided_on)):
        made.serve_notice(
            by=factories.posting(Role.REVIEWER), served_on=made.decided_on - timedelta(days=1), how="邮寄"
        )
