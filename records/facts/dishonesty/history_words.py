"""How the field history says the columns and the source's own fields of a dishonesty record."""

from __future__ import annotations

from common.version_words import code_words
from records.facts.dishonesty.source_fields import SOURCE_FIELDS, Kind
from records.models import DishonestyRecord


def register() -> None:
    """Enter the words; called once when the app is ready."""
    for column in DishonestyRecord._meta.concrete_fields:
        code_words.keys[column.name] = str(column.verbose_name)
        if column.choices:
            code_words.choices[column.name] = {str(k): str(v) for k, v in column.flatchoices}
    for described in (d for fields in SOURCE_FIELDS.values() for d in fields):
        code_words.keys[described.key] = described.label
        if described.kind == Kind.SUM:
            code_words.sums.add(described.key)
    code_words.sums |= DishonestyRecord.SUMS
    code_words.unsaid |= {
        f"dishonestyrecord.{name}": words for name, words in DishonestyRecord.UNSAID.items()
    }
