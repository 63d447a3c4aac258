"""The search box of every list of this app's procedures."""

from __future__ import annotations

from organisations.search import SearchFilter, body


def case_search(*numbers: str, subject: str = "fact__department") -> SearchFilter:
    """Return the box that looks in the numbers of case, document and record, and for the department at `subject`."""
    return SearchFilter("编号、文号或者部门", "number", *numbers, body(subject))
