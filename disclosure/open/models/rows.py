"""Rows of fixed questions as instances of models: the statement is written once, where Django would compile it for each page.

A question is given from its FROM on, and calls the relation of the model `own`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)
Value = str | int | bool | UUID | list[str]
Names = tuple[str, ...]
WHOLE: Names = ()
"""No field named: all are read."""


@cache
def _columns(model: type[models.Model], of: str, only: Names = WHOLE) -> str:
    return ", ".join(f'{of}."{field.column}"' for field in _fields(model, only))


@cache
def _names(model: type[models.Model], only: Names = WHOLE) -> list[str]:
    return [field.attname for field in _fields(model, only)]


def _fields(model: type[models.Model], only: Names) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not only or field.name in only]


def read(model: type[M], question: str, given: Sequence[Value], only: Names = WHOLE) -> list[M]:
    """Return the rows of a question; where fields are named, no others are read."""
    return [made for made, _ in read_beside(model, "NULL", question, given, only)]


def read_beside(
    model: type[M], beside: str, question: str, given: Sequence[Value], only: Names = WHOLE
) -> list[tuple[M, tuple[Any, ...]]]:
    """Return the rows of a question and, beside each, what else is asked for, in SQL."""
    names = _names(model, only)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(model, 'own', only)}, {beside} {question}", given)
        return [(_made(model, names, row), row[len(names) :]) for row in cursor.fetchall()]


def read_related(
    model: type[M], name: str, related: type[models.Model], question: str, given: Sequence[Value]
) -> list[M]:
    """Return the rows of a question, each holding as `name` its row of another relation, which the question calls `related`."""
    field, found = model._meta.get_field(name), []
    for made, row in read_beside(model, _columns(related, "related"), question, given):
        field.set_cached_value(made, _made(related, _names(related), row))  # type: ignore[union-attr]
        found.append(made)
    return found


def _made(model: type[M], names: Sequence[str], row: Sequence[Any]) -> M:
    """Return an instance as Django reads one; its own way goes through all fields of the model, also those that are not read."""
    made = model.__new__(model)
    made._state = ModelState()
    made._state.adding, made._state.db = False, connection.alias
    made.__dict__.update(zip(names, row))  # noqa: B905 - what stands beside the row follows it
    return made


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
