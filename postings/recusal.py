"""Who must leave a matter to another because it is about themselves（回避）. 公务员法 76; 行政处罚法 43"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, ClassVar
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from common.errors import NotAllowed
from common.roles import SELF
from common.trail import Actor
from postings.vocabulary import AccessStatus

OWN = "这件事的当事人是您本人，您应当回避，请由另一人办理"
HOLDERS = "这件事的当事人是您所代理岗位的本人，代理人也应当回避，请由其他岗位办理"


def own_files(persons: Iterable[Any]) -> QuerySet[Any]:
    """Return the links of these accounts to officials' files: whoever confirmed one ever, or is invited now.

    An invitation counts before it is confirmed, so that nobody gains by leaving it unanswered.
    """
    accesses: QuerySet[Any] = apps.get_model("postings", "OwnAccess")._base_manager.all()
    known = Q(confirmed_at__isnull=False) | Q(status=AccessStatus.INVITED)
    return accesses.filter(known, user__in=list(persons))


def persons_behind(by: Actor) -> list[Any]:
    """Return the accounts behind a posting: who acts, and whom a deputy stands in for."""
    deputy = getattr(by, "deputy", None)
    return [by.user_id, deputy.holder_id] if deputy else [by.user_id]


def recused_from(official_id: UUID | None, by: Actor) -> str:
    """Return why whoever acts keeps off what is about this official, "" where nothing bars them."""
    if official_id is None or by.role == SELF:
        return ""
    found = set(own_files(persons_behind(by)).filter(official=official_id).values_list("user_id", flat=True))
    if not found:
        return ""
    return OWN if by.user_id in found else HOLDERS


def require_not_about(official_id: UUID | None, by: Actor) -> None:
    """Refuse who is the official that the matter is about（回避）."""
    if words := recused_from(official_id, by):
        raise NotAllowed(words)


class AboutOfficial:
    """A matter that may be about one official, reached over `OFFICIAL`; that person does no act on it."""

    OFFICIAL: ClassVar[str] = "official"

    @classmethod
    def recused_rows(cls, by: Actor) -> Q | None:
        """Return the condition on rows about whoever acts, None where no file is theirs."""
        files = own_files(persons_behind(by)).values_list("official_id", flat=True)
        mine = [] if by.role == SELF else list(files)
        return Q(**{f"{cls.OFFICIAL}__in": mine}) if mine else None

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts must leave this to another."""
        *path, last = self.OFFICIAL.split("__")
        holder = attrgetter(*path)(self) if path else self
        return recused_from(getattr(holder, f"{last}_id", None), by)
