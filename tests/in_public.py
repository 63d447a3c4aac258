"""What stands in public of the office's acts, as the rows of the store have it."""

from __future__ import annotations

import json
import uuid
from types import SimpleNamespace

from records.facts.models.kinds import FactKind
from records.models import Publication
from tests.databases import as_owner


def addresses() -> set[uuid.UUID]:
    """The random addresses of all that stands in public today."""
    with as_owner() as cursor:
        cursor.execute("SELECT public_id FROM open.stored_fact")
        return {address for (address,) in cursor.fetchall()}


def row_of(publication: Publication) -> SimpleNamespace:
    """The row that a publication has in public."""
    with as_owner() as cursor:
        cursor.execute("SELECT * FROM open.stored_fact WHERE public_id = %s", [str(publication.public_id)])
        (row,) = cursor.fetchall()
        return SimpleNamespace(**dict(zip([column.name for column in cursor.description], row, strict=True)))


def said_of(fact: FactKind) -> dict[str, str | None]:
    """What the public would read of a fact itself, as the office's database says it."""
    with as_owner() as cursor:
        cursor.execute("SELECT said FROM records_public_fields WHERE fact_id = %s", [str(fact.pk)])
        ((said,),) = cursor.fetchall()
        return dict(json.loads(said) if isinstance(said, str) else said)
