"""One door for status: every act on a workflow object goes through `enter`, `move` or their set forms.

Each writes the status, the changes and the trail row in one statement; nothing else writes a status.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import sql
from django.db.models.expressions import RawSQL

from common import ends
from common.causes import Cause, CauseRows, about_sql, causing_sql
from common.errors import NotAllowed, StaleState, WrongState
from common.history import acting
from common.models.identity import Keyed
from common.secrecy import entered_values, refuse_marks, refuse_suspects, suspects_sql, take_in
from common.trail import Actor, snapshot_sql, trail_insert, write_entry, write_notable, write_notable_many
from common.verbs import Verb, excluded, require_admitted, require_reason
from privacy.entered_text import entered

__all__ = ["Actor", "Verb", "Workflow", "WorkflowQuerySet", "enter_many", "move_many", "write_notable", "write_notable_many"]  # fmt: skip


class WorkflowQuerySet(models.QuerySet[Any]):
    def visible_to(self, posting: Actor) -> Self:
        """Return the rows that `posting` may see; each machine says which."""
        raise NotAllowed(f"{self.model._meta.verbose_name}没有为{posting.role}开放的范围")


class Workflow(Keyed):
    """A status with one door. Subclasses give `status` its choices and the TRANSITIONS map.

    ENTER is the usual way in, ENTRIES are further ones by their act.
    """

    TRANSITIONS: Mapping[str, Verb] = {}
    ENTER: Verb
    ENTRIES: Mapping[str, Verb] = {}
    ENDS: ClassVar[ends.Ends | None] = None
    """The states that end its effect, and how; the case types above say what their open cases do then."""
    VERSION_FIELD: str | None = None
    MATTER: ClassVar[str] = ""
    """What the machine is about, in the words of the deputy's form; ORDER is its place there."""
    ORDER: ClassVar[int] = 50

    status: Any
    get_status_display: Callable[[], str]

    class Meta:
        abstract = True

    def enter(
        self, *, by: Actor, reason: str = "", act: str = "enter", caused_by: Cause | None = None
    ) -> Self:
        """Insert this object in the state of ENTER, or of another way in, with its trail row."""
        verb = {**type(self).ENTRIES, "enter": type(self).ENTER}[act]
        causing = require_admitted(type(self), act, verb, by, caused_by)
        self.require_no_recusal(by)
        reason = entered(reason)
        require_reason(verb, reason)
        self.refuse_texts({"reason": reason})
        take_in(self)
        self.status = verb.target
        with acting(by), transaction.atomic():
            write_entry(self, by, reason, act=act, status=self.status, after={}, cause=causing_sql(causing))
            self.save(force_insert=True)  # after its row of the trail, without which no status goes in
            if caused_by is None:
                self._require_scope(by)
            _tell_ends(type(self), [(self.pk, "")], act, verb, by, reason, {})
        return self

    @classmethod
    def may_enter(cls, by: Actor) -> bool:
        """Say whether role and deputyship let `by` begin one of these."""
        return by.role in cls.ENTER.roles and not excluded(cls, "enter", cls.ENTER, by)

    @classmethod
    def recused_rows(cls, by: Actor) -> models.Q | None:
        """Return the condition on rows that are about whoever acts and so bar them（回避）, None where none can be."""
        return None

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts must leave this to another（回避）, "" where nothing says so."""
        return ""

    def require_no_recusal(self, by: Actor) -> None:
        """Raise NotAllowed where this is about whoever acts."""
        if words := self.recusal(by):
            raise NotAllowed(words)

    def refuse_texts(self, texts: Mapping[str, Any]) -> None:
        """Refuse texts that may not be kept about this: those with a secrecy mark; a machine adds what is more."""
        refuse_marks(texts)

    @classmethod
    def refuse_texts_of_many(cls, rows: models.QuerySet[Any], texts: Mapping[str, Any]) -> None:
        """Refuse texts that may not be kept about any of these."""
        refuse_marks(texts)

    def state_token(self) -> str:
        """Return what a page that shows this has seen of its state."""
        return str(self.status)

    def evidence_holder(self) -> Workflow:
        """Return what evidence lies beside: this itself, unless it is about something that holds it."""
        return self

    def may(self, act: str, by: Actor) -> bool:
        """Say whether state, role and recusal allow `act` (scope is the queryset's matter)."""
        return self._allows(act, by) and not self.recusal(by)

    def acts_for(self, by: Actor) -> list[str]:
        """Return the names of the acts that `by` may do now."""
        allowed = [act for act in self.TRANSITIONS if self._allows(act, by)]
        return [] if allowed and self.recusal(by) else allowed

    def _allows(self, act: str, by: Actor) -> bool:
        verb = self.TRANSITIONS[act]
        allowed = by.role in verb.roles and not excluded(type(self), act, verb, by)
        return self.status in verb.sources and allowed

    def move(
        self, act: str, *, by: Actor, reason: str = "", caused_by: Cause | None = None, **changes: object
    ) -> Self:
        """Do `act`: compare-and-set of status (and version) with `changes` and the trail row in one statement.

        With a cause that the verb names, role and scope are the cause's.
        Raises NotAllowed (role, scope, cause), WrongState, StaleState (0 rows moved), Incomplete (no reason).
        """
        verb = self.TRANSITIONS[act]
        causing = require_admitted(type(self), act, verb, by, caused_by)
        self.require_no_recusal(by)
        reason, changes = entered(reason), entered_values(changes)
        require_reason(verb, reason)
        self.refuse_texts({**changes, "reason": reason})
        if self.status not in verb.sources:
            raise WrongState(f"现在是“{self.get_status_display()}”，不能{verb.label}")
        if caused_by is None:
            self._require_scope(by)
        guard = {"status": self.status}
        if self.VERSION_FIELD:
            guard[self.VERSION_FIELD] = getattr(self, self.VERSION_FIELD)
        me = type(self)._base_manager.filter(pk=self.pk)
        with acting(by), transaction.atomic():
            if _move_rows(type(self), me, act, verb, by, reason, changes, guard, causing) != 1:
                raise StaleState("这条信息刚被他人改动，请刷新后再办理")
        self.refresh_from_db()
        return self

    def _require_scope(self, by: Actor) -> None:
        if not type(self).objects.visible_to(by).filter(pk=self.pk).exists():  # type: ignore[attr-defined]
            raise NotAllowed(f"{self._meta.verbose_name}不在您的岗位范围内")


def move_many(
    queryset: models.QuerySet[Any],
    act: str,
    *,
    by: Actor,
    reason: str = "",
    caused_by: Cause | None = None,
    **changes: object,
) -> int:
    """Do `act` to all rows of `queryset` that state and scope allow, in one statement; return how many moved.

    `changes` may hold expressions. Rows in another state, out of scope or about whoever acts are left as they are;
    with a cause that the verb names, role and scope are the cause's.
    """
    model = queryset.model
    verb = model.TRANSITIONS[act]
    causing = require_admitted(model, act, verb, by, caused_by)
    reason, changes = entered(reason), entered_values(changes)
    require_reason(verb, reason)
    model.refuse_texts_of_many(queryset, {**changes, "reason": reason})
    rows = model._base_manager.filter(pk__in=queryset.order_by().values("pk"), status__in=list(verb.sources))
    if causing is None:
        rows = rows.filter(pk__in=model.objects.visible_to(by).values("pk"))
    elif causing.column:
        rows = rows.filter(**{f"{causing.column}__in": list(causing.ids)})
    recused = model.recused_rows(by)
    rows = rows.exclude(pk__in=model._base_manager.filter(recused).values("pk")) if recused else rows
    with acting(by), transaction.atomic():
        return _move_rows(model, rows, act, verb, by, reason, changes, causing=causing)


def enter_many(
    model: type[Workflow],
    insert: str,
    params: Sequence[Any],
    *,
    by: Actor,
    reason: str = "",
    act: str = "enter",
    caused_by: Cause | None = None,
) -> list[uuid.UUID]:
    """Run `INSERT INTO … SELECT …` (without RETURNING) and write the trail rows in one statement.

    The statement must set the status of the way in that `act` names. Returns the new ids.
    Raises NotAllowed (role, cause), Incomplete (secrecy mark).
    """
    causing = require_admitted(model, act, {**model.ENTRIES, "enter": model.ENTER}[act], by, caused_by)
    trail, trail_params = trail_insert(
        model, act, by, reason, "entered", before="'{}'::jsonb", old="''", cause=causing_sql(causing)
    )
    statement = (
        f"WITH entered AS ({insert} RETURNING id, status AS new_status, '{{}}'::jsonb AS after"
        f"{about_sql(causing)}, {suspects_sql(model)} AS suspects), trail AS ({trail})"
        " SELECT array_agg(id), array_agg(suspects) FILTER (WHERE suspects IS NOT NULL) FROM entered"
    )
    with acting(by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [*params, *trail_params])
        keys, suspects = cursor.fetchone()
        refuse_suspects(suspects or ())
    return keys or []


def _columns(model: type[models.Model], changes: Mapping[str, Any]) -> list[str]:
    """Return the changed columns that the trail may show: binary (encrypted) ones never."""
    fields = [model._meta.get_field(name) for name in changes]
    shown = [f for f in fields if isinstance(f, models.Field) and not isinstance(f, models.BinaryField)]
    return [str(field.column) for field in shown]


def _keys_sql(rows: models.QuerySet[Any]) -> tuple[str, Sequence[Any]]:
    """Return the SELECT of the keys of `rows` with its parameters, "" where none can be."""
    try:
        return rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "", ()


def _update_sql(model: type[Workflow], values: dict[str, Any]) -> tuple[str, Sequence[Any]]:
    """Return the UPDATE of the rows of `locked`, with its parameters."""
    update = sql.UpdateQuery(model)
    update.add_update_values(values)
    update.add_q(models.Q(pk__in=RawSQL("SELECT id FROM locked", [])))
    statement, params = update.get_compiler(connection=connection).as_sql()
    return statement, params


def _move_rows(
    model: type[Workflow],
    rows: models.QuerySet[Any],
    act: str,
    verb: Verb,
    by: Actor,
    reason: str,
    changes: Mapping[str, Any],
    guard: Mapping[str, Any] | None = None,
    causing: CauseRows | None = None,
) -> int:
    """Lock the rows, set status and changes, write the trail: one data-modifying statement.

    `guard` is compared on the locked row itself, so that a change committed meanwhile is seen.
    """
    guard = guard or {}
    compare = "".join(f' AND t."{column}" = %s' for column in guard)
    columns, table = _columns(model, changes), connection.ops.quote_name(model._meta.db_table)
    picked, picked_params = _keys_sql(rows)
    if not picked:
        return 0
    update_sql, update_params = _update_sql(model, {"status": verb.target or models.F("status"), **changes})
    trail, trail_params = trail_insert(
        model, act, by, reason, "done", before="before", old="old_status", cause=causing_sql(causing)
    )
    statement = (
        f"WITH locked AS MATERIALIZED (SELECT id, status AS old_status, {snapshot_sql(columns, 't')} AS before"
        f"{about_sql(causing, 't.')} FROM {table} t"
        f" WHERE id IN ({picked}) AND status = ANY(%s){compare} ORDER BY id FOR UPDATE),"
        f" moved AS ({update_sql} RETURNING id, status AS new_status, {snapshot_sql(columns, table)} AS after),"
        " done AS (SELECT * FROM moved JOIN locked USING (id)),"
        f" trail AS ({trail}) SELECT id, old_status FROM done"
    )
    params = [*picked_params, list(verb.sources), *guard.values(), *update_params, *trail_params]
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        moved = cursor.fetchall()
    if ends.concerns(model.ENDS or {}, verb.sources, verb.target):
        _tell_ends(model, moved, act, verb, by, reason, changes)
    return len(moved)


def _tell_ends(
    model: type[Workflow],
    moved: Sequence[tuple[uuid.UUID, str]],
    act: str,
    verb: Verb,
    by: Actor,
    reason: str,
    changes: Mapping[str, Any],
) -> None:
    """Tell who hears of ends which of the rows（key, old state）have ended, or left their end again."""
    ways = {key: ends.way_from(model.ENDS or {}, old, verb.target, changes) for key, old in moved}
    ends.tell(model, ways, act=act, by=by, reason=reason)
