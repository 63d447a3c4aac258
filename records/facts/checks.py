"""The system check of the kinds of fact: each says all that publications, corrections and withdrawals ask of it."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator

from django.core.checks import CheckMessage, Error
from django.db import connections

from records.facts.forms import entry_forms
from records.facts.models.facts import RegisteredKind, fact_kinds
from records.facts.models.kinds import FactKind

ANSWERED = (
    *("submit", "send_back", "confirm", "number", "unit"),
    *("public_columns", "apart_from", "same_matter", "near_words", "derived", "faults"),
)
"""The members that each kind answers in its own way."""


def declarations(kind: type[FactKind]) -> list[str]:
    """Return what its parents announce with a type alone: the kind itself must give the value."""
    return [name for base in kind.__mro__ for name in inspect.get_annotations(base)]


def kinds_are_whole(**kwargs: object) -> list[CheckMessage]:
    """Name each declaration, member and input that a kind of fact lacks."""
    return [_error(kind, "E201", fault) for kind in fact_kinds.values() for fault in _faults(kind)]


def _faults(kind: type[FactKind]) -> Iterator[str]:
    for name in declarations(kind):
        if not hasattr(kind, name):
            yield f"does not declare {name}"
    for name in ANSWERED:
        if inspect.getattr_static(kind, name) is vars(FactKind)[name]:
            yield f"does not answer {name}"
    form = entry_forms.get(str(kind.KIND))
    if form is None:
        yield "has no form by which it is entered（records.facts.forms.entry_forms）"
    elif hasattr(kind, "CORRECTABLE"):
        for name in sorted(set(kind.CORRECTABLE) - form.base_fields.keys()):
            yield f"'{name}' can be corrected, yet {form.__name__} does not ask for it"


def kinds_are_registered(databases: Collection[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Refuse a kind of whose table the database knows nothing, or something else."""
    return [message for alias in databases or () for message in _unregistered(alias)]


def _unregistered(alias: str) -> Iterator[CheckMessage]:
    present = connections[alias].introspection.table_names()
    for kind in fact_kinds.values():
        if kind._meta.db_table in present:
            row = (
                RegisteredKind.objects.using(alias)
                .filter(pk=kind.KIND)
                .values_list("table_name", "label", "correctable", "shown")
            )
            words = (kind._meta.db_table, str(kind._meta.verbose_name))
            said = (*words, list(kind.CORRECTABLE), kind.public_columns())
            if said not in row:
                yield _error(kind, "E202", f"its row '{kind.KIND}' of records_factkind is not {said}")


def _error(kind: type[FactKind], number: str, words: str) -> Error:
    return Error(f"{kind._meta.label_lower}: {words}", obj=kind, id=f"records.{number}")
