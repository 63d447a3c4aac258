"""从轻 or 免于惩戒 is proposed on proof that the mending was the department's own, with reasons and figures."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discipline.leniency.rule import Conduct, Harm, Proposal, Scale, leniency, share_of

ROWS = list(csv.DictReader((Path(__file__).parent / "leniency.csv").open(encoding="utf-8", newline="")))
SCALE = Scale(Decimal(50), Decimal(100), version=3)
ORDER = [Proposal.NONE, Proposal.LIGHTEN, Proposal.SPARE]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def conduct_of(row: dict[str, str]) -> Conduct:
    return Conduct(
        Decimal(row["loss"]) if row["loss"] else None,
        Decimal(row["recovered"]),
        Harm(row["harm"]),
        day(row["acted_on"]),
        row["proof"],
        day(row["warned_on"]),
        day(row["enforced_on"]),
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row.values()))
def test_each_conduct_speaks_for_what_the_table_says(row):
    found = leniency(conduct_of(row), SCALE)
    assert found.proposal == row["proposal"]
    assert found.reasons
    assert all(found.reasons)
    assert (found.version, found.is_settled) == (3, False)


def test_the_reasons_give_the_figures_and_the_proof():
    found = leniency(conduct_of(ROWS[3]), SCALE)
    assert found.recovered_share == Decimal("99.9")
    assert found.reasons == (
        "2026-03-01 主动纠正（付款凭证）",
        "损失 100,000 元，挽回 99,900 元（99.9%）",
        "不良影响已经消除",
    )


SUMS = st.decimals(0, 10**9, places=2)


@given(SUMS, SUMS, SUMS, st.sampled_from(list(Harm)))
def test_who_recovers_more_is_never_worse_off(loss, recovered, more, harm):
    def proposed(sum_recovered: Decimal) -> int:
        conduct = Conduct(loss, sum_recovered, harm, date(2026, 3, 1), "凭证")
        return ORDER.index(leniency(conduct, SCALE).proposal)

    assert proposed(recovered) <= proposed(recovered + more)


@given(SUMS, SUMS)
def test_the_part_recovered_is_between_nothing_and_all(loss, recovered):
    share = share_of(Conduct(loss, recovered, Harm.LEFT, None, ""))
    assert share is None if not loss else 0 <= share <= 100
