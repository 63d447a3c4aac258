"""How the field history names the rows of the shared mechanisms, never by a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from common.lists import lists
from common.rulebook import rulebook
from common.version_words import code_words
from days.calendar import UNIT_LABELS

TITLES: dict[str, tuple[str, ...]] = {
    "common.rulevalue": ("label",),
    "common.holiday": ("day", "name"),
    "common.outbox": ("topic", "subject_id"),
    "common.noticesetting": ("person",),
    "common.listsetting": ("person", "list_key"),
    "common.savedfilter": ("list_key", "name"),
}
LABELS = {"common.holiday": "节假日", "common.rulevalue": "规则值", "common.outbox": "待发消息"}
COLUMN_LABELS = {
    "author": "发言人编号",
    "confirmed_at": "确认时间",
    "confirmed_by": "确认人",
    "created_at": "建立时间",
    "digested_on": "上次汇总邮件",
    "object_id": "对象编号",
    "object_type": "对象类型",
    "payload": "内容",
    "person": "本人编号",
    "posting_id": "岗位编号",
    "recipient": "接收岗位",
    "sha256": "文件指纹",
    "stored_path": "存放位置",
    "subject_id": "对象编号",
    "taken_at": "取走时间",
    "topic": "事项",
    "uploaded_by": "上传人编号",
    "withdrawn_by": "撤回人编号",
}
"""What the columns without a Chinese name of their own are called."""


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.column_labels |= COLUMN_LABELS
    code_words.titles |= TITLES
    code_words.labels |= LABELS
    code_words.read_too["common.outbox"] = ("topic",)
    code_words.kinds["outbox.subject_id"] = _subject
    for column in ("listsetting", "savedfilter"):
        code_words.columns[f"{column}.list_key"] = lambda value, row: _list(value)
    code_words.columns["listsetting.columns"] = _columns
    code_words.choices["unit"] = dict(UNIT_LABELS)
    code_words.columns["rulevalue.kind"] = rule_kind
    code_words.columns["rulevalue.value"] = rule_value


def _subject(row: Mapping[str, Any]) -> str:
    return code_words.subjects.get(str(row.get("topic", "")).partition(".")[0], "")


def _list(key: str) -> str:
    return lists[key].label if key in lists else key


def _columns(value: Sequence[str], row: Mapping[str, Any]) -> str:
    spec = lists.get(row.get("list_key", ""))
    labels = {column.key: column.label for column in spec.columns} if spec else {}
    return "、".join(labels.get(key, key) for key in value)


def rule_kind(value: str, row: Mapping[str, Any]) -> str:
    """Return what people call a kind of rule."""
    known = rulebook.kinds.get(value)
    return known.label if known else str(value)


def rule_value(value: object, row: Mapping[str, Any]) -> str:
    """Return a rule's value as its kind says it."""
    return rulebook.words(row.get("kind", ""), value, row.get("unit") or "")
