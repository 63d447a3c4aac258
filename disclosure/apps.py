from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

from common.registry import Consequence, Outlook, registry
from common.trail import Actor
from supervision.statements import relations

if TYPE_CHECKING:
    from records.models import Publication

ACTS = frozenset({"publish", "resume", "suspend", "end"})


class DisclosureConfig(AppConfig):
    name = "disclosure"
    verbose_name = "公开"

    def ready(self) -> None:
        """Say on the office's pages what an act would change in public, and what the public figures count."""
        registry.register(Outlook("archive", "records.publication", ACTS, _on_archive, order=10))
        relations["standing"] = "open.record"


def _on_archive(publication: Publication, act: str, posting: Actor) -> list[Consequence]:
    from disclosure.outlooks import on_archive

    return on_archive(publication, act, posting)
