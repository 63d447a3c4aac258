from typing import Any

from django.apps import AppConfig

from common.registry import Tile, registry
from common.trail import Actor


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = "归集与交换"

    def ready(self) -> None:
        """Declare imports, duties and roster changes; enter rules, help, words and the tile."""
        from appeals.repairs.services.telling import held_because
        from commitments.screening.ways import ways
        from common.cases.case_type import declare
        from common.lists import lists
        from exchange import bidders, cases, deadlines, history_names, open_cases
        from exchange.answers.lists import ANSWERS
        from exchange.answers.queues import PLACE as ANSWERS_PLACE
        from exchange.answers.queues import way_to_answer
        from exchange.honours.cases import checks
        from exchange.importers import commitment_statements, watch_statements
        from exchange.sharing.lists import DELIVERIES, PLACE
        from exchange.sharing.services import bar_of

        commitment_statements.register()
        watch_statements.register()
        bidders.register()

        deadlines.register()
        declare(*cases.TYPES, checks())
        open_cases.register()
        history_names.register()
        held_because.append(bar_of)
        lists[DELIVERIES.key] = DELIVERIES
        lists[ANSWERS.key] = ANSWERS
        ways.append(way_to_answer)
        registry.register(PLACE, ANSWERS_PLACE)
        registry.register(Tile("imports", "exchange/tile.html", _own_batches, order=20))


def _own_batches(posting: Actor) -> dict[str, Any] | None:
    """Return the last uploads of one's own, or nothing for who never uploads."""
    from exchange.models.batches import IMPORTERS, ImportBatch

    if posting.role not in IMPORTERS:
        return None
    return {"batches": ImportBatch.objects.visible_to(posting).filter(posting=posting).order_by("-id")[:4]}
