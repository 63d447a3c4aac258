"""Search boxes: each word that is typed is found in one of a thing's columns, or in the name of the body that it is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH
from identifiers.words import pattern_of
from organisations.models import Department

Place = str | Callable[[str], Q]
"""A column whose text may hold a word, or what returns the condition that a word is found."""


def body(path: str = "department") -> Callable[[str], Q]:
    """Return where to look for the body at `path`: names, codes and pinyin, present and former."""
    return lambda word: Q(**{f"{path}__in": Department.objects.asked_for(word)})


def found_in(asked: str, *places: Place) -> Q:
    """Return the condition that every word of `asked` is found in one of the places."""
    return reduce(and_, (_somewhere(word, places) for word in asked.split()), Q())


def _somewhere(word: str, places: tuple[Place, ...]) -> Q:
    pattern = pattern_of(word)
    conditions = (
        Q(**{f"{place}__iregex": pattern}) if isinstance(place, str) else place(word) for place in places
    )
    return reduce(or_, conditions)


class SearchFilter(filters.CharFilter):
    """The search box of a list; `places` says where its words are looked for."""

    def __init__(self, label: str, *places: Place) -> None:
        super().__init__(label=label, widget=SEARCH)
        self.places = places

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(found_in(value, *self.places)) if value else qs
