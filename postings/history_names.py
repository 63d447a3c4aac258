"""How the field history and the trail name postings, deputies, handovers and rule proposals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.cases.open_cases import case_kinds
from common.history_names import rule_kind, rule_value
from common.notice_kinds import NoticeGroup
from common.roles import Role
from common.version_words import code_words

TITLES: dict[str, tuple[str, ...]] = {
    "postings.posting": ("user_id", "role", "unit_id", "region_id"),
    "postings.handedcase": ("kind", "label"),
    "postings.responsibility": ("kind", "object_id"),
}
NOTICES = NoticeGroup(
    "postings",
    "岗位与交接",
    {
        "handover.listed": "交接待接收",
        "work.assigned": "同事分来的待办",
        "posting.expiring": "岗位即将到期",
        "posting.expired": "岗位已到期",
        "posting.emergency": "服务器上应急设立管理员",
    },
    30,
)
DEPUTY_NOTICES = NoticeGroup("postings", "岗位与交接", {"deputy.granted": "代理已同意"}, 30)
RULE_NOTICES = NoticeGroup("upkeep", "规则与统计", {"rule.proposed": "规则修订待确认"}, 60)
COLUMN_LABELS = {
    "accepted_by": "接收人",
    "handover": "交接",
    "listed_by": "列单人",
    "posting": "岗位",
    "user": "人员",
}
"""What the columns without a Chinese name of their own are called."""


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.column_labels |= COLUMN_LABELS
    code_words.titles |= TITLES
    code_words.kinds |= {
        "responsibility.object_id": _handed,
        "comment.posting_id": _whose,
        "evidence.posting_id": _whose,
    }
    code_words.read_too["postings.responsibility"] = ("kind",)
    for column in ("handedcase.kind", "responsibility.kind"):
        code_words.columns[column] = lambda value, row: _case_kind(value)
    code_words.columns |= {
        "handover.kinds": lambda value, row: "、".join(_case_kind(kind) for kind in value),
        "posting.role": lambda value, row: str(Role(value).label) if value in Role.values else str(value),
        "ruleproposal.kind": rule_kind,
        "ruleproposal.value": rule_value,
    }
    code_words.models |= {"posting_id": "postings.posting", "recipient": "postings.posting"}


def _case_kind(key: str) -> str:
    return case_kinds[key].label if key in case_kinds else key


def _handed(row: Mapping[str, Any]) -> str:
    kind = case_kinds.get(row.get("kind", ""))
    return kind.model if kind else ""


def _whose(row: Mapping[str, Any]) -> str:
    return "postings.posting" if row.get("posting_role") in Role.values else "postings.ownaccess"
