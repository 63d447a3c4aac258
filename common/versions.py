"""Reading the field history: one search over all models' versions, each with what it changed and who was acting."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from common.history import LABELS
from common.roles import posting_words
from common.version_names import NAMING, name_of, names_of_keys
from common.version_words import Change, changes_of, kind_label

EARLIER = (
    " LEFT JOIN LATERAL (SELECT to_jsonb(p) AS was FROM {0} p WHERE p.pgh_obj_id = e.pgh_obj_id"
    " AND p.pgh_id < e.pgh_id ORDER BY p.pgh_id DESC LIMIT 1) b ON true"
)
COUNTED = {"kind": "n.kind", "way": "n.pgh_label", "person": "c.metadata->>'actor_name'"}


@dataclass(frozen=True)
class Asked:
    """What the auditor asks: every part narrows, none is needed."""

    person: str = ""
    kind: str = ""
    words: str = ""
    field: str = ""
    way: str = ""
    since: date | None = None
    until: date | None = None
    request: str = ""
    obj: str = ""
    before: tuple[Any, str, int] | None = None
    oldest_first: bool = False

    @property
    def order(self) -> str:
        return "ASC" if self.oldest_first else "DESC"

    @property
    def by_time(self) -> str:
        return f"ORDER BY at {self.order}, kind {self.order}, pgh_id {self.order}"


@dataclass(frozen=True)
class Version:
    """One version of one row, told."""

    key: tuple[datetime, str, int]
    kind: str
    kind_label: str
    obj: str
    name: str
    label: str
    told: Mapping[str, Any]
    changes: Sequence[Change] = field(default_factory=tuple)

    @property
    def at(self) -> datetime:
        return self.key[0]

    @property
    def changed_fields(self) -> str:
        return "、".join(change.label for change in self.changes)

    @property
    def task(self) -> str:
        """Return what the background task is called that acted, "" where there was none."""
        name = str(self.told.get("task") or "")
        return str(settings.TASK_NAMES.get(name, name))

    @property
    def posting_words(self) -> str:
        return posting_words(self.told.get("posting_role", ""), self.told.get("posting_unit", ""))


def kinds() -> dict[str, Any]:
    """Return the event model of every tracked one, by the label of the model tracked."""
    found = {
        model.pgh_tracked_model._meta.label_lower: model  # type: ignore[attr-defined]
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model")
    }
    return dict(sorted(found.items(), key=lambda pair: kind_label(pair[1].pgh_tracked_model)))


def search(asked: Asked, *, limit: int) -> list[Version]:
    """Return the versions that fit, the newest first, in one question and one more for each kind of key shown."""
    wanted = {k: event for k, event in kinds().items() if asked.kind in ("", k)}
    parts = [part for kind, event in wanted.items() if (part := _part(kind, event, asked, limit))]
    return _told(_asked(f"SELECT * FROM {{}} v {asked.by_time} LIMIT %s", asked, parts, [limit]), wanted)


def place_after(asked: Asked, number: int) -> tuple[Any, str, int] | None:
    """Return the place of the version after which the others follow when `number` are left out."""
    parts = [part for kind, event in kinds().items() if (part := _keys(kind, event, asked, number))]
    around = f"SELECT at, kind, pgh_id FROM {{}} v {asked.by_time} OFFSET %s LIMIT 1"
    return next(iter(_asked(around, asked, parts, [number - 1])), None)


def count(asked: Asked, *, most: int) -> int:
    """Return how many versions fit; `most` stands for any more."""
    parts = [part for kind, event in kinds().items() if (part := _keys(kind, event, asked, most))]
    found = _asked("SELECT count(*) FROM {} v", asked, parts)
    return min(found[0][0], most) if found else 0


def counts_by(names: Sequence[str], asked: Asked, *, most: int) -> dict[str, dict[str, int]]:
    """Return how many of the first `most` versions there are, by each value of what is named in `COUNTED`."""
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    if not names:
        return counts
    parts = [part for kind, event in kinds().items() if (part := _keys(kind, event, asked, most))]
    columns = [COUNTED[name] for name in names]
    around = (
        f"SELECT GROUPING({', '.join(columns)}), {', '.join(columns)}, count(*) FROM (SELECT * FROM {{}} v"
        f" {asked.by_time} LIMIT %s) n LEFT JOIN pghistory_context c ON c.id = n.pgh_context_id"
        f" GROUP BY GROUPING SETS ({', '.join(f'({column})' for column in columns)})"
    )
    for mask, *values, number in _asked(around, asked, parts, [most]):
        place = next(n for n in range(len(names)) if not mask >> (len(names) - 1 - n) & 1)
        counts[names[place]][values[place] or ""] = number
    return counts


def _asked(around: str, asked: Asked, parts: Sequence[Any], values: Sequence[Any] = ()) -> list[Any]:
    """Return the rows of a question around the versions of all kinds, which stand where it says {}."""
    if not parts:
        return []
    who, who_values = _who(asked)
    statement = f"{who} {around.format('(' + ' UNION ALL '.join(sql for sql, _ in parts) + ')')}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*who_values, *(v for _, given in parts for v in given), *values])
        return list(cursor.fetchall())


def versions_of(obj: models.Model, *, limit: int = 200) -> list[Version]:
    """Return the versions of one row, the newest first."""
    return search(Asked(kind=obj._meta.label_lower, obj=str(obj.pk)), limit=limit)


def count_of(obj: models.Model) -> int:
    event = kinds()[obj._meta.label_lower]
    number: int = event.objects.filter(pgh_obj_id=obj.pk).count()
    return number


def _who(asked: Asked) -> tuple[str, list[Any]]:
    """Return the contexts of a person or a request as a named query, asked once for all kinds."""
    tests, values = [], []
    if asked.person:
        tests.append("metadata->>'actor_name' LIKE %s")
        values.append(asked.person.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
    if asked.request:
        tests.append("metadata->>'request_id' = %s")
        values.append(asked.request)
    if not tests:
        return "", []
    return f"WITH who AS MATERIALIZED (SELECT id FROM pghistory_context WHERE {' AND '.join(tests)})", values


def _part(kind: str, event: type[models.Model], asked: Asked, limit: int) -> tuple[str, list[Any]] | None:
    """Return the question to one event table, or None where it cannot hold what is asked."""
    table = connection.ops.quote_name(event._meta.db_table)
    tests, values = _tests(kind, event, asked)
    if tests is None:
        return None
    earlier = EARLIER.format(table)
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    picked = (
        f"SELECT e.*, b.was FROM {table} e{earlier}{where}"
        if asked.field
        else f"SELECT e.* FROM {table} e{where}"
    )
    picked += f" ORDER BY e.pgh_created_at {asked.order}, e.pgh_id {asked.order} LIMIT %s"
    was = "e.was" if asked.field else "b.was"
    shown = (
        f"(SELECT e.pgh_created_at AS at, %s::text AS kind, e.pgh_id, e.pgh_label, e.pgh_obj_id::text,"
        f" to_jsonb(e) - 'was' AS now, {was} AS was, c.metadata FROM ({picked}) e"
        f"{'' if asked.field else earlier} LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id)"
    )
    return shown, [kind, *values, limit]


def _keys(kind: str, event: type[models.Model], asked: Asked, limit: int) -> tuple[str, list[Any]] | None:
    """Return the question to one event table for the places of its versions alone, or None as above."""
    if asked.kind not in ("", kind):
        return None
    tests, values = _tests(kind, event, asked)
    if tests is None:
        return None
    table = connection.ops.quote_name(event._meta.db_table)
    earlier = EARLIER.format(table) if asked.field else ""
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    order = f" ORDER BY e.pgh_created_at {asked.order}, e.pgh_id {asked.order} LIMIT %s"
    shown = (
        f"(SELECT e.pgh_created_at AS at, %s::text AS kind, e.pgh_id, e.pgh_label, e.pgh_context_id"
        f" FROM {table} e{earlier}{where}{order})"
    )
    return shown, [kind, *values, limit]


def _tests(kind: str, event: type[models.Model], asked: Asked) -> tuple[list[str] | None, list[Any]]:
    columns = {f.column for f in event._meta.fields}
    tests: list[str] = []
    values: list[Any] = []
    if asked.person or asked.request:
        tests.append("e.pgh_context_id IN (SELECT id FROM who)")
    for day, test in ((asked.since, ">="), (asked.until and asked.until + timedelta(days=1), "<")):
        if day:
            tests.append(f"e.pgh_created_at {test} %s")
            values.append(timezone.make_aware(datetime(day.year, day.month, day.day)))  # noqa: DTZ001
    if asked.way:
        tests.append("e.pgh_label = %s")
        values.append(asked.way)
    if asked.obj:
        tests.append(f"e.pgh_obj_id = %s::{event._meta.get_field('pgh_obj').db_type(connection)}")
        values.append(asked.obj)
    if asked.words:
        naming = [f'e."{column}"::text' for column in NAMING if column in columns]
        if not naming:
            return None, []
        tests.append(f"position(lower(%s) in lower(concat_ws(' ', {', '.join(naming)}))) > 0")
        values.append(asked.words)
    if asked.field:
        if asked.field not in columns:
            return None, []
        tests.append("b.was IS NOT NULL AND to_jsonb(e)->%s IS DISTINCT FROM b.was->%s")
        values += [asked.field, asked.field]
    if asked.before:
        further = ">" if asked.oldest_first else "<"
        tests.append(f"(e.pgh_created_at, %s::text, e.pgh_id) {further} (%s::timestamptz, %s::text, %s)")
        values += [kind, *asked.before]
    return tests, values


def _told(rows: Iterable[Sequence[Any]], wanted: Mapping[str, Any]) -> list[Version]:
    read = [(*row[:5], *map(_json, row[5:])) for row in rows]
    names = names_of_keys((wanted[row[1]], version) for row in read for version in row[5:7])
    return [
        Version(
            (at, kind, key),
            kind,
            kind_label(wanted[kind].pgh_tracked_model),
            obj,
            name_of(now, wanted[kind], names),
            LABELS.get(label, label),
            told,
            tuple(changes_of(wanted[kind], now, was, names)) if label != "delete" else (),
        )
        for at, kind, key, label, obj, now, was, told in read
    ]


def _json(value: str | dict[str, Any] | None) -> dict[str, Any]:
    return dict(json.loads(value)) if isinstance(value, str) else value or {}
