from typing import Any

from django.apps import AppConfig

from common.desk import SEEING, Place, Tile, registry
from common.roles import CREDIT_OFFICE, Role


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "监督评价"

    def ready(self) -> None:
        readers = CREDIT_OFFICE | {Role.AUDITOR}
        figures = SEEING - {Role.REPRESENTATIVE, Role.FINDING_BODY}
        registry.register(
            Place("figures", "统计", "监督", "supervision:figures", figures, order=10),
            Place("runs", "夜间统计", "监督", "supervision:runs", readers, order=20),
            Tile("last-night", "supervision/tile.html", _last_night, figures, order=30),
        )


def _last_night(posting: Any) -> dict[str, Any]:
    from supervision.models import AggregationRun

    return {
        "run": AggregationRun.objects.current(),
        "failure": AggregationRun.objects.latest_failure(),
        "may_read_runs": posting.role in CREDIT_OFFICE | {Role.AUDITOR},
    }
