"""The proof's scripts can be started: they run apart from the tests, so a name that moved would pass unseen."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

SCRIPTS = sorted(path.stem for path in Path(__file__).parent.glob("prove_*.py"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_of_the_proof_can_be_started(script: str) -> None:
    assert callable(import_module(f"tests.proof.{script}").main)
