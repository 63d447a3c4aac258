"""What the filters of every list have in common: their inputs, boxes to tick, spans of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import django_filters as filters
from django import forms
from django.apps import apps
from django.utils import timezone
from django.utils.functional import Promise

from common.trail import Actor
from common.version_words import code_words

Pairs = Iterable[tuple[str, str | Promise]]
Choices = Pairs | Callable[[], Pairs]
ANY = "不限"
SEARCH = forms.TextInput(attrs={"type": "search"})
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def choice(label: str, choices: Choices, **options: object) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(label=label, choices=choices, empty_label=ANY, **options)


def since(field: str, label: str = "自") -> filters.DateFilter:
    """Return a filter of moments from the beginning of a day in Beijing on."""
    return filters.DateFilter(
        label=label,
        widget=DAY,
        method=lambda rows, name, day: rows.filter(**{f"{field}__gte": midnight(day)}),
    )


def until(field: str, label: str = "至") -> filters.DateFilter:
    """Return a filter of moments up to the end of a day in Beijing."""
    return filters.DateFilter(
        label=label,
        widget=DAY,
        method=lambda rows, name, day: rows.filter(**{f"{field}__lt": midnight(day + timedelta(days=1))}),
    )


def midnight(day: date) -> datetime:
    """Return the beginning of a day in Beijing."""
    return timezone.make_aware(datetime.combine(day, time()))


class ListFilter(filters.FilterSet):
    """A FilterSet that knows the posting that asks."""

    def __init__(self, *args: Any, posting: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posting = posting
        self.form.label_suffix = ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether any filter is in force."""
        return any(value not in (None, "", []) for value in getattr(self.form, "cleaned_data", {}).values())


class KeyFilter(filters.UUIDFilter):
    """The rows of one thing of an upper app（an import）, led to by its key; `code_words.models` knows its kind."""

    def words(self, key: UUID, posting: Actor) -> str:
        """Return what the thing is called; its key to a posting that may not see it."""
        label = code_words.models.get(self.field_name)
        if label is None:
            return str(key)
        named = apps.get_model(label)._default_manager.visible_to(posting).filter(pk=key).first()
        return str(named or key)


class TickFilter(filters.Filter):
    """A box to tick; its method is asked either way."""

    field_class = forms.BooleanField
