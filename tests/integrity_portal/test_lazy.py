"""Servers are looked up at the first use: a command that needs none starts none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from redis import Redis

from integrity_portal.celery import PortalCelery
from integrity_portal.embedded.keeper import Register
from tests.databases import ROOT
from tests.installations import discard
from tests.stores import Stores


def manage(var: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    environment = {
        **inherited,
        "PORTAL_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "integrity_portal.settings",
        **changes,
    }
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("side", "arguments"),
    [("office", ["--help"]), ("office", ["check"]), ("office", ["migrate", "--help"]), ("public", ["check"])],
)
@pytest.mark.long
def test_help_and_check_start_nothing(side: str, arguments: list[str], tmp_path: Path) -> None:
    done = manage(tmp_path / "var", *arguments, PORTAL_SIDE=side)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "var" / "servers").exists()
    assert not (tmp_path / "var" / "embedded").exists()


@pytest.mark.long
def test_a_command_that_needs_the_database_starts_it_and_stops_it_afterwards(tmp_path: Path) -> None:
    var = tmp_path / "var"
    done = manage(var, "showmigrations", "records")
    assert done.returncode == 0, done.stderr
    assert "[ ] 0001_initial" in done.stdout
    assert Register(var / "embedded", "postgresql").read() is None
    assert (var / "servers" / "postgresql" / "data").exists()
    discard(var)


def test_a_data_folder_of_another_kind_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    done = manage(tmp_path / "var", "showmigrations")
    assert done.returncode == 1
    assert done.stderr.startswith("数据文件夹")
    assert "Traceback" not in done.stderr


def test_emptying_the_cache_leaves_the_waiting_jobs(redis_stores: Stores) -> None:
    with Redis.from_url(redis_stores.office) as jobs:
        jobs.lpush("celery", "a job")
        cache.set("page", "kept")
        assert cache.get("page") == "kept"
        cache.clear()
        assert cache.get("page") is None
        assert jobs.llen("celery") == 1
        jobs.flushdb()


def test_celery_finds_redis_at_its_first_connection_only(redis_stores: Stores) -> None:
    app = PortalCelery("trial", broker="redis://embedded", backend="redis://embedded", set_as_current=False)
    assert app.conf.broker_url == "redis://embedded"
    app.connection_for_write()
    assert app.conf.broker_url == redis_stores.office
    assert app.backend.as_uri(include_password=True) == redis_stores.office
