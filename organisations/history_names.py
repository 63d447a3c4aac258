"""How the field history and the trail name departments and reorganisations, and say their messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.version_words import code_words
from privacy.suspects import Kind, masked

TITLES: dict[str, tuple[str, ...]] = {
    "organisations.departmentcode": ("department_id", "code"),
    "organisations.departmentname": ("department_id", "name"),
    "organisations.reorganisedbody": ("department_id", "side"),
}
LABELS = {
    "organisations.departmentcode": "代码沿革",
    "organisations.departmentname": "曾用名",
    "organisations.reorganisedbody": "调整涉及机构",
}
COLUMN_LABELS = {
    "case": "所属调整",
    "city_code": "所属设区市",
    "county_code": "所属县级",
    "department": "部门",
    "id_number_tail": "证件号末四位",
    "parent": "上级区划",
    "side": "方面",
}
"""What the columns without a Chinese name of their own are called."""


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.column_labels |= COLUMN_LABELS
    code_words.titles |= TITLES
    code_words.labels |= LABELS
    topics = {"department.reorganised": "机构调整生效"}
    code_words.choices["topic"] = {**code_words.choices.get("topic", {}), **topics}
    code_words.columns["official.name"] = _official


def _official(value: object, row: Mapping[str, Any]) -> str:
    """Return an official's name as lists show it; the whole name is read in the file, which is logged."""
    return masked(Kind.NAME, str(value))
