"""A report as PDF/A-2a: tagged, every glyph embedded, text that can be taken out again, a QR code that leads to the check."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import segno

from credit_reports.contents import Json
from letters.typesetting import compiled

SOURCE = Path(__file__).resolve().parent / "report.typ"


def typeset(report: Json, at: datetime) -> bytes:
    """Return the PDF of a report, not yet signed; raises Incomplete that names characters which the fonts lack."""
    return compiled(SOURCE, {"report": report, "qr": _qr(report["check"])}, standard="a-2a", at=at)


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", xmldecl=False, svgns=True, border=0)
    return drawn.getvalue().decode()
