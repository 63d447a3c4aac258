"""Numbers of the first page, counted from what stands in public now: each equals the list that it links to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection


@dataclass(frozen=True)
class Figures:
    records: int
    departments: int
    this_month: int
    last_month: int
    serious: int
    closing: int
    archives: int


@dataclass(frozen=True)
class City:
    code: str
    name: str
    records: int
    share: int


def today() -> date:
    """Return the day by which windows open and close: the database's, in Beijing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.today()")
        day: date = cursor.fetchone()[0]
    return day


def figures() -> Figures:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open.figures()")
        return Figures(*cursor.fetchone())


def cities() -> list[City]:
    """Return the cities with records in public, most first; `share` is percent of the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open.by_city()")
        rows = cursor.fetchall()
    most = max((row[2] for row in rows), default=1)
    return [City(code, name, records, max(round(records * 100 / most), 1)) for code, name, records in rows]
