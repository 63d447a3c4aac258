"""Who still uses an embedded server, and the stop after the last user.

A user holds a shared lock on `<name>.users` for as long as it lives; the kernel drops it however the process ends,
so the count is never stale. This file is also run by itself (`python -I keeper.py FOLDER NAME`) as a small process
that waits for the last user to go, killed ones included. Standard library only, no import from the package.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path


def started_at(pid: int) -> str | None:
    """When the process began, in clock ticks since boot; None when it is gone or only a zombie."""
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


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
        """Ask once with the server's own signal, insist after `patience` seconds."""
        for number, limit in ((self.stop_signal, patience), (signal.SIGKILL, 5.0)):
            if not self.is_alive:
                return
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)
            until = time.monotonic() + limit
            while self.is_alive and time.monotonic() < until:
                time.sleep(0.02)


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
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
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
