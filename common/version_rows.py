"""The versions of the field history as a list turns them over: counted, cut into pages, read in portions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import OrderBy

from common.versions import Asked, Version, count, counts_by, place_after, search


class VersionRows:
    """What the frame of lists asks of its rows, answered by the search over all event tables."""

    model: Any = None

    def __init__(self, asked: Asked | None = None) -> None:
        self.asked = asked or Asked()

    def narrowed(self, **given: Any) -> VersionRows:
        """Return those that fit what is given, in the words of `Asked`."""
        return VersionRows(replace(self.asked, **given))

    def order_by(self, *steps: object) -> VersionRows:
        """Return them in their one order, by time, from either end."""
        by_time = steps[0] if steps and isinstance(steps[0], OrderBy) else None
        return self.narrowed(oldest_first=by_time is not None and not by_time.descending)

    def count(self) -> int:
        """Return how many there are; one more than may be exported stands for any more."""
        return count(self.asked, most=settings.EXPORT_MOST_ROWS + 1)

    def grouped(self, names: Sequence[str], most: int | None) -> dict[str, dict[str, int]]:
        """Return how many of the first `most` there are, by each value of what is named: kind, way, person."""
        return counts_by(names, self.asked, most=most or settings.EXPORT_MOST_ROWS)

    def __getitem__(self, cut: slice) -> list[Version]:
        place = place_after(self.asked, cut.start) if cut.start else None
        return search(replace(self.asked, before=place), limit=cut.stop - (cut.start or 0))

    def iterator(self, chunk_size: int) -> Iterator[Version]:
        """Yield all, `chunk_size` in memory at a time; each portion goes on where the last one ended."""
        asked = self.asked
        while portion := search(asked, limit=chunk_size):
            yield from portion
            asked = replace(asked, before=portion[-1].key)
