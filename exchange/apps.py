from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.urls import reverse

from common.registry import Place, Queue, Tile, Work, registry
from common.roles import CREDIT_OFFICE
from common.trail import Actor

if TYPE_CHECKING:
    from exchange.models import DepartmentProposal


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = "归集与交换"

    def ready(self) -> None:
        from exchange import history_names, lists, open_cases

        open_cases.register()
        lists.register()
        history_names.register()
        registry.register(
            Place("imports", "导入", "归集", "exchange:imports", order=10, chapter="导入归集表"),
            Place("proposals", "名录变更", "归集", "exchange:proposals", order=20, chapter="导入归集表"),
            Queue(
                "proposals",
                "名录变更待确认",
                "报送的名录与在册信息不一致",
                CREDIT_OFFICE,
                _proposals,
                lambda posting: f"{reverse('exchange:proposals')}?status=proposed",
                _proposal_work,
                place="proposals",
                order=70,
            ),
            Tile("imports", "exchange/tile.html", _own_batches, order=20),
        )


def _proposals(posting: Actor) -> Any:
    from exchange.models.proposals import DepartmentProposal

    return (
        DepartmentProposal.objects.visible_to(posting).filter(status="proposed").select_related("department")
    )


def _proposal_work(proposal: DepartmentProposal) -> Work:
    return Work(
        "名录变更",
        f"{reverse('exchange:proposals')}?status=proposed",
        proposal.department.name,
        word="待确认",
    )


def _own_batches(posting: Actor) -> dict[str, Any] | None:
    """Return the last uploads of one's own, or nothing for who never uploads."""
    from exchange.models.batches import IMPORTERS, ImportBatch

    if posting.role not in IMPORTERS:
        return None
    return {"batches": ImportBatch.objects.visible_to(posting).filter(posting=posting).order_by("-id")[:4]}
