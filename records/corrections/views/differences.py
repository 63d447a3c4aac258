"""What a correction changes, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from common.money import sum_words
from records.facts.dishonesty.wording import SUMS
from records.models import Correction


@dataclass(frozen=True)
class Difference:
    label: str
    old: str
    new: str


def subject_of(fact: Any) -> Any:
    """Return whom a fact is about: a department, for a record perhaps an official."""
    return fact.department or fact.official


def difference(case: Correction, name: str, pair: list[Any]) -> Difference:
    """Return one field of a correction in words."""
    field: Any = case.fact.of_kind._meta.get_field(name)
    old, new = (_words(field, value) for value in pair)
    return Difference(str(field.verbose_name), old, new)


def _words(field: models.Field[Any, Any], value: object) -> str:
    if value in (None, ""):
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.name in SUMS:
        return sum_words(value)
    return str(dict(field.flatchoices).get(value, value))
