from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.apps import AppConfig

from common import notice_kinds
from common.notice_kinds import NoticeGroup
from common.registry import Consequence, Outlook, public_pages, registry
from common.trail import Actor
from disclosure.addresses import address_of
from supervision.statements import relations

if TYPE_CHECKING:
    from records.models import Publication

NOTICES = NoticeGroup("public-store", "公开库", {"disclosure.differs": "公开库与办理结果不一致"}, 65)
ACTS = frozenset({"publish", "resume", "suspend", "end"})


class DisclosureConfig(AppConfig):
    name = "disclosure"
    verbose_name = "公开"

    def ready(self) -> None:
        """Let the public store follow the office; say on its pages what an act would change in public."""
        from common import projections
        from disclosure.store.refresh import follow

        projections.listeners.register(follow)
        notice_kinds.register(NOTICES)
        registry.register(Outlook("archive", "records.publication", ACTS, _on_archive, order=10))
        relations["standing"] = "open.record"
        relations["boards"] = (
            "(SELECT public_id FROM open.promise UNION ALL SELECT public_id FROM open.agency"
            " UNION ALL SELECT public_id FROM open.dishonest_enterprise)"
        )
        public_pages.update(
            {kind: partial(address_of, kind) for kind in ("record", "judgment", "commendation")}
        )


def _on_archive(publication: Publication, act: str, posting: Actor) -> list[Consequence]:
    from disclosure.outlooks import on_archive

    return on_archive(publication, act, posting)
