"""What an act follows from（由…引起）: the trail rows just written, in the same transaction, by the same actor."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection, models

from common.errors import NotAllowed
from common.trail import NO_CAUSE, Actor

_OWN_STEP = "(SELECT c.step FROM unnest(%s::uuid[], %s::uuid[]) AS c(object, step) WHERE c.object = about)"


@dataclass(frozen=True)
class Cause:
    """The act that another follows from: its key（app.model.act）and the objects that it was done to.

    `column` names the column of the caused rows that holds such an object, where the act was done to several.
    """

    act: str
    objects: tuple[uuid.UUID, ...]
    column: str = ""

    @classmethod
    def of(cls, obj: models.Model, act: str) -> Self:
        """Return the cause that `act` on `obj` is."""
        return cls(act_key(type(obj), act), (obj.pk,))

    @classmethod
    def of_many(
        cls, model: type[models.Model], act: str, objects: Iterable[uuid.UUID], *, column: str
    ) -> Self:
        """Return the cause that `act` on several objects is; each caused row names its own in `column`."""
        return cls(act_key(model, act), tuple(objects), column)

    def rows(self, by: Actor) -> CauseRows:
        """Return the trail rows of this cause; NotAllowed unless all were written by `by` in this transaction."""
        who = by.snapshot()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT ON (object_id) object_id, id FROM common_transition"
                " WHERE object_id = ANY(%s::uuid[]) AND object_type || '.' || act = %s"
                " AND xact = pg_current_xact_id() AND at > transaction_timestamp() - interval '1 day'"
                " AND actor IS NOT DISTINCT FROM %s::uuid AND posting_id IS NOT DISTINCT FROM %s::uuid"
                " ORDER BY object_id, seq DESC",
                [[str(key) for key in self.objects], self.act, _text(who["actor"]), _text(who["posting_id"])],
            )
            found = dict(cursor.fetchall())
        if not self.objects or set(found) != set(self.objects):
            raise NotAllowed("引起它的办理不是您在这一次里办的，不能由它引起别的办理")
        return CauseRows(found, self.column)


@dataclass(frozen=True)
class CauseRows:
    """Verified trail rows by the object that each is about."""

    ids: Mapping[uuid.UUID, uuid.UUID]
    column: str = ""

    def sql(self) -> tuple[str, list[Any]]:
        """Return the expression for the causing row of a caused one, whose own object is the column `about`."""
        if not self.column:
            return "%s::uuid", [str(next(iter(self.ids.values())))]
        return _OWN_STEP, [[str(key) for key in self.ids], [str(step) for step in self.ids.values()]]


def causing_sql(causing: CauseRows | None) -> tuple[str, Sequence[Any]]:
    """Return the expression for the causing row, its source having the column of `about_sql`."""
    return NO_CAUSE if causing is None else causing.sql()


def about_sql(causing: CauseRows | None, table: str = "") -> str:
    """Return the further column of a SELECT that says which of several acts caused a row, "" where one did."""
    return f', {table}"{causing.column}" AS about' if causing and causing.column else ""


def act_key(model: type[models.Model], act: str) -> str:
    """Return the key of an act: app.model.act."""
    return f"{model._meta.label_lower}.{act}"


def _text(value: object) -> str | None:
    return None if value is None else str(value)
