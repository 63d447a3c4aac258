"""The parts of an official's file as pages show and change them: which model, which fields, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from dossiers.models import CareerStep, ClemencyDecision, FileEntry, Honour, InfluencePeriod, Learning
from dossiers.vocabulary import FilePart
from organisations.models import Official

ID_NUMBER = "id_number"
IDENTITY_FIELDS: dict[str, str] = {
    "name": "姓名",
    ID_NUMBER: "身份证件号码",
    "unit": "所在单位",
    "post": "职务",
    "rank": "职级",
}
"""What of the identity an official may ask to be put right; all else is the keeper's own matter."""


@dataclass(frozen=True)
class Part:
    """One list of entries; `fields` in the order of the form."""

    key: FilePart
    model: type[FileEntry]
    fields: tuple[str, ...]
    empty: str

    @property
    def label(self) -> str:
        return str(self.key.label)

    def rows(self, official: Official) -> models.QuerySet[Any]:
        """Return the entries that stand, the newest first."""
        return self.model.objects.filter(official=official, struck_at__isnull=True)

    def facts(self, entry: FileEntry) -> list[tuple[str, str]]:
        """Return (label, words) of what an entry says beside its headline."""
        shown = [name for name in self.fields if name != entry.HEADLINE]
        found = [(label_of(self.model, name), words_of(entry, name)) for name in shown]
        return [(label, words) for label, words in found if words]


PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        Part(
            FilePart.CAREER,
            CareerStep,
            ("post", "unit_name", "rank", "since", "until", "document_number"),
            "还没有登记任职经历。",
        ),
        Part(
            FilePart.HONOUR,
            Honour,
            ("honour", "level", "issued_by", "document_number", "issued_on", "valid_until"),
            "还没有登记表彰荣誉。",
        ),
        Part(
            FilePart.LEARNING,
            Learning,
            ("kind", "title", "institution", "hours", "completed_on"),
            "还没有登记学历学位、诚信教育培训和签名承诺。",
        ),
        Part(
            FilePart.CLEMENCY,
            ClemencyDecision,
            ("matter", "outcome", "decided_by", "document_number", "decided_on", "record"),
            "没有容错或从轻、免于惩戒的认定。",
        ),
        Part(
            FilePart.INFLUENCE,
            InfluencePeriod,
            (
                *("sanction", "decided_by", "document_number", "effective_on", "stated_until"),
                *("lifted_on", "lifted_document", "challenge", "record"),
            ),
            "没有处分或诫勉的影响期。",
        ),
    )
}


def label_of(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def words_of(entry: models.Model, name: str) -> str:
    """Return the value of one field as people read it, "" where there is none."""
    field: Any = entry._meta.get_field(name)
    value = getattr(entry, name)
    if value in (None, ""):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if name == "record":
        return str(value.record_no)
    return value.isoformat() if isinstance(value, date) else str(value)


def current_words(official: Official, part: str, entry: FileEntry | None, field: str) -> str:
    """Return what the file says in one field, a sealed number masked."""
    if entry is not None:
        return words_of(entry, field)
    if part != FilePart.IDENTITY or field not in IDENTITY_FIELDS:
        return ""
    return official.masked_id_number if field == ID_NUMBER else str(getattr(official, field))


def field_label(part: str, field: str) -> str:
    if part == FilePart.IDENTITY:
        return IDENTITY_FIELDS[field]
    return label_of(PARTS[part].model, field)


def fields_of(part: str) -> Sequence[str]:
    return tuple(IDENTITY_FIELDS) if part == FilePart.IDENTITY else PARTS[part].fields
