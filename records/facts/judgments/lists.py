"""The list of lost judgments."""

from __future__ import annotations

from common.lists.columns import Column, day_column, row_link
from common.lists.facets import Facet, RegionFacet
from common.lists.filters import choice
from common.lists.spec import ListSpec
from records.addresses import fact_address
from records.facts.filters import ReviewedFactFilter
from records.facts.judgments.models import LostJudgment
from records.facts.judgments.vocabulary import Outcome
from records.facts.lists import DEPARTMENT, ENTERED, STATUS, rows_of


class JudgmentFilter(ReviewedFactFilter):
    outcome = choice("类型", Outcome.choices)


JUDGMENTS = ListSpec(
    key="judgments",
    label="败诉与拒不执行",
    unit="条",
    url_name="records:judgments",
    rows=rows_of(LostJudgment),
    filterset=JudgmentFilter,
    default="-day",
    template="records/facts.html",
    hint="败诉本身不等于失信；拒不执行须有法院自己的公告。",
    empty="败诉与拒不执行由录入员或认定机关录入，复核员认定，信用办拟予公示。",
    columns=(
        Column(
            "case",
            "案号",
            lambda f: f.case_number,
            row_link(fact_address, lambda f: f.case_number, "code"),
            sort=["case_key"],
            fixed=True,
        ),
        Column("court", "法院", lambda f: f.court),
        Column("outcome", "类型", lambda f: f.get_outcome_display()),
        day_column("day", "裁判日期", "decided_on"),
        DEPARTMENT,
        STATUS,
        day_column("effective", "生效日期", "effective_on", shown=False),
        Column("announcement", "法院公告文号", lambda f: f.announcement_number, shown=False),
        ENTERED,
    ),
    facets=(
        Facet("status", "status"),
        Facet("outcome", "outcome"),
        RegionFacet(field="department__region__path"),
    ),
)
