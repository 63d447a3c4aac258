"""授权查询: registered, approved by a second person of the same office, numbered, followed to its use, mended, cleared."""

from __future__ import annotations

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, RuleValue, Transition
from common.roles import Role
from dossiers.services import file_entries
from inquiries.models import APPROVERS, ASKERS, Inquiry, InquiryRow, InquirySeries
from inquiries.services import answering, following, registering
from inquiries.services.registering import Line
from inquiries.services.standings import last_day
from inquiries.vocabulary import Kind, Outcome
from postings.services import clock_posting
from records.services import withdraw_fact
from tests import factories
from tests.discipline.measuring import measure
from tests.discipline.test_measures_end import reverse_source, tolerate
from tests.inquiries.asking import (
    answered,
    confirm,
    days_ago,
    draft,
    id_number,
    lines,
    pending,
    sanctioned,
    used,
)

pytestmark = pytest.mark.django_db
STRANGER = [Line(2, "甲某某", id_number(7))]


@pytest.fixture
def unit():
    return factories.department()


@pytest.fixture
def clerk(unit):
    return factories.posting(Role.CLERK, None, unit=unit)


@pytest.fixture
def reviewer(unit):
    return factories.posting(Role.REVIEWER, None, unit=unit)


def acts(case):
    return list(Transition.objects.filter(object_id=case.pk).order_by("seq").values_list("act", flat=True))


def numbers():
    return list(InquiryRow.objects.exclude(number="").order_by("serial").values_list("serial", flat=True))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_who_keeps_files_registers_and_nobody_else(role, unit):
    by = factories.posting(role, None, unit=unit)
    if role in ASKERS:
        assert draft(by, STRANGER).status == "draft"
    else:
        with pytest.raises(NotAllowed):
            draft(by, STRANGER)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_reviewer_and_director_of_the_same_office_approve(role, unit, clerk):
    case = pending(clerk, STRANGER)
    by = factories.posting(role, None, unit=unit)
    if role in APPROVERS:
        assert answering.approve(case, by=by, approval_number="批1号").status == "answered"
    else:
        with pytest.raises(NotAllowed):
            answering.approve(case, by=by, approval_number="批1号")


def test_who_registered_it_approves_nothing_in_another_post_either(unit, clerk):
    case = pending(clerk, STRANGER)
    same = factories.posting(Role.REVIEWER, None, unit=unit, user=clerk.user)
    for act in (
        lambda: answering.approve(case, by=same, approval_number="批1号"),
        lambda: answering.refuse(case, by=same, reason="没有依据"),
    ):
        with pytest.raises(NotAllowed, match="四眼"):
            act()
    with pytest.raises(IntegrityError, match="answered_by_second"), transaction.atomic():
        case.move(
            "approve", by=same, approved_by_id=clerk.user_id, answered_at=timezone.now(), approval_number="1"
        )


def test_an_office_sees_its_own_inquiries_and_no_others(unit, clerk):
    case = pending(clerk, STRANGER)
    other = factories.posting(Role.REVIEWER, None, unit=factories.department())
    province = factories.posting(Role.DIRECTOR)
    for stranger in (other, province, factories.posting(Role.REPRESENTATIVE, None, unit=unit)):
        assert not Inquiry.objects.visible_to(stranger).exists()
        with pytest.raises(NotAllowed):
            answering.approve(case, by=stranger, approval_number="批1号")
    assert Inquiry.objects.visible_to(factories.posting(Role.AUDITOR, None)).get() == case


def test_who_took_the_unit_over_answers_for_its_inquiries(unit, clerk):
    case = pending(clerk, STRANGER)
    heir = factories.department()
    type(unit).objects.filter(pk=unit.pk).update(successor=heir)
    second = factories.posting(Role.REVIEWER, None, unit=heir)
    assert answering.approve(case, by=second, approval_number="批1号").status == "answered"


def test_the_road_stands_on_the_trail(clerk, reviewer):
    case = pending(clerk, STRANGER)
    answering.approve(case, by=reviewer, approval_number="批1号", reason="符合规定")
    used(case, clerk)
    assert acts(case) == ["enter", "submit", "approve", "note_reply", "show", "use"]
    with pytest.raises(WrongState):
        answering.approve(case, by=reviewer, approval_number="批1号")


def test_nothing_is_looked_up_before_the_approval(unit, clerk):
    case = pending(clerk, lines(sanctioned(unit).official))
    row = case.rows.get()
    assert (row.outcome, row.official, row.number) == (Outcome.WAITING, None, "")


def test_name_and_number_lie_encrypted(clerk):
    row = draft(clerk, STRANGER).rows.get()
    assert (row.shown_name, row.masked_number) == ("甲**", "*" * 14 + id_number(7)[-4:])
    assert row.open_name() == "甲某某"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(r)::text FROM inquiries_inquiryrow r")
        kept = cursor.fetchone()[0]
    assert "甲某某" not in kept
    assert id_number(7) not in kept


def test_what_cannot_be_asked_is_refused_in_words(clerk, monkeypatch):
    with pytest.raises(Incomplete, match="截至日"):
        draft(clerk, STRANGER, as_of=days_ago(-1))
    with pytest.raises(Incomplete, match="收到"):
        draft(clerk, STRANGER, received_on=days_ago(-1))
    with pytest.raises(Incomplete, match="用途"):
        draft(clerk, STRANGER, purpose="curiosity")
    with pytest.raises(Incomplete, match="不查询单位"):
        draft(clerk, STRANGER, purpose="recruit", kind=Kind.BODY)
    with pytest.raises(Incomplete, match="空的"):
        draft(clerk, [])
    with pytest.raises(NotEligible, match="干部管理权限"):
        draft(factories.posting(Role.OFFICER), STRANGER)
    monkeypatch.setattr(registering, "MOST", 0)
    with pytest.raises(Incomplete, match="太长"):
        draft(clerk, STRANGER)
    assert not Inquiry.objects.exists()


def test_a_purpose_that_is_no_longer_offered_cannot_be_named(clerk):
    value = RuleValue.objects.get(kind="inquiry_purpose", key="honours").value
    factories.new_rule("inquiry_purpose", "honours", {**value, "offered": False})
    with pytest.raises(Incomplete, match="用途"):
        draft(clerk, STRANGER)


def test_who_is_asked_about_keeps_off(unit, clerk):
    official = factories.official(unit)
    seat = factories.own_actor(official)
    own = factories.posting(Role.REVIEWER, None, unit=unit, user=seat.access.user)
    case = pending(clerk, lines(official))
    with pytest.raises(NotAllowed, match="回避"):
        answering.approve(case, by=own, approval_number="批1号")
    with pytest.raises(NotAllowed, match="回避"):
        draft(factories.posting(Role.CLERK, None, unit=unit, user=seat.access.user), lines(official))


def test_each_report_has_the_next_number_and_a_failed_answer_takes_none(unit, clerk, monkeypatch):
    answered(clerk, [*STRANGER, Line(3, "乙某", id_number(8))])
    before = numbers()
    monkeypatch.setattr(answering, "log_inquiry", lambda *args, **given: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        answered(clerk, [*lines(factories.official(unit)), Line(9, "乙某", id_number(9))])
    monkeypatch.undo()
    answered(clerk, STRANGER)
    assert numbers() == list(range(before[0], before[0] + 3))
    series = InquirySeries.objects.get()
    newest = InquiryRow.objects.get(serial=series.last_number)
    assert newest.number == f"CX-{series.year}-{series.last_number:06d}"


def test_an_answer_changes_no_more_and_neither_does_the_register(clerk):
    case = answered(clerk, STRANGER)
    rows = case.rows.all()
    for change in (
        lambda: rows.update(outcome="clear"),
        lambda: rows.update(shown_name="别人"),
        lambda: rows.update(serial=9, number="CX-2026-000009"),
        rows.delete,
        lambda: InquirySeries.objects.update(last_number=7),
        lambda: InquirySeries.objects.create(year=1999, last_number=1),
        lambda: InquirySeries.objects.all().delete(),
    ):
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            change()


def test_keys_are_changed_under_an_answer_that_stays_the_same(clerk, settings):
    row = answered(clerk, STRANGER).rows.get()
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    call_command("rotate_keys", stdout=StringIO())
    row.refresh_from_db()
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert row.open_name() == "甲某某"
    with pytest.raises(IntegrityError), transaction.atomic():
        InquiryRow.objects.filter(pk=row.pk).update(name_sealed=None)


def test_a_row_never_enters_answered(clerk):
    case = draft(clerk, STRANGER)
    with pytest.raises(IntegrityError, match="先登记"), transaction.atomic():
        InquiryRow.objects.create(inquiry=case, row=3, outcome="not_found", serial=1, number="CX-2026-000001")


def test_its_clock_runs_from_the_day_it_came_and_stops_with_the_answer(clerk, reviewer):
    case = pending(clerk, STRANGER, received_on=days_ago(3))
    row = Deadline.objects.get(object_id=case.pk)
    assert (row.kind, row.starts_on, row.due_on) == ("inquiry.answer", days_ago(3), case.due_on)
    answering.approve(case, by=reviewer, approval_number="批1号")
    row.refresh_from_db()
    assert row.met_on == timezone.localdate()


@pytest.mark.parametrize("way", ["drop", "refuse"])
def test_an_inquiry_that_is_not_answered_keeps_its_number_and_nobody(way, clerk, reviewer):
    case = pending(clerk, STRANGER)
    if way == "drop":
        registering.drop(case, by=clerk)
    else:
        answering.refuse(case, by=reviewer, reason="没有依据文书")
    row = case.rows.get()
    assert (
        row.shown_name,
        row.name_sealed,
        row.id_number_sealed,
        row.id_number_hash,
        row.id_number_tail,
    ) == (
        "",
        None,
        None,
        "",
        "",
    )
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()


def test_a_refusal_says_why(clerk, reviewer):
    with pytest.raises(Incomplete):
        answering.refuse(pending(clerk, STRANGER), by=reviewer, reason="")


def test_for_a_selection_the_systems_own_result_comes_first(clerk):
    case = answered(clerk, STRANGER, purpose="recruit")
    with pytest.raises(NotEligible, match="公共信用信息系统"):
        following.use(case, by=clerk, reason="列为考察对象")
    following.note_reply(case, by=clerk, reply="报告 演示-1", replied_on=timezone.localdate())
    assert following.use(case, by=clerk, reason="列为考察对象").status == "used"


def test_an_adverse_answer_is_shown_to_the_person_before_it_is_used(unit, clerk):
    case = answered(clerk, lines(sanctioned(unit).official))
    with pytest.raises(NotEligible, match="告知本人"):
        following.use(case, by=clerk, reason="不列入名单")
    with pytest.raises(Incomplete, match="日期"):
        following.show(case, by=clerk, shown_by="当面", shown_on=days_ago(-1))
    following.show(case, by=clerk, shown_by="当面出示，本人签收", shown_on=timezone.localdate())
    assert following.use(case, by=clerk, reason="不列入名单").status == "used"


def test_an_answer_that_is_not_adverse_can_be_used_at_once(clerk):
    assert following.use(answered(clerk, STRANGER), by=clerk, reason="列入名单").status == "used"


def fallen(make, end):
    made = make("running")
    officer = factories.posting(Role.OFFICER, unit=factories.department("320000"))
    body = made.department
    case = answered(
        officer,
        [Line(2, body.name, body.credit_code)],
        kind=Kind.BODY,
        approver=factories.posting(Role.DIRECTOR, unit=officer.unit),
    )
    end(made)
    case.refresh_from_db()
    return case, officer


@pytest.mark.parametrize("end", [reverse_source, tolerate])
def test_an_answer_is_mended_where_its_record_falls(end):
    case, officer = fallen(measure, end)
    assert case.status == "to_correct"
    row = case.rows.get()
    assert row.fallen_at is not None
    last = Transition.objects.filter(object_id=case.pk).latest("seq")
    assert last.cause is not None
    assert row.number in last.reason
    with pytest.raises(Incomplete):
        following.correct(case, by=officer, correction="函", reason="")
    done = following.correct(case, by=officer, correction="模拟函〔2026〕9号", reason="已函告")
    assert (done.status, done.correction) == ("corrected", "模拟函〔2026〕9号")


def test_the_clock_finds_a_line_that_was_struck_or_shortened_once(unit, clerk):
    struck, shortened, same = sanctioned(unit), sanctioned(unit), sanctioned(unit)
    case = answered(clerk, lines(struck.official, shortened.official, same.official))
    keeper = factories.posting(Role.CLERK, None, unit=unit)
    file_entries.strike_entry(struck, by=keeper, reason="录错了人")
    shortened.lifted_on, shortened.lifted_document = timezone.localdate(), "演监解〔2026〕1号"
    shortened.save()
    clock = clock_posting()
    assert following.overturn_changed(by=clock) == 2
    assert following.overturn_changed(by=clock) == 0
    case.refresh_from_db()
    assert case.status == "to_correct"
    assert acts(case)[-2:] == ["overturn", "overturn_further"]
    assert list(case.rows.filter(fallen_at=None).values_list("official", flat=True)) == [same.official_id]


def test_the_clock_finds_a_line_that_was_struck_after_it_had_run_out(unit, clerk):
    struck, over = (sanctioned(unit, "warning", since=400) for _ in range(2))
    case = answered(clerk, lines(struck.official, over.official), as_of=days_ago(390))
    assert following.overturn_changed(by=clock_posting()) == 0
    file_entries.strike_entry(struck, by=factories.posting(Role.CLERK, None, unit=unit), reason="录错了人")
    assert following.overturn_changed(by=clock_posting()) == 1
    assert case.rows.get(fallen_at=None).official == over.official


def test_what_a_recused_person_cannot_put_forward_the_clock_does(unit, clerk):
    made = factories.record(
        "confirmed", official=factories.official(unit), source_kind="discipline", disclosure="internal"
    )
    sanctioned(unit, official=made.official, record=made)
    own = factories.official(unit)
    case = answered(clerk, lines(made.official, own))
    director = factories.posting(Role.DIRECTOR, None, unit=unit, user=factories.own_actor(own).access.user)
    withdraw_fact(made, by=director, reason="处分决定被撤销", source=factories.source())
    case.refresh_from_db()
    assert (case.status, case.rows.filter(fallen_at=None).count()) == ("answered", 2)
    assert following.overturn_changed(by=clock_posting()) == 1
    assert following.overturn_changed(by=clock_posting()) == 0
    case.refresh_from_db()
    assert case.status == "to_correct"
    assert "已撤销" in Transition.objects.filter(object_id=case.pk).latest("seq").reason


def test_persons_are_cleared_when_a_confirmed_term_is_over_and_never_before(unit, clerk):
    made = factories.record(
        "confirmed", official=factories.official(unit), source_kind="discipline", disclosure="internal"
    )
    period = sanctioned(unit, official=made.official, record=made)
    case = used(answered(clerk, lines(made.official)), clerk)
    Inquiry.objects.filter(pk=case.pk).update(closed_on=days_ago(800))
    clock = clock_posting()
    assert following.erase_due(by=clock) == 0
    confirm("inquiry_retention", "persons")
    assert following.erase_due(by=clock) == 1
    assert following.erase_due(by=clock) == 0
    row = case.rows.get()
    assert (row.shown_name, row.name_sealed, row.id_number_tail, row.official) == ("", None, "", None)
    assert (row.fact, row.period) == (None, None), "both lead to the person"
    assert (row.outcome, row.until, row.number != "") == (Outcome.BARRED, last_day(period), True)
    assert acts(case)[-1] == "erase"


def test_the_ground_goes_with_the_person_and_never_alone(unit, clerk):
    case = answered(clerk, lines(sanctioned(unit).official))
    with pytest.raises(IntegrityError, match="不能改动"), transaction.atomic():
        case.rows.update(period=None, fact=None)
    with pytest.raises(IntegrityError, match="不能改动"), transaction.atomic():
        case.rows.update(period=sanctioned(unit))


def test_an_answer_that_is_not_used_any_more_is_closed_and_cleared_in_time(unit, clerk, reviewer):
    case = answered(clerk, lines(sanctioned(unit).official), purpose="transfer")
    with pytest.raises(NotAllowed):
        following.leave_unused(case, by=reviewer, reason="人选已撤回")
    with pytest.raises(Incomplete):
        following.leave_unused(case, by=clerk, reason="")
    closed = following.leave_unused(case, by=clerk, reason="人选已撤回")
    assert (closed.status, closed.closed_on) == ("unused", timezone.localdate())
    assert acts(case)[-1] == "leave_unused"
    with pytest.raises(WrongState):
        following.leave_unused(closed, by=clerk, reason="人选已撤回")
    Inquiry.objects.filter(pk=case.pk).update(closed_on=days_ago(800))
    confirm("inquiry_retention", "persons")
    assert following.erase_due(by=clock_posting()) == 1
    assert case.rows.get().official is None


def test_where_the_ground_of_an_unused_answer_falls_the_organ_is_told_too(unit, clerk):
    period = sanctioned(unit)
    case = answered(clerk, lines(period.official))
    following.leave_unused(case, by=clerk, reason="人选已撤回")
    file_entries.strike_entry(period, by=clerk, reason="录错了人")
    assert following.overturn_changed(by=clock_posting()) == 1
    case.refresh_from_db()
    assert case.status == "to_correct"


def test_nothing_is_shown_or_replied_before_the_answer(unit, clerk):
    case = answered(clerk, lines(sanctioned(unit).official))
    with pytest.raises(Incomplete, match="早于答复"):
        following.show(case, by=clerk, shown_by="当面出示，本人签收", shown_on=days_ago(1))
    with pytest.raises(Incomplete, match="早于答复"):
        following.note_reply(case, by=clerk, reply="报告 演示-1", replied_on=days_ago(1))
    mine = Inquiry.objects.filter(pk=case.pk)
    for early in (
        {"shown_by": "当面", "shown_on": days_ago(1)},
        {"reply": "报告", "replied_on": days_ago(1)},
    ):
        with pytest.raises(IntegrityError, match="followed_after_its_answer"), transaction.atomic():
            mine.update(**early)


def test_what_was_closed_lately_is_kept(unit, clerk):
    confirm("inquiry_retention", "persons")
    used(answered(clerk, STRANGER), clerk)
    assert following.erase_due(by=clock_posting()) == 0


def test_what_the_catalogue_does_not_share_is_not_answered(clerk, reviewer):
    case = pending(clerk, STRANGER)
    value = RuleValue.objects.get(kind="information_class", key="record_discipline").value
    factories.new_rule("information_class", "record_discipline", {**value, "sharing": "none"})
    with pytest.raises(NotEligible, match="不能共享"):
        answering.approve(case, by=reviewer, approval_number="批1号")
