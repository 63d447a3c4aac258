"""The list of official inquiries: who asked about how many, for what; nobody's name."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString

from common.lists import Column, Facet, ListSpec, below, in_order, link, mark
from common.lists.columns import day_column
from common.models.deadlines import in_doubt
from common.trail import Actor
from inquiries.filters import InquiryFilter
from inquiries.models import READERS, Inquiry
from inquiries.queues import DESK
from inquiries.vocabulary import InquiryStatus

SHAPES = {"pending": "objection", "to_correct": "broken", "answered": "mended", "used": "mended"}


def shape(case: Inquiry) -> str:
    """Return the shape of the mark of an inquiry's state."""
    return SHAPES.get(case.status, "plain")


def answer_shape(outcome: str) -> str:
    """Return the shape of the mark of an answer."""
    return {"barred": "broken", "unsure": "objection"}.get(outcome, "plain")


def inquiries_of(posting: Actor) -> QuerySet[Inquiry]:
    """Return what a posting may see, with how many rows each has."""
    rows = Inquiry.objects.visible_to(posting).select_related("unit", "region")
    return rows.annotate(asked=Count("rows"), in_doubt=in_doubt("due_on"))


def _number(case: Inquiry) -> SafeString:
    return below(link(DESK.address(case), case.number, "code"), case.matter)


INQUIRIES = ListSpec(
    key="inquiries",
    label="授权查询",
    unit="件",
    url_name="inquiries:inquiries",
    rows=inquiries_of,
    filterset=InquiryFilter,
    template="inquiries/inquiries.html",
    roles=READERS,
    default="-number",
    hint="有权机关为录用、调任、评优评先来函查询：登记用途和依据，由另一人批准，按行出具带编号的报告。打开一份报告登记一次。",
    empty="没有授权查询。收到来函以后，由管理档案的单位登记。",
    columns=(
        Column(
            "number",
            "查询",
            lambda c: c.number,
            _number,
            exports=(("查询编号", lambda c: c.number), ("事项", lambda c: c.matter)),
            sort=["number"],
            fixed=True,
        ),
        Column("purpose", "用途", lambda c: c.purpose_label, css="nowrap"),
        Column("body", "查询机关", lambda c: c.asking_body),
        Column("asked", "对象", lambda c: f"{c.get_kind_display()} {c.asked}", css="nowrap"),
        day_column("as_of", "截至日", "as_of"),
        day_column("due", "答复期限", "due_on"),
        Column(
            "status",
            "状态",
            lambda c: c.get_status_display(),
            lambda c: mark(c.get_status_display(), shape(c)),
            sort=[in_order("status", InquiryStatus)],
        ),
    ),
    facets=(Facet("status", "status"), Facet("kind", "kind")),
)
