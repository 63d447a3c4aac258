"""Settings of the benchmarks: those of an installation, with a data folder of their own."""

import os
from pathlib import Path

os.environ.setdefault("PORTAL_VAR", str(Path(__file__).resolve().parent.parent / "var" / "bench"))

from integrity_portal.settings import *  # noqa: F403
