"""Pages say a period as the rule in force has it, and the desk shows first what is due first."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from common.deadlines.explaining import Explanation, explained
from common.errors import NotEligible
from common.models import RuleValue, Transition
from common.registry import Place, Queue, Registry, Tile, Work
from common.request_id import request_id
from common.roles import Role
from common.rule_values import doubt, period_words, rule
from common.trail import write_notable, write_notable_many
from common.worklist import SHOWN_WORK, Worklist
from organisations.models import Region
from records.deadlines import start_purposes
from records.forms.acts import ServeForm, WithdrawForm
from records.models import DishonestyRecord
from records.rule_periods import periods_of, purposes_of, statement_deadline, withdrawal_clock
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def _becomes(kind, key, value):
    """Put a new value in force from today, as a confirmation does."""
    former = rule(kind, key, TODAY)
    RuleValue.objects.filter(pk=former.pk).update(effective_to=TODAY)
    return RuleValue.objects.create(
        kind=kind,
        key=key,
        label=former.label,
        value=value,
        unit=former.unit,
        version=former.version + 1,
        basis="新文件",
        effective_from=TODAY,
        mark="S",
    )


def test_the_form_of_service_says_the_period_in_force():
    assert "起算 5 个工作日" in ServeForm().fields["served_on"].help_text
    _becomes("statement", "period", 10)
    assert "起算 10 个工作日" in ServeForm().fields["served_on"].help_text


def test_the_form_of_withdrawal_says_both_periods_when_they_differ():
    told = WithdrawForm().fields["source_dated_on"].help_text
    assert "起算 3 个工作日（行政处罚）或 3 个工作日（待核实）（其他来源）" in told
    _becomes("withdrawal", "other", 7)
    told = WithdrawForm().fields["source_dated_on"].help_text
    assert "3 个工作日（行政处罚）或 7 个工作日（其他来源）" in told


def test_a_value_that_nobody_has_verified_is_marked_wherever_it_is_used():
    case = factories.record("statement")
    assert (
        ServeForm().fields["served_on"].help_text
        == "陈述申辩期从部门收到并能看到记录的次日起算 5 个工作日（待核实）。"
    )
    assert "次日起 5 个工作日（待核实）" in _told(case, "陈述申辩截止").sentence
    assert doubt("publicity", "judgment", TODAY) == "（待核实）"
    assert doubt("publicity", "serious", TODAY) == doubt("publicity", "nothing", TODAY) == ""
    value = rule("statement", "period", TODAY)
    by = factories.posting(Role.DIRECTOR)
    RuleValue.objects.filter(pk=value.pk).update(confirmed_by=by.user_id, confirmed_at=timezone.now())
    told = _told(case, "陈述申辩截止").sentence
    assert "次日起 5 个工作日" in told
    assert "待核实" not in told


def test_a_period_that_nobody_set_is_told_without_a_number():
    assert period_words("statement", "period", date(2000, 1, 1)) == "现行期限"
    with pytest.raises(NotEligible, match="没有生效的“陈述申辩期”规则"):
        rule("statement", "period", date(2000, 1, 1))


@pytest.mark.parametrize(
    ("served_on", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 20), date(2026, 11, 27)),
        (date(2026, 11, 21), date(2026, 11, 27)),
        (date(2026, 9, 29), date(2026, 10, 12)),
    ],
)
def test_the_statement_period_is_counted_from_the_day_after_service_in_working_days(served_on, due):
    assert statement_deadline(served_on) == due


@pytest.mark.parametrize(
    ("kind", "days"), [("penalty", 3), ("judgment", 7), ("discipline", 7), ("accountability", 7)]
)
def test_a_fallen_penalty_has_a_clock_of_its_own(kind, days):
    _becomes("withdrawal", "other", 7)
    deadline, used = withdrawal_clock(kind, TODAY)
    assert (len(deadline.counted), used.value) == (days, days)


@pytest.mark.parametrize(
    ("kind", "anchor"), [("penalty", date(2026, 3, 31)), ("judgment", date(2026, 4, 30))]
)
def test_periods_run_from_the_decision_and_for_a_judgment_from_its_effect(kind, anchor):
    record = DishonestyRecord(
        source_kind=kind,
        declared_severity="ordinary",
        decided_on=date(2026, 3, 31),
        effective_on=date(2026, 4, 30),
    )
    assert periods_of(record) == {
        "query_until": anchor.replace(year=2031),
        "sanction_until": anchor.replace(year=2027),
    }


@pytest.fixture
def desk(monkeypatch):
    """A desk whose registry holds only what a test registers."""
    own = Registry()
    monkeypatch.setattr("common.worklist.registry", own)
    return own, Worklist(factories.posting(Role.CLERK))


def _queue(key, number, *, due=None, place="", order=50, **options):
    cities = Region.objects.filter(kind="city").order_by("code")
    return Queue(
        key,
        key,
        "",
        frozenset({Role.CLERK}),
        rows=lambda posting: cities.filter(code__in=list(cities.values_list("code", flat=True)[:number])),
        address=lambda posting: f"/{key}/",
        work=lambda row: Work(f"{key} {row.code}", "/", due=due),
        place=place,
        order=order,
        **options,
    )


def test_work_stands_by_its_day_and_then_by_the_order_of_the_queues(desk):
    own, shown = desk
    own.register(
        _queue("late", 2, order=1), _queue("soon", 1, due=TODAY, order=9), _queue("none", 0, order=0)
    )
    assert [work.matter for work in shown.work()] == ["soon 320100", "late 320100", "late 320200"]


def test_no_more_work_is_shown_than_fits_though_all_is_counted(desk):
    own, shown = desk
    own.register(_queue("a", 13), _queue("b", 13, due=TODAY + timedelta(days=1)))
    assert len(shown.work()) == SHOWN_WORK
    assert {work.matter[0] for work in shown.work()} == {"b"}
    assert sum(waiting.count for waiting in shown.queues) == 26


def test_the_sidebar_counts_the_queues_of_a_place_and_leaves_empty_groups_out(desk):
    own, shown = desk
    clerks = frozenset({Role.CLERK})
    own.register(
        _queue("a", 3, place="files"),
        _queue("b", 4, place="files"),
        _queue("c", 5),
        Place("files", "档案", "档案", "home", clerks, 2),
        Place("empty", "空", "档案", "home", clerks, 1),
        Place("hidden", "他人", "管理", "home", frozenset({Role.AUDITOR})),
    )
    groups = [(group, [(place.key, count) for place, count, _ in entries]) for group, entries in shown.groups]
    assert groups == [("档案", [("empty", 0), ("files", 7)])]


def test_a_sheet_that_has_nothing_to_say_is_left_out(desk):
    own, shown = desk
    own.register(
        Tile("b", "b.html", lambda posting: {"role": posting.role}, order=2),
        Tile("a", "a.html", lambda posting: {}, order=1),
        Tile("c", "c.html", lambda posting: None, order=0),
    )
    assert shown.tiles() == [("a.html", {}), ("b.html", {"role": "clerk"})]


def test_a_notable_act_on_many_leaves_a_row_each_with_who_why_and_in_which_request():
    by, ids = factories.posting(Role.CLERK, "320500"), [uuid.uuid4() for _ in range(3)]
    token = request_id.set("request-7")
    try:
        write_notable_many(Region, ids, "download", by=by, reason="核对", rows=3, day=TODAY)
        write_notable(Region.objects.get(code="320100"), "download", by=by)
    finally:
        request_id.reset(token)
    rows = Transition.objects.filter(object_id__in=ids)
    assert {row.object_id for row in rows} == set(ids)
    for row in rows:
        assert (row.object_type, row.act, row.to_status) == ("organisations.region", "download", "")
        assert (row.actor, row.posting_id, row.posting_unit) == (by.user_id, by.pk, "苏州市")
        assert (row.reason, row.request_id) == ("核对", "request-7")
        assert row.after == {"rows": 3, "day": str(TODAY)}
    assert Transition.objects.filter(request_id="request-7").count() == 4


def test_a_notable_act_on_nothing_leaves_no_row():
    before = Transition.objects.count()
    write_notable_many(Region, [], "download", by=factories.posting(Role.CLERK))
    assert Transition.objects.count() == before


def _told(obj, label) -> Explanation:
    return next(told for told in explained(obj) if told.row.label == label)


def _settle(kind, key):
    value = rule(kind, key, TODAY)
    by = factories.posting(Role.DIRECTOR)
    RuleValue.objects.filter(pk=value.pk).update(confirmed_by=by.user_id, confirmed_at=timezone.now())


@pytest.mark.parametrize(
    ("label", "kind", "key", "words"),
    [
        ("查询期止", "query", "any", "5 年（待核实）；不再用于查询"),
        ("惩戒期止", "sanction", "ordinary", "12 个月（待核实）；不再用于惩戒"),
    ],
)
def test_the_periods_of_a_confirmed_record_say_that_nobody_has_verified_them(label, kind, key, words):
    case = factories.record("confirmed", declared_severity="ordinary")
    start = f"从认定日期 {case.decided_on} 起 "
    assert _told(case, label).sentence == f"{start}{words}"
    _settle(kind, key)
    assert _told(case, label).sentence == f"{start}{words}".replace("（待核实）", "")


def test_a_period_cut_short_does_not_claim_to_be_the_rules():
    case = factories.record("confirmed")
    case.query_until = TODAY
    start_purposes(case, by=factories.posting(Role.DIRECTOR))
    assert _told(case, "查询期止").sentence.endswith("，按有效期或后来的办理改定；不再用于查询")


def test_the_page_that_confirms_says_both_periods_with_their_mark():
    case = factories.record("statement", declared_severity="ordinary")
    assert purposes_of(case) == (
        "查询期 5 年（待核实），惩戒期（一般）12 个月（待核实），都从认定文书的日期起算"
    )
    _settle("sanction", "ordinary")
    assert "惩戒期（一般）12 个月，都从" in purposes_of(case)


def test_a_window_by_an_unverified_rule_says_so():
    act = factories.publication(made=factories.judgment("confirmed"))
    assert _told(act, "公示到").sentence.endswith(" 个月（待核实）；到时自动撤下")
    act = factories.publication()
    assert _told(act, "公示到").sentence.endswith(" 个月；到时自动撤下")
