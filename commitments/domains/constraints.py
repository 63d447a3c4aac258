"""Constraints that a domain's columns often need: said together or not at all, nothing alone, within bounds, a code."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models import Q

CODE = r"^[0-9A-HJ-NPQRTUWXY]{18}$"
"""A credit code by its shape（GB 32100-2015）; forms and imports look at its check digit too."""
FIRST_YEAR, LAST_YEAR = 2000, 2100


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


def said(key: str, *names: str) -> models.CheckConstraint:
    """Return the constraint that none of these texts is empty."""
    condition = Q()
    for name in names:
        condition &= ~Q(**{name: ""})
    return models.CheckConstraint(name=key, condition=condition)


def code_shape(key: str, name: str) -> models.CheckConstraint:
    """Return the constraint that a column is empty or has the shape of a credit code."""
    return models.CheckConstraint(name=key, condition=Q(**{name: ""}) | Q(**{f"{name}__regex": CODE}))


def within(key: str, name: str, least: int, most: int) -> models.CheckConstraint:
    """Return the constraint that a number is not given, or lies between two bounds, these included."""
    bounds = Q(**{f"{name}__gte": least, f"{name}__lte": most})
    return models.CheckConstraint(name=key, condition=Q(**{name: None}) | bounds)
