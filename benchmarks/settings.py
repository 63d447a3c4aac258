"""Settings of the benchmarks: those of an installation, with a data folder of their own."""

import os
from pathlib import Path

os.environ.setdefault("PORTAL_VAR", str(Path(__file__).resolve().parent.parent / "var" / "bench"))

from integrity_portal.settings import *  # noqa: F403
from integrity_portal.settings import DATABASE_URL, DATABASES, OWNER_DB_ROLE

if (
    not DATABASE_URL
):  # rows by the hundred thousand are made past verbs and triggers, which is the owner's alone
    DATABASES["default"]["USER"] = OWNER_DB_ROLE
