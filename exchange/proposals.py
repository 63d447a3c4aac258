"""A proposed change of a department in the words of the people who confirm it（pure）."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from identifiers.credit_codes import SubjectKind
from organisations.vocabulary import Level

LABELS = {"name": "机构名称", "kind": "机构类别", "level": "级别", "region": "行政区划代码"}
_WORDS = {"kind": dict(SubjectKind.choices()), "level": dict(Level.choices)}


def changes_in_words(changes: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """Return (field, present value, proposed value) with Chinese labels."""
    return [
        (LABELS.get(field, field), _word(field, before), _word(field, after))
        for field, (before, after) in changes.items()
    ]


def _word(field: str, value: str) -> str:
    return str(_WORDS.get(field, {}).get(value, value))
