"""These tests run with settings of their own (tests/invented/settings.py), where the invented app is installed."""

from pathlib import Path

import pytest
from django.apps import apps

collect_ignore_glob = [] if apps.is_installed("tests.invented") else ["test_*.py"]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
