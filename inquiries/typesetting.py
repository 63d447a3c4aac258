"""Reports on inquiries as one PDF/A-2a: one report a page, with a watermark of who took it along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from inquiries.contents import Json
from letters.typesetting import compiled

SOURCE = Path(__file__).resolve().parent / "reports.typ"


def typeset(reports: Sequence[Json], mark: str, at: datetime) -> bytes:
    """Return the PDF; raises Incomplete that names characters which the fonts lack."""
    return compiled(SOURCE, {"reports": list(reports), "mark": mark}, standard="a-2a", at=at)
