"""Confirmed judgments and announcements that no chain of warnings answers to yet: the office opens the chain from here.

What stands in an open chain, or was performed in one, is left out; so is a case whose open chain takes it up itself（转入下一阶段）.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from common.lists import Column, ListSpec
from common.lists.columns import day_column, link, row_link
from common.registry import Place, Queue, Work
from common.roles import AUDITORS, CREDIT_OFFICE, OFFICERS
from common.trail import Actor
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body
from policy.vocabulary import RecordStatus
from postings.desk import in_queue
from records.addresses import fact_address
from records.facts.lists import DEPARTMENT
from supervision.warnings.models import OPEN, Judgment, JudgmentWarning
from supervision.warnings.vocabulary import LOST, REFUSED, WarningStatus

KEY = "warnings_unopened"
READERS = CREDIT_OFFICE | AUDITORS


class UnopenedFilter(ScopedFilter):
    q = SearchFilter("案号、法院或者部门", "case_number", "court", body())
    region = RegionFilter("department__region")

    class Meta:
        model = Judgment
        fields: list[str] = []


def unopened(posting: Actor) -> QuerySet[Judgment]:
    """Return those in scope, what has effect longest first."""
    chains = JudgmentWarning.objects.all()
    own = chains.filter(Q(judgment=OuterRef("pk")) | Q(refusal=OuterRef("pk")))
    same = chains.filter(department=OuterRef("department"), case_key=OuterRef("case_key"))
    answered = own.filter(status__in=[*OPEN, WarningStatus.PERFORMED])
    performed = Q(Exists(same.filter(status=WarningStatus.PERFORMED)), outcome=LOST)
    rows: QuerySet[Judgment] = Judgment.objects.visible_to(posting).filter(status=RecordStatus.CONFIRMED)
    rows = rows.exclude(Exists(answered)).exclude(Exists(same.filter(status__in=OPEN))).exclude(performed)
    may_open = Value(posting.role in OFFICERS, BooleanField())
    return (
        rows.select_related("department__region").annotate(may_open=may_open).order_by("effective_on", "pk")
    )


def opening_address(judgment: Judgment) -> str:
    """Return where the chain is opened from a judgment."""
    return reverse("supervision:open_warning", args=[judgment.pk])


def opening_words(judgment: Judgment) -> str:
    """Return what opening it is called."""
    return "登记拒不执行" if judgment.outcome == REFUSED else "开启督办"


def _door(judgment: Any) -> str:  # noqa: ANN401 - a judgment as `unopened` marks it
    words = opening_words(judgment)
    return link(opening_address(judgment), words) if judgment.may_open else f"待{words}"


LIST = ListSpec(
    key=KEY,
    label="待开启的裁判预警",
    unit="条",
    url_name="supervision:warnings_unopened",
    rows=unopened,
    filterset=UnopenedFilter,
    default="effective",
    hint="已认定的败诉裁判和法院公告，还没有开启督办的；开启以后从裁判生效起计算履行期限。败诉本身不等于失信。",
    empty="每一条已认定的裁判都有预警，或者已经履行。",
    roles=READERS,
    columns=(
        Column(
            "case",
            "案号",
            lambda one: one.case_number,
            row_link(fact_address, lambda one: one.case_number, "code"),
            sort=["case_key"],
            fixed=True,
        ),
        Column("outcome", "类型", lambda one: one.get_outcome_display()),
        DEPARTMENT,
        Column("court", "法院", lambda one: one.court),
        day_column("effective", "生效日期", "effective_on"),
        Column(
            "open",
            "办理",
            opening_words,
            _door,
            exports=(),
            css="row-acts",
            fixed=True,
        ),
    ),
)
PLACE = Place(KEY, "待开启的裁判预警", "惩戒与激励", LIST.url_name, READERS, order=45, chapter="裁判履行预警")
QUEUE = Queue(
    KEY,
    "已认定的裁判待开启督办",
    "",
    OFFICERS,
    unopened,
    in_queue(LIST.url_name, KEY),
    lambda one: Work(
        f"{opening_words(one)} {one.case_number}",
        opening_address(one),
        str(one.department),
        one.court,
        one.get_outcome_display(),
    ),
    KEY,
    order=68,
)
