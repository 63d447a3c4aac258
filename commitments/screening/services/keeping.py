"""Versions of lists: taken down, put in force by another person, one replacing what the former said of an entry."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from commitments.screening.models import WatchEntry, WatchVersion
from commitments.screening.querysets import keeps_lists
from commitments.screening.services.annulling import tell_owners
from commitments.screening.services.holding import hold_to_change
from commitments.screening.vocabulary import Ending, Extent
from common.errors import Incomplete, NotAllowed, NotEligible
from common.history import acting
from common.trail import Actor

OTHER_EYES = "名单是您导入或者登记的，请由另一人启用（四眼原则）"
REJECTED = (
    "全量名单的文件有退回 {} 行，不能据以移出没有列出的：请改正后重新导入；只有变动的，作废后按“变动”导入"
)
OVERTAKEN = "登记以后又启用了版本 {}，没有列出的、要更正的可能已经不同：请作废这一版，重新登记"
OF_THE_PROVINCE = "名单在全省用于比对，由省级信用办导入、登记、启用和作废"
_TAKE_OVER = """
UPDATE commitments_watchentry old SET is_current = false
FROM commitments_watchentry new
WHERE new.version_id = %(version)s AND new.identity <> new.name_identity
  AND old.kind = new.kind AND old.identity = new.name_identity AND old.is_current AND old.version_id <> new.version_id
  AND NOT EXISTS (
      SELECT FROM commitments_watchentry known
      WHERE known.kind = new.kind AND known.identity = new.identity AND known.is_current
        AND known.version_id <> new.version_id
  )
"""
"""An entry that is met by code or number for the first time takes the place of the name alone in the same document."""
_REPLACE = """
UPDATE commitments_watchentry old SET is_current = false
FROM commitments_watchentry new
WHERE new.version_id = %(version)s AND old.kind = new.kind AND old.identity = new.identity
  AND old.is_current AND old.version_id <> new.version_id
"""
_COUNT_IN = "UPDATE commitments_watchentry SET is_current = true WHERE version_id = %(version)s"


def bar_elsewhere(version: WatchVersion, by: Actor) -> str:
    """Return why a version is not this person's: what counts in the whole province is the province's."""
    return "" if keeps_lists(by) else OF_THE_PROVINCE


def require_keeper(by: Actor) -> None:
    """Refuse whoever is not of the province's credit office."""
    if not keeps_lists(by):
        raise NotAllowed(OF_THE_PROVINCE)


def enter_version(
    kind: str,
    as_of: date,
    source: str,
    *,
    by: Actor,
    extent: str = Extent.CHANGES,
    batch: UUID | None = None,
    reason: str = "",
) -> WatchVersion:
    """Take down a version of a list, full or changes; it counts for nothing before another person has put it in force."""
    require_keeper(by)
    if as_of > timezone.localdate():
        raise Incomplete("名单日期不能晚于今天", {"as_of": "不能晚于今天"})
    made = WatchVersion(kind=kind, as_of=as_of, source=source, extent=extent, batch_id=batch)
    made.draft(by=by, reason=reason or source)
    made.refresh_from_db()
    return made


def bar_in_force(version: WatchVersion, by: Actor) -> str:
    """Return why this version cannot be put in force, or not by this person."""
    if not keeps_lists(by):
        return OF_THE_PROVINCE
    if by.user_id in {version.entered_by_id, version.last_changed_by_id}:
        return OTHER_EYES
    newest = WatchVersion.objects.newest(version.kind, timezone.localdate())
    if version.extent != Extent.ERROR and newest is not None and newest.as_of > version.as_of:
        return f"已有更新的版本 {newest.number}（{newest.as_of}），这一版不能再启用"
    return _bar_by_others(version)


def _bar_by_others(version: WatchVersion) -> str:
    """Return why what a version says of entries that it does not bring itself holds no more, "" where it does."""
    if version.extent == Extent.CHANGES:
        return ""
    if version.extent == Extent.FULL and version.rejected:
        return REJECTED.format(version.rejected)
    others = WatchVersion.objects.filter(kind=version.kind, confirmed_at__gt=version.entered_at)
    if version.extent == Extent.ERROR:
        # Another version says something of the entry itself, or of the code that it got since.
        known = version.entries.values("identity")
        same = WatchEntry.objects.filter(Q(identity__in=known) | Q(name_identity__in=known))
        others = others.filter(pk__in=same.filter(kind=version.kind).values("version"))
    later = others.exclude(pk=version.pk).order_by("-confirmed_at").first()
    return OVERTAKEN.format(later.number) if later else ""


def left_out(version: WatchVersion) -> str:
    """Return what of the workbook is not in this version, "" where all of it is: who is left out is met by nobody."""
    rows = version.rejected
    return f"这一版的文件有退回 {rows} 行，退回的不在名单里，比对不会命中" if rows else ""


def heeded(version: WatchVersion) -> str:
    """Return what whoever puts a version in force has to heed: rows refused, entries that end, errors listed again."""
    found = [left_out(version)]
    if version.unlisted:
        found.append(
            f"全量名单没有列出的现行条目 {version.unlisted} 条，启用后自 {version.as_of} 起移出、不再拦截"
        )
    if again := _listed_again(version):
        found.append(f"已更正为误列、这一版又列入的 {again} 条，启用后重新拦截，请先向列入机关核对")
    return "；".join(filter(None, found))


def _listed_again(version: WatchVersion) -> int:
    """Return how many entries of a version that stand were listed by error before, one of both by name alone too."""
    if version.extent == Extent.ERROR:
        return 0
    known = WatchEntry.objects.filter(kind=version.kind, is_current=True, ending=Ending.ERROR)
    same = Q(identity__in=known.values("identity"))
    by_name = Q(name_identity__in=known.values("identity")) | Q(identity__in=known.values("name_identity"))
    stands = Q(removed_on=None) | Q(removed_on__gt=version.as_of)
    return version.entries.filter(same | by_name, stands, ending="").count()


@transaction.atomic
def put_in_force(version: WatchVersion, *, by: Actor, reason: str = "") -> WatchVersion:
    """Let a version count: what it says of an entry replaces what stood of it; the rest of the list stands on."""
    require_keeper(by)
    if by.user_id in {version.entered_by_id, version.last_changed_by_id}:
        raise NotAllowed(OTHER_EYES)
    hold_to_change(version.kind)
    if words := bar_in_force(version, by):
        raise NotEligible(words)
    if (words := left_out(version)) and not reason.strip():
        raise Incomplete(f"{words}；启用须写明理由", {"reason": "请核对退回的行，写明启用的理由"})
    moved: WatchVersion = version.move(
        "put_in_force",
        by=by,
        reason=reason,
        reviewed_by_id=by.user_id,
        reviewed_version=version.content_version,
        confirmed_at=timezone.now(),
    )
    with acting(by), connection.cursor() as cursor:
        cursor.execute(_TAKE_OVER, {"version": version.pk})
        cursor.execute(_REPLACE, {"version": version.pk})
        cursor.execute(_COUNT_IN, {"version": version.pk})
    if version.extent == Extent.ERROR:
        tell_owners(moved, by=by)
    return moved


def void(version: WatchVersion, *, by: Actor, reason: str) -> WatchVersion:
    """Take back a version that was never put in force."""
    require_keeper(by)
    return version.move("void", by=by, reason=reason)
