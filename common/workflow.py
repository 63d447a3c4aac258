"""One door for status: every act on a workflow object goes through `enter`, `move` or their set forms.

Each writes the status, the changes and the trail row in one statement; nothing else writes a status.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import sql
from django.db.models.expressions import RawSQL

from common.errors import Incomplete, NotAllowed, StaleState, WrongState
from common.history import acting
from common.models.identity import Keyed
from common.roles import SELF, Role, role_label
from common.secrecy import refuse_marks, refuse_suspects, suspects_sql, texts_of
from common.trail import Actor, snapshot_sql, trail_insert, write_entry, write_notable, write_notable_many

__all__ = [
    "Actor",
    "Verb",
    "Workflow",
    "WorkflowQuerySet",
    "enter_many",
    "move_many",
    "write_notable",
    "write_notable_many",
]


@dataclass(frozen=True)
class Verb:
    """A legal act: from which states to which, by whom; the map of them is a machine's TRANSITIONS.

    An empty `target` means that the act leaves the state as it is. `performs` names what the act does besides:
    a deputy who is denied one of these may not do the act either.
    """

    label: str
    sources: Sequence[str]
    target: str
    roles: frozenset[str]
    needs_reason: bool = False
    performs: Sequence[str] = ()


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
    VERSION_FIELD: str | None = None
    MATTER: ClassVar[str] = ""
    """What the machine is about, in the words of the deputy's form; ORDER is its place there."""
    ORDER: ClassVar[int] = 50

    status: Any
    get_status_display: Callable[[], str]

    class Meta:
        abstract = True

    def enter(self, *, by: Actor, reason: str = "", act: str = "enter") -> Self:
        """Insert this object in the state of ENTER, or of another way in, with its trail row."""
        verb = {**type(self).ENTRIES, "enter": type(self).ENTER}[act]
        _require_role(type(self), act, verb, by)
        self.require_no_recusal(by)
        _require_reason(verb, reason)
        refuse_marks({**texts_of(self), "reason": reason})
        self.status = verb.target
        with acting(by), transaction.atomic():
            self.save(force_insert=True)
            self._require_scope(by)
            write_entry(self, by, reason, act=act, status=self.status, after={})
        return self

    @classmethod
    def may_enter(cls, by: Actor) -> bool:
        """Say whether role and deputyship let `by` begin one of these."""
        return by.role in cls.ENTER.roles and not _excluded(cls, "enter", cls.ENTER, by)

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

    @property
    def shown_version(self) -> object:
        """Return the content version that a page shows, "" where the machine counts none."""
        return getattr(self, self.VERSION_FIELD) if self.VERSION_FIELD else ""

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
        allowed = by.role in verb.roles and not _excluded(type(self), act, verb, by)
        return self.status in verb.sources and allowed

    def move(self, act: str, *, by: Actor, reason: str = "", **changes: Any) -> Self:
        """Do `act`: compare-and-set of status (and version) with `changes` and the trail row in one statement.

        Raises NotAllowed (role, scope), WrongState, StaleState (0 rows moved), Incomplete (no reason).
        """
        verb = self.TRANSITIONS[act]
        _require_role(type(self), act, verb, by)
        self.require_no_recusal(by)
        _require_reason(verb, reason)
        refuse_marks({**changes, "reason": reason})
        if self.status not in verb.sources:
            raise WrongState(f"现在是“{self.get_status_display()}”，不能{verb.label}")
        self._require_scope(by)
        guard = {"status": self.status}
        if self.VERSION_FIELD:
            guard[self.VERSION_FIELD] = getattr(self, self.VERSION_FIELD)
        me = type(self)._base_manager.filter(pk=self.pk)
        with acting(by), transaction.atomic():
            if _move_rows(type(self), me, act, verb, by, reason, changes, guard) != 1:
                raise StaleState("这条信息刚被他人改动，请刷新后再办理")
        self.refresh_from_db()
        return self

    def _require_scope(self, by: Actor) -> None:
        if not type(self).objects.visible_to(by).filter(pk=self.pk).exists():  # type: ignore[attr-defined]
            raise NotAllowed(f"{self._meta.verbose_name}不在您的岗位范围内")


def move_many(
    queryset: models.QuerySet[Any], act: str, *, by: Actor, reason: str = "", **changes: Any
) -> int:
    """Do `act` to all rows of `queryset` that state and scope allow, in one statement; return how many moved.

    `changes` may hold expressions. Rows in another state, out of scope or about whoever acts are left as they are.
    """
    model = queryset.model
    verb = model.TRANSITIONS[act]
    _require_role(model, act, verb, by)
    _require_reason(verb, reason)
    refuse_marks({**changes, "reason": reason})
    mine = model.objects.visible_to(by).filter(status__in=list(verb.sources))
    rows = model._base_manager.filter(pk__in=queryset.order_by().values("pk")).filter(
        pk__in=mine.values("pk")
    )
    recused = model.recused_rows(by)
    rows = rows.exclude(pk__in=model._base_manager.filter(recused).values("pk")) if recused else rows
    with acting(by), transaction.atomic():
        return _move_rows(model, rows, act, verb, by, reason, changes)


def enter_many(
    model: type[Workflow], insert: str, params: Sequence[Any], *, by: Actor, reason: str = ""
) -> list[uuid.UUID]:
    """Run `INSERT INTO … SELECT …` (without RETURNING) for drafts and write their trail rows in one statement.

    The statement must set the status of the machine's ENTER verb. Returns the new ids. Raises Incomplete (secrecy mark).
    """
    _require_role(model, "enter", model.ENTER, by)
    trail, trail_params = trail_insert(model, "enter", by, reason, "entered", before="'{}'::jsonb", old="''")
    statement = (
        f"WITH entered AS ({insert} RETURNING id, status AS new_status, '{{}}'::jsonb AS after,"
        f" {suspects_sql(model)} AS suspects), trail AS ({trail}) SELECT id, suspects FROM entered"
    )
    with acting(by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [*params, *trail_params])
        entered = dict(cursor.fetchall())
        refuse_suspects(entered.values())
    return list(entered)


def _excluded(model: type[models.Model], act: str, verb: Verb, by: Actor) -> bool:
    """Say whether a deputyship leaves out the act, or one that it performs, each by itself or with its whole kind."""
    names = (f"{model._meta.model_name}.{act}", *verb.performs)
    return any(name in by.excluded or name.partition(".")[0] in by.excluded for name in names)


def _require_role(model: type[models.Model], act: str, verb: Verb, by: Actor) -> None:
    if by.role not in verb.roles:
        named = [role.label for role in Role if role in verb.roles and role != Role.CLOCK]
        named += [role_label(SELF)] if SELF in verb.roles else []
        who = "、".join(named) or "系统"
        raise NotAllowed(f"{verb.label}由{who}办理，您现在的岗位是{role_label(by.role)}")
    if _excluded(model, act, verb, by):
        raise NotAllowed(f"代理不包括“{verb.label}”（{model._meta.verbose_name}），请由岗位本人办理")


def _require_reason(verb: Verb, reason: str) -> None:
    if verb.needs_reason and not reason.strip():
        raise Incomplete(f"{verb.label}须写明理由", {"reason": "请写明理由"})


def _columns(model: type[models.Model], changes: Mapping[str, Any]) -> list[str]:
    """Return the changed columns that the trail may show: binary (encrypted) ones never."""
    fields = [model._meta.get_field(name) for name in changes]
    shown = [f for f in fields if isinstance(f, models.Field) and not isinstance(f, models.BinaryField)]
    return [str(field.column) for field in shown]


def _move_rows(
    model: type[Workflow],
    rows: models.QuerySet[Any],
    act: str,
    verb: Verb,
    by: Actor,
    reason: str,
    changes: Mapping[str, Any],
    guard: Mapping[str, Any] | None = None,
) -> int:
    """Lock the rows, set status and changes, write the trail: one data-modifying statement.

    `guard` is compared on the locked row itself, so that a change committed meanwhile is seen.
    """
    guard = guard or {}
    compare = "".join(f' AND t."{column}" = %s' for column in guard)
    columns = _columns(model, changes)
    table = connection.ops.quote_name(model._meta.db_table)
    try:
        picked, picked_params = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return 0
    update = sql.UpdateQuery(model)
    update.add_update_values({"status": verb.target or models.F("status"), **changes})
    update.add_q(models.Q(pk__in=RawSQL("SELECT id FROM locked", [])))
    update_sql, update_params = update.get_compiler(connection=connection).as_sql()
    trail, trail_params = trail_insert(model, act, by, reason, "done", before="before", old="old_status")
    statement = (
        f"WITH locked AS MATERIALIZED (SELECT id, status AS old_status, {snapshot_sql(columns, 't')} AS before"
        f" FROM {table} t WHERE id IN ({picked}) AND status = ANY(%s){compare} ORDER BY id FOR UPDATE),"
        f" moved AS ({update_sql} RETURNING id, status AS new_status, {snapshot_sql(columns, table)} AS after),"
        " done AS (SELECT * FROM moved JOIN locked USING (id)),"
        f" trail AS ({trail}) SELECT count(*) FROM moved"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [*picked_params, list(verb.sources), *guard.values(), *update_params, *trail_params]
        )
        return int(cursor.fetchone()[0])
