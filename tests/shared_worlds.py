"""What tests share: the database as a row of factory calls left it, for the next test that begins with the same calls.

The tests of a module that roll back run in one transaction. Each call of a `shared` factory ends at a savepoint. A test that
begins as the one before it gets copies of what those calls returned, and the database stands as they left it; the first
statement of its own takes the database back to the end of the calls that it made, and from there on nothing is shared.
"""

from __future__ import annotations

import re
from collections import UserDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import wraps
from itertools import takewhile
from types import MappingProxyType
from typing import Any, NamedTuple, Self, TypeVar, cast

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from common.request_id import request_id

Made = TypeVar("Made", bound=Callable[..., Any])
Name = TypeVar("Name")
IS_KEPT = "kept"
"""In the memo of a copy: what is copied is kept for the next test, and nobody changes it."""
READS = re.compile(
    r'SELECT (DISTINCT )?("|COUNT\(|1 AS|%s AS)(?!.* FOR (UPDATE|NO KEY|SHARE|KEY))', re.DOTALL
)
"""What the ORM asks; whatever was written by hand may change something."""

DEEP = 16
"""How many savepoints a call may leave; with several hundred each question takes many times as long."""


COSTLY = 12
"""How many statements that write make a call worth keeping inside another."""


class CopiedWhenAsked(UserDict[Name, Any]):
    """Objects by name, many of which a test never asks for: the next test gets a copy of each when it asks for it."""

    def __init__(self, known: Mapping[Name, Any] = MappingProxyType({})) -> None:
        self.kept: dict[Name, Any] = {}
        super().__init__(known)

    def __getitem__(self, name: Name) -> Any:
        if name in self.kept:
            self.data[name] = deepcopy(self.kept.pop(name))
        return self.data[name]

    def __setitem__(self, name: Name, value: Any) -> None:
        self.kept.pop(name, None)
        super().__setitem__(name, value)

    def __ior__(self, further: Mapping[Name, Any]) -> Self:  # type: ignore[override]
        self.update(further)
        return self

    def __or__(self, further: Mapping[Name, Any]) -> CopiedWhenAsked[Name]:  # type: ignore[override]
        made: CopiedWhenAsked[Name] = CopiedWhenAsked(self.data)
        made.kept = dict(self.kept)
        made |= further
        return made

    def __deepcopy__(self, memo: dict[Any, Any]) -> CopiedWhenAsked[Name]:
        made: CopiedWhenAsked[Name] = CopiedWhenAsked()
        objects = self.data | self.kept
        made.data = dict(objects) if IS_KEPT in memo else deepcopy(objects, memo)
        made.kept = dict(objects) if IS_KEPT in memo else {}
        return made


class Call(NamedTuple):
    """What a factory returned, where it ended, and the objects that it was given as it left them."""

    end: int
    writes: int
    made: Any
    given: list[Model]


@dataclass
class World:
    """One module's transaction: savepoints, and the calls that lead from one to the next."""

    ends: list[int] = field(default_factory=lambda: [0])
    """Each savepoint's number of functions that wait for the commit."""
    calls: dict[tuple[int, Any], Call] = field(default_factory=dict)
    at: int = 0
    """The savepoint that the running test has reached."""
    making: int = 0
    writes: int = 0
    is_unmarked: bool = False
    """A factory has written since the last savepoint."""
    is_own: bool = True
    """The running test has left what can be shared."""

    def start(self) -> None:
        self._execute("SAVEPOINT shared_0")

    def begin(self, *, alone: bool) -> None:
        self.at, self.making, self.is_unmarked, self.is_own = 0, 0, False, False
        if alone:
            self.leave()

    def end(self) -> None:
        """Take back what the test did; what its factories made first stays."""
        if is_gone():
            return
        at = self.at if self.is_own else len(self.ends) - 1
        self.is_own = True
        self._back_to(at)

    def leave(self) -> None:
        if self.at < len(self.ends) - 1:
            self._back_to(self.at)
        self.is_own = True

    def seen(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Watch each statement of the connection."""
        if self.is_own:
            return execute(sql, params, many, context)
        if self.at < len(self.ends) - 1:
            self._back_to(self.at)
        if not READS.match(str(sql)):
            self.writes += 1
            self.is_unmarked = bool(self.making)
            self.is_own = not self.making
        return execute(sql, params, many, context)

    def call(self, make: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        key = None if self.is_own or connection.savepoint_ids else _key(make, args, kwargs)
        if key is None:
            return make(*args, **kwargs)
        self._mark()
        models = [value for value in (*args, *kwargs.values()) if isinstance(value, Model)]
        known = self.calls.get((self.at, key))
        if known:
            self.at = known.end
            return copied(known, models)
        return self._made(key, make, args, kwargs, models)

    def _made(self, key: Any, make: Any, args: Any, kwargs: Any, models: list[Model]) -> Any:
        start, writes, self.making = self.at, self.writes, self.making + 1
        try:
            made = make(*args, **kwargs)
        except BaseException:
            self.leave()
            raise
        finally:
            self.making -= 1
        if not self.is_own:
            if not self.making and (self.is_unmarked or self.at > start):
                self._execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
                self.is_unmarked = True  # what was checked now need not be checked after each test
            self._mark()
            self._flatten(start)
            self.calls[start, key] = Call(self.at, self.writes - writes, *deepcopy((made, models)))
        return made

    def _mark(self) -> None:
        if not self.is_unmarked:
            return
        self._execute(f"SAVEPOINT shared_{len(self.ends)}")
        self.ends.append(len(connection.run_on_commit))
        self.at, self.is_unmarked = len(self.ends) - 1, False

    def _flatten(self, start: int) -> None:
        """Leave of the savepoints since `start` those up to the last call that cost much, and one for all that follows."""
        inside = [*takewhile(lambda call: call.end > start, reversed(self.calls.values()))]
        last = min(self.at, start + DEEP)
        kept = max((call.end for call in inside if call.writes >= COSTLY and call.end < last), default=start)
        if self.at <= kept + 1:
            return
        self._execute(f"RELEASE SAVEPOINT shared_{kept + 1}; SAVEPOINT shared_{kept + 1}")
        self.ends[kept + 1 :] = self.ends[-1:]
        self._forget(kept)
        self.at = kept + 1

    def _forget(self, end: int) -> None:
        """Forget the calls that ended later than at `end`: the newest, for each ends where those before it did or later."""
        while self.calls and next(reversed(self.calls.values())).end > end:
            self.calls.popitem()

    def _back_to(self, at: int) -> None:
        self._execute(f"ROLLBACK TO SAVEPOINT shared_{at}")
        connection.needs_rollback = False
        del self.ends[at + 1 :], connection.run_on_commit[self.ends[at] :]
        self._forget(at)

    def _execute(self, statement: str) -> None:
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(statement)


def _key(make: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return what tells one call from another: the day and the request of which the trail would tell, too."""
    return key_of((timezone.localdate(), request_id.get(), make.__module__, make.__qualname__, args, kwargs))


def key_of(value: Any) -> Any:
    """Return what tells a call's arguments apart, models by their columns; None where it cannot be told."""
    if isinstance(value, Model):
        value = [
            type(value).__name__,
            *(getattr(value, field.attname) for field in value._meta.concrete_fields),
        ]
    if isinstance(value, dict):
        value = [*value.items()]
    if isinstance(value, list | tuple | set | frozenset):
        parts = [key_of(part) for part in value]
        return None if None in parts else (type(value).__name__, *parts)
    try:
        hash(value)
    except TypeError:
        return None
    return type(value).__name__, value


def copied(call: Call, models: list[Model]) -> Any:
    """Return a copy of what the call returned; what it was given stands as it left it."""
    memo: dict[Any, Any] = {IS_KEPT: True}
    memo |= {id(left): now for left, now in zip(call.given, models, strict=True)}
    for left, now in zip(call.given, models, strict=True):
        now.__dict__ = {name: deepcopy(value, memo) for name, value in left.__dict__.items()}
    return deepcopy(call.made, memo)


def is_gone() -> bool:
    """Say whether the connection was closed, and its transaction with it."""
    return connection.connection is None or connection.closed_in_transaction or not connection.in_atomic_block


def is_waited_for() -> bool:
    """Say whether a replication slot is being made: it waits for every transaction of the server to end."""
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_replication_slots WHERE confirmed_flush_lsn IS NULL")
        return bool(cursor.fetchone())


class Shelf:
    """The world of the module whose tests run just now."""

    module = ""
    world = World()
    stack = ExitStack()

    def open(self, module: str) -> World:
        """Return the world of `module`, a new one if another's was open or its connection is gone."""
        if self.module != module or is_gone() or is_waited_for():
            self.close()
            self.stack.enter_context(rolled_back())
            self.module, self.world = module, World()
            self.stack.enter_context(connection.execute_wrapper(self.world.seen))
            self.world.start()
        return self.world

    def close(self) -> None:
        """Roll back whatever is open."""
        self.module, self.world = "", World()
        self.stack.close()


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that leaves nothing."""
    atomic = transaction.atomic()
    atomic._from_testcase = True  # lets code under test use durable blocks, as Django's TestCase does
    with atomic:
        yield
        if (
            connection.in_atomic_block
        ):  # not after a test that closed the connection, when nothing is left to take back
            transaction.set_rollback(True)
    connection.close_if_unusable_or_obsolete()


shelf = Shelf()


def shared(make: Made) -> Made:
    """Let what `make` made be kept for the next test that begins with the same call."""

    @wraps(make)
    def call(*args: Any, **kwargs: Any) -> Any:
        return shelf.world.call(make, args, kwargs)

    return cast(Made, call)
