"""The embedded servers: started for the first user, stopped after the last, closed to everybody else."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg2
import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError
from redis.retry import Retry

from integrity_portal import embedded
from integrity_portal.embedded import places
from integrity_portal.embedded.keeper import Patience, Register, Running, started_at, until, work_of
from integrity_portal.embedded.places import Home, home, socket_folder
from integrity_portal.embedded.postgresql import PostgreSQL
from integrity_portal.embedded.redis import RedisServer
from integrity_portal.secrets import load_keys
from tests.databases import ROOT
from tests.installations import discard
from tests.patience import STILL

USER = """
import sys
from pathlib import Path
from integrity_portal.embedded import lease
from integrity_portal.secrets import load_keys
var = Path(sys.argv[1])
print(lease(sys.argv[2], var, load_keys(var)), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("门户 数据") / "var"
    yield folder
    discard(folder)


@pytest.fixture
def user(var: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts another process that uses a server until its input is closed."""
    begun: list[subprocess.Popen[str]] = []

    def begin(name: str) -> subprocess.Popen[str]:
        durable = {name: value for name, value in os.environ.items() if name != "PORTAL_DB_FLUSH"}
        environment = {**durable, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [sys.executable, "-c", USER, str(var), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def connect(url: str, **changes: str) -> psycopg2.extensions.connection:
    parts = urlsplit(url)
    known = {
        "user": parts.username or "",
        "password": unquote(parts.password or ""),
        "dbname": parts.path[1:],
        "host": parse_qs(parts.query)["host"][0],
    }
    return psycopg2.connect(**(known | changes))


def server(var: Path, name: str) -> Running | None:
    return Register(var.resolve() / "embedded", name).read()


def gone(running: Running) -> bool:
    return until(lambda: not running.is_alive, Patience(STILL, partial(work_of, running.pid)))


def one_row(url: str, statement: str) -> tuple[object, ...]:
    link = connect(url)
    with link, link.cursor() as cursor:
        cursor.execute(statement)
        row: tuple[object, ...] = cursor.fetchone() or ()
    link.close()
    return row


@pytest.mark.long
def test_the_last_of_two_users_stops_the_server(
    var: Path, user: Callable[[str], subprocess.Popen[str]]
) -> None:
    first, second = user("postgresql"), user("postgresql")
    assert address(first) == address(second)
    running = server(var, "postgresql")
    assert running
    first.communicate()
    assert running.is_alive
    second.communicate()
    assert not running.is_alive


def test_a_killed_user_leaves_no_server_behind(
    var: Path, user: Callable[[str], subprocess.Popen[str]]
) -> None:
    process = user("redis")
    assert address(process).startswith("redis://")
    running = server(var, "redis")
    assert running
    process.kill()
    process.wait()
    assert gone(running)


def test_a_killed_server_comes_back_with_its_data_though_its_pid_now_belongs_to_another(
    var: Path, user: Callable[[str], subprocess.Popen[str]]
) -> None:
    process = user("postgresql")
    url = address(process)
    link = connect(url)
    with link, link.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    link.close()
    running = server(var, "postgresql")
    assert running
    os.kill(running.pid, signal.SIGKILL)
    assert gone(running)
    pid_file = var / "servers" / "postgresql" / "data" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getppid()), *lines[1:]]))
    assert one_row(address(user("postgresql")), "SELECT answer FROM kept") == (42,)


def test_a_keeper_that_looks_on_does_not_pass_for_a_user(tmp_path: Path) -> None:
    register = Register(tmp_path, "redis")
    handle = register.join()
    process = subprocess.Popen(["sleep", "600"])
    running = Running(process.pid, str(started_at(process.pid)), signal.SIGTERM)
    register.write(running)

    def keep() -> None:
        with (tmp_path / "redis.users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            time.sleep(0.5)

    keeper = threading.Thread(target=keep)
    keeper.start()
    assert until(lambda: "->" in Path("/proc/locks").read_text(), Patience(STILL))
    register.leave(handle)
    assert not running.is_alive
    keeper.join()
    process.wait()


@pytest.mark.parametrize("name", ["postgresql", "redis"])
def test_a_server_that_dies_under_its_user_comes_back_at_the_same_address(name: str, var: Path) -> None:
    keys = load_keys(var)
    before = embedded.lease(name, var, keys)
    running = server(var, name)
    assert running
    os.kill(running.pid, signal.SIGKILL)
    assert gone(running)
    assert embedded.lease(name, var, keys) == before
    again = server(var, name)
    assert again
    assert again.is_alive
    embedded.release(name, var)
    assert not again.is_alive


@pytest.mark.long
def test_redis_moves_on_when_its_last_port_is_taken(var: Path) -> None:
    keys = load_keys(var)
    port = urlsplit(embedded.lease("redis", var, keys)).port or 0
    embedded.release("redis", var)
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert urlsplit(embedded.lease("redis", var, keys)).port != port
    embedded.release("redis", var)


@pytest.mark.long
def test_redis_counts_as_started_only_once_its_data_is_loaded(var: Path) -> None:
    server = RedisServer(home(var), load_keys(var))
    first = server.start()
    with Redis.from_url(first.address) as client, client.pipeline(transaction=False) as many:
        for number in range(3000):
            many.set(f"key{number}", number)
        many.execute()
    first.stop()
    server.behaviour = {**server.behaviour, "key-load-delay": "1000"}
    second = server.start()
    with Redis.from_url(second.address, retry=Retry(NoBackoff(), 0)) as client:
        assert client.get("key2999") == b"2999"
    second.stop()


def test_a_data_folder_deleted_under_way_does_not_keep_its_server_alive(tmp_path: Path) -> None:
    var = tmp_path / "var"
    embedded.lease("redis", var, load_keys(var))
    running = server(var, "redis")
    assert running
    (var / "embedded").rename(var / "elsewhere")
    embedded.release("redis", var)
    assert not running.is_alive
    discard(var)


def test_a_state_file_that_names_a_foreign_process_is_not_believed(tmp_path: Path) -> None:
    register = Register(tmp_path, "redis")
    register.write(Running(os.getpid(), "1", signal.SIGTERM, "redis://nowhere"))
    assert register.read() is None
    register.write(Running(os.getpid(), started_at(os.getpid()) or "", signal.SIGTERM, "redis://here"))
    assert register.read()


def test_the_owner_is_no_superuser_and_the_locale_is_the_builtin_one(
    var: Path, user: Callable[[str], subprocess.Popen[str]]
) -> None:
    url = address(user("postgresql"))
    assert one_row(
        url, "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ) == (
        "portal_owner",
        False,
        True,
        True,
    )
    assert one_row(
        url, "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
    ) == (
        "b",
        "C.UTF-8",
    )
    assert one_row(url, "SHOW listen_addresses") == ("",)


@pytest.mark.parametrize("role", ["portal_owner", "portal_office", "postgres"])
def test_nobody_enters_the_database_without_the_password(
    role: str, var: Path, user: Callable[[str], subprocess.Popen[str]]
) -> None:
    url = address(user("postgresql"))
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        connect(url, user=role, password="guess", dbname="postgres")


def test_nobody_enters_redis_without_the_password(
    var: Path, user: Callable[[str], subprocess.Popen[str]]
) -> None:
    parts = urlsplit(address(user("redis-public")))
    once = Retry(NoBackoff(), 0)
    with Redis(port=parts.port or 0, retry=once) as stranger, pytest.raises(AuthenticationError):
        stranger.ping()


def test_folders_and_keys_are_private_and_no_parent_is_opened(
    var: Path, user: Callable[[str], subprocess.Popen[str]]
) -> None:
    parent = var.parent
    before = stat.S_IMODE(parent.stat().st_mode)
    assert address(user("postgresql"))
    assert stat.S_IMODE(parent.stat().st_mode) == before == 0o700
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert stat.S_IMODE((var / "keys.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((var / "servers").stat().st_mode) == 0o700


@pytest.mark.skipif(os.getuid() != 0, reason="only root needs another account")
def test_root_runs_the_server_as_an_account_of_its_own_outside_the_clone(
    var: Path, user: Callable[[str], subprocess.Popen[str]]
) -> None:
    assert address(user("postgresql"))
    running = server(var, "postgresql")
    assert running
    assert Path(f"/proc/{running.pid}").stat().st_uid not in {0, 65534}
    assert (var / "servers").is_symlink()
    assert Path(f"/proc/{running.pid}/exe").resolve().is_relative_to((var / "servers").resolve())


def test_the_socket_path_stays_short_whatever_the_folder_is_called(tmp_path: Path) -> None:
    folder = tmp_path / ("很长的文件夹 " * 9)
    folder.mkdir()
    chosen = socket_folder(Home(folder, None))
    assert len(os.fsencode(chosen / ".s.PGSQL.5432")) <= places.SOCKET_LIMIT
    assert stat.S_IMODE(chosen.stat().st_mode) == 0o700
    assert socket_folder(Home(folder, None)) == chosen
    chosen.rmdir()


def test_a_folder_of_another_user_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places.os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(embedded.EmbeddedError, match="PORTAL_VAR"):
        embedded.claim(tmp_path)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    with pytest.raises(embedded.EmbeddedError, match="是一个文件"):
        embedded.claim(tmp_path / "var")


def test_keys_are_made_once_and_never_change(tmp_path: Path) -> None:
    keys = load_keys(tmp_path / "var")
    assert load_keys(tmp_path / "var") == keys
    assert len(set(keys.values())) == len(keys)


def test_a_refused_statement_leaves_neither_its_values_nor_the_row_in_the_log(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('log_min_error_statement'), current_setting('log_error_verbosity')"
        )
        assert cursor.fetchone() == ("panic", "terse")


class OfOneRole(PostgreSQL):
    """A server as earlier versions made it: one role, which owned everything."""

    def _set_up(self, data: Path, *afterwards: str) -> None:
        if afterwards:
            made = "CREATE ROLE portal LOGIN CREATEDB CREATEROLE PASSWORD 'known';\n\n"
            self._single_user(data, "template1", made, "CREATE DATABASE portal OWNER portal;\n\n")


@pytest.mark.long
def test_a_server_of_one_role_gets_both_and_keeps_its_data(tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir(mode=0o700)
    keys = {**load_keys(var), "db_password": "known"}
    former = OfOneRole(home(var), keys, durable=False)
    old = former.start()
    try:
        link = connect(old.address, user="portal")
        with link, link.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        link.close()
        old.stop()
        old = PostgreSQL(home(var), keys, durable=False).start()
        assert one_row(old.address, "SELECT answer, current_user FROM kept") == (42, "portal_owner")
        assert one_row(old.address, "SELECT count(*) FROM pg_roles WHERE rolname = 'portal'") == (0,)
        assert one_row(
            old.address, "SELECT has_function_privilege('pg_monitor', 'pg_advisory_lock(bigint)', 'EXECUTE')"
        ) == (False,)
        link = connect(old.address, user="portal_office", password=keys["office_db_password"])
        with link.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("SELECT * FROM kept")
        link.close()
    finally:
        old.stop()
        discard(var)
