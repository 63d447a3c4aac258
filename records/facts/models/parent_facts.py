from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import models
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_descriptors import ReverseOneToOneDescriptor
from django.db.models.fields.reverse_related import ForeignObjectRel

from records.facts.models.facts import Fact, fact_kinds

if TYPE_CHECKING:
    from records.facts.models.kinds import FactKind


class _OneOfKind(ForeignObjectRel):
    multiple = False


class ParentFact(ForeignObject):
    """The parent of a kind's row: both have one id, so that there is no column and nothing to keep in step.

    From the parent it leads back under the kind's key, for joins as for `select_related`.
    """

    one_to_many, many_to_one = True, False
    """As Django tells a relation without a column of its own from those that a migration or a history keeps."""
    rel_class = _OneOfKind
    related_accessor_class = ReverseOneToOneDescriptor  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(
            Fact, models.DO_NOTHING, from_fields=["id"], to_fields=["id"], unique=True, editable=False
        )

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False, **_: object
    ) -> None:
        """Lead back from the parent by the key of the kind; a kind is known from here on."""
        if not cls._meta.abstract:
            kind = cast("type[FactKind]", cls)
            self.remote_field.related_name = str(kind.KIND)
            fact_kinds[str(kind.KIND)] = kind
        super().contribute_to_class(cls, name, private_only=True)
