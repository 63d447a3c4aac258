"""The public process by itself: what is installed, what is loaded, and that its checks and pages need no more."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from integrity_portal import processes
from tests import databases, factories, live
from tests.disclosure.rows import standing

pytestmark = [pytest.mark.django_db, pytest.mark.commits]
READ = """
import json, sys
import django
django.setup()
from django.apps import apps
from django.conf import settings
from django.test import Client
found = {path: Client().get(path).status_code for path in json.loads(sys.argv[1])}
print(json.dumps({
    "answers": found,
    "apps": settings.INSTALLED_APPS,
    "models": sorted(model._meta.db_table for model in apps.get_models(include_auto_created=True)),
    "loaded": sorted(sys.modules),
    "keys": [settings.FIELD_KEYS, settings.HASH_KEY, settings.PUBLIC_DB_PASSWORD],
}))
"""
OFFICE = (
    *(
        "inquiries",
        "exchange",
        "following",
        "credit_reports",
        "supervision",
        "appeals",
        "challenges",
        "discipline",
        "commitments",
        "dossiers",
        "postings",
    ),
    *("accounts", "letters", "rest_framework", "axes", "django.contrib.auth", "django.contrib.sessions"),
    *("django.contrib.admin", "django.contrib.contenttypes", "disclosure.store", "disclosure.models"),
    *("disclosure.wall", "records.models", "records.publications", "organisations.models", "common.models"),
)


def run(stores, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=databases.ROOT,
        env=live.environment(processes.PUBLIC, stores),
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_installs_what_its_pages_need_and_loads_no_table_of_the_office(committed_db, redis_stores):
    made, judgment = standing(), factories.publication(made=factories.judgment("confirmed"))
    honour = factories.publication(made=factories.commendation("confirmed"))
    code = made.fact.of_kind.department.credit_code
    pages = [
        *(
            "/",
            "/about/",
            "/information-classes/",
            "/records/",
            "/records/?q=%E6%8B%96%E6%AC%A0",
            "/judgments/",
            "/commendations/",
        ),
        *(
            "/objection/",
            "/follow/",
            "/alerts/",
            "/api/keys/",
            "/api/usage/",
            "/api/webhooks/",
            "/open-data/",
            "/report-check/",
            "/report-check/?number=BG-2020-000001",
            "/api/",
            "/api/docs/",
            "/api/v1/openapi.json",
            "/api/v1/records",
        ),
        *("/api/v1/match?q=%E6%B0%B4%E5%8A%A1", "/api/v1/departments", "/api/v1/statistics"),
        *(
            "/departments/",
            "/promises/",
            f"/departments/{code}/promises/",
            "/statistics/",
            "/statistics.csv",
            "/robots.txt",
            f"/departments/{code}/",
            f"/departments/{code}/report/",
        ),
        *(f"/r/{made.public_id}/", f"/j/{judgment.public_id}/", f"/c/{honour.public_id}/", "/healthz"),
    ]
    done = run(redis_stores, "-c", READ, json.dumps([*pages, "/nowhere/"]))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["answers"] == {**dict.fromkeys(pages, 200), "/nowhere/": 404}
    assert found["apps"] == [
        "django.contrib.staticfiles",
        "django.contrib.postgres",
        "csp",
        "disclosure.open",
    ]
    assert all(table.startswith('"open".') for table in found["models"])
    assert len(found["models"]) == 20
    assert [
        name for name in found["loaded"] if any(name == one or name.startswith(f"{one}.") for one in OFFICE)
    ] == []
    assert [
        name for name in found["loaded"] if name.endswith(".models") and name.split(".")[0] in databases.APPS
    ] == ["disclosure.open.models"]
    assert found["keys"] == [[], "", ""]


@pytest.mark.long
def test_no_model_of_the_office_can_be_loaded_there(redis_stores):
    for module in (
        "records.models",
        "organisations.models",
        "common.models",
        "accounts.models",
        "disclosure.models",
    ):
        done = run(redis_stores, "-c", f"import django; django.setup(); import {module}")
        assert done.returncode == 1, module
        assert "isn't in an application in INSTALLED_APPS" in done.stderr, module


def test_its_own_checks_find_nothing(redis_stores):
    done = run(redis_stores, "manage.py", "check", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
