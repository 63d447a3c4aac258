from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

from common import notice_kinds
from common.notice_kinds import NoticeGroup
from common.registry import Consequence, Outlook, Place, Tile, registry
from common.roles import AUDITORS, CREDIT_OFFICE
from common.trail import Actor

if TYPE_CHECKING:
    from records.models import Publication
    from supervision.outlooks import Counted

NOTICES = NoticeGroup("upkeep", "规则与统计", {"aggregation.failed": "夜间统计未通过"}, 60)
PUBLIC_ACTS = frozenset({"publish", "resume", "suspend", "end"})


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "监督评价"

    def ready(self) -> None:
        from common.deadlines.kinds import deadline_kinds
        from common.rulebook import rulebook
        from records.facts.models.facts import fact_kinds
        from supervision import lists, tile
        from supervision.warnings import cases as warnings
        from supervision.warnings import deadlines as warning_deadlines
        from supervision.warnings import rule_kinds as warning_rules

        rulebook.register(*warning_rules.KINDS)
        deadline_kinds.register(*warning_deadlines.KINDS)
        warnings.register()
        lists.register()
        notice_kinds.register(NOTICES)
        readers = CREDIT_OFFICE | AUDITORS
        registry.register(
            Place("figures", "统计", "监督", "supervision:figures", tile.READERS, order=10, chapter="统计"),
            Place("board", "在办总览", "监督", "supervision:board", readers, order=5, chapter="在办总览"),
            Place("runs", "夜间统计", "监督", "supervision:runs", readers, order=20, chapter="统计"),
            Outlook("public-figures", "records.publication", PUBLIC_ACTS, _on_public, order=30),
            *(
                Outlook(
                    f"office-figures-{kind.KIND}",
                    kind._meta.label_lower,
                    frozenset({"confirm"}),
                    _on_office,
                    tile.READERS,
                    30,
                )
                for kind in fact_kinds.values()
                if kind.IS_COUNTED
            ),
            Tile("last-night", "supervision/tile.html", tile.figures, tile.READERS, order=30),
        )


def _on_public(publication: Publication, act: str, posting: Actor) -> list[Consequence]:
    from supervision.outlooks import on_public_figures

    return on_public_figures(publication, act, posting)


def _on_office(record: Counted, act: str, posting: Actor) -> list[Consequence]:
    from supervision.outlooks import on_office_figures

    return on_office_figures(record, act, posting)
