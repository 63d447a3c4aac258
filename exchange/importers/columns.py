"""What a column of a workbook is, and what a kind of workbook is made of.

Pure: read by the parsing child, by the templates and by the rejected-rows workbook alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SPECIAL_KEYS = ("document_key", "sort_key")
"""Columns of staging that no workbook has: they are made of others."""


class Form(StrEnum):
    """How a cell of a column is read."""

    TEXT = "text"
    CODE = "code"
    DOCUMENT = "document"
    DATE = "date"
    MONEY = "money"
    CHOICE = "choice"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column: `key` is its place in staging, `header` its name on paper."""

    key: str
    header: str
    form: Form = Form.TEXT
    required: bool = False
    longest: int = 200
    choices: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    is_prose: bool = False
    """Prose, in which personal data is looked for."""
    is_free: bool = False
    """Whether it may say anything, 无 and formulas too."""
    is_left_out_if_wrong: bool = False
    """Whether a fault of its cell is a hint that leaves the cell out, instead of an error that leaves out the row."""


@dataclass(frozen=True)
class Layout:
    """One kind of workbook."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    goes_public: bool = False
    """Written rows stand in public at once: personal data in their text is an error, not a hint."""
    fact: str = ""
    """The key of the kind of fact that its rows become, "" where they become none."""
    domain: str = ""
    """The key domain whose commitments its rows become, "" where they become none."""
    watch: str = ""
    """The watch list whose version it becomes, "" where it becomes none."""
    refuses_hidden_debt: bool = False
    """Whether a row that speaks of 隐性债务 leaves nothing but its number, as one with a secrecy mark does."""

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    @property
    def staged_keys(self) -> tuple[str, ...]:
        """The columns of staging that its rows fill between (batch_id, row) and (row_errors, raw), in the order of COPY."""
        return (*(column.key for column in self.columns), *SPECIAL_KEYS)

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)
