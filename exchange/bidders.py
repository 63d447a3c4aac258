"""A workbook of bidders, read for the comparison with the watch lists."""

from __future__ import annotations

from commitments.screening.forms import readers
from commitments.screening.services.looking import Line
from exchange.importers.asked_rows import AskedRow, Upload, read_asked
from exchange.importers.watch_lists import BIDDERS


def read_bidders(upload: Upload) -> list[Line]:
    """Return the bidders of an uploaded workbook; raises Incomplete with the remedy where it cannot be read."""
    return [_line(found) for found in read_asked(upload, BIDDERS)]


def _line(found: AskedRow) -> Line:
    values, wrong = found.values, found.wrong
    return Line(
        found.row,
        name=values["name"][:200],
        credit_code="" if wrong else values["credit_code"][:18],
        former_names=values["former_names"][:400],
        consortium=values["consortium"][:100],
        fault=wrong,
    )


def register() -> None:
    """Let the comparison read workbooks; called once when the app is ready."""
    readers["workbook"] = read_bidders
