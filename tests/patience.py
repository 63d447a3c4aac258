"""Waiting in tests: as long as what is waited for moves, however slow the machine; never by a fixed sleep."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

from integrity_portal.embedded.keeper import Patience, until, work_of

STILL = 90.0
"""Seconds in which nothing moves, after which a test gives up."""


class StoodStill(AssertionError):
    """What a test waited for ended or stopped moving."""


def wait_for(
    ready: Callable[[], object],
    what: str,
    *,
    process: subprocess.Popen[bytes] | None = None,
    output: Path | None = None,
    still: float = STILL,
) -> None:
    """Wait until it is so, while the process works or its output grows; raises StoodStill with the output's end."""
    signs: list[Callable[[], object]] = []
    if process:
        signs.append(partial(work_of, process.pid))
    if output:
        signs.append(lambda: output.stat().st_size)
    ended = partial(_has_ended, process)
    came_true = until(lambda: ready() or ended(), Patience(still, *signs))
    if came_true and not ended():
        return
    if not ready():
        why = f"ended with {process.returncode}" if process and ended() else f"nothing moved for {still:g} s"
        raise StoodStill(f"{what}: {why}\n{_end_of(output)}")


def exit_code(process: subprocess.Popen[bytes], *, output: Path | None = None, still: float = STILL) -> int:
    """Return the process's exit code, once it has ended by itself."""
    wait_for(
        lambda: process.poll() is not None,
        f"end of {process.args!r}",
        process=process,
        output=output,
        still=still,
    )
    return int(process.returncode)


def _has_ended(process: subprocess.Popen[bytes] | None) -> bool:
    return process is not None and process.poll() is not None


def _end_of(output: Path | None) -> str:
    return output.read_text(encoding="utf-8", errors="replace")[-4_000:] if output else ""
