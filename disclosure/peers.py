"""A department beside those of its level and kind: how many records stand on each now. Pure but for one question."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from django.db import connection

BANDS: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 1), (2, 2), (3, 5), (6, 10), (11, None))
"""From and to how many records, without gaps; None where there is no end."""
FIRSTS = [first for first, _ in BANDS]
FEWEST = 5
"""Fewer bodies than that are no company to be compared with."""


@dataclass(frozen=True)
class Band:
    """Bodies with so many records; `share` is percent of the longest band."""

    label: str
    bodies: int
    share: int
    own: bool


@dataclass(frozen=True)
class Peers:
    """How one department stands among all of its level and kind, itself included."""

    total: int
    without: int
    fewer: int
    same: int
    more: int
    bands: list[Band]


Spread = list[tuple[int, int]]


def spread(level: str, kind: str) -> Spread:
    """Return (records, bodies) of the bodies that exist, fewest records first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT records, bodies FROM open.peers(%s, %s)", [level, kind])
        return [(records, bodies) for records, bodies in cursor.fetchall()]


def beside(found: Spread, own: int) -> Peers | None:
    """Return where a body with `own` records stands, None among fewer than FEWEST."""
    total = sum(bodies for _, bodies in found)
    if total < FEWEST:
        return None
    fewer = sum(bodies for records, bodies in found if records < own)
    same = sum(bodies for records, bodies in found if records == own)
    without = sum(bodies for records, bodies in found if not records)
    return Peers(total, without, fewer, same, total - fewer - same, _bands(found, own))


def _bands(found: Spread, own: int) -> list[Band]:
    bodies = [0] * len(BANDS)
    for records, number in found:
        bodies[_place(records)] += number
    most, its_own = max(bodies) or 1, BANDS[_place(own)]
    return [
        Band(_label(*band), number, -(-number * 100 // most), band == its_own)
        for band, number in zip(BANDS, bodies, strict=True)
        if number
    ]


def _place(records: int) -> int:
    return bisect_right(FIRSTS, records) - 1


def _label(first: int, last: int | None) -> str:
    if last is None:
        return f"{first} 条以上"
    return f"{first} 条" if first == last else f"{first}–{last} 条"
