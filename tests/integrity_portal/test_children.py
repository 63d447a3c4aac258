"""Processes under the supervisor: the main one is asked, the rest is only killed when it will not go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from integrity_portal.children import Child, clear_left_over, session_members
from integrity_portal.embedded.keeper import started_at
from tests.patience import exit_code, wait_for

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {STUBBORN!r}])"


def start(tmp_path: Path, code: str) -> Child:
    child = Child.start("part", "部件", [sys.executable, "-c", code], os.environ, tmp_path)
    wait_for(lambda: "ready" in child.log.read_text(), "ready", output=child.log)
    return child


def test_a_process_that_will_not_stop_is_killed_with_all_its_own(tmp_path: Path) -> None:
    child = start(tmp_path, PARENT)
    members = session_members(child.process.pid)
    assert len(members) == 2
    child.wait_or_kill(0.1)
    # A killed process leaves the list when the system has come to it.
    wait_for(lambda: not session_members(child.process.pid), "an empty session")
    assert child.process.returncode is not None


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    child = start(tmp_path, STUBBORN)
    assert clear_left_over([child.identity], patience=0.1) == 1
    assert exit_code(child.process) != 0


def test_a_number_that_now_belongs_to_another_process_is_not_touched() -> None:
    bystander = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True
    )
    assert clear_left_over([{"name": "part", "pid": bystander.pid, "started": "1"}]) == 0
    assert started_at(bystander.pid)
    bystander.kill()
    bystander.wait()


def test_a_log_grown_too_large_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "part.log").write_bytes(b"x" * 5_000_001)
    child = start(tmp_path, "print('ready')")
    exit_code(child.process)
    assert (tmp_path / "part.log.1").stat().st_size == 5_000_001
    assert child.last_words() == "ready"
