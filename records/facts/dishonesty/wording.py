"""The content of a record in words, field by field: for what changed, and for two records side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.money import sum_words
from common.text_diff import Stretch, marked
from organisations.models import Department, Official
from records.facts.dishonesty.source_fields import shown_details
from records.models import DishonestyRecord

EMPTY = "（空）"
SUMS = frozenset({"amount", "loss"})
CONTENT = (
    *("department", "official", "source_kind", "facts", "occurred_on", "cause", "domain"),
    *("finding_body", "finding_body_code", "document_title", "document_number", "ordinal"),
    *("decided_on", "effective_on", "legal_basis", "amount", "loss", "impact", "is_aggravated"),
    *("declared_severity", "severity_reason", "disclosure", "accountability_object", "remark"),
)
"""What a reviewer approves of a record, beside the fields of its own source."""
SUBJECTS: Mapping[str, Any] = {"department": Department, "official": Official}


@dataclass(frozen=True)
class Pair:
    """One field of two contents, cut where they differ."""

    label: str
    old: str
    new: str

    @property
    def differs(self) -> bool:
        return self.old != self.new

    @property
    def cut(self) -> tuple[Sequence[Stretch], Sequence[Stretch]]:
        old, new = (("" if text == EMPTY else text) for text in (self.old, self.new))
        before, after = marked(old, new)
        return before or [Stretch(EMPTY)], after or [Stretch(EMPTY)]


def pairs_of(old: Any, new: Any) -> list[Pair]:
    """Return the content of two records, or of two versions of one, field by field."""
    return [*_fields(old, new), *_details(old, new)]


def words(name: str, value: object) -> str:
    """Return one value of a record's field as the pages say it."""
    if value in (None, ""):
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if name in SUMS:
        return sum_words(value)
    if name in SUBJECTS:
        found = SUBJECTS[name].objects.filter(pk=value).first()
        return str(found) if found else EMPTY
    field: Any = DishonestyRecord._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value))


def _fields(old: Any, new: Any) -> Iterator[Pair]:
    for name in CONTENT:
        field: Any = DishonestyRecord._meta.get_field(name)
        before, after = getattr(old, field.attname), getattr(new, field.attname)
        said = words(name, before)
        yield Pair(str(field.verbose_name), said, said if before == after else words(name, after))


def _details(old: Any, new: Any) -> Iterator[Pair]:
    before, after = (dict(shown_details(one.source_kind, one.source_details)) for one in (old, new))
    for label in dict.fromkeys([*before, *after]):
        yield Pair(label, *(str(said.get(label) or EMPTY) for said in (before, after)))
