"""What each field of the records' forms means, in which form it is typed, and which clause asks for it."""

from __future__ import annotations

from common.field_help import FieldHelp as H
from common.field_help import field_helps
from records.facts.dishonesty.source_help import SOURCE_HELP

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


def register() -> None:
    """Enter the texts; called once when the app is ready."""
    details = {f"detail_{key}": told for key, told in SOURCE_HELP.items()}
    field_helps.register("RecordForm", RECORD | details)
    field_helps.register("CorrectionForm", RECORD | details | CORRECTION)
    field_helps.register("JudgmentForm", JUDGMENT)
    field_helps.register("CommendationForm", COMMENDATION)
    field_helps.register("FactForm", {"credit_code": RECORD["credit_code"]})
    field_helps.register("FaceForm", FACE)
    field_helps.register("ServeForm", SERVE)
    field_helps.register("WithdrawForm", WITHDRAW)
