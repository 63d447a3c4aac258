"""被诉提醒 → 败诉督办 → 执行立案预警 → 拒不执行: each rung opened by its fact, each act its role's, each end as declared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Deadline, Notice, Transition
from common.roles import Role
from disclosure.open.models import OpenRecord
from letters import services as letters
from letters.case_letters import issue_waiting
from letters.models import Letter
from postings.services import clock_posting
from records import services as records
from supervision.warnings.acts import ACTS
from supervision.warnings.deadlines import CHECK, DEFENCE, ENFORCEMENT, MEASURES, PERFORMANCE
from supervision.warnings.models import JudgmentWarning
from supervision.warnings.next_step import ladder, next_step
from supervision.warnings.queues import FINDER, QUEUES, SENT
from supervision.warnings.reminding import remind
from supervision.warnings.services import answering, ending, opening, telling
from supervision.warnings.services.opening import Duty
from supervision.warnings.vocabulary import PressKind
from tests import factories
from tests.discipline import makers
from tests.supervision import warning as making
from tests.supervision.warning import days_ago, warning

pytestmark = pytest.mark.django_db
CAUSED = ("lapse", "fall_to_lost", "fall_to_enforcing")
ACTING = [name for name in JudgmentWarning.TRANSITIONS if name not in CAUSED]


def seat(case, role):
    return making.representative(case) if role == Role.REPRESENTATIVE else factories.posting(role)


def due(case, kind):
    return Deadline.objects.open().filter(object_id=case.pk, kind=kind.key).first()


def make_late(case):
    """Let the day to perform have passed."""
    Deadline.objects.filter(object_id=case.pk, kind=PERFORMANCE.key).update(due_on=days_ago(2))


@pytest.mark.parametrize("act", ACTING)
def test_each_act_is_its_roles_alone_in_its_states_alone(act):
    verb = JudgmentWarning.TRANSITIONS[act]
    case = warning(next(status for status in making.STATES if status in verb.sources))
    assert {role for role in Role if case.may(act, seat(case, role))} == set(verb.roles)
    with pytest.raises(NotAllowed):
        case.move(act, by=factories.posting(Role.AUDITOR), reason="试")
    wrong = next((status for status in making.STATES if status not in verb.sources), None)
    if wrong:
        other = warning(wrong)
        with pytest.raises(WrongState):
            other.move(act, by=seat(other, next(iter(verb.roles))), reason="试")


@pytest.mark.parametrize("act", CAUSED)
def test_nobody_does_by_an_act_of_its_own_what_follows_from_another(act):
    case = warning("refused")
    for role in set(Role) - {Role.CLOCK}:
        with pytest.raises(NotAllowed, match="不能单独办理"):
            case.move(act, by=seat(case, role), reason="试")


@pytest.mark.parametrize("status", making.STATES)
def test_every_step_of_the_road_leaves_its_row_of_the_trail(status):
    case = warning(status)
    rows = list(Transition.objects.filter(object_id=case.pk).order_by("seq"))
    assert case.status == status
    assert rows[0].act == "enter"
    assert [row.to_status for row in rows if row.from_status != row.to_status][-1] == status
    assert all(row.actor for row in rows)
    assert next_step(case)


def test_a_department_registers_its_own_suit_and_no_other_does():
    body = factories.department()
    own = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    other = factories.posting(Role.REPRESENTATIVE, None, unit=factories.department())
    with pytest.raises(NotAllowed, match="范围"):
        opening.register(body, making.suit(), by=other)
    with pytest.raises(NotAllowed):
        opening.register(body, making.suit(), by=factories.posting(Role.CLERK))
    case = opening.register(body, making.suit(received_on=days_ago(3)), by=own)
    assert case.number.startswith(f"YJ-320000-{timezone.localdate():%Y}-")
    assert (case.due_on, due(case, DEFENCE).due_on) == (days_ago(-12), days_ago(-12))
    with pytest.raises(Incomplete):
        opening.register(body, making.suit(received_on=days_ago(-1)), by=own)


def test_one_lawsuit_has_one_open_chain_and_a_new_one_after_it_ended():
    case = warning()
    again = making.suit(case_number=case.case_number.replace("（", "(").replace("）", ")"))
    with pytest.raises(WrongState, match="已有办理中的预警"):
        opening.register(case.department, again, by=factories.posting(Role.OFFICER))
    opening.cancel(case, by=factories.posting(Role.DIRECTOR), reason="登记错了")
    assert opening.register(case.department, again, by=factories.posting(Role.OFFICER)).status == "sued"


def test_the_office_of_the_department_itself_and_who_found_the_judgment_keep_off():
    body = factories.department()
    with pytest.raises(NotAllowed, match="回避"):
        opening.register(body, making.suit(), by=factories.posting(Role.OFFICER, unit=body))
    clerk = factories.posting(Role.CLERK)
    judgment = factories.judgment("confirmed", clerk=clerk)
    officer = factories.posting(Role.OFFICER, user=clerk.user)
    with pytest.raises(NotAllowed, match="回避"):
        opening.open_from(judgment, making.DUTY, by=officer)


def test_oversight_is_opened_by_a_confirmed_judgment_of_this_department_alone():
    officer = factories.posting(Role.OFFICER)
    case = warning()
    for wrong in (
        factories.judgment("pending_review", department=case.department),
        factories.judgment("confirmed"),
        factories.judgment("confirmed", department=case.department, outcome="refused"),
    ):
        with pytest.raises(NotEligible):
            opening.oversee(case, by=officer, judgment=wrong, duty=making.DUTY)
    draft = factories.judgment("pending_review")
    with pytest.raises(NotEligible, match="认定以后"):
        opening.open_from(draft, making.DUTY, by=officer)
    judgment = factories.judgment("confirmed", department=case.department)
    opening.oversee(case, by=officer, judgment=judgment, duty=making.DUTY)
    assert case.status == "lost"
    assert due(case, DEFENCE) is None
    assert case.performance_due == judgment.effective_on + timedelta(days=30)
    with pytest.raises(NotEligible, match="已在办理中"):
        opening.open_from(judgment, making.DUTY, by=officer)


def test_a_day_that_the_judgment_names_goes_before_the_rule():
    judgment = factories.judgment("confirmed")
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete) as refused:
        opening.open_from(judgment, Duty("支付", judgment.effective_on - timedelta(days=1)), by=officer)
    assert set(refused.value.fields) == {"perform_by"}
    case = opening.open_from(judgment, Duty("支付", days_ago(-40)), by=officer)
    assert (case.status, case.performance_due) == ("lost", days_ago(-40))


def test_enforcement_rests_on_the_courts_case_after_the_judgment():
    case, officer = warning("lost"), factories.posting(Role.OFFICER)
    for wrong in (case.judgment.effective_on - timedelta(days=1), days_ago(-1)):
        with pytest.raises(Incomplete):
            opening.enforce(case, by=officer, given=making.enforcement(filed_on=wrong))
    opening.enforce(case, by=officer, given=making.enforcement())
    assert case.status == "enforcing"
    assert due(case, PERFORMANCE), "the time to perform goes on"


def test_a_refusal_rests_on_the_courts_announcement_alone():
    case, officer = warning("enforcing"), factories.posting(Role.OFFICER)
    lost = factories.judgment("confirmed", department=case.department)
    with pytest.raises(NotEligible, match="类型不对"):
        opening.refuse(case, by=officer, refusal=lost)
    with transaction.atomic(), pytest.raises(IntegrityError, match="warning_refused_by_announcement"):
        case.move("refuse", by=officer)
    announced = factories.judgment("confirmed", department=case.department, outcome="refused")
    opening.refuse(case, by=officer, refusal=announced)
    assert case.status == "refused"
    alone = factories.judgment("confirmed", outcome="refused")
    assert opening.open_from(alone, making.DUTY, by=officer).status == "refused"


def test_the_letter_of_oversight_is_signed_by_another_than_opened_the_rung():
    person = factories.posting(Role.OFFICER)
    judgment = factories.judgment("confirmed")
    case = opening.open_from(judgment, making.DUTY, by=person)
    same = factories.posting(Role.DIRECTOR, user=person.user)
    with pytest.raises(WrongState, match="四眼"):
        telling.sign_letter(case, by=same)
    with transaction.atomic(), pytest.raises(IntegrityError, match="warning_signed_by_another"):
        case.move("urge", by=same, signed_by_id=same.user_id)
    telling.sign_letter(case, by=factories.posting(Role.DIRECTOR))
    with pytest.raises(WrongState, match="已经签发"):
        telling.sign_letter(case, by=factories.posting(Role.DIRECTOR))


@pytest.mark.parametrize(("status", "kind"), [("sued", None), ("lost", MEASURES), ("enforcing", ENFORCEMENT)])
def test_each_rung_has_its_letter_whose_service_starts_what_the_department_answers(status, kind):
    case = warning(status)
    side = making.representative(case)
    director = factories.posting(Role.DIRECTOR)
    letters.open_series(
        letters.issuer_of(director), kind="函", mark="模信函", year=timezone.localdate().year, by=director
    )
    signer = factories.posting(Role.OFFICER) if status == "sued" else director
    telling.sign_letter(case, by=signer)
    (letter,) = Letter.objects.of(case)
    assert letter.status == "issued"
    assert case.case_number in letter.body
    assert "不对外公开" in letter.body
    assert Notice.objects.filter(recipient=side.pk, object_id=case.pk).exists()
    telling.serve_letter(
        case, by=signer, letter=letter, manner="direct", recipient="模拟", on=days_ago(0), proof="回执"
    )
    assert bool(kind and due(case, kind)) == bool(kind)
    (now,) = [rung for rung in ladder(case, Letter.objects.of(case)) if rung.is_now]
    assert (now.letter, now.served_on) == (letter, days_ago(0))
    answering.report(case, by=side, text="已安排专人办理", taken_on=days_ago(0))
    if kind:
        assert due(case, kind) is None
    assert case.measures.get().rung == status


def test_a_letter_without_a_register_waits_and_is_numbered_later():
    case = warning("lost", signed=True)
    assert Letter.objects.of(case).get().status == "drafted"
    director = factories.posting(Role.DIRECTOR)
    with pytest.raises(Incomplete, match="发文代字"):
        issue_waiting(case, by=director)
    letters.open_series(
        letters.issuer_of(director), kind="函", mark="模信函", year=timezone.localdate().year, by=director
    )
    issue_waiting(case, by=director)
    assert Letter.objects.of(case).get().status == "issued"


def test_a_performance_is_proved_by_a_file_and_checked_by_another():
    case = warning("lost")
    side, officer = making.representative(case), factories.posting(Role.OFFICER)
    with pytest.raises(NotEligible, match="证据"):
        answering.prove(case, by=side, performance="已支付", performed_on=days_ago(0))
    with pytest.raises(NotEligible, match="还没有提交"):
        answering.accept(case, by=officer, reason="属实")
    making.lay(case, side)
    with pytest.raises(Incomplete):
        answering.prove(case, by=side, performance="已支付", performed_on=days_ago(-1))
    answering.prove(case, by=side, performance="已支付", performed_on=days_ago(0))
    assert due(case, CHECK)
    with pytest.raises(NotEligible, match="正在核对"):
        answering.prove(case, by=side, performance="再次", performed_on=days_ago(0))
    answering.send_back(case, by=officer, reason="缺第二笔回单")
    assert (case.proved_on, case.performance, due(case, CHECK)) == (None, "", None)
    answering.prove(case, by=side, performance="已支付两笔", performed_on=days_ago(0))
    twice = factories.posting(Role.OFFICER, user=side.user)
    with pytest.raises(NotEligible, match="不能核对"):
        answering.accept(case, by=twice, reason="属实")
    answering.accept(case, by=officer, reason="属实")
    assert (case.status, case.checked_by_id) == ("performed", officer.user_id)
    assert not Deadline.objects.of(case).open().exists()
    assert Deadline.objects.get(object_id=case.pk, kind=PERFORMANCE.key).met_on == timezone.localdate()


def test_two_who_check_at_once_change_nothing_twice():
    case = warning("lost")
    making.prove(case, making.representative(case))
    stale = JudgmentWarning.objects.get(pk=case.pk)
    answering.accept(case, by=factories.posting(Role.OFFICER), reason="属实")
    with pytest.raises(StaleState):
        answering.send_back(stale, by=factories.posting(Role.OFFICER), reason="不足")
    case.refresh_from_db()
    assert (case.status, case.performance) == ("performed", "已支付全部补偿款")


@pytest.mark.parametrize("kind", list(PressKind))
def test_pressing_waits_for_a_day_that_passed_by_a_confirmed_rule_and_for_another_person(kind):
    case = warning("lost")
    director = factories.posting(Role.DIRECTOR)
    given = {"reason": "逾期不履行", "body": "模拟市人民政府（演示）", "document": "模拟督〔2026〕1号"}
    Deadline.objects.filter(object_id=case.pk).update(due_on=days_ago(-5))
    with pytest.raises(NotEligible, match="没有过期"):
        answering.press(case, kind, by=director, **given)
    make_late(case)
    with pytest.raises(NotEligible, match="待核实"):
        answering.press(case, kind, by=director, **given)
    assert "待核实" in ACTS["interview"].bar(case, director)
    making.confirm_clocks()
    opener = factories.posting(Role.DIRECTOR, user=case.opened_by)
    with pytest.raises(NotEligible, match="四眼"):
        answering.press(case, kind, by=opener, **given)
    makers.name_pressers(case, by=director)
    step = answering.press(case, kind, by=director, **given)
    assert (step.kind, step.due_on) == (kind, days_ago(2))
    with pytest.raises(WrongState, match="过一次"):
        answering.press(case, kind, by=director, **given)
    making.prove(case, making.representative(case))
    assert "正在核对" in ACTS["circulate"].bar(case, director)


def test_a_suit_that_was_not_lost_ends_by_the_courts_document():
    case = warning()
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete):
        opening.close(
            case,
            by=officer,
            reason="裁定",
            disposal="won",
            document="裁定书",
            on=case.received_on - timedelta(1),
        )
    opening.close(case, by=officer, reason="裁定", disposal="won", document="裁定书", on=days_ago(0))
    assert (case.status, Deadline.objects.of(case).open().exists()) == ("closed", False)


@pytest.mark.parametrize("status", ["lost", "enforcing"])
def test_a_withdrawn_judgment_ends_its_chain_with_its_clocks(status):
    case = warning(status)
    side = making.representative(case)
    records.withdraw_fact(
        case.judgment, by=factories.posting(Role.DIRECTOR), reason="再审改判", source=factories.source()
    )
    case.refresh_from_db()
    assert case.status == "lapsed"
    assert not Deadline.objects.of(case).open().exists()
    row = Transition.objects.filter(object_id=case.pk).latest("seq")
    assert (row.act, bool(row.cause)) == ("lapse", True)
    assert Notice.objects.filter(recipient=side.pk, text__contains="终止").exists()


@pytest.mark.parametrize(("before", "after"), [("enforcing", "enforcing"), ("lost", "lost")])
def test_a_withdrawn_announcement_takes_the_chain_back_to_the_rung_whose_fact_stands(before, after):
    case = warning(before)
    refusal = factories.judgment("confirmed", department=case.department, outcome="refused")
    opening.refuse(case, by=factories.posting(Role.OFFICER), refusal=refusal)
    records.withdraw_fact(
        refusal, by=factories.posting(Role.DIRECTOR), reason="公告撤回", source=factories.source()
    )
    case.refresh_from_db()
    assert case.status == after
    assert due(case, PERFORMANCE)


def test_a_refusal_without_a_standing_judgment_ends_with_its_announcement():
    alone = factories.judgment("confirmed", outcome="refused")
    case = opening.open_from(alone, making.DUTY, by=factories.posting(Role.OFFICER))
    kept = warning("refused")
    records.withdraw_fact(
        kept.judgment, by=factories.posting(Role.DIRECTOR), reason="再审改判", source=factories.source()
    )
    kept.refresh_from_db()
    assert kept.status == "refused", "what the court announced stands until the announcement goes"
    for one in (case, kept):
        records.withdraw_fact(
            one.refusal, by=factories.posting(Role.DIRECTOR), reason="公告撤回", source=factories.source()
        )
        one.refresh_from_db()
        assert one.status == "lapsed"


@pytest.mark.parametrize("status", ["performed", "closed"])
def test_what_is_concluded_stays_concluded_when_its_judgment_is_withdrawn(status):
    case = warning(status)
    if case.judgment:
        records.withdraw_fact(
            case.judgment, by=factories.posting(Role.DIRECTOR), reason="再审改判", source=factories.source()
        )
    case.refresh_from_db()
    assert case.status == status


def correct(judgment, effective):
    """Correct the day from which a judgment has effect, by the real acts."""
    judgment.refresh_from_db()
    changes = {"effective_on": effective}
    case = records.propose_correction(
        judgment, by=factories.posting(Role.CLERK), kind="facts", changes=changes, grounds="法院裁定补正"
    )
    records.review_correction(case, by=factories.posting(Role.REVIEWER), reason="与裁判一致")


def test_a_corrected_judgment_moves_the_day_to_perform_never_earlier():
    case = warning("lost")
    was, effective = case.performance_due, case.judgment.effective_on
    named = warning("lost", duty=Duty("支付", days_ago(-40)))
    correct(case.judgment, effective - timedelta(days=5))
    remind(timezone.localdate())
    case.refresh_from_db()
    assert case.performance_due == was, "no deadline falls earlier"
    correct(case.judgment, effective + timedelta(days=7))
    correct(named.judgment, named.judgment.effective_on + timedelta(days=7))
    remind(timezone.localdate())
    case.refresh_from_db()
    named.refresh_from_db()
    assert case.performance_due == was + timedelta(days=7)
    assert Transition.objects.filter(object_id=case.pk, act="recount").count() == 1
    assert named.performance_due == days_ago(-40), "a day that the judgment itself names stays"
    assert ending.recount(by=clock_posting()) == 0


def test_a_clock_reminds_the_department_and_the_office_once():
    case = warning("lost")
    make_late(case)
    side = making.representative(case)
    assert remind(timezone.localdate()) >= 1
    assert remind(timezone.localdate()) == 0
    (notice,) = Notice.objects.filter(recipient=side.pk, topic="warning.due")
    assert "待核实" in notice.text
    making.prove(case, side)
    assert CHECK.reminded == frozenset({Role.OFFICER})


def test_each_desk_has_what_waits_for_it_and_what_it_sent():
    office, sign, press, perform = QUEUES
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    new, unsigned, asked = warning(), warning("lost"), warning("enforcing", signed=True)
    side = making.representative(asked)
    assert set(office.rows(officer)) == {new}
    assert set(sign.rows(director)) == {unsigned}
    assert list(perform.rows(side)) == [asked]
    assert not press.rows(director), "none is late"
    making.prove(asked, side)
    assert set(office.rows(officer)) == {new, asked}
    assert not perform.rows(side)
    hit = FINDER.rows(officer, asked.number)
    assert list(hit) == [asked]
    mine = making.sued(own=True)
    assert list(SENT.rows(making.representative(mine))) == [] or mine.registered_by_id


def test_a_chain_never_reaches_the_public_store():
    before = OpenRecord.objects.count()
    case = warning("enforcing", signed=True)
    assert OpenRecord.objects.count() == before
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'open' "
            "AND column_name LIKE '%%warning%%'"
        )
        assert cursor.fetchone() == (0,)
    assert case.number
