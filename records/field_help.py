"""What each field of the records' forms means, in which form it is typed, and which clause asks for it."""

from __future__ import annotations

from common.field_help import FieldHelp as H
from common.field_help import field_helps
from records.source_help import SOURCE_HELP

POLICY = "苏政发〔2023〕55号"
ORDER_36 = "《信用修复管理办法》（国家发展改革委令第36号）"
OPENNESS = "政府信息公开条例"

RECORD = {
    "credit_code": H(
        "一条记录只有一个主体。代码 18 位，数字和大写字母，没有 I、O、S、V、Z；改过名称、代码的，旧的也查得到。",
        f"{POLICY} 二(二)；GB 32100-2015",
    ),
    "official": H(
        "只列出由您单位按干部管理权限管理的公务员。对个人的记录只供内部查询。",
        f"{POLICY} 二(三)；公务员法 64",
    ),
    "facts": H(
        "时间、事项、金额、后果，照文书写，不加评价。公示文本以后另行拟定，这里是档案原文。",
        f"{POLICY} 二(二)",
    ),
    "cause": H("违反法律法规规章的选“违法违规”；不履行约定或承诺的选“失信违约”。", f"{POLICY} 二(二)"),
    "domain": H("七个重点领域之一；都不是的选“其他”。统计和领域岗位按它归口。", f"{POLICY} 三(一)–(七)"),
    "occurred_on": H("失信行为发生的日期，持续的填结束之日；格式 2026-11-18，不晚于认定日期。"),
    "amount": H("单位万元，最多六位小数；没有金额的留空，不要填 0。"),
    "loss": H(
        "单位万元。按规则页的金额档，与社会影响一起算出严重程度；刚好等于界限的归上一档。",
        "分级规则（规则页）",
    ),
    "impact": H("小、较大、重大。按文书记载和实际后果判断；与损失一起算出严重程度。", "分级规则（规则页）"),
    "is_aggravated": H(
        "拒不执行生效裁判、统计造假、以换届为由毁约的，不论金额按严重计。须有文书认定，不从描述推断。",
        f"{POLICY} 三(四)、三(六)；分级规则",
    ),
    "finding_body": H("作出文书的机关全称：法院、行政机关、任免机关、监察机关等。", f"{POLICY} 二(二)"),
    "finding_body_code": H("认定机关的 18 位代码，知道就填；录入时会核对校验码。", "GB 32100-2015"),
    "document_title": H("文书的全名，如“行政处罚决定书”；不写当事人姓名。", "个人信息保护法 25"),
    "document_number": H(
        "照文书写，括号全角半角都认得，用来查重：同一文书、主体、来源、序号只能有一条。", f"{POLICY} 二(二)"
    ),
    "ordinal": H("一份文书对同一主体认定几个事实的，从 1 起编号；只有一个填 1。"),
    "decided_on": H("文书落款日期。除司法判决外，公示期从这一天起算。", ORDER_36),
    "effective_on": H("文书生效之日，不早于认定日期。司法判决的公示期从这一天起算；生效前不公示。", ORDER_36),
    "legal_basis": H("认定所依据的法律、法规、规章名称和条款，如“政府采购法 第八十条”。", f"{POLICY} 二(二)"),
    "declared_severity": H("轻微、一般、严重。系统按损失和影响另算一个等级，两个并列保存。", ORDER_36),
    "severity_reason": H("填报等级与计算等级不同的，写明为什么；复核员逐条审。"),
    "disclosure": H(
        "公开：可以送审公示；内部：只在后台使用；不予公开：依法不得公开的。处分一律选内部。",
        f"{POLICY} 二(三)；{OPENNESS} 14–16",
    ),
    "accountability_object": H("针对单位或领导班子的问责可以公示；针对个人的不公示。", f"{POLICY} 二(三)"),
    "remark": H("只供内部办理，不公示；不写个人隐私和涉密内容。"),
}
CORRECTION = {
    "kind": H("公众看到的只有更正日期和这个类型。", f"{POLICY} 二(五)"),
    "grounds": H("错在哪里、依据什么、由谁提出；复核员据此决定。", f"{POLICY} 二(五)"),
    "document": H("有补正裁定、更正决定的，写机关、文号和日期。"),
}
JUDGMENT = {
    "outcome": H("败诉本身不等于失信；“拒不执行”须有法院的公告或名单。", "行政诉讼法 96"),
    "case_number": H("照裁判文书写，如（2025）苏01行初123号。"),
    "summary": H("裁判理由和结果，不写当事人姓名。", "个人信息保护法 25"),
    "effective_on": H("裁判发生法律效力之日，公示期从这一天起算。", ORDER_36),
    "announcement_number": H("法院公告或失信被执行人名单的文号；选“拒不执行”时必填。", "行政诉讼法 96"),
    "announced_on": H("法院公告的日期。", "行政诉讼法 96"),
}
COMMENDATION = {
    "level": H("按颁发机关的级别选。", f"{POLICY} 二(四)"),
    "document_number": H("照表彰决定写。", f"{POLICY} 二(四)"),
    "valid_until": H("荣誉有期限的填最后一天；没有期限的留空。"),
    "deeds": H("主要事迹，公示前还会脱敏。", f"{POLICY} 二(四)"),
}
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
FACE = {
    "title": H("一句话说清什么单位做了什么，不写自然人姓名。", f"{OPENNESS} 15；个人信息保护法 25"),
    "facts": H("公众看到的全部文字。系统标出的个人信息须逐处删除，或说明为什么保留。", f"{OPENNESS} 14–16"),
    "minor_reason": H("轻微的原则上不公示；确有必要的写明理由；最长期限见规则页。", ORDER_36),
    "third_party_opinion": H(
        "文本提到企业等第三方的，先书面征求意见，15 个工作日不答复的另行决定。", f"{OPENNESS} 15、32"
    ),
}
SERVE = {
    "served_on": H("实际送达之日，当天不计，从次日起算陈述申辩期。", "行政处罚法 44、85"),
    "served_how": H("送达方式和凭证所在，如“直接送达，签收回执在卷”。", "行政处罚法 44"),
}
WITHDRAW = {
    "source_body": H("作出撤销、改判文书的机关。", "行政处罚法 48"),
    "source_number": H("撤销、改判文书的文号。"),
    "source_dated_on": H("文书日期；撤回期限从次日起算。", "行政处罚法 48、85"),
}
REORGANISATION = {
    "sources": H("被调整机构的 18 位代码，合并的每行一个。", f"{POLICY} 二(二)；优化营商环境条例 31"),
    "heirs": H("承继的机构；第一个承担全部未了事项，旧名称、旧代码仍查得到。", "优化营商环境条例 31"),
    "new_code": H("18 位新代码；旧代码按生效日期对应到它。", "GB 32100-2015"),
    "effective_on": H("批准文件规定的日期。未到的先登记，到日由系统办理。"),
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
    details = {f"detail_{key}": told for key, told in SOURCE_HELP.items()}
    field_helps.register("RecordForm", RECORD | details)
    field_helps.register("CorrectionForm", RECORD | details | CORRECTION)
    field_helps.register("JudgmentForm", JUDGMENT)
    field_helps.register("CommendationForm", COMMENDATION)
    field_helps.register("FactForm", {"credit_code": RECORD["credit_code"]})
    field_helps.register("GrantForm", POSTING)
    field_helps.register("RuleForm", RULE)
    field_helps.register("FaceForm", FACE)
    field_helps.register("ServeForm", SERVE)
    field_helps.register("WithdrawForm", WITHDRAW)
    field_helps.register("ReorganisationForm", REORGANISATION)
    field_helps.register("DeputyForm", DEPUTY)
    field_helps.register("HandoverForm", HANDOVER)
