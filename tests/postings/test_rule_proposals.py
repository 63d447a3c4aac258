"""Rules are dated data: proposed, confirmed, closed on the same day; what a change would do is shown before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Holiday, Notice, PublicGeneration, RuleValue, Transition
from common.roles import Role
from common.rule_values import rule
from common.rulebook import Change, rulebook
from days.calendar import add_months
from postings import services as postings_services
from postings.models import RuleProposal
from records import rule_effects
from records.facts.dishonesty import rule_effects as dishonesty_effects
from records.facts.dishonesty import statement_period
from records.models import Publication
from records.rule_periods import statement_deadline
from tests import factories
from tests.databases import as_owner

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def office():
    return factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)


def proposed(by, **fields):
    fields = {
        "kind": "statement",
        "key": "period",
        "value": 10,
        "unit": "working_day",
        "effective_from": TOMORROW,
        "basis": "省信用办通知",
        "document_number": "苏信用办〔2026〕9号",
        **fields,
    }
    return postings_services.propose_rule(by=by, **fields)


def change(kind, key, value, unit="", effective_from=TOMORROW):
    return Change(kind, key, value, unit, effective_from, TODAY)


def test_a_confirmed_value_applies_from_its_day_and_the_former_one_until_then(office):
    officer, director = office
    former = rule("statement", "period", TODAY)
    made = postings_services.confirm_rule(proposed(officer), by=director, reason="文件已发")
    former.refresh_from_db()
    assert (former.effective_to, made.effective_from, made.version) == (TOMORROW, TOMORROW, 2)
    assert (rule("statement", "period", TODAY).value, rule("statement", "period", TOMORROW).value) == (5, 10)
    assert made.is_settled
    assert (made.confirmed_by, made.mark) == (director.user_id, "S")
    assert made.proposal.status == "confirmed"


def test_a_value_without_a_document_stays_marked_as_the_portals_own(office):
    made = postings_services.confirm_rule(
        proposed(office[0], document_number=""), by=office[1], reason="试行"
    )
    assert made.mark == "D"
    assert made.is_settled


def test_confirming_leaves_trail_rows_on_the_proposal_the_new_and_the_former_version(office):
    officer, director = office
    former = rule("statement", "period", TODAY)
    proposal = proposed(officer)
    made = postings_services.confirm_rule(proposal, by=director, reason="文件已发")
    acts = {
        row.object_id: row.act for row in Transition.objects.filter(posting_id=director.pk, reason="文件已发")
    }
    assert acts == {proposal.pk: "confirm", made.pk: "confirm_rule", former.pk: "close_rule"}
    assert Transition.objects.filter(object_id=proposal.pk, act="enter", actor=officer.user_id).exists()


def test_confirming_makes_cached_public_pages_stale(office):
    before = PublicGeneration.objects.get().value
    postings_services.confirm_rule(proposed(office[0]), by=office[1], reason="文件已发")
    assert PublicGeneration.objects.get().value == before + 1


def test_a_version_between_two_others_ends_where_the_later_one_begins(office):
    officer, director = office
    later, between = TODAY + timedelta(days=60), TODAY + timedelta(days=30)
    postings_services.confirm_rule(
        proposed(officer, effective_from=later, value=20), by=director, reason="一"
    )
    made = postings_services.confirm_rule(
        proposed(officer, effective_from=between, value=10), by=director, reason="二"
    )
    assert (made.version, made.effective_to) == (3, later)
    values = [rule("statement", "period", day).value for day in (TODAY, between, later)]
    assert values == [5, 10, 20]


def test_two_versions_cannot_begin_on_one_day(office):
    with pytest.raises(NotEligible, match="已有第 1 版"):
        proposed(office[0], effective_from=rule("statement", "period", TODAY).effective_from)


def test_the_director_is_asked_and_the_question_put_away_when_decided(office):
    proposal = proposed(office[0])
    asked = Notice.objects.get(recipient=office[1].pk, object_id=proposal.pk)
    assert "10 个工作日" in asked.text
    postings_services.decline_rule(proposal, by=office[1], reason="依据不足")
    asked.refresh_from_db()
    assert asked.done_at is not None


def test_a_declined_value_changes_nothing_and_needs_a_reason(office):
    proposal = proposed(office[0])
    with pytest.raises(Incomplete, match="理由"):
        postings_services.decline_rule(proposal, by=office[1], reason="")
    postings_services.decline_rule(proposal, by=office[1], reason="依据不足")
    assert RuleValue.objects.filter(kind="statement").count() == 1
    with pytest.raises(WrongState):
        postings_services.confirm_rule(proposal, by=office[1], reason="再想想")


def test_only_the_proposer_takes_a_proposal_back(office):
    proposal = proposed(office[0])
    with pytest.raises(NotAllowed, match="提出人"):
        postings_services.withdraw_rule(proposal, by=factories.posting(Role.OFFICER), reason="无权")
    postings_services.withdraw_rule(proposal, by=office[0], reason="文号有误")
    assert proposal.status == "withdrawn"
    assert proposed(office[0]).status == "proposed"


def test_one_open_proposal_a_value(office):
    proposed(office[0])
    with pytest.raises(WrongState, match="待确认的修订"):
        proposed(office[0], value=15)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OFFICER, Role.CLOCK}])
def test_only_officers_propose(role):
    with pytest.raises(NotAllowed):
        proposed(factories.posting(role))
    assert not RuleProposal.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.DIRECTOR, Role.CLOCK}])
def test_only_the_director_confirms_declines_and_settles(role, office):
    proposal, by = proposed(office[0]), factories.posting(role)
    unsettled = rule("query", "any", TODAY)
    for act in (
        lambda: postings_services.confirm_rule(proposal, by=by, reason="无权"),
        lambda: postings_services.decline_rule(proposal, by=by, reason="无权"),
        lambda: postings_services.settle_rule(unsettled, by=by, reason="无权"),
    ):
        with pytest.raises(NotAllowed), transaction.atomic():
            act()
    assert RuleValue.objects.filter(kind="statement").count() == 1


def test_a_local_office_neither_proposes_nor_confirms(office):
    local_officer, local_director = (
        factories.posting(Role.OFFICER, "320100"),
        factories.posting(Role.DIRECTOR, "320100"),
    )
    with pytest.raises(NotAllowed, match="全省统一"):
        proposed(local_officer)
    with pytest.raises(NotAllowed, match="全省统一"):
        postings_services.confirm_rule(proposed(office[0]), by=local_director, reason="无权")


def test_nobody_confirms_what_he_proposed_himself(office):
    officer, _ = office
    both = factories.posting(Role.DIRECTOR, user=officer.user)
    with pytest.raises(NotAllowed, match="四眼"):
        postings_services.confirm_rule(proposed(officer), by=both, reason="自己确认")


def test_a_kind_or_line_that_does_not_exist_and_a_missing_basis_are_refused(office):
    for wrong, word in (
        ({"kind": "nonsense"}, "没有这一类"),
        ({"key": "nonsense"}, "没有这一项"),
        ({"basis": " "}, "依据"),
    ):
        with pytest.raises(Incomplete, match=word):
            proposed(office[0], **wrong)


def test_an_unverified_value_counts_as_settled_once_the_director_confirms_it(office):
    director = office[1]
    unsettled = rule("query", "any", TODAY)
    assert not unsettled.is_settled
    settled = postings_services.settle_rule(unsettled, by=director, reason="已核对条例第四十二条")
    assert settled.is_settled
    row = Transition.objects.get(object_id=unsettled.pk)
    assert (row.act, row.reason, row.after["value"]) == ("settle_rule", "已核对条例第四十二条", 5)
    with pytest.raises(WrongState, match="已经确认过"):
        postings_services.settle_rule(unsettled, by=director, reason="再来")


def test_what_has_a_source_needs_no_settling_and_settling_needs_grounds(office):
    with pytest.raises(WrongState, match="本来就有依据"):
        postings_services.settle_rule(rule("publicity", "serious", TODAY), by=office[1], reason="多余")
    with pytest.raises(Incomplete, match="依据"):
        postings_services.settle_rule(rule("query", "any", TODAY), by=office[1], reason=" ")


def test_holidays_of_a_year_are_replaced_and_the_clocks_use_them(office):
    Holiday.objects.create(day=date(2027, 5, 5), is_workday=False, name="旧安排")
    Holiday.objects.create(day=date(2026, 12, 31), is_workday=False, name="别的年份")
    shape = rulebook.kinds["holidays"].shape
    value, unit = shape.pack(
        {"lines": "2027-01-01 至 2027-01-03 休 元旦\n\n2027-01-04 休 元旦\n2027-01-09 班 调休"}
    )
    due = statement_deadline(date(2026, 12, 30))
    made = postings_services.confirm_rule(
        proposed(
            office[0],
            kind="holidays",
            key="",
            value=value,
            unit=unit,
            document_number="国办发明电〔2026〕7号",
        ),
        by=office[1],
        reason="已公布",
    )
    assert (made.key, made.version) == ("2027", 1)
    days = dict(Holiday.objects.values_list("day", "is_workday"))
    assert days == {
        date(2026, 12, 31): False,
        **{date(2027, 1, day): False for day in (1, 2, 3, 4)},
        date(2027, 1, 9): True,
    }
    assert Holiday.objects.get(day=date(2027, 1, 9)).basis == "国办发明电〔2026〕7号"
    assert statement_deadline(date(2026, 12, 30)) != due


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("2027-01-01 元旦", "第 1 行"),
        ("2027-02-30 休 春节", "不存在"),
        ("2027-01-05 至 2027-01-01 休 元旦", "起止"),
        ("2027-01-01 休 元旦\n2028-01-01 休 元旦", "同一年"),
        ("", "同一年"),
    ],
)
def test_holiday_lines_that_make_no_sense_are_refused_in_words(lines, word):
    with pytest.raises(Incomplete) as refusal:
        rulebook.kinds["holidays"].shape.pack({"lines": lines})
    assert word in "".join([refusal.value.message, *refusal.value.fields.values()])


@pytest.mark.parametrize("seed", ["publicity", "query", "sanction", "grading", "statement", "reminder"])
def test_every_value_goes_through_its_form_unchanged_and_can_be_said_in_words(seed):
    shape = rulebook.kinds[seed].shape
    for row in RuleValue.objects.filter(kind=seed):
        given = shape.initial(row.value, row.unit)
        assert set(given) <= set(shape.fields())
        assert shape.pack(given) == (row.value, row.unit)
        assert shape.words(row.value, row.unit)


def test_every_kind_in_the_database_can_be_edited():
    assert set(RuleValue.objects.values_list("kind", flat=True)) <= set(rulebook.kinds)


def test_a_shortest_longer_than_the_longest_and_bounds_out_of_order_are_refused():
    with pytest.raises(Incomplete, match="最短"):
        rulebook.kinds["publicity"].shape.pack({"min_months": 12, "max_months": 3})
    grading = rulebook.kinds["grading"].shape
    given = grading.initial(rule("grading", "matrix", TODAY).value, "")
    with pytest.raises(Incomplete, match="较低金额"):
        grading.pack({**given, "lower": given["upper"]})


# The preview


def test_the_preview_of_publicity_says_how_many_windows_would_end_when_and_writes_nothing():
    standing = factories.publication()
    before = Publication.objects.get(pk=standing.pk)
    effect = rule_effects.on_standing_windows(
        change("publicity", "ordinary", {"min_months": 3, "max_months": 6})
    )
    anchor = standing.fact.of_kind.decided_on
    assert (effect.total, effect.lines) == (1, [("提前", 1)])
    assert effect.examples == [(1, before.closes_on.isoformat(), add_months(anchor, 6).isoformat())]
    assert Publication.objects.get(pk=standing.pk).closes_on == before.closes_on


def test_a_window_that_would_be_over_already_is_said_to_be_over():
    factories.publication()
    effect = rule_effects.on_standing_windows(
        change("publicity", "ordinary", {"min_months": 0, "max_months": 1})
    )
    assert effect.lines == [("不再适用", 1)]


def test_other_grades_are_not_counted():
    factories.publication()
    effect = rule_effects.on_standing_windows(
        change("publicity", "serious", {"min_months": 0, "max_months": 1})
    )
    assert (effect.total, effect.lines) == (0, [])


def test_what_is_being_prepared_gets_the_milder_of_the_versions():
    factories.publication("pending")
    longer = rule_effects.on_pending_windows(
        change("publicity", "ordinary", {"min_months": 3, "max_months": 24}, effective_from=TODAY)
    )
    shorter = rule_effects.on_pending_windows(
        change("publicity", "ordinary", {"min_months": 3, "max_months": 6}, effective_from=TODAY)
    )
    assert longer.lines == [("不变", 1)]
    assert shorter.lines == [("提前", 1)]


def test_the_preview_of_a_statement_period_and_of_holidays_counts_running_clocks(office):
    reviewer = factories.posting(Role.REVIEWER)
    made = factories.record("pending_notice")
    made.serve_notice(by=reviewer, served_on=TODAY, how="直接送达")
    longer = statement_period.on_statements(change("statement", "period", 10, "working_day"))
    assert (longer.total, longer.lines) == (1, [("推后", 1)])
    rest = [{"day": (TODAY + timedelta(n)).isoformat(), "works": False, "name": "假期"} for n in range(1, 15)]
    rest = [row for row in rest if row["day"].startswith(str(TODAY.year))]
    postponed = statement_period.on_statements_of_holidays(change("holidays", str(TODAY.year), rest))
    assert postponed.lines == [("推后", 1)] if rest else [("不变", 1)]
    made.refresh_from_db()
    assert made.statement_due == statement_deadline(TODAY)


def test_the_preview_of_query_and_sanction_periods_counts_confirmed_records():
    factories.record("confirmed")
    assert dishonesty_effects.on_queries(change("query", "any", 3, "year")).lines == [("提前", 1)]
    assert dishonesty_effects.on_sanctions(change("sanction", "ordinary", 24, "month")).lines == [("推后", 1)]
    assert dishonesty_effects.on_sanctions(change("sanction", "minor", 24, "month")).total == 0


def test_the_preview_of_grades_says_from_which_to_which():
    factories.record()
    value = rule("grading", "matrix", TODAY).value
    harsher = {**value, "matrix": [value["matrix"][2]] * 3}
    effect = dishonesty_effects.on_grades(change("grading", "matrix", harsher))
    assert effect.examples == [(1, "一般", "严重")]
    assert dict(effect.lines) == {"不变": 0, "改变": 1}


def test_the_preview_of_a_reminder_counts_what_it_would_tell_of_today():
    closes = factories.publication().closes_on
    days = (closes - TODAY).days
    effect = rule_effects.on_reminders(change("reminder", "publication_ending", days, "calendar_day"))
    assert effect.lines == [("现在", 0), ("按新值", 1)]


def test_every_kind_shows_an_effect(office):
    for kind in ("publicity", "query", "sanction", "grading", "statement", "reminder"):
        rows = RuleValue.objects.filter(kind=kind).order_by("key")
        assert any(rulebook.effects(change(kind, row.key, row.value, row.unit)) for row in rows), kind


# What the database refuses


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("UPDATE common_rulevalue SET value = '7' WHERE kind = 'statement'", "不能改写"),
        ("UPDATE common_rulevalue SET effective_from = '2020-01-01' WHERE kind = 'statement'", "不能改写"),
        ("UPDATE common_rulevalue SET mark = 'S' WHERE kind = 'statement'", "不能改写"),
        ("DELETE FROM common_rulevalue WHERE kind = 'statement'", "不能删除"),
        (
            "UPDATE common_rulevalue SET effective_to = effective_from WHERE kind = 'statement'",
            "rule_dates_in_order",
        ),
        (
            "UPDATE common_rulevalue SET confirmed_at = now() WHERE kind = 'statement'",
            "rule_confirmation_whole",
        ),
        (
            "INSERT INTO common_rulevalue (id, kind, key, label, value, unit, version, basis, document_number,"
            " effective_from, mark) SELECT uuidv7(), kind, key, label, '7', unit, 2, basis, '', date '2026-06-01', 'D'"
            " FROM common_rulevalue WHERE kind = 'statement'",
            "rule_one_value_a_day",
        ),
    ],
)
def test_the_database_keeps_a_version_as_it_was(statement, match):
    with pytest.raises(IntegrityError, match=match), transaction.atomic(), as_owner() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_a_confirmation_by_oneself_or_without_a_value(office):
    proposal = proposed(office[0])
    value = RuleValue.objects.filter(kind="query").get()
    for sets, params, match in (
        ("status = 'confirmed', rule_id = %s", [value.pk], "rule_confirmed_by_another"),
        (
            "status = 'confirmed', rule_id = %s, decided_by_id = proposed_by_id, decided_at = now()",
            [value.pk],
            "rule_confirmed_by_another",
        ),
        (
            "status = 'confirmed', decided_by_id = %s, decided_at = now()",
            [office[1].user_id],
            "rule_confirmed_has_value",
        ),
    ):
        with pytest.raises(IntegrityError, match=match), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE postings_ruleproposal SET {sets} WHERE id = %s", [*params, proposal.pk])


def test_a_confirmation_once_given_is_not_taken_back(office):
    made = postings_services.confirm_rule(proposed(office[0]), by=office[1], reason="文件已发")
    with pytest.raises(IntegrityError, match="不能改写"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE common_rulevalue SET confirmed_at = NULL, confirmed_by = NULL WHERE id = %s", [made.pk]
        )
