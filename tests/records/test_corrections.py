"""A correction from the proposal to the corrected page: each verb, each wrong person, and what the trail keeps."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Outbox, PublicGeneration, Transition
from common.roles import Role
from records import services
from records.corrections.services import corrections
from records.models import Correction, Publication
from tests import factories
from tests.in_public import addresses, row_of
from tests.untold import tell

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NEW_FACTS = "道路养护项目验收合格后拖欠合同价款，逾期一百二十日仍未支付"
WORDS = {"kind": "facts", "grounds": "法院裁定补正了逾期天数", "document": "（2026）苏01行初3号补正裁定"}


def proposed(made=None, by=None, **changes):
    made = made or factories.record("confirmed")
    by = by or factories.posting(Role.CLERK)
    return corrections.propose_correction(made, by=by, changes=changes or {"facts": NEW_FACTS}, **WORDS)


def of_public(**changes):
    """A correction of a record that stands in public, with its publication."""
    act = factories.publication()
    return proposed(act.fact.of_kind, **changes), act


def endorsed(**changes):
    """One that the officer faced, the secrecy reviewer signed and the reviewer endorsed."""
    correction, act = of_public(**changes)
    face(correction)
    correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    review(correction)
    return correction, act


def face(correction, **texts):
    given = {"title": "拖欠养护工程款", "facts": NEW_FACTS, "document_title": "行政处罚决定书", **texts}
    return corrections.prepare_face(correction, by=factories.posting(Role.OFFICER), **given)


def review(correction, by=None, **given):
    return corrections.review_correction(
        correction, by=by or factories.posting(Role.REVIEWER), reason="与裁定一致", **given
    )


def apply(correction, by=None, **given):
    return corrections.apply_correction(
        correction, by=by or factories.posting(Role.DIRECTOR), reason="更正施行", **given
    )


def last_act(made):
    return Transition.objects.filter(object_id=made.pk).latest("seq")


def test_nothing_changes_before_the_review():
    correction = proposed()
    made = correction.fact.of_kind
    before = made.facts
    made.refresh_from_db()
    assert (made.facts, made.content_version) == (before, 1)
    assert correction.changes == {"facts": [before, NEW_FACTS]}
    assert (last_act(correction).act, last_act(correction).reason) == ("enter", WORDS["grounds"])


def test_without_a_publication_the_review_applies_it_in_one_act():
    correction = proposed()
    reviewer = factories.posting(Role.REVIEWER)
    review(correction, by=reviewer)
    made = correction.fact.of_kind
    made.refresh_from_db()
    assert (correction.status, correction.applied_on) == ("applied", TODAY)
    assert (made.facts, made.content_version, made.reviewed_version) == (NEW_FACTS, 2, 2)
    assert (made.last_changed_by_id, made.reviewed_by_id) == (correction.proposed_by_id, reviewer.user_id)


def test_the_trail_of_the_record_keeps_the_old_text_for_the_office():
    correction = proposed()
    before = correction.fact.of_kind.facts
    review(correction)
    row = last_act(correction.fact.of_kind)
    assert (row.act, row.before["facts"], row.after["facts"]) == ("correct", before, NEW_FACTS)
    assert row.after["content_version"] == 2


def test_dates_sums_and_grades_come_out_as_such_and_draw_the_rest_after_them():
    made = factories.record("confirmed")
    earlier = made.decided_on - timedelta(days=40)
    correction = proposed(
        made,
        decided_on=earlier.isoformat(),
        occurred_on=(earlier - timedelta(days=5)).isoformat(),
        loss="2000000",
        document_number="苏01罚［2026］ 9001 号",
        declared_severity="serious",
    )
    review(correction)
    made.refresh_from_db()
    assert (made.decided_on, made.loss, made.document_key) == (earlier, 2_000_000, "苏01罚〔2026〕9001号")
    assert (made.computed_severity, made.declared_severity) == ("serious", "serious")
    assert made.query_until.year == earlier.year + 5


def test_a_standing_record_is_replaced_by_its_successor_in_the_same_act():
    correction, old = endorsed()
    generation = PublicGeneration.objects.get().value
    director = factories.posting(Role.DIRECTOR)
    apply(correction, by=director)
    old.refresh_from_db()
    new = Publication.objects.get(predecessor=old)
    assert (old.status, old.end_ground, new.status) == ("ended", "superseded", "public")
    assert (new.fact_version, new.published_by_id, new.face_facts) == (2, director.user_id, NEW_FACTS)
    assert (new.opens_on, new.closes_on) == (old.opens_on, old.closes_on)
    assert addresses() == {new.public_id}
    shown = row_of(new)
    assert (shown.facts, shown.corrected_on, shown.correction_kind) == (NEW_FACTS, TODAY, "facts")
    assert PublicGeneration.objects.get().value > generation
    topics = set(Outbox.objects.values_list("topic", flat=True))
    assert {"record.corrected", "publication.ended", "publication.opened"} <= topics
    assert last_act(new).act == "succeed"


def test_an_address_corrected_twice_leads_to_the_last_text_and_ends_with_it(as_public):
    correction, first = endorsed()
    apply(correction)
    second = Publication.objects.get(predecessor=first)
    again = proposed(second.fact.of_kind, facts="第二次更正后的事实")
    face(again, facts="第二次更正后的事实")
    again.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    review(again)
    apply(again)
    third = Publication.objects.get(predecessor=second)

    def moved(address):
        with as_public() as cursor:
            cursor.execute("SELECT leads_to FROM open.ended WHERE public_id = %s", [str(address)])
            return cursor.fetchone()[0]

    assert moved(first.public_id) == moved(second.public_id) == third.public_id
    services.end_publication(third, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="修复")
    assert moved(first.public_id) is None


def test_a_suspended_publication_stays_suspended_under_its_new_text():
    act = factories.publication("suspended")
    correction = proposed(act.fact.of_kind)
    face(correction)
    correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    review(correction)
    apply(correction)
    assert Publication.objects.get(predecessor=act).shown_status == "suspended"


def test_what_becomes_minor_may_leave_the_public_with_a_reason():
    correction, old = of_public(declared_severity="minor", severity_reason="损失已全部挽回")
    corrections.prepare_end(correction, by=factories.posting(Role.OFFICER), because="更正为轻微，不予公示")
    review(correction)
    apply(correction)
    old.refresh_from_db()
    assert (old.status, old.end_ground) == ("ended", "superseded")
    assert not Publication.objects.filter(predecessor=old).exists()


def test_a_proposed_publication_of_the_old_text_ends_by_itself():
    act = factories.publication("signed")
    correction = proposed(act.fact.of_kind)
    review(correction)
    act.refresh_from_db()
    assert (correction.status, act.status, act.end_ground) == ("applied", "ended", "superseded")
    assert last_act(act).posting_role == "reviewer"
    assert last_act(act).cause == last_act(act.fact.of_kind).pk


def test_a_publication_over_by_the_day_of_the_act_is_not_succeeded():
    correction, act = endorsed()
    apply(correction, today=act.closes_on)
    act.refresh_from_db()
    assert (act.end_ground, Publication.objects.filter(predecessor=act).count()) == ("expired", 0)


def test_a_correction_after_which_the_window_would_be_over_asks_to_end_it():
    act = factories.publication(occurred_on=TODAY - timedelta(days=500))
    correction = proposed(act.fact.of_kind, decided_on=(TODAY - timedelta(days=355)).isoformat())
    face(correction)
    correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    review(correction)
    with pytest.raises(NotEligible, match="不再公示"):
        apply(correction, today=TODAY + timedelta(days=20))
    act.refresh_from_db()
    assert act.status == "public"


def test_a_record_that_changed_meanwhile_refuses_the_stale_proposal():
    made = factories.record("confirmed")
    stale = proposed(made)
    stale.send_back(by=factories.posting(Role.REVIEWER), reason="先办另一件")
    review(proposed(made, remark="补充备注"))
    clerk = stale.proposed_by.postings.get()
    tell(stale, "pending")
    Correction.objects.filter(pk=stale.pk).update(status="pending")
    stale.refresh_from_db()
    with pytest.raises(StaleState, match="第 2 版"):
        review(stale)
    stale.send_back(by=factories.posting(Role.REVIEWER), reason="请按第 2 版重提")
    corrections.revise_correction(stale, by=clerk, changes={"facts": NEW_FACTS}, **WORDS)
    assert (stale.status, stale.base_version) == ("pending", 2)
    review(stale)
    made.refresh_from_db()
    assert (made.facts, made.content_version) == (NEW_FACTS, 3)


def test_a_text_changed_after_it_was_signed_must_be_signed_again():
    correction, _ = endorsed()
    face(correction, facts="又改了一遍的事实")
    with pytest.raises(NotEligible, match="重新送审"):
        apply(correction)


def test_a_text_with_personal_data_is_not_applied():
    correction, _ = of_public()
    face(correction, facts="拖欠工程款，联系电话 13812345678")
    with mock.patch.object(type(correction), "all_suspects", return_value={}):  # no rule found it yet
        correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    review(correction)
    with pytest.raises(Incomplete, match="个人信息"):
        apply(correction)
    services.keep_suspect(
        correction,
        by=factories.posting(Role.OFFICER),
        field="face_facts",
        text="13812345678",
        reason="单位总机",
    )
    correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    assert apply(correction).status == "applied"


def test_a_standing_record_without_a_prepared_text_is_not_touched():
    correction, old = of_public()
    review(correction)
    with pytest.raises(NotEligible, match="先拟定更正后的公示文本"):
        apply(correction)
    old.refresh_from_db()
    assert (old.status, old.fact.of_kind.content_version) == ("public", 1)


def face_by(correction, by):
    return corrections.prepare_face(correction, by=by, title="标题", facts="事实")


def faced():
    correction, act = of_public()
    return face(correction), act


VERBS = {
    "edit_face": (of_public, face_by, {"officer"}),
    "sign": (
        faced,
        lambda c, by: c.sign_sheet(by=by, answers=factories.CLEAN_SHEET),
        {"secrecy"},
    ),
    "endorse": (of_public, lambda c, by: review(c, by=by), {"reviewer"}),
    "approve": (lambda: (proposed(), None), lambda c, by: review(c, by=by), {"reviewer"}),
    "apply": (endorsed, lambda c, by: apply(c, by=by), {"director"}),
    "return": (of_public, lambda c, by: c.send_back(by=by, reason="请附裁定"), {"reviewer", "director"}),
}


def somebody(role, correction):
    if role == Role.REPRESENTATIVE:
        return factories.posting(role, unit=correction.fact.of_kind.department)
    return factories.posting(role)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_of_a_correction_by_every_role(verb, role):
    start, act, allowed = VERBS[verb]
    correction, _ = start()
    by = somebody(role, correction)
    state, rows = correction.status, Transition.objects.count()
    if role in allowed:
        act(correction, by)
        row = last_act(correction)
        assert (row.act, row.actor, row.to_status) == (verb, by.user_id, correction.status)
    else:
        with pytest.raises(NotAllowed):
            act(correction, by)
        assert Transition.objects.count() == rows
        assert Correction.objects.get(pk=correction.pk).status == state


@pytest.mark.parametrize("role", Role.values)
def test_proposing_a_correction_by_every_role(role):
    unit = factories.department()
    made = factories.record("confirmed", finding_unit=unit)
    fields = {"unit": {Role.REPRESENTATIVE: made.department, Role.FINDING_BODY: unit}.get(role)}
    by = factories.posting(role, **(fields if fields["unit"] else {}))
    if role in {Role.CLERK, Role.FINDING_BODY}:
        assert proposed(made, by=by).status == "pending"
    else:
        with pytest.raises(NotAllowed):
            proposed(made, by=by)


def test_a_finding_body_corrects_its_own_findings_only():
    made = factories.record("confirmed", finding_unit=factories.department())
    with pytest.raises(NotAllowed, match="范围"):
        proposed(made, by=factories.posting(Role.FINDING_BODY))


def test_a_clerk_of_another_city_cannot_propose():
    made = factories.record("confirmed", department=factories.department("320100"))
    with pytest.raises(NotAllowed, match="范围"):
        proposed(made, by=factories.posting(Role.CLERK, "320500"))


@pytest.mark.parametrize("state", ["draft", "pending_review", "statement", "withdrawn", "void"])
def test_only_a_confirmed_or_excluded_record_is_corrected(state):
    with pytest.raises(WrongState, match="更正"):
        proposed(factories.record(state))


def test_a_record_that_was_left_out_can_be_corrected_too():
    made = factories.record("not_included")
    review(proposed(made))
    made.refresh_from_db()
    assert (made.status, made.facts) == ("not_included", NEW_FACTS)


def test_only_one_correction_at_a_time():
    made = factories.record("confirmed")
    proposed(made)
    with pytest.raises(WrongState, match="已有一件"):
        proposed(made, remark="另一处")


def test_a_returned_one_waits_until_the_other_on_the_same_record_is_decided():
    returned = proposed()
    clerk = returned.proposed_by.postings.get()
    returned.send_back(by=factories.posting(Role.REVIEWER), reason="请附裁定")
    other = proposed(returned.fact.of_kind, remark="另一处")
    with pytest.raises(WrongState, match="已有一件"):
        corrections.revise_correction(returned, by=clerk, changes={"facts": NEW_FACTS}, **WORDS)
    other.send_back(by=factories.posting(Role.REVIEWER), reason="并入前一件")
    again = corrections.revise_correction(returned, by=clerk, changes={"facts": NEW_FACTS}, **WORDS)
    assert again.status == "pending"


def test_neither_who_proposed_nor_who_entered_the_record_reviews_the_correction():
    correction = proposed()
    for person in (correction.proposed_by, correction.fact.of_kind.entered_by):
        with pytest.raises(NotAllowed, match="四眼"):
            review(correction, by=factories.posting(Role.REVIEWER, user=person))


def test_nobody_who_had_a_hand_in_a_correction_or_signed_its_sheet_applies_it():
    correction, _ = endorsed()
    hands = (correction.proposed_by, correction.reviewed_by, correction.fact.of_kind.entered_by)
    for person in (*hands, correction.prepared_by, correction.sheet_signed_by):
        with pytest.raises(NotAllowed, match="另一位负责人"):
            apply(correction, by=factories.posting(Role.DIRECTOR, user=person))


def test_who_prepared_the_text_does_not_sign_its_sheet():
    correction, _ = faced()
    officer = correction.prepared_by
    with pytest.raises(NotAllowed, match="签署"):
        correction.sign_sheet(by=factories.posting(Role.SECRECY, user=officer), answers=factories.CLEAN_SHEET)


def test_only_the_proposer_takes_it_back_or_mends_it():
    correction = proposed()
    clerk = correction.proposed_by.postings.get()
    with pytest.raises(NotAllowed, match="提出人"):
        corrections.cancel_correction(correction, by=factories.posting(Role.CLERK), reason="误提")
    correction.send_back(by=factories.posting(Role.REVIEWER), reason="请附裁定")
    with pytest.raises(NotAllowed, match="提出人"):
        corrections.revise_correction(
            correction, by=factories.posting(Role.CLERK), changes={"facts": NEW_FACTS}, **WORDS
        )
    assert corrections.cancel_correction(correction, by=clerk, reason="误提").status == "cancelled"
    assert last_act(correction).act == "cancel"


@pytest.mark.parametrize("act", ["approve", "apply", "return", "edit_face", "sign", "cancel"])
def test_an_applied_correction_is_closed(act):
    correction = proposed()
    review(correction)
    role = next(iter(Correction.TRANSITIONS[act].roles))
    with pytest.raises(WrongState, match="已施行"):
        correction.move(act, by=factories.posting(role), reason="再来一次")


def test_grounds_kind_and_a_real_difference_are_demanded():
    made = factories.record("confirmed")
    clerk = factories.posting(Role.CLERK)
    for given, field in (
        ({**WORDS, "grounds": " ", "changes": {"facts": "新"}}, "grounds"),
        ({**WORDS, "kind": "whatever", "changes": {"facts": "新"}}, "kind"),
        ({**WORDS, "changes": {"facts": made.facts}}, None),
        ({**WORDS, "changes": {"source_kind": "judgment"}}, "source_kind"),
        ({**WORDS, "changes": {"decided_on": "明天"}}, "decided_on"),
        ({**WORDS, "changes": {"decided_on": (TODAY + timedelta(days=1)).isoformat()}}, "decided_on"),
        ({**WORDS, "changes": {"occurred_on": TODAY.isoformat()}}, "occurred_on"),
        ({**WORDS, "changes": {"declared_severity": "minor"}}, "severity_reason"),
        ({**WORDS, "changes": {"facts": "绝密★启用前"}}, "facts"),
    ):
        with pytest.raises(Incomplete) as refusal:
            corrections.propose_correction(made, by=clerk, **given)
        assert field is None or field in refusal.value.fields


def test_a_number_that_another_record_has_is_refused_without_saying_which():
    other = factories.record("confirmed")
    made = factories.record("confirmed", department=other.department)
    with pytest.raises(Incomplete, match="与已有的一条记录重复") as refusal:
        proposed(made, document_number=other.document_number)
    assert other.record_no not in str(refusal.value)


def test_the_department_learns_of_a_correction_once_it_is_in_force():
    correction = proposed()
    unit = factories.posting(Role.REPRESENTATIVE, unit=correction.fact.of_kind.department)
    assert not Correction.objects.visible_to(unit).exists()
    review(correction)
    assert Correction.objects.visible_to(unit).get() == correction


def test_what_waits_for_the_officer_and_for_the_secrecy_reviewer():
    correction, _ = of_public()
    assert list(Correction.objects.all().to_face()) == [correction]
    face(correction)
    assert not Correction.objects.all().to_face().exists()
    assert list(Correction.objects.all().to_sign()) == [correction]
    correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    assert not Correction.objects.all().to_sign().exists()
