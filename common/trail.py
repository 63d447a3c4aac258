"""The rows of the trail（办理经过）: how an act is written down, in one statement with what it changes or by itself."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from django.db import connection, models

from common.request_id import request_id

NO_CAUSE: tuple[str, Sequence[Any]] = ("NULL::uuid", ())


class Place(Protocol):
    """A region as scopes read it: `path` is the codes from the province down."""

    name: str
    path: str
    parent_id: uuid.UUID | None


class Actor(Protocol):
    """Whoever acts: in the office a posting（postings.Posting）, before the own file its official.

    Scope = `region` subtree ∪ `domain` ∪ subordinates of `unit` ∪ the unit itself; each may be missing.
    """

    def __hash__(self) -> int: ...
    @property
    def id(self) -> uuid.UUID: ...
    @property
    def pk(self) -> uuid.UUID: ...
    @property
    def user_id(self) -> uuid.UUID: ...
    @property
    def role(self) -> str: ...
    @property
    def unit_id(self) -> uuid.UUID | None: ...
    @property
    def region_id(self) -> uuid.UUID | None: ...
    @property
    def region(self) -> Place | None: ...
    @property
    def unit(self) -> Any: ...  # noqa: ANN401 - a department, which common does not know
    @property
    def domain(self) -> str: ...
    @property
    def with_subordinates(self) -> bool: ...
    @property
    def official_id(self) -> uuid.UUID | None:
        """The official's file that this actor may see as the own one; a posting's is none."""

    @property
    def excluded(self) -> Collection[str]:
        """Acts that this actor may not do although the role may: "publication.publish", or a whole "importbatch"."""

    def get_role_display(self) -> str:
        """Return the role in words."""

    def snapshot(self) -> dict[str, Any]:
        """Return actor, actor_name, posting_id, posting_role, posting_unit as the trail keeps them."""


def write_notable(
    obj: models.Model | Actor, act: str, *, by: Actor, reason: str = "", **after: object
) -> None:
    """Write a trail row for an act on an object that has no status, such as a posting or a download."""
    write_entry(obj, by, reason, act=act, status="", after=after)


def write_notable_many(
    model: type[models.Model],
    ids: Sequence[uuid.UUID],
    act: str,
    *,
    by: Actor,
    reason: str = "",
    **after: object,
) -> None:
    """Write the trail row of `write_notable` for many objects of one kind in one statement."""
    trail, params = trail_insert(model, act, by, reason, "entered", before="'{}'::jsonb", old="''")
    entered = "WITH entered AS (SELECT unnest(%s::uuid[]) AS id, ''::text AS new_status, %s::jsonb AS after) "
    with connection.cursor() as cursor:
        cursor.execute(entered + trail, [[str(key) for key in ids], json.dumps(after, default=str), *params])


def snapshot_sql(columns: Sequence[str], table: str) -> str:
    pairs = ", ".join(f"'{column}', {table}.\"{column}\"" for column in columns)
    return f"jsonb_build_object({pairs})" if pairs else "'{}'::jsonb"


def trail_insert(
    model: type[models.Model],
    act: str,
    by: Actor,
    reason: str,
    source: str,
    *,
    before: str,
    old: str,
    cause: tuple[str, Sequence[Any]] = NO_CAUSE,
) -> tuple[str, list[Any]]:
    """Return the INSERT of trail rows from `source`, and its parameters; `cause` is the causing row as an expression."""
    who = by.snapshot()
    causing, causing_params = cause
    statement = (
        "INSERT INTO common_transition (object_type, object_id, act, from_status, to_status, actor, actor_name,"
        " posting_id, posting_role, posting_unit, reason, before, after, request_id, cause)"
        f" SELECT %s, id, %s, {old}, new_status, %s::uuid, %s, %s::uuid, %s, %s, %s, {before}, after, %s, {causing}"
        f" FROM {source}"
    )
    return statement, [
        model._meta.label_lower,
        act,
        _text(who["actor"]),
        who["actor_name"],
        _text(who["posting_id"]),
        who["posting_role"],
        who["posting_unit"],
        reason,
        request_id.get(),
        *causing_params,
    ]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def write_entry(
    obj: models.Model | Actor,
    by: Actor,
    reason: str,
    *,
    act: str,
    status: str,
    after: Mapping[str, Any],
    cause: tuple[str, Sequence[Any]] = NO_CAUSE,
) -> None:
    """Write the trail row of one object, of its entry where `act` says so."""
    trail, params = trail_insert(
        _model_of(obj), act, by, reason, "entered", before="'{}'::jsonb", old="''", cause=cause
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH entered AS (SELECT %s::uuid AS id, %s::text AS new_status, %s::jsonb AS after) " + trail,
            [str(obj.pk), status, json.dumps(after, default=str), *params],
        )


def _model_of(obj: models.Model | Actor) -> type[models.Model]:
    """Return the model of what an act is about: a posting that acts on itself is a row, too."""
    if not isinstance(obj, models.Model):
        raise TypeError(f"the trail is about rows, not about {type(obj).__name__}")
    return type(obj)
