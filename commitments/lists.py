"""The lists of commitments and of breaches; their columns go into every export."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from commitments.filters import BreachFilter, CommitmentFilter
from commitments.models import Breach, Commitment
from commitments.standing import Word, standing
from commitments.vocabulary import BreachStatus, CommitmentStatus
from common.lists import Column, Facet, ListSpec, below, in_order, link, mark
from common.lists.usual import number_column, status_column
from common.trail import Actor
from contents.money import wan


def word_of(case: Commitment) -> Word:
    """Return how a commitment stands; the row was asked for with `standing()`."""
    return standing(
        case.status,
        case.due_on,
        timezone.localdate(),
        was_late=case.was_late,
        is_broken=getattr(case, "is_broken", False),
        in_dispute=getattr(case, "in_dispute", False),
        in_doubt=getattr(case, "in_doubt", False),
        is_partly=getattr(case, "is_partly", False),
        is_done=getattr(case, "is_done", False),
    )


def _number(case: Commitment) -> SafeString:
    address = reverse("commitments:commitment", args=[case.pk])
    return below(link(address, case.number, "code nowrap"), case.document_number)


def _body(case: Commitment) -> SafeString:
    return below(case.department, "承继来的" if getattr(case, "is_inherited", False) else "")


def _mark(case: Commitment) -> SafeString:
    found = word_of(case)
    return mark(found.word, found.shape)


def _rows(posting: Actor) -> QuerySet[Commitment]:
    return Commitment.objects.visible_to(posting).standing().select_related("department")


COMMITMENTS = ListSpec(
    key="commitments",
    label="承诺台账",
    unit="项",
    url_name="commitments:commitments",
    rows=_rows,
    filterset=CommitmentFilter,
    default="-number",
    hint="谁向谁、以什么文书、承诺了什么、何时到期、兑现没有。",
    empty="还没有登记的承诺。录入员可以逐项录入，或者按重点领域下载模板批量导入。",
    columns=(
        number_column(
            "承诺",
            _number,
            (("承诺编号", lambda c: c.number), ("文号或合同编号", lambda c: c.document_number)),
        ),
        Column("department", "承诺主体", lambda c: str(c.department), _body, sort=["department__sort_key"]),
        Column("content", "承诺内容", lambda c: c.content, lambda c: below(c.content[:60], c.counterparty)),
        Column("domain", "领域", lambda c: c.get_domain_display(), sort=["domain"], shown=False),
        Column("amount", "金额（万元）", lambda c: wan(c.amount), sort=["amount"], css="n"),
        Column("due", "到期日", lambda c: c.due_on, sort=["due_on"], css="nowrap"),
        Column(
            "standing",
            "兑现情况",
            lambda c: word_of(c).word,
            _mark,
            sort=[in_order("status", CommitmentStatus)],
        ),
        Column("counterparty", "相对方", lambda c: c.counterparty, shown=False),
        Column("post", "责任岗位", lambda c: c.post, shown=False),
    ),
    facets=(Facet("domain", "domain"), Facet("status", "status")),
)


def _breach_number(case: Breach) -> SafeString:
    address = reverse("commitments:breach", args=[case.pk])
    return below(link(address, case.number, "code"), case.commitment.number)


SHAPES = {"confirmed": "broken", "mended": "mended", "hearing": "objection"}


def _breaches(posting: Actor) -> QuerySet[Breach]:
    return Breach.objects.visible_to(posting).select_related("commitment__department")


BREACHES = ListSpec(
    key="breaches",
    label="违约失信核实",
    unit="件",
    url_name="commitments:breaches",
    rows=_breaches,
    filterset=BreachFilter,
    default="-number",
    hint="由上级政府或者行业主管部门核实、责令；确认违约失信只在内部，不是失信记录，不公开。",
    empty="没有违约失信核实。承诺逾期没有兑现，或者收到线索的，经办在承诺页登记。",
    columns=(
        number_column(
            "核实",
            _breach_number,
            (("核实编号", lambda c: c.number), ("承诺编号", lambda c: c.commitment.number)),
        ),
        Column(
            "department",
            "承诺主体",
            lambda c: str(c.commitment.department),
            sort=["commitment__department__sort_key"],
        ),
        Column("domain", "领域", lambda c: c.commitment.get_domain_display(), shown=False),
        Column("body", "核实机关", lambda c: c.body_name or "待定"),
        Column("due", "核实期限", lambda c: c.verify_due, sort=["verify_due"], css="nowrap"),
        Column("mend", "改正期限", lambda c: c.mend_due, sort=["mend_due"], css="nowrap"),
        status_column(BreachStatus, SHAPES),
    ),
    facets=(Facet("status", "status"),),
)
