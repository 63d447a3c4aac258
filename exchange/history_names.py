"""How the field history names duties, roster changes and batches, and says their notices' topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.notice_kinds import NoticeGroup
from common.version_words import code_words
from exchange.importers.layouts import LAYOUTS

NOTICES = NoticeGroup(
    "duties",
    "归集报送",
    {
        "duty.opened": "报送任务下达",
        "duty.soon": "报送即将截止",
        "duty.passed": "到期未报",
        "duty.reminded": "催报",
    },
    40,
)
COLUMN_LABELS = {
    "batch": "批次",
    "filed_by": "报送人",
    "header_key": "表头指纹",
    "header_places": "表头位置",
    "suffix": "文件类型",
}
"""What the columns without a Chinese name of their own are called."""


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.column_labels |= COLUMN_LABELS
    code_words.columns |= {
        "reportingduty.year": lambda value, row: f"{value} 年",
        "importbatch.header_places": _places,
        "reportingduty.quarter": lambda value, row: f"第 {value} 季度",
    }
    code_words.models["batch_id"] = "exchange.importbatch"


def _places(value: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """Return which column of the file was read as what, as the file counts: 第 1 列 机构名称."""
    layout = LAYOUTS.get(row.get("kind", ""))
    headers = {column.key: column.header for column in layout.columns} if layout else {}
    placed = sorted(value.items(), key=lambda pair: int(pair[1]))
    return "、".join(f"第 {int(place) + 1} 列 {headers.get(key, key)}" for key, place in placed)
