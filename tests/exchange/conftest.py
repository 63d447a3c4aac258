from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def files(db: None, settings: Any, tmp_path: Path) -> Path:
    """A data folder of the test's own for uploads; the database is connected before it moves."""
    settings.VAR = tmp_path
    return tmp_path / "files" / "imports"
