"""Rows of fixed questions as instances of models: the statement is written once, where Django would compile it for each page.

A question is given from its FROM on, and calls the relation of the model `own`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
Value = str | int | bool | UUID


@cache
def _columns(model: type[models.Model], of: str) -> str:
    return ", ".join(f'{of}."{field.column}"' for field in model._meta.concrete_fields)


@cache
def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def read(model: type[M], question: str, given: Sequence[Value]) -> list[M]:
    """Return the rows of a question."""
    return [made for made, _ in read_beside(model, "NULL", question, given)]


def read_beside(
    model: type[M], beside: str, question: str, given: Sequence[Value]
) -> list[tuple[M, tuple[Any, ...]]]:
    """Return the rows of a question and, beside each, what else is asked for, in SQL."""
    names = _names(model)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(model, 'own')}, {beside} {question}", given)
        return [
            (model.from_db(connection.alias, names, row[: len(names)]), row[len(names) :])
            for row in cursor.fetchall()
        ]


def read_related(
    model: type[M], name: str, related: type[models.Model], question: str, given: Sequence[Value]
) -> list[M]:
    """Return the rows of a question, each holding as `name` its row of another relation, which the question calls `related`."""
    field, found = model._meta.get_field(name), []
    for made, row in read_beside(model, _columns(related, "related"), question, given):
        field.set_cached_value(made, related.from_db(connection.alias, _names(related), row))  # type: ignore[union-attr]
        found.append(made)
    return found


def worded(column: str, choices: Iterable[tuple[Any, Any]]) -> Callable[[models.Model], str]:
    """Return `get_<column>_display` from a dictionary made once: Django's own makes one for each call."""
    words = {str(key): str(label) for key, label in choices}

    def display(row: models.Model) -> str:
        value = str(getattr(row, column))
        return words.get(value, value)

    return display


def listed(column: str, choices: Iterable[tuple[Any, Any]]) -> Callable[[models.Model], str]:
    """Return the words of a column of several values, one after the other."""
    words = {str(key): str(label) for key, label in choices}

    def display(row: models.Model) -> str:
        return "、".join(words.get(value, value) for value in getattr(row, column))

    return display
