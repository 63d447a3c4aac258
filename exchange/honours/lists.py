"""The list of checks of candidates for awards."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from common.lists import Column, Facet, ListSpec, in_order, link, mark
from common.roles import AUDITORS, CREDIT_OFFICE
from common.trail import Actor
from exchange.honours.filters import CheckFilter
from exchange.honours.models import HonourCheck
from exchange.honours.vocabulary import CheckStatus, Outcome

READERS = CREDIT_OFFICE | AUDITORS
SHAPES = {"to_report": "objection", "read": "objection", "answered": "mended"}


def shape_of(status: str) -> str:
    """Return the shape of the mark of a status."""
    return SHAPES.get(status, "plain")


def _rows(posting: Actor) -> QuerySet[HonourCheck]:
    barred = Count("rows", filter=Q(rows__outcome=Outcome.BARRED))
    return HonourCheck.objects.visible_to(posting).annotate(candidates=Count("rows"), barred=barred)


def _number(case: HonourCheck) -> SafeString:
    return link(reverse("exchange:honour_check", args=[case.pk]), case.number, "code")


def _status(case: HonourCheck) -> SafeString:
    return mark(case.get_status_display(), shape_of(case.status))


CHECKS = ListSpec(
    key="honour_checks",
    label="荣誉资格核查",
    unit="次",
    url_name="exchange:honour_checks",
    rows=_rows,
    filterset=CheckFilter,
    default="-number",
    hint="评选机关来函核查候选单位：按评选的截止日逐个答复，生成带编号的报告。",
    empty="没有核查过。从“核查名单”上传候选单位，或者核查一个单位。",
    columns=(
        Column("number", "编号", lambda c: c.number, _number, sort=["number"], fixed=True),
        Column("award", "评选", lambda c: c.award, sort=["award"]),
        Column("body", "评选机关", lambda c: c.awarding_body),
        Column("cutoff", "截止日", lambda c: c.cutoff_on, sort=["cutoff_on"], css="nowrap"),
        Column("candidates", "单位数", lambda c: c.candidates),
        Column("barred", "受限", lambda c: c.barred),
        Column(
            "status",
            "状态",
            lambda c: c.get_status_display(),
            _status,
            sort=[in_order("status", CheckStatus)],
        ),
    ),
    facets=(Facet("status", "status"),),
    roles=READERS,
    template="exchange/honour_checks.html",
)
