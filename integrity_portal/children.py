"""Processes that the supervisor starts, watches and stops, each in a session of its own."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .embedded.keeper import Patience, Running, started_at, until, work_of

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 5_000_000


def die_with_parent() -> None:
    """A killed supervisor takes its processes with it."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


@dataclass
class Child:
    """A running process of the portal."""

    name: str
    title: str
    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(
        cls, name: str, title: str, command: Sequence[str], environment: Mapping[str, str], folder: Path
    ) -> Child:
        """Start it with its output in `folder/<name>.log`."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = folder / f"{name}.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as out:
            process = subprocess.Popen(
                command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 the supervisor has one thread
            )
        return cls(name, title, process, log)

    @property
    def identity(self) -> dict[str, str | int]:
        return {"name": self.name, "pid": self.process.pid, "started": started_at(self.process.pid) or ""}

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])

    def ask_to_stop(self) -> None:
        """Signal the main process alone: it lets its own workers finish their jobs."""
        if self.process.poll() is None:
            self.process.terminate()

    def signs(self) -> tuple[object, ...]:
        """What changes as long as it gets on: its work and its output."""
        return work_of(self.process.pid), self.log.stat().st_size

    def wait_or_kill(self, limit: float) -> None:
        wait_or_kill(self.process, Patience(limit))


def wait_or_kill(process: subprocess.Popen[bytes], patience: Patience) -> None:
    """Wait for the end of a process that was asked to stop, insist when the patience is over."""
    if not until(lambda: process.poll() is not None, patience):
        kill_session(process.pid)
        process.wait()


def session_members(leader: int) -> list[int]:
    """Live processes of the session that `leader` opened."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                fields = (
                    (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                )
                if int(fields[3]) == leader and fields[0] not in "ZX":
                    found.append(int(entry.name))
    return found


def kill_session(leader: int) -> None:
    for pid in session_members(leader):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def clear_left_over(identities: Sequence[Mapping[str, str | int]], patience: float = 15) -> int:
    """Stop what a killed supervisor left behind; a number that now belongs to another process is not touched."""
    mine = [Running(int(one["pid"]), str(one["started"]), signal.SIGTERM) for one in identities]
    leaders = [
        one.pid for one in mine if one.is_alive or (started_at(one.pid) is None and session_members(one.pid))
    ]
    for one in mine:
        if one.is_alive:
            with suppress(ProcessLookupError):
                os.kill(one.pid, signal.SIGTERM)
    until(
        lambda: not any(session_members(leader) for leader in leaders),
        Patience(patience, partial(work_of, *leaders)),
    )
    for leader in leaders:
        kill_session(leader)
    return len(leaders)
