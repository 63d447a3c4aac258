"""A workbook of persons or bodies: its rows as an inquiry takes them, read like every other workbook and kept nowhere else."""

from __future__ import annotations

from exchange.honours.reading import read_candidates
from exchange.importers.asked_rows import AskedRow, Upload, read_asked
from exchange.importers.layouts import PERSONS
from identifiers.id_numbers import check_id_number, normalise_id_number
from inquiries.services.registering import Line
from inquiries.vocabulary import Kind


def read_rows(upload: Upload, kind: str) -> list[Line]:
    """Return the rows of an uploaded workbook; raises Incomplete with the remedy where it cannot be read."""
    if kind == Kind.PERSON:
        return [_person(found) for found in read_asked(upload, PERSONS)]
    return [Line(one.row, one.name, one.credit_code, one.fault) for one in read_candidates(upload)]


def _person(found: AskedRow) -> Line:
    """Return a row with why nobody can be looked up by it; a number that is none is not kept."""
    name, number = found.values["name"][:60], normalise_id_number(found.values["person_number"])
    fault = found.wrong or check_id_number(number) or ""
    return Line(found.row, name, "" if fault else number, fault)
