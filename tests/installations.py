"""Data folders of tests that start servers of their own."""

from __future__ import annotations

import shutil
from pathlib import Path


def discard(var: Path) -> None:
    """Remove a data folder and, where root's database lies outside, that too."""
    servers = var / "servers"
    if servers.is_symlink():
        shutil.rmtree(servers.resolve())
    note = servers / "socket_folder"
    if note.exists():
        shutil.rmtree(note.read_text(encoding="utf-8"), ignore_errors=True)
    shutil.rmtree(var)
