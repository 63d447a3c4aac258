"""What each field of the forms on postings, deputies, handovers and rules means, and which clause asks for it."""

from __future__ import annotations

from common.field_help import FieldHelp as H
from common.field_help import field_helps

POLICY = "苏政发〔2023〕55号"
ORDER_36 = "《信用修复管理办法》（国家发展改革委令第36号）"

POSTING = {
    "role": H(
        "角色决定能办什么，范围决定看得到什么。录入、复核、公示必须是三个人。", "GB/T 22239-2019（三员分立）"
    ),
    "unit": H(
        "按名称、代码或拼音查找，从列出的里面选。部门代表只看本单位，认定机关只看自己认定的，管公务员档案的看本单位管理的。",
        "公务员法；干部管理权限",
    ),
    "with_subordinates": H("勾选后，上级主管部门是这个单位的也在范围内。"),
    "person": H(
        "按账号、姓名、单位或地区查找；还没有岗位的排在前面。不能给自己授予。", "GB/T 22239-2019（三员分立）"
    ),
    "region": H("该地区和它下面所有地区。与领域、单位之间是“或”的关系，范围是三者之和。"),
    "domain": H("主管某一重点领域的，看得到全省这一领域的记录。", f"{POLICY} 三(一)–(七)"),
    "until": H("最后一天；到期自动失效。有未结事项的，须先交接。"),
}
RULE = {
    "amount": H("整数，单位在右边选。"),
    "unit": H("工作日按节假日表跳过休息日；日、月、年按日历计。", "行政处罚法 85；民法典 200–204"),
    "min_months": H("届满前不能申请修复。", ORDER_36),
    "max_months": H("届满自动撤下。", ORDER_36),
    "lower": H("单位万元；不足这个数的是第一档，等于的归上一档。"),
    "upper": H("单位万元；达到或超过的是第三档。"),
    "lines": H(
        "照国务院办公厅通知逐行填：日期或起止日期、“休”或“班”、名称。一次填一整年。",
        "全国年节及纪念日放假办法",
    ),
    "effective_from": H(
        "新值从这一天起用于以后的决定；同一项一天只能有一个值，以前的决定仍按当时的版本。", "立法法 104"
    ),
    "basis": H("文件名称和条款；没有上位规定的写“本门户建议值”。"),
    "document_number": H("有文号的标“有据”，没有的标“建议值”。"),
}
DEPUTY = {
    "person": H(
        "按账号、姓名、单位或地区查找，从列出的里面选；列出的是附近的人，远处的要填完整账号。",
        "GB/T 22239-2019（三员分立）",
    ),
    "excluded": H("勾选的留给本人；勾选“全部”，这一类都留给本人。", f"{POLICY} 二(二)"),
    "until": H("最后一天，不能超过岗位的任期；到期自动收回，也可以提前收回。"),
}
HANDOVER = {
    "receiver": H(
        "按姓名、账号、单位或地区查找。只列接得了这些事项的在任同角色岗位，写明任期和接不了的类别。",
        f"{POLICY} 二(二)；优化营商环境条例 31",
    ),
    "kinds": H("一类事项整类移交；接收人只接得了其中几类的，先勾这几类，其余的另列一单。"),
    "reason": H("调离、退休、分工调整等；写在清单和办理经过里。"),
}


def register() -> None:
    """Enter the texts; called once when the app is ready."""
    field_helps.register("GrantForm", POSTING)
    field_helps.register("RuleForm", RULE)
    field_helps.register("DeputyForm", DEPUTY)
    field_helps.register("HandoverForm", HANDOVER)
