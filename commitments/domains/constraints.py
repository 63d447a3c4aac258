"""Constraints that a domain's columns often need: what is said together or not at all, what says nothing alone."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models import Q


def empty(name: str, texts: Collection[str]) -> Q:
    """Return that a column says nothing."""
    return Q(**{name: ""}) if name in texts else Q(**{f"{name}__isnull": True})


def given(name: str, texts: Collection[str]) -> Q:
    """Return that a column says something."""
    return ~Q(**{name: ""}) if name in texts else Q(**{f"{name}__isnull": False})


def together(key: str, names: Collection[str], texts: Collection[str]) -> models.CheckConstraint:
    """Return the constraint that all of these columns are given, or none; of `texts` an empty one is ""."""
    none, every = Q(), Q()
    for name in names:
        none, every = none & empty(name, texts), every & given(name, texts)
    return models.CheckConstraint(name=key, condition=none | every)


def needs(key: str, name: str, bearer: str, texts: Collection[str]) -> models.CheckConstraint:
    """Return the constraint that a column is given only beside its bearer."""
    return models.CheckConstraint(name=key, condition=empty(name, texts) | given(bearer, texts))
