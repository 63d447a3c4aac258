"""What may not stand in public, nor be kept, however it gets there: each gate tried from the act itself."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from common.cases.acts import offered
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Outbox, Transition
from common.roles import Role
from policy.vocabulary import NOTHING_FOUND, Secrecy
from postings import services as postings_services
from records import services
from records.corrections.services import corrections
from records.publications.acts import PUBLICATION_ACTS
from records.publications.forms import SheetForm
from records.publications.services import ending
from tests import factories
from tests.discipline import tolerating
from tests.in_public import addresses

pytestmark = pytest.mark.django_db
PHONE = "13851400000"
MARK = "机密★10年"


def seat(role: Role, **fields):
    return factories.posting(role, **fields)


def proposed(made, **texts):
    return services.propose_publication(
        made, by=seat(Role.OFFICER), **{"title": "拖欠工程款", "facts": "事实", **texts}
    )


def signed(act):
    """The act, signed when no rule found yet what is in its text."""
    with mock.patch.object(type(act), "all_suspects", return_value={}):
        act.sign_sheet(by=seat(Role.SECRECY), answers=factories.CLEAN_SHEET)
    return act


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("severity_reason", "严重程度不一致的理由"),
        ("legal_basis", "认定依据"),
        ("finding_body", "认定机关"),
        ("document_number", "文书号"),
    ],
)
def test_personal_data_in_what_the_file_lends_to_the_public_row_bars_publication(field, label):
    made = factories.record("confirmed", **{field: f"经办电话{PHONE}"})
    act = signed(proposed(made))
    with pytest.raises(Incomplete, match=f"{label}.*更正或退回记录") as refusal:
        services.publish(act, by=seat(Role.DIRECTOR))
    assert set(refusal.value.fields) == {field}
    assert PHONE not in str(refusal.value.fields)
    assert not addresses()


def test_what_the_file_says_is_not_removed_in_the_public_text_but_may_be_kept_with_a_reason():
    act = proposed(factories.record("confirmed", legal_basis=f"见{PHONE}"))
    officer = seat(Role.OFFICER)
    with pytest.raises(Incomplete, match="更正或退回记录"):
        services.remove_suspect(act, by=officer, field="legal_basis", text=PHONE)
    with pytest.raises(Incomplete, match="理由"):
        services.keep_suspect(act, by=officer, field="legal_basis", text=PHONE, reason=" ")
    services.keep_suspect(act, by=officer, field="legal_basis", text=PHONE, reason="是文件编号")
    services.revise_face(act, by=officer, face_title="新标题")
    assert services.publish(signed(act), by=seat(Role.DIRECTOR)).status == "public"


def test_what_was_cleared_in_one_text_is_not_cleared_in_another():
    act = proposed(factories.record("confirmed", legal_basis=f"见{PHONE}"))
    officer = seat(Role.OFFICER)
    services.keep_suspect(act, by=officer, field="legal_basis", text=PHONE, reason="是文件编号")
    services.revise_face(act, by=officer, face_facts=f"联系电话{PHONE}")
    with pytest.raises(Incomplete, match="个人信息") as refusal:
        services.publish(signed(act), by=seat(Role.DIRECTOR))
    assert set(refusal.value.fields) == {"face_facts"}


def test_a_correction_that_brings_personal_data_into_the_public_row_is_not_applied():
    record = factories.publication().fact.of_kind
    case = corrections.propose_correction(
        record, by=seat(Role.CLERK), kind="facts", grounds="补正", changes={"legal_basis": f"电话{PHONE}"}
    )
    corrections.prepare_face(case, by=seat(Role.OFFICER), title="标题", facts="事实")
    signed(case)
    corrections.review_correction(case, by=seat(Role.REVIEWER), reason="属实")
    with pytest.raises(Incomplete, match="认定依据"):
        corrections.apply_correction(case, by=seat(Role.DIRECTOR), reason="施行")


def test_a_returned_record_is_heard_again_and_the_trail_keeps_the_first_hearing():
    made = factories.record("statement")
    made.state(by=seat(Role.REPRESENTATIVE, unit=made.department), text="款项正在筹措")
    made.send_back(by=seat(Role.REVIEWER), reason="金额有误")
    assert (made.statement_text, made.served_on, made.served_how, made.statement_due) == ("", None, "", None)
    assert Transition.objects.get(object_id=made.pk, act="return").before["statement_text"] == "款项正在筹措"
    made.submit(by=seat(Role.CLERK))
    reviewer = seat(Role.REVIEWER)
    made.pass_review(by=reviewer)
    made.serve_notice(by=reviewer, served_on=timezone.localdate(), how="直接送达")
    with pytest.raises(NotEligible, match="陈述申辩期"):
        made.confirm(by=reviewer, reason="事实清楚")


def test_a_waiver_falls_with_the_return():
    made = factories.record("pending_notice", source_kind="judgment")
    made.waive_notice(by=seat(Role.REVIEWER), reason="庭审已陈述")
    made.send_back(by=seat(Role.REVIEWER), reason="来源有误")
    assert made.notice_waived is False


def test_a_record_taken_up_again_is_heard_again():
    made = tolerating.readmitted(factories.record("not_included"))
    assert (made.served_on, made.statement_due, made.reviewed_by_id) == (None, None, None)


def test_what_was_tolerated_in_public_waits_to_be_proposed_once_it_is_confirmed_anew():
    made = factories.publication().fact.of_kind
    tolerating.excluded(made)
    tolerating.readmitted(made)
    served = timezone.localdate() - timedelta(days=30)
    made.pass_review(by=seat(Role.REVIEWER), today=served)
    made.serve_notice(by=seat(Role.REVIEWER), served_on=served, how="直接送达")
    made.confirm(by=seat(Role.REVIEWER), reason="期满未提出意见")
    assert type(made).objects.to_propose().filter(pk=made.pk).exists()


@pytest.mark.parametrize("ground", ["repaired", "withdrawn"])
def test_what_was_repaired_or_withdrawn_does_not_go_public_again(ground):
    act = factories.publication()
    services.end_publication(act, by=seat(Role.DIRECTOR), ground=ground, reason="依规终止")
    with pytest.raises(NotEligible, match="不再公示"):
        proposed(act.fact.of_kind)
    assert "不再公示" in services.bar_to_proposal(act.fact.of_kind)


def test_what_was_declined_may_be_proposed_again():
    act = factories.publication("pending")
    services.decline_publication(act, by=seat(Role.DIRECTOR), reason="涉及商业秘密")
    assert services.bar_to_proposal(act.fact.of_kind) == ""
    assert proposed(act.fact.of_kind).status == "pending"


def test_a_record_confirmed_anew_after_it_was_left_out_may_go_public():
    act = factories.publication()
    reviewer = seat(Role.REVIEWER)
    made = tolerating.readmitted(tolerating.excluded(act.fact.of_kind))
    served = timezone.localdate() - timedelta(days=30)
    made.pass_review(by=reviewer, today=served)
    made.serve_notice(by=reviewer, served_on=served, how="直接送达")
    made.confirm(by=reviewer, reason="事实清楚")
    assert services.bar_to_proposal(made) == ""


def test_whoever_changed_the_public_text_neither_signs_nor_publishes_it():
    act = factories.publication("pending")
    editor = seat(Role.OFFICER)
    services.revise_face(act, by=editor, face_title="改过的标题")
    with pytest.raises(NotAllowed, match="公开审查表"):
        act.sign_sheet(by=seat(Role.SECRECY, user=editor.user), answers=factories.CLEAN_SHEET)
    director = seat(Role.DIRECTOR, user=editor.user)
    assert "publish" not in [offer.name for offer in offered(signed(act), director)]
    with pytest.raises(NotAllowed, match="另一位负责人"):
        services.publish(act, by=director)


def test_whoever_last_changed_the_record_does_not_sign():
    made = factories.record("returned")
    editor = seat(Role.CLERK)
    made.edit(by=editor, facts="改正后的事实")
    act = proposed(_confirmed(made))
    with pytest.raises(NotAllowed, match="公开审查表"):
        act.sign_sheet(by=seat(Role.SECRECY, user=editor.user), answers=factories.CLEAN_SHEET)


def _confirmed(made):
    made.submit(by=seat(Role.CLERK))
    reviewer = seat(Role.REVIEWER)
    served = timezone.localdate() - timedelta(days=30)
    made.pass_review(by=reviewer, today=served)
    made.serve_notice(by=reviewer, served_on=served, how="直接送达")
    return made.confirm(by=reviewer, reason="事实清楚")


def test_no_door_takes_a_text_with_a_secrecy_mark():
    act = factories.publication("pending")
    with pytest.raises(Incomplete, match="密级标志") as refusal:
        services.revise_face(act, by=seat(Role.OFFICER), face_facts=MARK)
    assert set(refusal.value.fields) == {"face_facts"}
    with pytest.raises(Incomplete, match="密级标志"):
        services.decline_publication(act, by=seat(Role.DIRECTOR), reason=MARK)
    with pytest.raises(Incomplete, match="密级标志"):
        proposed(factories.record("confirmed"), facts=MARK)
    with pytest.raises(Incomplete, match="密级标志"):
        factories.record(facts=MARK)
    assert not Transition.objects.filter(reason=MARK).exists()


def test_a_set_of_rows_is_not_moved_with_a_secrecy_mark():
    from common.workflow import move_many

    made = factories.record("pending_review")
    rows = type(made).objects.filter(pk=made.pk)
    with pytest.raises(Incomplete, match="密级标志"):
        move_many(rows, "return", by=seat(Role.REVIEWER), reason=MARK)


def test_the_sheet_takes_no_opinion_with_a_secrecy_mark():
    form = SheetForm({**{q.value: NOTHING_FOUND for q in Secrecy}, "opinion": MARK})
    assert "密级标志" in str(form.errors["opinion"])


def test_the_second_of_two_officers_is_told_that_another_was_quicker():
    made = factories.record("confirmed")
    proposed(made)
    with pytest.raises(WrongState, match="已有人拟公示"):
        proposed(made)


def test_the_clock_tells_only_of_what_it_ended_itself(monkeypatch):
    mine, taken = factories.publication(), factories.publication()
    real = ending.move_many

    def overtaken(*args, **kwargs):
        services.end_publication(taken, by=seat(Role.DIRECTOR), ground="repaired", reason="信用修复")
        return real(*args, **kwargs)

    monkeypatch.setattr(ending, "move_many", overtaken)
    assert (
        services.expire_publications(
            by=postings_services.clock_posting(), today=max(mine.closes_on, taken.closes_on)
        )
        == 1
    )
    told = Outbox.objects.filter(topic="publication.ended", payload={"ground": "expired"})
    assert [row.subject_id for row in told] == [mine.pk]


def test_publishing_promises_only_what_there_is():
    effect = PUBLICATION_ACTS["publish"].effect
    assert "接口" not in effect
    assert "统计次日计入" in effect
