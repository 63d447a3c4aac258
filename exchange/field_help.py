"""What each field of reporting and importing means, and which clause asks for it."""

from __future__ import annotations

from common.field_help import FieldHelp as H
from common.field_help import field_helps

COLLECTING = "苏政发〔2023〕55号 二(二)"
NIL = {
    "statement": H(
        "写明查了哪几类来源（判决、处罚、处分、问责）、查到哪一天、结论是没有；有一条的就不能作零报告。",
        COLLECTING,
    )
}
RETURN = {
    "batch": H(
        "只列本季度以来已完成、有本单位记录、没有用于其他季度的导入批次；没有的先上传归集表。", COLLECTING
    )
}
UPLOAD = {
    "kind": H("失信信息一行一条记录；机构名录一行一个机构，只由录入员导入。", COLLECTING),
    "file": H(
        "第一张工作表，表头以上可以有标题和说明；列名照模板，列的次序不限。涉密文件不得上传。",
        "苏政发〔2023〕55号 二(二)；保守国家秘密法",
    ),
    "dry_run": H("逐行检查并列出问题，但不写入任何记录，也不算作报送。"),
}


def register() -> None:
    """Enter the texts; called once when the app is ready."""
    field_helps.register("NilForm", NIL)
    field_helps.register("ReturnForm", RETURN)
    field_helps.register("UploadForm", UPLOAD)
