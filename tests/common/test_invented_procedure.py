"""A procedure above the house works with all its faces, and no file below it is touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.long
def test_the_invented_procedure_passes_its_own_tests_with_its_own_settings():
    """Its faces, how it ends with its fact, and the invented kind of fact."""
    command = [sys.executable, "-m", "pytest", "tests/invented", "-q", "-p", "no:cacheprovider"]
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST_", "DATABASE_URL", "COV_"))
    }
    environment["DJANGO_SETTINGS_MODULE"] = "tests.invented.settings"
    run = subprocess.run(
        [*command, "--ds=tests.invented.settings"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:]
    assert " passed" in run.stdout


def test_no_file_below_names_the_invented_procedure_or_the_invented_kind_of_fact():
    apps = ("common", "accounts", "organisations", "postings", "records", "dossiers", "exchange")
    words = ("urging", "模拟公开承诺", "invented_promise", "invented.promise", "tests.invented")
    named = [
        path
        for app in (*apps, "disclosure", "supervision", "integrity_portal", "templates")
        for path in (ROOT / app).rglob("*")
        if path.suffix in {".py", ".html", ".sql"}
        and any(word in path.read_text(encoding="utf-8").lower() for word in words)
    ]
    assert named == []
