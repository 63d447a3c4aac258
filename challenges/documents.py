"""One document and its records: number and finding body tell it from others, whatever kinds of fact rest on it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from identifiers.document_numbers import document_key
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind


def finder_of(fact: FactKind) -> str:
    """Return who made the document that a fact rests on, as the fact names it."""
    return str(fact.public_fields()["finding_body"])


def key_of(fact: FactKind) -> str:
    """Return the normal form of the document's number."""
    return document_key(fact.document)


def facts_of(key: str, finder: str, besides: Collection[UUID] = ()) -> list[FactKind]:
    """Return every fact of one document, of all kinds, in whatever state, and those named `besides`（procedures A.5）."""
    found: list[FactKind] = []
    for kind in fact_kinds.values():
        same = Q(**{kind.NUMBER_KEY: key, kind.public_columns()["finding_body"]: finder})
        rows = kind._default_manager.filter(same | Q(pk__in=besides))
        found += rows.select_related(*kind.SUBJECTS).order_by("pk")
    return found


def namesakes(key: str, but: Collection[UUID]) -> list[FactKind]:
    """Return what bears the same number beside those: of another body's document, or of this one written otherwise."""
    found: list[FactKind] = []
    for kind in fact_kinds.values():
        found += kind._default_manager.filter(**{kind.NUMBER_KEY: key}).exclude(pk__in=but)
    return found
