"""What is answered of a person or a body: by 干部管理权限, as of a day, no ground beyond the purpose, and nothing found is no verdict."""

from __future__ import annotations

import pytest

from common.roles import Role
from dossiers.models import FileAccess
from dossiers.services import file_entries
from inquiries.services.answering import LOOK, OTHER_NAME
from inquiries.services.registering import Line
from inquiries.vocabulary import NOTHING_FOUND, Kind, Outcome
from tests import factories
from tests.discipline.measuring import measure
from tests.inquiries.asking import answered, confirm, days_ago, lines, sanctioned

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return factories.department()


@pytest.fixture
def clerk(unit):
    return factories.posting(Role.CLERK, None, unit=unit)


def only(case):
    return case.rows.get()


def test_a_person_without_any_record_is_told_so_and_that_it_is_no_verdict(unit, clerk):
    row = only(answered(clerk, lines(factories.official(unit))))
    assert (row.outcome, row.note) == (Outcome.CLEAR, NOTHING_FOUND)
    assert NOTHING_FOUND == "本库无记录，不代表公共信用信息系统查询结果"
    assert row.answer == "无影响期内记录"


def test_a_running_period_is_told_to_its_last_day_and_its_kind_where_the_purpose_needs_it(unit, clerk):
    period = sanctioned(unit)
    row = only(answered(clerk, lines(period.official), purpose="transfer"))
    assert (row.outcome, row.measure) == (Outcome.BARRED, "记过")
    assert (row.period, row.until) == (period, period.until - (days_ago(0) - days_ago(1)))
    told_less = only(answered(clerk, lines(period.official), purpose="honours"))
    assert (told_less.outcome, told_less.measure, told_less.until) == (Outcome.BARRED, "", row.until)


def test_a_period_counts_as_of_the_day_that_was_asked_for(unit, clerk):
    official = sanctioned(unit, "warning", since=400).official
    assert only(answered(clerk, lines(official))).outcome == Outcome.CLEAR
    assert only(answered(clerk, lines(official), as_of=days_ago(390))).outcome == Outcome.BARRED
    assert only(answered(clerk, lines(official), as_of=days_ago(401))).outcome == Outcome.CLEAR


def test_the_first_day_after_a_period_is_free_and_the_last_one_is_not(unit, clerk):
    period = sanctioned(unit, "warning", since=400)
    last = period.until - (days_ago(0) - days_ago(1))
    assert only(answered(clerk, lines(period.official), as_of=last)).outcome == Outcome.BARRED
    assert only(answered(clerk, lines(period.official), as_of=period.until)).outcome == Outcome.CLEAR


def test_an_expulsion_has_no_last_day(unit, clerk):
    row = only(answered(clerk, lines(sanctioned(unit, "expulsion", since=4000).official), purpose="recruit"))
    assert (row.outcome, row.until, row.measure) == (Outcome.BARRED, None, "开除")
    assert "没有期满日" in row.note


def test_the_longest_of_several_periods_is_told(unit, clerk):
    short = sanctioned(unit, "warning")
    long = sanctioned(unit, "removal", official=short.official)
    assert only(answered(clerk, lines(short.official))).period == long


def test_a_length_that_nobody_confirmed_asks_for_a_person(unit, clerk):
    official = sanctioned(unit, "admonition").official
    row = only(answered(clerk, lines(official)))
    assert (row.outcome, row.note, row.period) == (Outcome.UNSURE, LOOK, None)
    confirm("influence", "admonition")
    assert only(answered(clerk, lines(official))).outcome == Outcome.BARRED


def test_a_sanction_that_is_argued_about_goes_on_counting_and_says_so(unit, clerk):
    row = only(answered(clerk, lines(sanctioned(unit, challenge="review").official)))
    assert row.outcome == Outcome.BARRED
    assert "执行不停止" in row.note


def test_a_record_without_any_period_asks_for_a_person_and_shows_no_ground(unit, clerk):
    made = factories.record(
        "confirmed", official=factories.official(unit), source_kind="discipline", disclosure="internal"
    )
    row = only(answered(clerk, lines(made.official), purpose="transfer"))
    assert (row.outcome, row.note, row.fact, row.measure) == (Outcome.UNSURE, LOOK, None, "")


def test_a_period_rests_on_its_record_which_nobody_has_confirmed_yet(unit, clerk):
    made = factories.record(
        "statement", official=factories.official(unit), source_kind="discipline", disclosure="internal"
    )
    sanctioned(unit, official=made.official, record=made)
    assert only(answered(clerk, lines(made.official))).outcome == Outcome.UNSURE


def test_a_period_that_is_over_silences_its_record(unit, clerk):
    made = factories.record(
        "confirmed", official=factories.official(unit), source_kind="discipline", disclosure="internal"
    )
    period = sanctioned(unit, "warning", since=50, official=made.official, record=made)
    barred = only(answered(clerk, lines(made.official)))
    assert (barred.outcome, barred.fact_id) == (Outcome.BARRED, made.pk)
    period.lifted_on, period.lifted_document = days_ago(1), "演监解〔2026〕1号"
    period.save()
    assert only(answered(clerk, lines(made.official))).outcome == Outcome.CLEAR


def test_a_struck_line_says_nothing(unit, clerk):
    period = sanctioned(unit)
    file_entries.strike_entry(period, by=factories.posting(Role.CLERK, None, unit=unit), reason="录错了人")
    assert only(answered(clerk, lines(period.official))).outcome == Outcome.CLEAR


def test_whoever_is_managed_elsewhere_is_answered_word_for_word_like_a_stranger(unit, clerk):
    elsewhere = factories.department()
    persons = [factories.official(elsewhere), sanctioned(elsewhere).official]
    stranger = Line(9, "甲某某", "329999198001010019")
    case = answered(clerk, [*lines(*persons), stranger])
    told = {(row.outcome, row.note, row.official, row.measure, row.until) for row in case.rows.all()}
    assert told == {(Outcome.NOT_FOUND, NOTHING_FOUND, None, "", None)}


def test_a_number_with_another_name_is_not_answered(unit, clerk):
    official = sanctioned(unit).official
    row = only(answered(clerk, [Line(2, "别的人", official.open_id_number())], purpose="transfer"))
    assert (row.outcome, row.note, row.measure, row.until) == (Outcome.UNSURE, OTHER_NAME, "", None)


def test_a_row_that_could_not_be_read_says_why(clerk):
    row = only(answered(clerk, [Line(2, "甲某", "", "证件号码校验位不符")]))
    assert (row.outcome, row.note) == (Outcome.INVALID, "证件号码校验位不符")


def test_a_body_is_answered_as_the_check_of_candidates_answers_it():
    case = measure("running")
    officer = factories.posting(Role.OFFICER, unit=factories.department("320000"))
    bodies = [case.department, factories.record("confirmed").department, factories.department()]
    rows = [Line(n, one.name, one.credit_code) for n, one in enumerate(bodies, 2)]
    rows.append(Line(9, "不在名录", factories.credit_code("320100", 99_999_999)))
    approver = factories.posting(Role.DIRECTOR, unit=officer.unit)
    made = answered(officer, rows, kind=Kind.BODY, approver=approver)
    barred, unsure, clear, unknown = made.rows.all()
    assert (barred.fact_id, barred.measure, barred.until) == (case.fact_id, case.label, case.until)
    assert [row.answer for row in (barred, unsure, clear, unknown)] == [
        "受限",
        "需人工核实",
        "没有限制",
        "本库无记录",
    ]
    assert (unsure.note, clear.note, unknown.note) == (LOOK, NOTHING_FOUND, NOTHING_FOUND)
    assert unsure.fact is None


def test_a_body_out_of_scope_is_answered_alike_whatever_is_on_file():
    officer = factories.posting(Role.OFFICER, "320100")
    elsewhere = [
        factories.department("320500"),
        measure("running", department=factories.department("320500")).department,
    ]
    rows = [Line(n, one.name, one.credit_code) for n, one in enumerate(elsewhere, 2)]
    approver = factories.posting(Role.DIRECTOR, "320100")
    case = answered(officer, rows, kind=Kind.BODY, approver=approver)
    assert {(row.outcome, row.department, row.fact) for row in case.rows.all()} == {
        (Outcome.OUT_OF_SCOPE, None, None)
    }


def test_the_person_sees_that_something_of_the_file_was_told(unit, clerk):
    mine, elsewhere = factories.official(unit), factories.official(factories.department())
    case = answered(clerk, lines(mine, elsewhere))
    look = FileAccess.objects.get(official=mine)
    assert (look.act, look.purpose_label, look.is_told) == ("inquire", "评优评先", True)
    assert (look.basis, look.approval_number) == (case.basis, case.approval_number)
    assert not FileAccess.objects.filter(official=elsewhere).exists()
