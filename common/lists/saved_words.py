"""What saved filters say in words, for many of them at once: as many questions as for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from common.lists.spec import ListSpec
from common.registry import registry
from common.trail import Actor


def words_of(spec: ListSpec, queries: Sequence[str], posting: Actor) -> list[str]:
    """Return what each query narrows a list to; a choice that the posting does not have is left as it was typed."""
    fields = spec.filterset(QueryDict(), queryset=spec.rows(posting), posting=posting).form.fields
    asked = [QueryDict(query).dict() for query in queries]
    rows = {name: _rows(field, name, asked) for name, field in fields.items() if hasattr(field, "queryset")}
    return [_said(one, fields, rows, posting) for one in asked]


def _rows(field: forms.ModelChoiceField[Any], name: str, asked: Sequence[dict[str, Any]]) -> dict[str, str]:
    keys = {one[name] for one in asked if one.get(name)}
    key = field.to_field_name or "pk"
    found = field.queryset.filter(**{f"{key}__in": keys}) if keys and field.queryset is not None else ()
    return {str(getattr(row, key)): str(row) for row in found}


def _said(
    asked: dict[str, Any], fields: Mapping[str, forms.Field], rows: dict[str, dict[str, str]], posting: Actor
) -> str:
    queue = registry.queue(asked.get("queue", ""), posting.role)
    said = [f"待办：{queue.label}"] if queue else []
    for name, field in fields.items():
        if asked.get(name):
            said.append(f"{field.label or '批次'}：{_value(field, asked[name], rows.get(name))}")
    return "；".join(said) or "全部"


def _value(field: forms.Field, value: str, rows: dict[str, str] | None) -> str:
    if rows is not None:
        return rows.get(value, value)
    if isinstance(field, forms.BooleanField):
        return "是"
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next((str(label) for key, label in choices if str(key) == value), value)
    return value
