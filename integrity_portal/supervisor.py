"""`make run`: the whole portal on one machine, from an empty folder to two web addresses, and down again in order."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from .children import Child, clear_left_over, die_with_parent, wait_or_kill
from .demo.codes import demo_lines
from .embedded import EmbeddedError
from .embedded.keeper import Patience, work_of
from .installation import ROOT, Installation, Refused
from .processes import PARTS, Part

STILL = 60.0
"""Seconds in which nothing moves, after which a start is taken for stuck; however slow, what moves is waited for."""
JOB_LIMIT, WEB_LIMIT = 60.0, 15.0
"""Seconds that a stop may take: a promise to whoever pressed Ctrl-C, so that work in progress does not extend it."""
RESTARTS_PER_MINUTE = 3
WEB = tuple(part for part in PARTS if part.is_web)
JOBS = tuple(part for part in PARTS if not part.is_web)


class Stopped(Exception):
    """Ctrl-C or a signal came while the portal was starting."""


def say(sentence: str) -> None:
    with suppress(BrokenPipeError):
        print(sentence, flush=True)


class Supervisor:
    """One run of the portal over one data folder."""

    def __init__(self, installation: Installation) -> None:
        self.here = installation
        self.parent = os.getppid()
        self.why_stop = ""
        self.children: dict[str, Child] = {}
        self.restarts: list[float] = []
        self.lock: IO[str] | None = None

    def listen_to_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_stop)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def _note_stop(self, number: int, _frame: object) -> None:
        self.why_stop = f"收到 {signal.Signals(number).name}"

    @property
    def must_stop(self) -> bool:
        """A signal came, or the `make` above us was killed."""
        if "MAKELEVEL" in self.here.environment and os.getppid() != self.parent:
            self.why_stop = "make 已退出"
        return bool(self.why_stop)

    def _go_on(self) -> None:
        if self.must_stop:
            raise Stopped

    def run(self) -> None:
        """Start everything, watch it until told to stop, stop it in order."""
        try:
            self._only_one()
            began = time.monotonic()
            for part in WEB:
                self._need_port(part)
            for sentence in self.here.start_servers():
                say(sentence)
                self._go_on()
            self._prepare()
            for part in WEB:
                self._start(part)
            self._await_sites()
            for part in JOBS:
                self._start(part)
            self._greet(time.monotonic() - began)
            self._watch()
        except Stopped:
            return
        finally:
            self._stop_all()

    def _only_one(self) -> None:
        """Refuse a second run beside the first; clear up behind a killed one."""
        lock = (self.here.var / "run.lock").open("a")
        last = self._last_run()
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                f"门户已经在运行（进程 {last.get('pid', '?')}，端口 {last.get('port', '?')}，数据文件夹 {self.here.var}）。"
                f"请先停止它（Ctrl-C 或 kill {last.get('pid', '')}）；要同时运行另一份，请另设 PORTAL_VAR 和 PORT。"
            ) from None
        self.lock = lock
        left = clear_left_over(last.get("children", []))
        if left:
            say(f"上次运行未正常结束，已清理遗留的 {left} 个进程。")
        self._note_run()

    def _last_run(self) -> dict[str, Any]:
        try:
            known: dict[str, Any] = json.loads((self.here.var / "run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known

    def _note_run(self) -> None:
        children = [one.identity for one in self.children.values()]
        draft = self.here.var / "run.json.new"
        draft.write_text(
            json.dumps({"pid": os.getpid(), "port": self.here.port, "children": children}), encoding="utf-8"
        )
        draft.replace(self.here.var / "run.json")

    def _need_port(self, part: Part) -> None:
        port, other = self.here.port_of(part), f"make run PORT={self.here.port % 60_000 + 100}"
        family = socket.AF_INET6 if ":" in self.here.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.here.host, port))
            except PermissionError:
                raise Refused(
                    f"当前用户不能使用端口 {port}。请换一个 1024 以上的：make run PORT=8100"
                ) from None
            except OSError:
                raise Refused(f"端口 {port}（{part.title}）已被其他程序占用。请换一个：{other}") from None

    def _prepare(self) -> None:
        """Migrate, collect static files, load the demo and build the statistics, in one process."""
        command = [sys.executable, "manage.py", "prepare"]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.here.of_preparation(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 this process has one thread
        )
        self._await_prepared(process)
        if process.returncode:
            raise Refused("准备数据失败，原因见上。")

    def _await_prepared(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for its end; a standstill is told, not ended: a database elsewhere may be at work for it."""
        patience, is_told = Patience(STILL, partial(work_of, os.getpid())), False
        while process.poll() is None:
            if self.must_stop:
                process.terminate()
                wait_or_kill(process, Patience(30, partial(work_of, process.pid)))
                raise Stopped
            if patience.is_over() and not is_told:
                say(
                    f"准备数据已有 {STILL:.0f} 秒没有进展，仍在等待。可能是数据库被别的程序锁住：请检查，或按 Ctrl-C 停止。"
                )
                is_told = True
            time.sleep(0.05)

    def _start(self, part: Part) -> None:
        self._go_on()
        var, host, port = str(self.here.var), self.here.host, self.here.port_of(part)
        command = part.command(sys.executable, var=var, host=host, port=port)
        environment, folder = self.here.environment_of(part), self.here.var / "log"
        self.children[part.name] = Child.start(part.name, part.title, command, environment, folder)
        self._note_run()

    def _await_sites(self) -> None:
        waiting = set(WEB)
        patience = {name: Patience(STILL, child.signs) for name, child in self.children.items()}
        while waiting:
            self._go_on()
            waiting = {part for part in waiting if not self._answers(part)}
            for child in self.children.values():
                if child.process.poll() is not None:
                    raise Refused(_not_started(child, "没有启动成功"))
            for part in waiting:
                if patience[part.name].is_over():
                    raise Refused(
                        _not_started(self.children[part.name], f"没有启动成功：{STILL:.0f} 秒没有进展")
                    )
            time.sleep(0.1)

    def _answers(self, part: Part) -> bool:
        try:
            with urlopen(self.here.address_of(part), timeout=10):  # noqa: S310
                return True
        except HTTPError as answer:
            return answer.code < 500
        except (URLError, OSError):
            return False

    def _greet(self, seconds: float) -> None:
        say(f"\n门户已启动，用时 {seconds:.1f} 秒。数据文件夹：{self.here.var}")
        for part in WEB:
            say(f"  {part.title}：{self.here.address_of(part)}")
        accounts = list(demo_lines(self.here.var)) if self.here.demo == "1" else []
        if accounts:
            say("演示账户（每个角色一个，登录后台；动态码一分钟内有效，每个用一次）：")
            for line in accounts:
                say(f"  {line}")
            say("  现在的动态码：.venv/bin/python manage.py demo_codes [账号]")
            say("  不用动态码演示：DEMO_WITHOUT_SECOND_FACTOR=1 make run")
            say("后台任务正在办理演示案卷，后台页面顶部有进度；公众网站的内容随公示逐步出现，约三分钟。")
        say("按 Ctrl-C 停止。")

    def _watch(self) -> None:
        while not self.must_stop:
            self.here.revive_servers()
            for part in PARTS:
                child = self.children[part.name]
                if child.process.poll() is not None and not self.must_stop:
                    self._restart(part, child)
            time.sleep(0.2)

    def _restart(self, part: Part, child: Child) -> None:
        now = time.monotonic()
        self.restarts = [moment for moment in self.restarts if now - moment < 60] + [now]
        if len(self.restarts) > RESTARTS_PER_MINUTE:
            raise Refused(f"{child.title}反复退出，日志 {child.log} 的最后几行：\n{child.last_words()}")
        say(f"{child.title}意外退出（代码 {child.process.returncode}），正在重新启动。日志：{child.log}")
        self._start(part)

    def _stop_all(self) -> None:
        """Web, then worker and beat, then Redis, then PostgreSQL; a second Ctrl-C changes nothing."""
        if self.lock is None:
            return
        if self.children or self.here.leased:
            say(f"\n正在停止…{self.why_stop and f'（{self.why_stop}）'}")
        web = [self.children[part.name] for part in WEB if part.name in self.children]
        self._stop(web, WEB_LIMIT)
        self._stop([self.children[part.name] for part in JOBS if part.name in self.children], JOB_LIMIT)
        for title in self.here.stop_servers():
            say(f"已停止：{title}")
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                continue
        (self.here.var / "run.json").unlink(missing_ok=True)
        self.lock.close()

    def _stop(self, children: list[Child], patience: float) -> None:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait_or_kill(patience)
        if children:
            say(f"已停止：{'、'.join(child.title for child in children)}")


def _not_started(child: Child, what: str) -> str:
    return f"{child.title}{what}，日志 {child.log} 的最后几行：\n{child.last_words()}"


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        supervisor = Supervisor(Installation(dict(os.environ)))
        supervisor.listen_to_signals()
        supervisor.run()
    except (Refused, EmbeddedError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
