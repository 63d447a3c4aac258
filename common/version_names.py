"""What the rows of the field history and of the trail are called: names instead of keys, a name for every row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from common.version_words import EMPTY, Names, code_words, kind_label, pointed_to, shown, shown_columns
from privacy.headlines import masked_title

NAMING = (
    *("record_no", "document_number", "case_number", "name", "username", "label", "title", "honour"),
    *("text", "code", "file_name", "face_title", "topic", "kind", "role", "day"),
)
"""The columns by which a row is named, the first that it fills in, and searched; `titles` go before them."""
WRITTEN = frozenset({"face_title", "honour", "text"})
"""Columns that people write in sentences: what looks personal in such a name is masked."""
LONGEST = 60
Row = tuple[Any, Mapping[str, Any]]
"""An event model, or the model itself, and the columns of one row of it."""


def name_of(row: Mapping[str, Any], event: type[models.Model], names: Names) -> str:
    """Return what a row is called, codes and keys said in words; its kind where nothing in it is a name."""
    model = getattr(event, "pgh_tracked_model", event)
    said = [
        shown(column, row[column.column], names, row)
        for column in _title(event, row)
        if row.get(column.column) not in EMPTY
    ]
    found = " · ".join(said) or kind_label(model)
    found = masked_title(found) if not WRITTEN.isdisjoint(row) else found
    return found if len(found) <= LONGEST else found[: LONGEST - 1] + "…"


def names_of_keys(rows: Iterable[Row]) -> Names:
    """Return the names behind the keys that the rows hold: one question for each model that they point to."""
    return _named(_keys(rows, lambda event, row: shown_columns(event)))


def names_of(objects: Iterable[tuple[Any, Any]]) -> Names:
    """Return the names of (model, key)."""
    wanted: dict[Any, set[str]] = {}
    for model, key in objects:
        wanted.setdefault(model, set()).add(str(key))
    return _named(wanted)


def _named(wanted: Mapping[Any, set[str]]) -> Names:
    found: list[tuple[Any, Any]] = []
    for model, keys in wanted.items():
        columns = [f.attname for f in model._meta.concrete_fields if f.column in _needed(model)]
        kept = model._base_manager.filter(pk__in=keys).values("pk", *columns)
        found += [(model, row) for row in kept]
    behind = _keys(found, _title)
    names = dict(_named(behind)) if behind else {}
    return names | {(model, str(row["pk"])): name_of(row, model, names) for model, row in found}


def _keys(
    rows: Iterable[Row], columns: Callable[[type[models.Model], Mapping[str, Any]], Sequence[Any]]
) -> dict[Any, set[str]]:
    keys: dict[Any, set[str]] = {}
    for event, row in rows:
        for column in columns(event, row):
            model = pointed_to(column, row)
            if model is not None and row.get(column.column) and _may_be_key(model, column):
                keys.setdefault(model, set()).add(str(row[column.column]))
    return keys


def _may_be_key(model: type[models.Model], column: models.Field[Any, Any]) -> bool:
    """Say whether a plain key fits the model that it points to."""
    return column.is_relation or isinstance(model._meta.pk, models.UUIDField)


def _title(event: type[models.Model], row: Mapping[str, Any]) -> Sequence[Any]:
    """Return the columns that name a row of `event`."""
    columns = {f.column: f for f in event._meta.fields}
    label = getattr(event, "pgh_tracked_model", event)._meta.label_lower
    titled = [columns[name] for name in code_words.titles.get(label, ()) if name in columns]
    if titled:
        return titled
    return [columns[name] for name in NAMING if name in columns and row.get(name)][:1]


def _needed(model: type[models.Model]) -> set[str]:
    """Return the columns that the name of a row of `model` needs."""
    label = model._meta.label_lower
    return {*code_words.titles.get(label, NAMING), *code_words.read_too.get(label, ())}
