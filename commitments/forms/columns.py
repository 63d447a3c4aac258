"""Inputs that follow from columns: a domain's fields are asked for as its model has them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from common.forms import DayField, SayingField, WanField

CHOOSE = ("", "请选择")
YES_NO = (CHOOSE, ("true", "是"), ("false", "否"))


def field_of(column: models.Field[Any, Any], label: str, *, required: bool) -> forms.Field:
    """Return the input of a column; sums are typed in 万元."""
    options: dict[str, Any] = {"label": label, "required": required}
    if column.choices:
        return forms.ChoiceField(choices=[CHOOSE, *column.choices], **options)  # type: ignore[misc]
    if isinstance(column, models.DateField):
        return DayField(**options)
    if isinstance(column, models.BooleanField):
        return forms.TypedChoiceField(choices=YES_NO, coerce=_yes, empty_value=None, **options)
    if isinstance(column, models.DecimalField):
        if is_sum(column):
            return WanField(**{**options, "label": f"{label}（万元）"})
        return forms.DecimalField(
            min_value=0, max_digits=column.max_digits, decimal_places=column.decimal_places, **options
        )
    if isinstance(column, models.PositiveSmallIntegerField):
        return forms.IntegerField(min_value=0, max_value=3650, **options)
    if isinstance(column, models.PositiveIntegerField):
        return forms.IntegerField(min_value=0, max_value=99_999_999, **options)
    return _text(column, options)


def is_sum(column: models.Field[Any, Any]) -> bool:
    """Say whether a column holds money, in 元."""
    return isinstance(column, models.DecimalField) and column.max_digits == 18


def _text(column: models.Field[Any, Any], options: dict[str, Any]) -> forms.Field:
    if isinstance(column, models.TextField):
        return SayingField(
            max_length=column.max_length or 4000, widget=forms.Textarea(attrs={"rows": 4}), **options
        )
    return SayingField(max_length=column.max_length or 200, **options)


def _yes(value: str) -> bool:
    return value == "true"
