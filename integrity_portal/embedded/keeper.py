"""Who still uses an embedded server, and the stop after the last user.

A user holds a shared lock on `<name>.users` for as long as it lives; the kernel drops it however the process ends,
so the count is never stale. Whoever waits for a server, a process or what it does waits here too: patience follows
progress, for nobody knows how slow the machine is. This file is also run by itself (`python -I keeper.py FOLDER NAME`) as a small process
that waits for the last user to go, killed ones included. Standard library only, no import from the package.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
WORK = 2
"""Seconds of CPU that count as progress: an idle server takes less within any patience, a starved process more."""


def _stat(pid: int | str) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on; raises OSError when the process is gone."""
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    return text.rpartition(")")[2].split()


def started_at(pid: int) -> str | None:
    """When the process began, in clock ticks since boot; None when it is gone or only a zombie."""
    try:
        fields = _stat(pid)
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


def _everybody() -> dict[int, list[str]]:
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with suppress(OSError):
                found[int(entry)] = _stat(entry)
    return found


def work_of(*leaders: int) -> tuple[int, float]:
    """What these processes and all below them have done: units of CPU, and the moment when one waits for the disk.

    The calling process does not count: its looking on is no progress.
    """
    everybody = _everybody()
    mine, waiting = set(leaders) & everybody.keys(), set(everybody)
    while True:
        below = {pid for pid in waiting - mine if int(everybody[pid][1]) in mine}
        if not below:
            break
        mine |= below
    spent = sum(sum(map(int, everybody[pid][13 if pid == os.getpid() else 11 : 15])) for pid in mine)
    on_disk = any(everybody[pid][0] == "D" for pid in mine)
    return spent // (WORK * TICKS), time.monotonic() if on_disk else 0.0


class Patience:
    """Lasts while one of the signs changes, and `still` seconds longer; without signs it is a plain limit."""

    def __init__(self, still: float, *signs: Callable[[], object]) -> None:
        self.still, self._signs = still, signs
        self._pause = min(1.0, still / 4)
        self._seen: list[object] = [sign() for sign in signs]
        self._moved = self._looked = time.monotonic()

    def is_over(self) -> bool:
        now = time.monotonic()
        if now - self._looked >= self._pause:
            seen, self._looked = [sign() for sign in self._signs], now
            if seen != self._seen:
                self._seen, self._moved = seen, now
        return now - self._moved > self.still


def until(condition: Callable[[], object], patience: Patience) -> bool:
    """Wait for the condition as long as the patience lasts; returns whether it came true."""
    while not condition():
        if patience.is_over():
            return bool(condition())
        time.sleep(0.03)
    return True


@dataclass(frozen=True)
class Running:
    """A server process: its number alone could by now belong to another process, with its start it cannot."""

    pid: int
    started: str
    stop_signal: int
    address: str = ""

    @property
    def is_alive(self) -> bool:
        return started_at(self.pid) == self.started

    def stop(self, patience: float = 30.0) -> None:
        """Ask once with the server's own signal, insist when it has done nothing for `patience` seconds."""
        for number, limit in ((self.stop_signal, patience), (signal.SIGKILL, 5.0)):
            if not self.is_alive:
                return
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)
            until(lambda: not self.is_alive, Patience(limit, partial(work_of, self.pid)))


def _is_unused(users: int) -> bool:
    """Take the lock of the users for oneself where none is left.

    A keeper that waited takes it as well, for a moment, when the last user goes: it is no user.
    """
    while True:
        for lock, alone in ((fcntl.LOCK_EX, True), (fcntl.LOCK_SH, False)):
            with suppress(BlockingIOError):
                fcntl.flock(users, lock | fcntl.LOCK_NB)
                return alone
        time.sleep(0.01)


class Register:
    """Lock, users and state of one embedded server, as files of one folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name

    def _file(self, kind: str) -> Path:
        return self.folder / f"{self.name}.{kind}"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else starts or stops this server meanwhile."""
        with self._file("lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def join(self) -> int:
        """Count this process as a user; returns the open handle that does so."""
        handle = os.open(self._file("users"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(handle, fcntl.LOCK_SH)
        return handle

    def leave(self, handle: int) -> None:
        """Stop counting this process, and stop the server if it was the last user."""
        os.close(handle)
        with self.alone():
            self._stop_if_unused()

    def _stop_if_unused(self) -> bool:
        with self._file("users").open("a") as users:
            if not _is_unused(users.fileno()):
                return False
            running = self.read()
            if running:
                running.stop()
            self._file("state").unlink(missing_ok=True)
            return True

    def read(self) -> Running | None:
        """The server as last written down, if that very process is still alive."""
        try:
            running = Running(**json.loads(self._file("state").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return running if running.is_alive else None

    def write(self, running: Running) -> None:
        draft = self._file("state.new")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(asdict(running), out)
        draft.replace(self._file("state"))

    def keep(self) -> None:
        """Wait until nobody uses the server any more, then stop it."""
        while True:
            with self._file("users").open("a") as users:
                fcntl.flock(users, fcntl.LOCK_EX)
            with self.alone():
                if self._stop_if_unused():
                    return


if __name__ == "__main__":
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with suppress(FileNotFoundError):  # the data folder was deleted
        Register(Path(sys.argv[1]), sys.argv[2]).keep()
