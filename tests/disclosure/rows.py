"""Many rows that stand in public, as copies of one that went there by the real verbs."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection, transaction

from common.projections import Change
from disclosure.store.refresh import follow
from records.models import DishonestyRecord, Publication
from tests import factories
from tests.databases import as_owner
from tests.shared_worlds import shared

MACHINES = {
    "records_dishonestyrecord": "records.dishonestyrecord",
    "records_publication": "records.publication",
}
TOLD = (
    "INSERT INTO common_transition (object_type, object_id, act, to_status, actor_name, posting_role)"
    " SELECT %s, %s, 'copy', status, 'copy', '' FROM {} WHERE id = %s"
)
"""The row of the trail without which the copy's status would not go in."""

PAST_THE_GUARDS = """
    SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
    ALTER TABLE records_publication DISABLE TRIGGER signature_is_entered;
"""


def columns(table: str) -> list[str]:
    """Names of the columns that can be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in cursor.fetchall()]


def copy(table: str, source: uuid.UUID, **changes: Any) -> uuid.UUID:
    """A copy of one row with a new id and what is changed."""
    changes = {"id": uuid.uuid4(), **changes}
    names = columns(table)
    chosen = ", ".join("%s" if name in changes else f'"{name}"' for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    values = [
        str(changes[name]) if isinstance(changes[name], uuid.UUID) else changes[name]
        for name in names
        if name in changes
    ]
    with transaction.atomic(), as_owner() as cursor:
        if table in MACHINES:
            cursor.execute(TOLD.format(table), [MACHINES[table], str(changes["id"]), str(source)])
        cursor.execute(
            f"INSERT INTO {table} ({listed}) SELECT {chosen} FROM {table} WHERE id = %s",
            [*values, str(source)],
        )
    return changes["id"]


def another(
    first: Publication, number: int, *, face: dict[str, Any] | None = None, **changes: Any
) -> uuid.UUID:
    """One more record of the same department in public, and its address, past what guards the signed text.

    `face` is what it says in public, by the columns of the store.
    """
    with as_owner() as cursor:
        cursor.execute(PAST_THE_GUARDS)
    said = dict(face or {})
    texts = {f"face_{name}": said.pop(name) for name in ("title", "facts", "document_title") if name in said}
    columns_of_fact = DishonestyRecord.public_columns()
    record = copy(
        "records_dishonestyrecord",
        first.fact_id,
        record_no=f"COPY-{number}",
        document_key=f"COPY-{number}",
        ordinal=1,
        **{columns_of_fact[name]: value for name, value in said.items()},
    )
    address = uuid.uuid4()
    copy("records_publication", first.pk, fact_id=str(record), public_id=address, **texts, **changes)
    follow(Change(facts=frozenset({record})))
    return address


@shared
def standing(**fields: Any) -> Publication:
    """One record in public by the real verbs."""
    made = factories.publication("public", **fields)
    made.refresh_from_db()
    return made
