"""The lists of lost judgments and of commendations."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, day, mark, row_link
from common.lists.facets import Facet, RegionFacet
from common.lists.spec import ListSpec, in_order
from records.filters import CommendationFilter, JudgmentFilter
from records.models import Commendation, LostJudgment
from records.status_words import StatusWord, of_record
from records.vocabulary import RecordStatus


def status_word_of(fact: Any) -> StatusWord:
    """Return the word for a fact that carries `publication_status`."""
    return of_record(
        fact.status,
        publishable=True,
        publication=fact.publication_status,
        ground=fact.publication_ground,
    )


def _mark(fact: Any) -> SafeString:
    stands = status_word_of(fact)
    return mark(stands.word, stands.shape)


DEPARTMENT = Column(
    "department",
    "部门",
    lambda f: str(f.department),
    lambda f: below(f.department, f.department.region.name),
    exports=(
        ("部门", lambda f: str(f.department)),
        ("统一社会信用代码", lambda f: f.department.credit_code),
        ("地区", lambda f: f.department.region.name),
    ),
    sort=["department__sort_key"],
)
STATUS = Column(
    "status",
    "状态",
    lambda f: status_word_of(f).word,
    _mark,
    sort=[in_order("status", RecordStatus)],
    css="nowrap",
)
ENTERED = Column(
    "entered",
    "录入",
    lambda f: f.entered_at,
    lambda f: below(day(f.entered_at), f.entered_by.name),
    exports=(("录入时间", lambda f: f.entered_at), ("录入人", lambda f: f.entered_by.name)),
    sort=["entered_at"],
    shown=False,
)


def _rows(model: Any) -> Any:
    return lambda posting: (
        model.objects.visible_to(posting)
        .with_publication()
        .select_related("department__region", "entered_by")
    )


def _page(name: str) -> Any:
    return lambda fact: reverse(f"records:{name}", args=[fact.pk])


JUDGMENTS = ListSpec(
    key="judgments",
    label="败诉与拒不执行",
    unit="条",
    url_name="records:judgments",
    rows=_rows(LostJudgment),
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
            row_link(_page("judgment"), lambda f: f.case_number, "code"),
            sort=["case_key"],
            fixed=True,
        ),
        Column("court", "法院", lambda f: f.court),
        Column("outcome", "类型", lambda f: f.get_outcome_display()),
        Column("day", "裁判日期", lambda f: f.decided_on, sort=["decided_on"], css="nowrap"),
        DEPARTMENT,
        STATUS,
        Column(
            "effective",
            "生效日期",
            lambda f: f.effective_on,
            sort=["effective_on"],
            css="nowrap",
            shown=False,
        ),
        Column("announcement", "法院公告文号", lambda f: f.announcement_number, shown=False),
        ENTERED,
    ),
    facets=(
        Facet("status", "status"),
        Facet("outcome", "outcome"),
        RegionFacet(field="department__region__path"),
    ),
)
COMMENDATIONS = ListSpec(
    key="commendations",
    label="守信记录",
    unit="条",
    url_name="records:commendations",
    rows=_rows(Commendation),
    filterset=CommendationFilter,
    default="-day",
    template="records/facts.html",
    hint="诚信典型、荣誉表彰等守信激励记录。",
    empty="守信记录由录入员或认定机关录入，复核员认定，信用办拟予公示。",
    columns=(
        Column(
            "case",
            "荣誉",
            lambda f: f.honour,
            row_link(_page("commendation"), lambda f: f.honour),
            sort=["honour"],
            fixed=True,
        ),
        Column("issuer", "颁发机关", lambda f: f.issued_by),
        Column("day", "颁发日期", lambda f: f.issued_on, sort=["issued_on"], css="nowrap"),
        DEPARTMENT,
        STATUS,
        Column("document", "文号", lambda f: f.document_number, shown=False),
        Column("level", "级别", lambda f: f.get_level_display(), shown=False),
        Column("valid", "有效期至", lambda f: f.valid_until, sort=["valid_until"], css="nowrap", shown=False),
        ENTERED,
    ),
    facets=(Facet("status", "status"), RegionFacet(field="department__region__path")),
)
