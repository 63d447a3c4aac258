"""Field history（字段历史）: statement-level triggers keep every version of a row, and who was acting then.

An encrypted column, a hash of one, or a password never enters it: binary columns are left out by themselves,
the others are named where a model is tracked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pghistory
from django.db import models

from common.request_id import request_id
from common.trail import Actor

LABELS = {"insert": "新增", "update": "修改", "delete": "删除"}
_told: ContextVar[bool] = ContextVar("history_told", default=False)


def track(*tracked: type[models.Model], exclude: Collection[str] = ()) -> None:
    """Keep the history of these models: one event model each, named after it."""
    for model in tracked:
        sealed = [
            f.name for f in model._meta.fields if isinstance(f, models.BinaryField | models.GeneratedField)
        ]
        pghistory.track(
            pghistory.InsertEvent(level=pghistory.Statement),
            pghistory.UpdateEvent(level=pghistory.Statement),
            pghistory.DeleteEvent(level=pghistory.Statement),
            exclude=[*sealed, *exclude],
            meta={"indexes": [*_indexes(model)]},
        )(model)


def _indexes(model: type[models.Model]) -> Iterator[models.Index]:
    """By time for the list of all versions; by row for the versions of one, which each case page counts, and the one before."""
    yield models.Index(fields=["pgh_created_at", "pgh_id"], name=f"{model._meta.model_name}_by_time")
    yield models.Index(fields=["pgh_obj", "pgh_id"], name=f"{model._meta.model_name}_by_row")


@contextmanager
def told(**facts: object) -> Iterator[None]:
    """Let every change inside be told with these facts: request id, address, task, and who acts."""
    known = {name: str(value) for name, value in facts.items() if value not in (None, "")}
    with pghistory.context(**{"request_id": request_id.get(), **known}):
        token = _told.set(_told.get() or "actor" in known)
        try:
            yield
        finally:
            _told.reset(token)


@contextmanager
def acting(by: Actor) -> Iterator[None]:
    """Tell who acts, unless the request has told it already."""
    if _told.get():
        yield
        return
    with told(**by.snapshot()):
        yield
