"""The content of a record in words, field by field: for what changed, and for two records side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from contents.text_diff import EMPTY, Pair
from records.facts.dishonesty.source_fields import shown_details
from records.facts.field_values import value_words
from records.models import DishonestyRecord

CONTENT = (
    *("department", "official", "source_kind", "facts", "occurred_on", "cause", "domain"),
    *("finding_body", "finding_body_code", "document_title", "document_number", "ordinal"),
    *("decided_on", "effective_on", "legal_basis", "amount", "loss", "impact", "is_aggravated"),
    *("declared_severity", "severity_reason", "disclosure", "accountability_object", "remark"),
)
"""What a reviewer approves of a record, beside the fields of its own source."""


class RecordContent(Protocol):
    """A record, or a version of one that the field history keeps."""

    source_kind: str
    source_details: dict[str, str]


def pairs_of(old: RecordContent, new: RecordContent) -> list[Pair]:
    """Return the content of two records, or of two versions of one, field by field."""
    return [*_fields(old, new), *_details(old, new)]


def _fields(old: RecordContent, new: RecordContent) -> Iterator[Pair]:
    for name in CONTENT:
        field: Any = DishonestyRecord._meta.get_field(name)
        before, after = getattr(old, field.attname), getattr(new, field.attname)
        said = value_words(DishonestyRecord, name, before)
        yield Pair(
            str(field.verbose_name),
            said,
            said if before == after else value_words(DishonestyRecord, name, after),
        )


def _details(old: RecordContent, new: RecordContent) -> Iterator[Pair]:
    before, after = (dict(shown_details(one.source_kind, one.source_details)) for one in (old, new))
    for label in dict.fromkeys([*before, *after]):
        yield Pair(label, *(str(said.get(label) or EMPTY) for said in (before, after)))
