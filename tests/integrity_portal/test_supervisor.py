"""`make run` as a person meets it: up, used, refused beside itself, interrupted, killed and up again."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest

from integrity_portal.children import session_members
from integrity_portal.embedded.keeper import Patience, started_at, until, work_of
from tests.databases import ROOT
from tests.installations import discard
from tests.patience import STILL, exit_code, wait_for
from tests.ports import quiet_port

READY = "按 Ctrl-C 停止"


@dataclass
class Portal:
    """A `make run` of the test's own, in a session of its own as a terminal would give it."""

    var: Path
    port: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def out(self) -> Path:
        return self.var.with_suffix(".out")

    @property
    def output(self) -> str:
        return self.out.read_text(encoding="utf-8")

    def begin(self) -> subprocess.Popen[bytes]:
        inherited = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        for name in ("PORTAL_DB_FLUSH", "DJANGO_SETTINGS_MODULE", "STATICFILES_BACKEND"):
            inherited.pop(name, None)
        own = {"PORTAL_VAR": str(self.var), "PORT": str(self.port), "PORTAL_DEMO": "0", "MAKELEVEL": "1"}
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "integrity_portal.supervisor"],
                cwd=ROOT,
                env={**inherited, **own, **self.settings},
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        return self.process

    def up(self) -> subprocess.Popen[bytes]:
        process = self.begin()
        wait_for(lambda: READY in self.output, READY, process=process, output=self.out)
        return process

    def ended(self) -> int:
        """The exit code, once it has ended by itself."""
        assert self.process
        return exit_code(self.process, output=self.out)

    @property
    def children(self) -> dict[str, int]:
        known = json.loads((self.var / "run.json").read_text(encoding="utf-8"))["children"]
        return {one["name"]: one["pid"] for one in known}

    @property
    def servers(self) -> list[int]:
        return [
            json.loads(path.read_text(encoding="utf-8"))["pid"]
            for path in (self.var / "embedded").glob("*.state")
        ]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    portal = Portal(tmp_path_factory.mktemp("门户 run") / "var", quiet_port())
    yield portal
    if portal.process and portal.process.poll() is None:
        portal.process.send_signal(signal.SIGINT)
        portal.ended()
    discard(portal.var)


def all_gone(pids: list[int], still: float = STILL) -> bool:
    return until(
        lambda: not any(started_at(pid) or session_members(pid) for pid in pids),
        Patience(still, partial(work_of, *pids)),
    )


def environment_of(pid: int) -> dict[str, str]:
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


@pytest.mark.long
def test_it_comes_up_is_killed_comes_up_again_and_is_interrupted(portal: Portal) -> None:
    portal.settings["PORTAL_DEMO_PASSWORD"] = "not for the public side"
    _a_killed_run_leaves_nothing(portal)
    keys = (portal.var / "keys.json").read_bytes()
    portal.up()
    assert (portal.var / "keys.json").read_bytes() == keys
    assert "静态文件" not in portal.output
    _keeps_the_sides_apart(portal)
    _refuses_a_second_run(portal)
    _stops_in_order_without_an_orphan(portal)


def _keeps_the_sides_apart(portal: Portal) -> None:
    for port in (portal.port, portal.port + 1):
        with urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            assert answer.status == 200
    public, office = environment_of(portal.children["public"]), environment_of(portal.children["office"])
    assert "//portal_public:" in public["DATABASE_URL"]
    assert "//portal_office:" in office["DATABASE_URL"]
    assert not [
        part for part in portal.children if "OWNER_DATABASE_URL" in environment_of(portal.children[part])
    ]
    assert not {"REDIS_URL", "FIELD_KEYS", "HASH_KEY", "PUBLIC_DB_PASSWORD", "PORTAL_DEMO_PASSWORD"} & set(
        public
    )
    assert "PUBLIC_REDIS_URL" not in office
    assert public["PUBLIC_REDIS_URL"] != office["REDIS_URL"]
    office_keys = json.loads((portal.var / "keys.json").read_text(encoding="utf-8"))
    told = " ".join(public.values())
    assert not [
        name for name, value in office_keys.items() if not name.startswith("public_") and value in told
    ]


def _refuses_a_second_run(portal: Portal) -> None:
    second = Portal(portal.var, portal.port + 10)
    kept = portal.out.read_bytes()
    second.begin()
    assert second.ended() == 1
    assert "门户已经在运行" in second.output
    assert "PORTAL_VAR" in second.output
    portal.out.write_bytes(kept)


def _stops_in_order_without_an_orphan(portal: Portal) -> None:
    pids = [*portal.children.values(), *portal.servers]
    assert len(pids) == 8
    assert portal.process
    os.killpg(portal.process.pid, signal.SIGINT)
    wait_for(lambda: "正在停止" in portal.output, "stopping", process=portal.process, output=portal.out)
    os.killpg(portal.process.pid, signal.SIGINT)
    assert portal.ended() == 0
    assert all_gone(pids, 1)
    stopped = [line for line in portal.output.splitlines() if line.startswith("已停止")]
    titles = [
        "公众网站、后台",
        "后台任务、定时任务",
        "公众网站计数的 Redis",
        "公众网站的 Redis",
        "Redis",
        "PostgreSQL",
    ]
    assert stopped == [f"已停止：{title}" for title in titles]
    logs = "".join(path.read_text(encoding="utf-8") for path in (portal.var / "log").glob("*.log"))
    assert "Traceback" not in portal.output + logs


def _a_killed_run_leaves_nothing(portal: Portal) -> None:
    process = portal.up()
    pids = [*portal.children.values(), *portal.servers]
    process.kill()
    process.wait()
    assert all_gone(pids)


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        portal = Portal(tmp_path / "var", taken.getsockname()[1])
        portal.begin()
        assert portal.ended() == 1
    assert f"端口 {portal.port}（公众网站）已被其他程序占用" in portal.output
    assert "make run PORT=" in portal.output


@pytest.mark.parametrize("port", ["abc", "0", "65535", "-1"])
def test_a_port_that_is_none_is_refused(port: str, tmp_path: Path) -> None:
    portal = Portal(tmp_path / "var", settings={"PORT": port})
    portal.begin()
    assert portal.ended() == 1
    assert "PORT 应为 1 到 65534" in portal.output
