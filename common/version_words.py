"""Telling the versions of the field history in words: names instead of keys, Chinese labels, what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from contents.money import sum_words

QUIET = frozenset({"id", "sort_key", "search", "path"})
EMPTY: tuple[Any, ...] = (None, "", [], {})
Names = Mapping[tuple[Any, str], str]
"""What rows are called, by model and key."""


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


PEOPLE = ("author", "uploaded_by", "withdrawn_by", "person", "confirmed_by")


@dataclass
class CodeWords:
    """Chinese for what is kept as a code; upper apps enter theirs.

    `keys` name the keys of JSON values, `choices` say the codes under a key or in a column without choices of
    its own, `columns` ("model.column") say a value with its whole row, `models` are what a plain key points to,
    `kinds` ("model.column") the same where the row decides. `titles` (by label) are the columns that name a row,
    `read_too` those that saying them needs, `subjects` are what the outbox
    tells about, by the first word of its topic, `labels` and `column_labels`
    name models and columns without a Chinese name of their own. `sums` are the keys and
    columns that hold 元, `unsaid` ("model.column") is what an empty one means.
    """

    keys: dict[str, str] = field(default_factory=dict)
    choices: dict[str, Mapping[str, str]] = field(default_factory=dict)
    columns: dict[str, Callable[[Any, Mapping[str, Any]], str]] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=lambda: dict.fromkeys(PEOPLE, settings.AUTH_USER_MODEL))
    kinds: dict[str, Callable[[Mapping[str, Any]], str]] = field(default_factory=dict)
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    read_too: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    column_labels: dict[str, str] = field(default_factory=dict)
    sums: set[str] = field(default_factory=set)
    unsaid: dict[str, str] = field(default_factory=dict)


code_words = CodeWords()


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def kind_label(model: type[models.Model]) -> str:
    """Return the Chinese name of a tracked model."""
    own = str(model._meta.verbose_name)
    return own if has_chinese(own) else code_words.labels.get(model._meta.label_lower, own)


def column_label(column: models.Field[Any, Any]) -> str:
    """Return the Chinese name of a column."""
    own = str(column.verbose_name)
    return own if has_chinese(own) else code_words.column_labels.get(column.name, own)


def shown_columns(event: type[models.Model]) -> list[Any]:
    """Return the columns of an event model that a reader cares about."""
    return [f for f in event._meta.fields if not f.name.startswith("pgh_") and f.name not in QUIET]


def changes_of(
    event: type[models.Model], now: Mapping[str, Any], was: Mapping[str, Any], names: Names
) -> Iterable[Change]:
    """Return what differs between a version and the one before; of a first version all that is filled in."""
    for column in shown_columns(event):
        old, new = was.get(column.column), now.get(column.column)
        if old != new and (was or new not in EMPTY):
            yield Change(
                column_label(column),
                shown(column, old, names, was) if was else "",
                shown(column, new, names, now),
            )


def pointed_to(column: models.Field[Any, Any], row: Mapping[str, Any]) -> type[models.Model] | None:
    """Return the model that a column's key points to, a plain key's too, or None."""
    if column.is_relation:
        return column.related_model
    told = code_words.kinds.get(f"{_tracked(column)}.{column.name}")
    is_key = isinstance(
        column, models.UUIDField
    )  # 接收单位 of a message is a name, 接收岗位 of a notice a key
    label = told(row) if told else is_key and code_words.models.get(column.name)
    if not label and column.name == "object_id":
        label = row.get("object_type")
    try:
        return apps.get_model(label) if label else None
    except (LookupError, ValueError):
        return None


def shown(column: models.Field[Any, Any], value: object, names: Names, row: Mapping[str, Any]) -> str:
    """Return a value as people read it; `row` is the version that it stands in."""
    if value in EMPTY:
        return code_words.unsaid.get(f"{_tracked(column)}.{column.name}", "（空）")
    said = code_words.columns.get(f"{_tracked(column)}.{column.name}")
    if said:
        return said(value, row)
    model = pointed_to(column, row)
    if model is not None:
        return names.get((model, str(value)), "（已删除）")
    if isinstance(column, models.UUIDField):
        return f"编号 {str(value)[-12:]}"
    if isinstance(column, models.DateTimeField):
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}"
    if column.name == "object_type":
        return _type_words(str(value))
    return _words(column.name, value, dict(column.flatchoices))


def _tracked(column: models.Field[Any, Any]) -> str:
    return str(getattr(column.model, "pgh_tracked_model", column.model)._meta.model_name)


def _type_words(label: str) -> str:
    try:
        return kind_label(apps.get_model(label))
    except (LookupError, ValueError):
        return label


def _words(key: str, value: object, choices: Mapping[Any, Any] = MappingProxyType({})) -> str:
    """Return a value, a JSON one too, with its keys and codes in Chinese."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "；".join(f"{code_words.keys.get(k, k)}：{_words(k, v)}" for k, v in value.items())
    if isinstance(value, list):
        return "、".join(_words(key, part) for part in value)
    if value is None:
        return "（空）"
    if key in code_words.sums:
        return sum_words(value)
    return str(choices.get(value) or code_words.choices.get(key, {}).get(str(value), value))
