"""Severity by the matrix of rules.md 4.1 with the half-open bounds of rules.md 0.2k."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Incomplete
from policy.grading import GradingRules, severity

VALUES = {
    "bounds": [100000, 1000000],
    "matrix": [
        {"small": "minor", "larger": "ordinary", "major": "serious"},
        {"small": "ordinary", "larger": "ordinary", "major": "serious"},
        {"small": "serious", "larger": "serious", "major": "serious"},
    ],
}
RULES = GradingRules.from_values(VALUES, version=7)


@pytest.mark.parametrize(
    ("loss", "impact", "grade"),
    [
        (None, "small", "minor"),
        (None, "larger", "ordinary"),
        (None, "major", "serious"),
        ("0", "small", "minor"),
        ("99999.99", "small", "minor"),
        ("99999.99", "larger", "ordinary"),
        ("100000", "small", "ordinary"),
        ("100000.00", "larger", "ordinary"),
        ("100000", "major", "serious"),
        ("999999.99", "small", "ordinary"),
        ("1000000", "small", "serious"),
        ("1000000", "larger", "serious"),
        ("999999999999.99", "small", "serious"),
    ],
)
def test_loss_and_impact_give_the_grade(loss, impact, grade):
    found = severity(None if loss is None else Decimal(loss), impact, False, RULES)
    assert found.severity == grade
    assert found.rule_version == 7


@pytest.mark.parametrize("impact", ["small", "larger", "major", "", None])
def test_the_ticked_row_is_serious_whatever_the_loss(impact):
    found = severity(loss=None, impact=impact, aggravated=True, rules=RULES)
    assert found.severity == "serious"
    assert "人工认定" in found.reason


def test_the_reason_names_loss_class_impact_and_version():
    assert (
        severity(Decimal("176800"), "larger", False, RULES).reason
        == "损失17.68万元（10万元以上不足100万元），社会影响较大，按规则第7版评为一般"
    )
    assert severity(Decimal("99999.99"), "small", False, RULES).reason.startswith(
        "损失9.999999万元（不足10万元），社会影响小"
    )
    assert severity(Decimal("1000000"), "small", False, RULES).reason.startswith("损失100万元（100万元以上）")
    assert severity(None, "small", False, RULES).reason == "无损失金额，社会影响小，按规则第7版评为轻微"


@pytest.mark.parametrize("impact", ["", None])
def test_without_an_impact_nothing_is_guessed_unless_the_loss_decides_alone(impact):
    with pytest.raises(Incomplete) as refused:
        severity(Decimal("10"), impact, False, RULES)
    assert "impact" in refused.value.fields
    assert severity(Decimal("1000000"), impact, False, RULES).severity == "serious"


def test_a_negative_loss_is_refused():
    with pytest.raises(Incomplete, match="负数"):
        severity(Decimal("-0.01"), "small", False, RULES)


def test_an_unknown_impact_is_refused():
    with pytest.raises(ValueError, match="huge"):
        severity(None, "huge", False, RULES)


@pytest.mark.parametrize(
    "broken",
    [
        {"bounds": [100000]},
        {"bounds": [1000000, 100000]},
        {"bounds": [], "matrix": [{"small": "minor", "larger": "ordinary"}]},
        {"bounds": [], "matrix": [{"small": "minor", "larger": "ordinary", "major": "grave"}]},
    ],
)
def test_a_matrix_that_does_not_fit_is_refused(broken):
    with pytest.raises(ValueError, match=r"matrix|grave"):
        GradingRules.from_values(VALUES | broken, version=1)


amounts = st.decimals(min_value=0, max_value=10**10, places=2)
ORDER = ["minor", "ordinary", "serious"]


@given(amounts, amounts, st.sampled_from(["small", "larger", "major"]))
def test_more_loss_is_never_milder(one, other, impact):
    less, more = sorted([one, other])
    assert ORDER.index(severity(less, impact, False, RULES).severity) <= ORDER.index(
        severity(more, impact, False, RULES).severity
    )
