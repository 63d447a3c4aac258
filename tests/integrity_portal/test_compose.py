"""docker-compose.yml: valid, the very commands of `make run`, no secret inside, nothing as root."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from integrity_portal.embedded import postgresql
from integrity_portal.installation import OFFICE_ONLY, STORE_ONLY
from integrity_portal.processes import PARTS, Part

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
PORTS = {"public": 8000, "office": 8001}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    described: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"]
    return described


def test_it_is_valid_by_the_compose_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_each_process_has_the_command_that_make_run_supervises(part: Part, services: dict[str, Any]) -> None:
    port = PORTS.get(part.name, 0)
    assert services[part.name]["command"] == part.command("python", var="/data", host="0.0.0.0", port=port)


def test_there_is_one_database_and_a_redis_for_each_side(services: dict[str, Any]) -> None:
    extra = set(services) - {part.name for part in PARTS}
    assert extra == {"postgres", "redis", "redis-public", "redis-door", "prepare"}
    assert services["postgres"]["image"] == "postgres:18"


def test_the_database_has_the_locale_of_the_embedded_one(services: dict[str, Any]) -> None:
    arguments = services["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert {"--encoding=UTF8", *postgresql.LOCALE} <= set(arguments)


def test_the_database_can_be_fetched_from_and_a_subscriber_that_stays_away_fills_no_disk(
    services: dict[str, Any],
) -> None:
    assert {"wal_level=logical", "max_slot_wal_keep_size=2GB"} <= set(services["postgres"]["command"])


@pytest.mark.parametrize(
    "secret", ["PASSWORD", "SECRET_KEY", "FIELD_KEYS", "HASH_KEY", "PRIVATE_KEYS", "PUBLIC_KEY"]
)
def test_every_secret_must_come_from_the_environment(secret: str) -> None:
    named = re.findall(r"\$\{(\w*" + secret + r")(:\?[^}]+)?\}", FILE.read_text(encoding="utf-8"))
    assert named
    assert all(refusal for _name, refusal in named)


def test_the_public_site_is_told_nothing_of_the_office(services: dict[str, Any]) -> None:
    public = services["public"]["environment"]
    assert set(public) & OFFICE_ONLY == {"SECRET_KEY", "DATABASE_URL"}
    assert "PUBLIC_SECRET_KEY" in public["SECRET_KEY"]
    assert public["DATABASE_URL"].startswith("postgres://portal_public:")
    assert services["public"]["networks"] == ["public"]


def test_what_links_two_databases_is_known_to_the_preparation_alone(services: dict[str, Any]) -> None:
    told = {name for name, service in services.items() if STORE_ONLY & set(service.get("environment", {}))}
    assert told == {"postgres", "prepare"}


def test_nothing_runs_as_root(services: dict[str, Any]) -> None:
    assert re.search(r"^USER portal$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    for name, service in services.items():
        assert service.get("user", "") not in {"root", "0"}
        assert service.get("build") or service.get("user"), name


def test_every_service_that_stays_has_a_health_check(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "healthcheck" not in service] == ["prepare"]
