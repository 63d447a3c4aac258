"""The places of imports and roster changes in the sidebar, what waits there, and the sheet of one's last uploads."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from common.registry import Place, Queue, Tile, Work, registry
from common.roles import CREDIT_OFFICE
from common.trail import Actor
from exchange.models import DepartmentProposal, ImportBatch
from exchange.models.batches import IMPORTERS


def register() -> None:
    """Enter places, queue and sheet; called once when the app is ready."""
    registry.register(*PLACES, PROPOSALS, BATCHES)


def _proposals(posting: Actor) -> QuerySet[Any]:
    waiting = DepartmentProposal.objects.visible_to(posting).filter(status="proposed")
    return waiting.select_related("department")


def _proposal_work(proposal: DepartmentProposal) -> Work:
    return Work(
        "名录变更",
        f"{reverse('exchange:proposals')}?status=proposed",
        proposal.department.name,
        word="待确认",
    )


def _own_batches(posting: Actor) -> dict[str, Any] | None:
    """Return the last uploads of one's own, or nothing for who never uploads."""
    if posting.role not in IMPORTERS:
        return None
    return {"batches": ImportBatch.objects.visible_to(posting).filter(posting=posting.pk).order_by("-id")[:4]}


PLACES = (
    Place("imports", "导入", "归集", "exchange:imports", order=10, chapter="导入归集表"),
    Place("proposals", "名录变更", "归集", "exchange:proposals", order=20, chapter="导入归集表"),
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
BATCHES = Tile("imports", "exchange/tile.html", _own_batches, order=20)
