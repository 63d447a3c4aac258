"""Patience follows progress: what is slow but moves is waited for, what stands still is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from integrity_portal import supervisor
from integrity_portal.children import Child
from integrity_portal.embedded import EmbeddedError, keeper, postgresql
from integrity_portal.embedded.keeper import Patience, Running, until, work_of
from integrity_portal.embedded.places import Home
from integrity_portal.installation import Installation, Refused
from integrity_portal.processes import OFFICE, PUBLIC
from tests.installations import discard
from tests.patience import StoodStill, exit_code, wait_for
from tests.ports import quiet_port

STILL = 2.0
SLOW = "import time\nfor step in range(12): print(step, flush=True); time.sleep(0.25)\nprint('ready', flush=True); time.sleep(60)"
STUCK = "import time; print('begun', flush=True); time.sleep(60)"
BUSY = "import time\nuntil = time.process_time() + 2.5\nwhile time.process_time() < until: pass\n"
BELOW = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
LAST_WORK = f"""
import signal, sys, time
def finish(*_): exec({BUSY!r}, {{}}); sys.exit(0)
signal.signal(signal.SIGTERM, finish)
print("begun", flush=True)
time.sleep(60)
"""
Begin = Callable[[str], subprocess.Popen[bytes]]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def begin(output: Path) -> Iterator[Begin]:
    begun: list[subprocess.Popen[bytes]] = []

    def begin(code: str) -> subprocess.Popen[bytes]:
        with output.open("wb") as out:
            begun.append(subprocess.Popen([sys.executable, "-c", code], stdout=out, stderr=out))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.wait()


def test_a_process_slower_than_the_patience_is_waited_for_while_it_tells_its_steps(
    begin: Begin, output: Path
) -> None:
    began = time.monotonic()
    process = begin(SLOW)
    wait_for(lambda: "ready" in output.read_text(), "it", process=process, output=output, still=STILL)
    assert time.monotonic() - began > STILL


def test_a_silent_process_is_waited_for_while_one_below_it_computes(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "WORK", 0.05)
    assert exit_code(begin(BELOW), still=STILL) == 0


def test_a_stuck_process_is_told_with_what_it_said_last(begin: Begin, output: Path) -> None:
    process = begin(STUCK)
    wait_for(lambda: "begun" in output.read_text(), "begun", process=process, output=output)
    with pytest.raises(StoodStill, match="ready: nothing moved for 2 s\nbegun"):
        wait_for(lambda: False, "ready", process=process, output=output, still=STILL)
    assert process.poll() is None


def test_a_process_that_ended_before_it_was_ready_is_told_at_once(begin: Begin, output: Path) -> None:
    process = begin("raise SystemExit('no such table')")
    with pytest.raises(StoodStill, match="ready: ended with 1\nno such table"):
        wait_for(lambda: False, "ready", process=process, output=output)


def test_without_a_sign_patience_is_a_limit() -> None:
    began = time.monotonic()
    assert not until(lambda: False, Patience(0.3))
    assert time.monotonic() - began > 0.3


TICKS_OF_A_SECOND = os.sysconf("SC_CLK_TCK")


def test_looking_on_is_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "WORK", 0.05)
    before = work_of(os.getpid())[0]
    until(lambda: sum(range(20_000)) < 0, Patience(1))
    assert work_of(os.getpid())[0] - before < TICKS_OF_A_SECOND / 2  # the process has other threads, too


def test_a_database_program_that_is_stuck_is_ended_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "STILL", STILL)
    server = postgresql.PostgreSQL(Home(tmp_path, None), {})
    with pytest.raises(EmbeddedError, match="数据库命令 sleep 已有 2 秒没有进展"):
        server._run("sleep", "60")


def test_a_server_that_is_still_at_work_is_not_killed_while_it_stops(
    begin: Begin, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "WORK", 0.05)
    process = begin(LAST_WORK)
    wait_for(lambda: "begun" in output.read_text(), "begun", process=process, output=output)
    Running(process.pid, keeper.started_at(process.pid) or "", signal.SIGTERM).stop(patience=1)
    assert exit_code(process) == 0


@pytest.fixture
def starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], supervisor.Supervisor]]:
    """A supervisor whose two sites are this code, and which finds a second without progress long."""
    monkeypatch.setattr(supervisor, "STILL", STILL)
    here = Installation({"PORTAL_VAR": str(tmp_path / "var"), "PORT": str(quiet_port())})
    chief = supervisor.Supervisor(here)

    def start(code: str) -> supervisor.Supervisor:
        for part in (PUBLIC, OFFICE):
            command = [sys.executable, "-c", code, str(here.port_of(part))]
            chief.children[part.name] = Child.start(part.name, part.title, command, os.environ, here.var)
        return chief

    yield start
    for child in chief.children.values():
        child.process.kill()
        child.process.wait()
    discard(here.var)


SITE = """
import sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer
class Site(BaseHTTPRequestHandler):
    def do_GET(self): self.send_response(204); self.end_headers()
for step in range(12): print(step, flush=True); time.sleep(0.25)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Site).serve_forever()
"""


@pytest.mark.long
def test_sites_that_come_up_slowly_are_waited_for(
    starting: Callable[[str], supervisor.Supervisor],
) -> None:
    began = time.monotonic()
    starting(SITE)._await_sites()
    assert time.monotonic() - began > STILL


def test_a_site_that_is_stuck_is_told_with_its_last_words(
    starting: Callable[[str], supervisor.Supervisor],
) -> None:
    with pytest.raises(Refused, match=r"没有启动成功：2 秒没有进展.*\nbegun"):
        starting(STUCK)._await_sites()


UNTIL_TOLD = """
import os, sys, time
while not os.path.exists({told!r}):
    time.sleep(0.05)
time.sleep({longer})
"""
"""Stands still until that was told, however long other processes of a busy machine look like progress."""


@pytest.mark.long
def test_preparing_that_stands_still_is_told_once_and_waited_for(
    starting: Callable[[str], supervisor.Supervisor],
    begin: Begin,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    told, said = tmp_path / "told", []

    def say(words: str) -> None:
        said.append(words)
        told.touch()

    monkeypatch.setattr(supervisor, "say", say)
    process = begin(UNTIL_TOLD.format(told=str(told), longer=STILL * 1.5))
    starting("")._await_prepared(process)
    assert process.returncode == 0
    (words,) = said
    assert words.startswith("准备数据已有 2 秒没有进展")


@pytest.mark.long
def test_preparing_that_gets_on_is_not_talked_about(
    starting: Callable[[str], supervisor.Supervisor],
    begin: Begin,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeper, "WORK", 0.05)
    starting("")._await_prepared(begin(BUSY))
    assert capsys.readouterr().out == ""


def test_the_work_of_a_process_that_is_gone_is_none(begin: Begin) -> None:
    process = begin("")
    process.wait()
    assert partial(work_of, process.pid)()[0] == 0
