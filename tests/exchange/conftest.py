from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Path]:
    """A folder of the test's own for uploads."""
    with override_settings(FILES=tmp_path):
        yield tmp_path / "imports"
