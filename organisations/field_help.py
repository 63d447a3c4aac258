"""What each field of the reorganisation's form means, and which clause asks for it."""

from __future__ import annotations

from common.field_help import FieldHelp as H
from common.field_help import field_helps

POLICY = "苏政发〔2023〕55号"

REORGANISATION = {
    "sources": H("被调整机构的 18 位代码，合并的每行一个。", f"{POLICY} 二(二)；优化营商环境条例 31"),
    "heirs": H("承继的机构；第一个承担全部未了事项，旧名称、旧代码仍查得到。", "优化营商环境条例 31"),
    "new_code": H("18 位新代码；旧代码按生效日期对应到它。", "GB 32100-2015"),
    "effective_on": H("批准文件规定的日期。未到的先登记，到日由系统办理。"),
}


def register() -> None:
    """Enter the texts; called once when the app is ready."""
    field_helps.register("ReorganisationForm", REORGANISATION)
