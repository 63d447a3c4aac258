"""The store stands alone: its schema, restored into an empty database, is all that the public site needs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.db import connection

from integrity_portal import processes
from tests import databases, factories, live
from tests.disclosure.rows import another, standing
from tests.integrity_portal.test_backup import postgres

pytestmark = [pytest.mark.django_db, pytest.mark.commits]


@pytest.fixture
def alone(committed_db: str, tmp_path: Path) -> Iterator[str]:
    """An empty database with the store's schema restored into it."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the embedded server's programs against the embedded server")
    dump, name = tmp_path / "open.dump", f"{committed_db}_alone"

    def restored() -> str:
        done = postgres(
            "pg_dump",
            "--format=custom",
            "--schema=open",
            f"--file={dump}",
            committed_db,
            database=committed_db,
        )
        assert done.returncode == 0, done.stderr
        with databases.steward() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        done = postgres("pg_restore", "--no-owner", "--dbname", name, str(dump), database=name)
        assert done.returncode == 0, done.stderr
        return name

    yield restored
    with databases.steward() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def seen(site: str, paths: list[str]) -> dict[str, bytes]:
    found = {}
    for path in paths:
        with urlopen(site + path, timeout=live.GLANCE) as answer:
            found[path] = answer.read().replace(site.encode(), b"")
    return found


def test_every_page_reads_the_same_from_the_store_alone(alone, live_public, redis_stores):
    made = standing(facts="道路养护项目拖欠工程结算款，逾期二百日仍未支付")
    for number in range(30):
        another(made, number)
    refused = factories.publication(made=factories.judgment("confirmed"))
    code = made.fact.of_kind.department.credit_code
    paths = [
        *("/", "/about/", "/records/", "/records/?q=%E6%8B%96%E6%AC%A0", "/records/?page=2", "/judgments/"),
        *("/commendations/", "/departments/", f"/departments/{code}/", f"/r/{made.public_id}/"),
        *(f"/j/{refused.public_id}/", "/statistics/", "/statistics.csv", "/healthz"),
    ]
    whole = seen(live_public, paths)
    copy = alone()
    link = connection.settings_dict
    before, link["NAME"] = link["NAME"], copy
    redis_stores.flush()
    try:
        with live.site(processes.PUBLIC, redis_stores) as site:
            assert seen(site, paths) == whole
    finally:
        link["NAME"] = before
    assert made.face_title.encode() in whole[f"/r/{made.public_id}/"]
