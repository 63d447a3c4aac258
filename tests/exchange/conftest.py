from pathlib import Path
from types import SimpleNamespace

import pytest

from exchange.models import batches


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of the test's own for uploads; the data folder itself stays, the embedded server lives there."""
    monkeypatch.setattr(batches, "settings", SimpleNamespace(VAR=tmp_path))
    return tmp_path / "files" / "imports"
