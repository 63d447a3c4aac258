"""The places of imports, duties and proposed changes of the roster, and what waits there."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from common.registry import SEEING, Beginning, Place, Queue, Work
from common.roles import CREDIT_OFFICE, Role
from common.trail import Actor
from exchange.models.batches import IMPORTERS
from exchange.models.duties import ReportingDuty
from exchange.models.proposals import DepartmentProposal
from exchange.models.row_errors import RowError

UPLOAD = Beginning("导入归集表、名录（上传文件）", "exchange:upload", IMPORTERS)
IMPORT_PLACE = Place(
    "imports", "导入", "归集", "exchange:imports", order=10, chapter="导入归集表", begins=(UPLOAD,)
)
PROPOSAL_PLACE = Place("proposals", "名录变更", "归集", "exchange:proposals", order=20, chapter="导入归集表")
DUTY_PLACE = Place("duties", "报送任务", "归集", "exchange:duties", SEEING, order=30, chapter="归集报送")


def _proposals(posting: Actor) -> QuerySet[DepartmentProposal]:
    rows = DepartmentProposal.objects.visible_to(posting).filter(status="proposed")
    return rows.select_related("department")


def _proposal_work(proposal: DepartmentProposal) -> Work:
    url = f"{reverse('exchange:proposals')}?status=proposed"
    return Work("名录变更", url, proposal.department.name, word="待确认")


def _waiting(posting: Actor) -> QuerySet[ReportingDuty]:
    mine = ReportingDuty.objects.visible_to(posting).pending().filter(unit=posting.unit_id)
    return mine.select_related("unit").order_by("due_on", "pk")


def _work(duty: ReportingDuty) -> Work:
    url = reverse("exchange:duty", args=[duty.pk])
    return Work(f"{duty.period}归集报送", url, str(duty.unit), word="待报", due=duty.due_on)


def _to_decide(posting: Actor) -> QuerySet[RowError]:
    """Return the rows that wait for a decision, those of the earliest import first."""
    rows = RowError.objects.to_decide(posting).select_related("batch")
    return rows.order_by("batch__created_at", "batch", "row")


def _row_work(row: RowError) -> Work:
    url, content = reverse("exchange:enter_row", args=[row.pk]), row.content or {}
    matter = f"导入第 {row.row} 行 {content.get('document_number') or ''}".strip()
    return Work(matter, url, str(content.get("name") or ""), row.message, "待决定")


WAITING_ROWS = Queue(
    "waiting_rows",
    "导入的行待决定",
    "核对后录入，或写明不入库",
    IMPORTERS,
    _to_decide,
    lambda posting: f"{reverse('common:work')}?place={IMPORT_PLACE.key}",
    _row_work,
    place=IMPORT_PLACE.key,
    order=15,
)
PROPOSALS = Queue(
    "proposals",
    "名录变更待确认",
    "报送的名录与在册信息不一致",
    CREDIT_OFFICE,
    _proposals,
    lambda posting: f"{reverse('exchange:proposals')}?status=proposed",
    _proposal_work,
    place="proposals",
    order=70,
)
DUTIES = Queue(
    "duties",
    "待报送",
    "按季报送本单位的信息，没有的作零报告",
    frozenset({Role.CLERK, Role.FINDING_BODY, Role.REPRESENTATIVE}),
    _waiting,
    lambda posting: f"{reverse('exchange:duties')}?status=pending&mine=1",
    _work,
    place="duties",
    order=60,
    due="due_on",
)
