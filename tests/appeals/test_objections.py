"""An objection from its entry to its end: each act allowed, in the wrong state, by the wrong person; what each leaves."""

from __future__ import annotations

from typing import Any

import pytest

from appeals.objections.services import deciding, entering, handling, telling
from appeals.objections.services.entering import Applicant
from appeals.objections.services.handling import Answer
from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Deadline, Notice, Transition
from common.roles import Role
from records import services as records
from records.models import Hold, Publication
from records.publications.acts import PUBLICATION_ACTS
from tests import factories
from tests.appeals import objecting as makers
from tests.office import acts_of

pytestmark = pytest.mark.django_db


def officer() -> Any:
    return factories.posting(Role.OFFICER)


def director() -> Any:
    return factories.posting(Role.DIRECTOR)


def test_a_department_objects_to_its_own_fact_and_gets_number_and_code() -> None:
    fact = makers.published().fact.of_kind
    receipt = entering.object_to(fact, by=makers.representative(fact), kind="error", reasons="天数不符")
    assert receipt.case.number.startswith(f"YY-320000-{makers.today().year}-")
    assert len(receipt.code) == 9
    assert receipt.code.replace("-", "") not in receipt.case.query_code_hash
    assert receipt.case.status == "submitted"
    assert acts_of(receipt.case) == ["enter"]


def test_another_department_cannot_object_to_it() -> None:
    fact = makers.published().fact.of_kind
    with pytest.raises(NotAllowed, match="不在您的岗位范围内"):
        entering.object_to(fact, by=factories.posting(Role.REPRESENTATIVE), kind="error", reasons="天数不符")


def test_a_fact_that_is_not_found_yet_is_answered_by_a_statement_instead() -> None:
    fact = factories.record("statement")
    with pytest.raises(NotEligible, match="认定以前请陈述申辩"):
        entering.object_to(fact, by=makers.representative(fact), kind="error", reasons="天数不符")


def test_the_same_objection_sent_twice_is_entered_once() -> None:
    fact = makers.published().fact.of_kind
    makers.objection(fact)
    with pytest.raises(Incomplete, match="正在办理"):
        makers.objection(fact)
    makers.objection(fact, kind="overdue")


def test_a_person_concerned_is_kept_sealed_and_shown_masked() -> None:
    case = makers.paper()
    assert case.applicant == "甄**"
    assert makers.PERSON.name.encode() not in bytes(case.applicant_sealed)
    assert case.person() == (makers.PERSON.name, makers.PERSON.contact)
    trail = str(list(Transition.objects.filter(object_id=case.pk).values()))
    assert makers.PERSON.name not in trail
    assert makers.PERSON.contact not in trail


def test_a_paper_without_standing_or_from_tomorrow_is_refused_by_field() -> None:
    with pytest.raises(Incomplete) as refused:
        makers.paper(applicant=Applicant("甄诚信", "", " "))
    assert set(refused.value.fields) == {"contact", "standing"}


def test_the_supplement_is_asked_once_and_starts_acceptance_anew() -> None:
    case = makers.walked(makers.objection(), "supplement")
    assert case.supply_due
    by = makers.representative(case.fact.of_kind)
    entering.supply(case, by=by, reason="附判决书")
    assert (case.status, case.supplement) == ("submitted", "附判决书")
    with pytest.raises(NotEligible, match="只通知一次"):
        handling.ask(case, by=officer(), reason="再补")
    assert acts_of(case) == ["enter", "ask", "supply"]


def test_only_the_side_that_objected_supplies_and_takes_back() -> None:
    case = makers.walked(makers.objection(), "supplement")
    with pytest.raises(NotAllowed, match="由部门代表办理"):
        entering.supply(case, by=officer(), reason="代为补正")
    with pytest.raises(NotAllowed, match="由部门代表办理"):
        deciding.cancel(case, by=officer(), reason="代为撤回")


def test_a_rejection_names_a_listed_ground_reasons_and_remedy() -> None:
    case = makers.walked(makers.objection(), "rejected")
    assert (case.reject_ground, case.decision) == ("document", "不服的是处罚决定本身")
    assert "重新提出" in case.remedy
    assert "待核实" in case.remedy
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("same_ground", "没有办结过"),
        ("standing", "申请人就是主体"),
        ("no_matter", "先通知补正"),
        ("not_mended", "没有在计算"),
    ],
)
def test_a_ground_that_does_not_fit_is_refused_beside_its_field(ground: str, words: str) -> None:
    with pytest.raises(Incomplete, match=words) as refused:
        handling.reject(makers.objection(), by=officer(), ground=ground, reason="不予受理")
    assert set(refused.value.fields) == {"ground"}


def test_the_same_ground_again_is_not_accepted_once_it_was_decided() -> None:
    first = makers.walked(makers.objection(), "deciding", "uphold")
    deciding.refuse(first, by=director(), reason="与判决书一致")
    again = makers.objection(first.fact.of_kind)
    handling.reject(again, by=officer(), ground="same_ground", reason="没有新的证据")
    assert again.status == "rejected"


def test_without_a_supplement_nothing_is_rejected_before_a_confirmed_last_day() -> None:
    case = makers.walked(makers.objection(), "supplement")
    makers.late(case)
    with pytest.raises(Incomplete, match="待核实"):
        handling.reject(case, by=officer(), ground="not_mended", reason="逾期没有补正")
    makers.settle_rules()
    handling.reject(case, by=officer(), ground="not_mended", reason="逾期没有补正")
    assert case.status == "rejected"


@pytest.mark.parametrize("hand", ["entered_by", "reviewed_by"])
def test_nobody_with_a_hand_in_the_fact_accepts(hand: str) -> None:
    case = makers.objection()
    by = factories.posting(Role.OFFICER, user=getattr(case.fact, hand))
    with pytest.raises(NotAllowed, match="应当回避"):
        handling.accept(case, by=by)
    assert case.bar_by_hand("accept", by)


@pytest.mark.parametrize("hand", ["proposed_by", "sheet_signed_by", "published_by"])
def test_nobody_who_proposed_signed_or_published_decides(hand: str) -> None:
    case = makers.walked(makers.objection(), "deciding", "uphold")
    act = Publication.objects.get(fact=case.fact)
    by = factories.posting(Role.DIRECTOR, user=getattr(act, hand))
    with pytest.raises(NotAllowed, match="应当回避"):
        deciding.refuse(case, by=by, reason="与判决书一致")


def test_nobody_with_a_hand_in_the_fact_takes_the_paper_down() -> None:
    act = makers.published()
    by = factories.posting(Role.OFFICER, user=act.proposed_by)
    with pytest.raises(NotAllowed, match="应当回避"):
        makers.paper(act.fact.of_kind, by=by)


def test_of_two_deciders_the_slower_one_changes_nothing() -> None:
    case = makers.walked(makers.objection(), "deciding", "uphold")
    stale = type(case).objects.get(pk=case.pk)
    deciding.refuse(case, by=director(), reason="与处罚决定书一致")
    with pytest.raises(StaleState):
        deciding.refuse(stale, by=director(), reason="与处罚决定书一致")
    assert acts_of(case).count("refuse") == 1


def test_nobody_of_the_subject_body_handles_it() -> None:
    case = makers.objection()
    with pytest.raises(NotAllowed, match="您所在的单位就是"):
        handling.accept(case, by=factories.posting(Role.OFFICER, unit=case.fact.department))


def test_the_subject_body_is_never_named_to_verify_itself() -> None:
    case = makers.walked(makers.objection(), "routing")
    with pytest.raises(Incomplete, match="不能核查自己"):
        handling.route(
            case, by=director(), reason="转核", verifier="", unit=case.fact.department, is_own_error=False
        )


def test_who_accepted_or_concluded_does_not_decide() -> None:
    case = makers.walked(makers.objection(), "deciding", "uphold")
    for person in (case.accepted_by, case.answered_by):
        with pytest.raises(NotAllowed, match="四眼原则"):
            deciding.refuse(case, by=factories.posting(Role.DIRECTOR, user=person), reason="维持")


def test_an_unconfirmed_table_leaves_the_routing_to_the_director() -> None:
    case = makers.walked(makers.objection(), "routing")
    with pytest.raises(NotEligible, match="负责人写明理由后指定"):
        handling.forward(case, by=officer())
    makers.route(case)
    assert case.verifying_unit == case.fact.finding_unit
    assert case.competence_version == 1


def test_a_confirmed_table_lets_the_officer_forward_to_the_finding_body() -> None:
    makers.settle_rules()
    case = makers.walked(makers.objection(), "routing")
    handling.forward(case, by=officer())
    assert (case.status, case.verifying_unit) == ("verifying", case.fact.finding_unit)


def test_a_kind_that_the_table_does_not_know_waits_for_the_director() -> None:
    makers.settle_rules()
    case = makers.walked(makers.objection(factories.commendation("confirmed")), "routing")
    with pytest.raises(NotEligible, match="没有列出这类信息"):
        handling.forward(case, by=officer())


def test_only_the_body_that_was_named_concludes() -> None:
    case = makers.walked(makers.objection(), "verifying")
    with pytest.raises(NotAllowed):
        handling.answer(case, by=factories.posting(Role.FINDING_BODY), given=Answer("uphold", "无误"))
    makers.concluded(case, "uphold")
    assert (case.status, case.conclusion) == ("deciding", "uphold")


def test_an_officer_does_not_answer_for_a_body_that_acts_here() -> None:
    case = makers.walked(makers.objection(), "verifying")
    makers.finder_of(case)
    with pytest.raises(NotEligible, match="由它自己答复"):
        handling.record_answer(
            case, by=officer(), given=Answer("uphold", "无误", "复〔2026〕1号", makers.today())
        )


def test_a_body_elsewhere_answers_by_its_document() -> None:
    case = makers.walked(makers.objection(), "verifying")
    with pytest.raises(Incomplete) as refused:
        handling.record_answer(case, by=officer(), given=Answer("correct", "应更正"))
    assert set(refused.value.fields) == {"number", "dated_on"}
    handling.record_answer(
        case, by=officer(), given=Answer("correct", "应更正", "复〔2026〕1号", makers.today())
    )
    assert (case.status, case.answer_number) == ("deciding", "复〔2026〕1号")


def test_silence_is_never_taken_for_upholding() -> None:
    makers.settle_rules()
    case = makers.walked(makers.objection(), "verifying")
    makers.late(case)
    with pytest.raises(Incomplete, match="不能登记为“维持”"):
        handling.record_answer(case, by=officer(), given=Answer("uphold", "没有答复"))
    handling.record_answer(case, by=officer(), given=Answer("delete", "证据表明主体有误"))
    assert case.status == "deciding"


def test_an_upheld_deletion_withdraws_the_fact_in_the_same_transaction(as_public: Any) -> None:
    case = makers.walked(makers.objection(), "deciding", "delete")
    act = Publication.objects.get(fact=case.fact)
    deciding.withdraw_fact(case, by=director(), reason="不应归集")
    case.refresh_from_db()
    fact = case.fact.of_kind
    assert (case.status_word, fact.status) == ("已办结·采纳", "withdrawn")
    caused = Transition.objects.get(object_id=fact.pk, act="withdraw")
    assert caused.cause == Transition.objects.get(object_id=case.pk, act="withdraw_fact").pk
    act.refresh_from_db()
    assert (act.status, act.end_ground) == ("ended", "withdrawn")
    with as_public() as cursor:
        cursor.execute("SELECT count(*) FROM open.record WHERE public_id = %s", [act.public_id])
        assert cursor.fetchone()[0] == 0


def test_nothing_is_withdrawn_that_the_body_did_not_find_to_go() -> None:
    case = makers.walked(makers.objection(), "deciding", "correct")
    with pytest.raises(NotEligible, match="结论为删除的才撤销"):
        deciding.withdraw_fact(case, by=director(), reason="删除")
    with pytest.raises(NotEligible, match="结论为维持的才不予采纳"):
        deciding.refuse(case, by=director(), reason="不采纳")


def test_an_upheld_error_is_held_until_its_correction_is_applied() -> None:
    case = makers.walked(makers.objection(), "mending")
    act = Publication.objects.get(fact=case.fact)
    hold = Hold.objects.open().get(publication=act)
    assert (hold.begun_by, hold.cause_object) == ("appeals.objection.uphold", case.pk)
    assert act.shown_status == "suspended"
    mended = mend(case)
    correction = mended.correction
    assert Transition.objects.get(object_id=correction.pk, act="enter").cause is not None
    applied(correction)
    case.refresh_from_db()
    assert case.status_word == "已办结·采纳"
    assert case.closed_on == makers.today()
    assert not Hold.objects.open().exists()
    assert Publication.objects.get(predecessor=act).shown_status == "public"


@pytest.mark.parametrize("act", ["supply", "cancel", "explain", "succeed", "close", "reveal"])
def test_nobody_of_the_body_acts_for_whoever_objects_against_it_or_learns_who_that_is(act: str) -> None:
    case = makers.paper()
    own = factories.posting(Role.OFFICER, None, unit=case.fact.department)
    assert "主体" in case.bar_by_hand(act, own)
    with pytest.raises(NotAllowed, match="主体"):
        case.move(act, by=own, reason="由经办代为办理")
    assert case.bar_by_hand(act, officer()) == ""


def test_a_text_found_wrong_before_it_was_published_comes_into_public_corrected_alone() -> None:
    body = factories.department()
    fact = factories.record("confirmed", finding_unit=body, finding_body=body.name)
    act = factories.publication("signed", made=fact)
    case = makers.walked(makers.objection(fact), "mending")
    assert "更正施行以后再公示" in PUBLICATION_ACTS["publish"].bar(act, director())
    with pytest.raises(NotEligible, match="更正施行以后再公示"):
        records.publish(act, by=director())
    records.review_correction(
        mend(case).correction, by=factories.posting(Role.REVIEWER), reason="与判决书一致"
    )
    fact.refresh_from_db()
    assert records.publish(factories.publication("signed", made=fact), by=director()).shown_status == "public"


def test_a_correction_taken_back_leaves_the_wrong_text_off_the_pages() -> None:
    case = makers.walked(makers.objection(), "mending")
    clerk = factories.posting(Role.CLERK)
    mend(case, clerk)
    records.cancel_correction(case.correction, by=clerk, reason="填错了")
    case.refresh_from_db()
    assert (case.status, case.correction) == ("mending", None)
    assert deciding.hold_of(case)
    mend(case)
    deciding.release(case, by=director(), reason="另行处置")
    assert deciding.hold_of(case) is None


def mend(case: Any, clerk: Any = None) -> Any:
    return deciding.mend(
        case,
        by=clerk or factories.posting(Role.CLERK),
        reason="异议成立",
        kind="facts",
        changes={"facts": makers.NEW_FACTS},
        grounds="异议成立，天数有误",
    )


def applied(correction: Any) -> None:
    texts = {"title": "拖欠养护工程款", "facts": makers.NEW_FACTS, "document_title": "行政处罚决定书"}
    records.prepare_face(correction, by=officer(), **texts)
    correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    records.review_correction(correction, by=factories.posting(Role.REVIEWER), reason="与判决书一致")
    records.apply_correction(correction, by=director(), reason="异议成立")


def test_a_refusal_names_reasons_and_the_next_remedy_of_its_basis() -> None:
    case = makers.walked(makers.objection(), "deciding", "uphold")
    deciding.refuse(case, by=director(), reason="与处罚决定书一致")
    assert case.status_word == "已办结·不予采纳"
    assert "行政复议" in case.remedy
    assert case.fact.of_kind.status == "confirmed"


def test_a_conclusion_that_does_not_answer_goes_back() -> None:
    case = makers.walked(makers.objection(), "deciding", "uphold")
    handling.send_back(case, by=director(), reason="没有回应天数")
    assert case.status == "verifying"
    assert Deadline.objects.open().filter(object_id=case.pk, kind="appeals.objection_verify").exists()
    makers.concluded(case, "correct")


def test_publicity_goes_on_unless_a_reasoned_act_holds_it() -> None:
    case = makers.walked(makers.objection(), "verifying")
    act = Publication.objects.get(fact=case.fact)
    assert act.shown_status == "public"
    deciding.hold(case, by=director(), reason="核查期间暂停")
    assert Publication.objects.get(pk=act.pk).shown_status == "suspended"
    makers.concluded(case, "uphold")
    deciding.refuse(case, by=director(), reason="无误")
    assert Publication.objects.get(pk=act.pk).shown_status == "public"


def test_taking_back_leaves_no_trace_against_the_applicant() -> None:
    case = makers.walked(makers.objection(), "verifying")
    deciding.cancel(case, by=makers.representative(case.fact.of_kind), reason="已与认定机关核对")
    assert case.status == "cancelled"
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()
    makers.objection(case.fact.of_kind)


def test_an_heir_goes_on_or_the_case_of_the_dead_is_closed() -> None:
    case = makers.walked(makers.paper(), "routing")
    heir = Applicant("贾守约", "13800000000", "是申请人的继承人")
    entering.succeed(case, by=officer(), applicant=heir, reason="申请人死亡")
    assert (case.applicant, case.person()[0]) == ("贾**", "贾守约")
    assert "applicant_hash" not in Transition.objects.get(object_id=case.pk, act="succeed").after
    deciding.close(case, by=officer(), reason="继承人放弃")
    assert case.status == "lapsed"


def test_each_act_is_refused_in_a_state_that_does_not_allow_it() -> None:
    case = makers.walked(makers.objection(), "rejected")
    for act, verb in case.TRANSITIONS.items():
        if case.status in verb.sources or not verb.roles:
            continue
        role = sorted(verb.roles)[0]
        by = makers.representative(case.fact.of_kind) if role == "representative" else None
        by = by or factories.posting(
            role, **({"unit": case.fact.finding_unit} if role == "finding_body" else {})
        )
        with pytest.raises(WrongState):
            case.move(act, by=by, reason="试办")


def test_the_letter_names_no_person_and_its_service_is_told() -> None:
    by = officer()
    makers.register(by)
    case = makers.walked(makers.paper(), "deciding", "uphold")
    deciding.refuse(case, by=director(), reason="与处罚决定书一致")
    letter = telling.notify(case, by=by)
    assert letter.document_number.startswith("异告〔")
    assert makers.PERSON.name not in letter.addressee + letter.body
    assert "行政复议" in letter.body
    telling.serve(case, by=by, manner="direct", on=makers.today(), proof="送达回证第1号")
    case.refresh_from_db()
    assert (case.told_on, case.told_how) == (makers.today(), "直接送达：送达回证第1号")
    with pytest.raises(NotEligible, match="已经发出"):
        telling.notify(case, by=by)


def test_each_step_tells_whose_turn_it_is() -> None:
    held = officer()
    case = makers.objection()
    assert Notice.objects.filter(recipient=held.pk, topic="objection.filed", object_id=case.pk).exists()
    own = makers.representative(case.fact.of_kind)
    handling.accept(case, by=held)
    assert Notice.objects.filter(recipient=own.pk, topic="objection.step").exists()
