"""Rows of the trail for tests that write a status past the verbs, to try what else the database refuses."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.db import connection, transaction

from common.workflow import Workflow

Made = TypeVar("Made", bound=Workflow)


def tell(made: Workflow, status: str, *, was: str | None = None, key: uuid.UUID | None = None) -> None:
    """Write the row by which `made`, or its copy `key`, goes from its present state (or `was`) to `status`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_transition (object_type, object_id, act, from_status, to_status, actor_name, posting_role)"
            " VALUES (%s, %s, 'test', %s, %s, 'test', '')",
            [made._meta.label_lower, str(key or made.pk), made.status if was is None else was, status],
        )


def put(made: Made) -> Made:
    """Insert `made` as it is, past its way in."""
    with transaction.atomic():
        tell(made, made.status, was="")
        made.save(force_insert=True)
    return made
