from django.apps import AppConfig

from common.desk import Place, Tile, registry
from common.roles import CREDIT_OFFICE, Role


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "监督评价"

    def ready(self) -> None:
        from supervision import tile

        readers = CREDIT_OFFICE | {Role.AUDITOR}
        registry.register(
            Place("figures", "统计", "监督", "supervision:figures", tile.READERS, order=10),
            Place("runs", "夜间统计", "监督", "supervision:runs", readers, order=20),
            Tile("last-night", "supervision/tile.html", tile.figures, tile.READERS, order=30),
        )
