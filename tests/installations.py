"""Data folders of tests that start servers of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

from integrity_portal.embedded.keeper import Register


def discard(var: Path) -> None:
    """Remove a data folder, its servers stopped, and what of it lies outside."""
    for lock in (var / "embedded").glob("*.lock"):
        register = Register(lock.parent, lock.stem)
        with register.alone():
            running = register.read()
            if running:
                running.stop()
    servers = var / "servers"
    note = servers / "socket_folder"
    if note.exists():
        shutil.rmtree(note.read_text(encoding="utf-8"), ignore_errors=True)
    if servers.is_symlink():
        shutil.rmtree(servers.resolve())
    shutil.rmtree(var, ignore_errors=True)
