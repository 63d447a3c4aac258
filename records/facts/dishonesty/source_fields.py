"""The fields that each source of a record has of its own（rules.md 3.5）; kept in `source_details`, read by label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from contents.money import sum_words
from policy.vocabulary import SourceKind


class Kind(StrEnum):
    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    SUM = "sum"
    URL = "url"


@dataclass(frozen=True)
class SourceField:
    """One field; a sum is kept as text in 元, a day as ISO text, because JSON knows neither."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()

    def shown(self, value: object) -> str:
        """Return the value as people read it."""
        return sum_words(value) if self.kind == Kind.SUM and value else str(value or "")


def _choice(key: str, label: str, *choices: str) -> SourceField:
    return SourceField(key, label, Kind.CHOICE, choices)


SOURCE_FIELDS: dict[str, tuple[SourceField, ...]] = {
    SourceKind.JUDGMENT: (
        SourceField("court", "审理法院"),
        _choice("instance", "审级", "一审", "二审", "再审", "执行"),
        _choice("case_type", "案件类型", "行政", "民商事", "刑事", "国家赔偿", "执行"),
        SourceField("case_cause", "案由"),
        _choice("outcome", "裁判结果", "败诉", "部分败诉", "调解"),
        SourceField("performance_due", "履行期限", Kind.DAY),
        _choice("performance", "履行状态", "未到期", "已履行", "部分履行", "逾期未履行", "拒不执行"),
        SourceField("enforcement_number", "执行案号"),
        SourceField("unperformed", "未履行金额", Kind.SUM),
        _choice("is_listed", "列入失信被执行人", "否", "是", "已删除"),
        SourceField("document_url", "裁判文书网链接", Kind.URL),
        _choice("head_attended", "负责人出庭应诉", "是", "否"),
    ),
    SourceKind.PENALTY: (
        SourceField("violation", "违法行为类型"),
        _choice(
            "penalty_kind",
            "处罚类别",
            *("警告", "通报批评", "罚款", "没收违法所得、没收非法财物", "暂扣许可证件", "降低资质等级"),
            *("吊销许可证件", "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "其他"),
        ),
        SourceField("penalty_content", "处罚内容"),
        SourceField("fine", "罚款金额", Kind.SUM),
        SourceField("confiscated", "没收金额", Kind.SUM),
        SourceField("penalty_until", "处罚有效期", Kind.DAY),
    ),
    SourceKind.DISCIPLINE: (
        _choice("organ", "处分机关", "任免机关", "监察机关"),
        _choice("sanction", "处分类别", "警告", "记过", "记大过", "降级", "撤职", "开除"),
        SourceField("violation", "违法违纪类型"),
        SourceField("lifted_on", "解除日期", Kind.DAY),
    ),
    SourceKind.ACCOUNTABILITY: (
        SourceField("accountable_to", "问责主体"),
        _choice("object", "对象类别", "党组织", "领导班子", "领导干部"),
        _choice("way", "问责方式", "检查", "通报", "改组", "诫勉", "组织调整或组织处理", "纪律处分"),
        SourceField("influence_until", "影响期止", Kind.DAY),
        _choice("for_life", "终身问责", "否", "是"),
    ),
}


def sums_of(source_kind: str, details: Mapping[str, str]) -> dict[str, str | None]:
    """Return the sums in 元 among a source's own fields, by label."""
    return {f.label: details.get(f.key) for f in SOURCE_FIELDS.get(source_kind, ()) if f.kind == Kind.SUM}


def shown_details(source_kind: str, details: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (label, value) of what is known, in the order of the form."""
    return [(f.label, f.shown(details[f.key])) for f in SOURCE_FIELDS[source_kind] if details.get(f.key)]
