"""Text in CSV cells: no spreadsheet takes what the portal writes for a formula, and reading it back undoes that."""

from __future__ import annotations

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def csv_row(*cells: object) -> list[object]:
    """Return the cells of a row to be written: text with its apostrophe where needed, numbers as they are."""
    return [with_apostrophe(cell) if isinstance(cell, str) else cell for cell in cells]


def with_apostrophe(text: str) -> str:
    """Return `text` as a CSV cell that no spreadsheet takes for a formula; `without_apostrophe` undoes it."""
    return "'" + text if text.lstrip("'").startswith(FORMULA_STARTS) else text


def without_apostrophe(text: str) -> str:
    """Take off the one apostrophe that the CSV writer put before text that looks like a formula."""
    if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS):
        return text[1:]
    return text
