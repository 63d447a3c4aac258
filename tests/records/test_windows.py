"""The publicity window (rules.md 0.2d, 0.2k, 0.2l, 0.2r)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from common.errors import NotEligible
from days.calendar import Period, add_months
from policy.windows import (
    PeriodRule,
    WindowRule,
    anchor_of,
    mildest,
    publicity_window,
    query_until,
    sanction_until,
)

MINOR = WindowRule(None, 3, 1, "Order 36")
ORDINARY = WindowRule(3, 12, 1)
SERIOUS = WindowRule(12, 36, 1)


def window(**changes):
    facts = {
        "source_kind": "penalty",
        "severity": "ordinary",
        "decided_on": date(2026, 3, 1),
        "effective_on": date(2026, 3, 10),
        "act_on": date(2026, 5, 20),
        "rules": [ORDINARY],
    }
    return publicity_window(**(facts | changes))


def test_a_penalty_counts_from_its_decision_and_opens_on_the_act():
    found = window()
    assert found.anchor == date(2026, 3, 1)
    assert found.opens == date(2026, 5, 20)
    assert found.closes == date(2027, 3, 1)
    assert found.repair_from == date(2026, 6, 1)
    assert found.rule_version == 1


def test_a_judgment_counts_from_its_effect():
    found = window(source_kind="judgment")
    assert (found.anchor, found.closes, found.repair_from) == (
        date(2026, 3, 10),
        date(2027, 3, 10),
        date(2026, 6, 10),
    )


@pytest.mark.parametrize("source", ["penalty", "discipline", "accountability", "commendation"])
def test_every_other_source_counts_from_its_decision(source):
    assert anchor_of(source, decided_on=date(2026, 3, 1), effective_on=date(2026, 3, 10)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("decided", "effective", "act", "opens"),
    [
        (date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 5), date(2026, 3, 10)),
        (date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 10), date(2026, 3, 10)),
        (date(2026, 3, 1), date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 3, 10), date(2026, 3, 1), date(2026, 3, 5), date(2026, 3, 10)),
    ],
)
def test_it_opens_on_the_latest_of_anchor_effect_and_act(decided, effective, act, opens):
    assert window(decided_on=decided, effective_on=effective, act_on=act).opens == opens


def test_the_last_day_is_shown_and_the_closing_day_is_not():
    found = window(act_on=date(2027, 2, 28))
    assert found.holds(date(2027, 2, 28))
    assert not found.holds(date(2027, 3, 1))
    assert not found.holds(date(2027, 2, 27))


@pytest.mark.parametrize("act", [date(2027, 3, 1), date(2027, 3, 2), date(2030, 1, 1)])
def test_a_backfilled_fact_whose_maximum_has_passed_is_refused_with_the_dates(act):
    with pytest.raises(NotEligible) as refused:
        window(act_on=act)
    for said in ("2026-03-01", "12 个月", "2027-03-01", str(act)):
        assert said in refused.value.message


def test_a_document_that_takes_effect_after_the_maximum_is_refused():
    with pytest.raises(NotEligible, match="2027-03-01"):
        window(effective_on=date(2027, 3, 1))


def test_month_ends_are_clamped():
    found = window(
        severity="minor",
        rules=[MINOR],
        minor_reason="群众反映集中",
        decided_on=date(2026, 11, 30),
        effective_on=date(2026, 11, 30),
        act_on=date(2026, 12, 1),
    )
    assert found.closes == date(2027, 2, 28)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_minor_record_is_not_published_without_a_reason(reason):
    with pytest.raises(NotEligible, match="轻微"):
        window(severity="minor", rules=[MINOR], minor_reason=reason)


def test_a_minor_record_with_a_reason_stands_three_months_at_most_and_can_be_repaired_at_once():
    found = window(severity="minor", rules=[MINOR], minor_reason="群众反映集中")
    assert found.closes == date(2026, 6, 1)
    assert found.repair_from == found.anchor


def test_the_milder_of_two_versions_applies_and_is_the_one_that_is_kept():
    old, new = WindowRule(3, 24, 1), WindowRule(6, 12, 2)
    assert mildest([old, new]) is new
    assert window(rules=[old, new]).rule_version == 2
    assert window(rules=[new, old]).closes == date(2027, 3, 1)


def test_of_equal_maxima_the_shorter_minimum_is_the_milder():
    assert mildest([WindowRule(6, 12, 1), WindowRule(3, 12, 2)]).version == 2
    assert mildest([WindowRule(3, 12, 1), WindowRule(None, 12, 2)]).version == 2


def test_without_any_rule_in_force_nothing_is_published():
    with pytest.raises(NotEligible, match="规则"):
        window(rules=[])


@pytest.mark.parametrize(("missing", "said"), [("decided_on", "认定日期"), ("effective_on", "生效日期")])
def test_a_missing_date_is_named(missing, said):
    with pytest.raises(NotEligible, match=said):
        window(**{missing: None})


def test_a_stored_value_becomes_a_rule():
    assert WindowRule.from_value({"min_months": 3, "max_months": 12}, version=4, basis="b") == WindowRule(
        3, 12, 4, "b"
    )
    assert WindowRule.from_value({"max_months": 3}, version=1).min_months is None


def test_query_and_sanction_periods_are_their_own():
    anchor = date(2026, 2, 28)
    assert query_until(anchor, PeriodRule(Period(5, "year"), 1)) == date(2031, 2, 28)
    assert sanction_until(anchor, PeriodRule(Period(24, "month"), 1)) == date(2028, 2, 28)
    assert sanction_until(anchor, PeriodRule(None, 1)) is None
    assert query_until(anchor, PeriodRule(None, 1)) is None


dates = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@given(
    st.sampled_from(["judgment", "penalty", "accountability"]),
    dates,
    st.integers(0, 400),
    dates,
    st.lists(
        st.builds(WindowRule, st.none() | st.integers(0, 12), st.integers(1, 36), st.integers(1, 3)),
        min_size=1,
        max_size=3,
    ),
)
def test_no_window_is_empty_early_or_longer_than_the_shortest_maximum(source, decided, delay, act, rules):
    effective = decided + timedelta(days=delay)
    try:
        found = window(
            source_kind=source, decided_on=decided, effective_on=effective, act_on=act, rules=rules
        )
    except NotEligible:
        anchor = effective if source == "judgment" else decided
        assert add_months(anchor, min(rule.max_months for rule in rules)) <= max(effective, act)
        return
    assume(found)
    assert found.closes > found.opens >= max(effective, act)
    assert found.closes == add_months(found.anchor, min(rule.max_months for rule in rules))
