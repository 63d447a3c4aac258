"""What the template workbooks say of each field: its meaning, an example, the rule behind it（pure）."""

from __future__ import annotations

from collections.abc import Mapping

from exchange.importers.commitment_explanations import COMMITMENT_EXPLANATIONS
from exchange.importers.explanation import Explanation
from exchange.importers.layouts import DEPARTMENTS, DISHONESTY, Column, Form
from exchange.importers.watch_lists import WATCH_EXPLANATIONS

POLICY = "苏政发〔2023〕55号"
_FORMATS = {
    Form.CODE: "18 位统一社会信用代码",
    Form.DATE: "完整日期，如 2026-01-31",
    Form.MONEY: "数字，单位写在列名里：模板是万元，改成元的按元读",
    Form.DOCUMENT: "照文书原样填写",
    Form.NUMBER: "只填数字",
}


_DISHONESTY: Mapping[str, Explanation] = {
    "name": Explanation(
        "失信的政府部门，与机构名录一致；不填个人姓名", "某市交通运输局（示例）", f"{POLICY} 二(二)"
    ),
    "credit_code": Explanation(
        "该部门的统一社会信用代码；记录按它归入档案", "11320000071298510Y", "GB 32100-2015"
    ),
    "source_kind": Explanation("信息来自哪一类文书", "行政处罚", f"{POLICY} 二(二)"),
    "cause": Explanation("违反法律法规，还是违背约定或承诺", "失信违约", f"{POLICY} 二(二)"),
    "domain": Explanation("属于哪个重点领域", "政府采购", f"{POLICY} 三"),
    "facts": Explanation(
        "做了什么、违反什么、后果如何；不写个人信息",
        "未在合同约定期限内支付货款，经书面催告后仍逾期九十日",
        "政府信息公开条例 15",
    ),
    "occurred_on": Explanation("失信行为发生之日；提交复核前须补全", "2026-01-05", f"{POLICY} 二(二)"),
    "finding_body": Explanation("作出文书的法院或机关全称", "某市综合行政执法局（示例）", f"{POLICY} 二(二)"),
    "finding_body_code": Explanation("认定机关的代码；认定机关自行报送的须填", "", "GB 32100-2015"),
    "document_title": Explanation("文书标题；不写个人姓名", "行政处罚决定书", "个人信息保护法 25"),
    "document_number": Explanation(
        "文书的文号或案号；与主体、来源相同的视为重复", "苏财罚〔2026〕1号", f"{POLICY} 二(二)"
    ),
    "decided_on": Explanation("文书落款之日，不能晚于报送当天", "2026-03-01", f"{POLICY} 二(二)"),
    "effective_on": Explanation(
        "文书生效之日，不早于认定日期；生效前不公示", "2026-03-10", f"{POLICY} 二(三)"
    ),
    "legal_basis": Explanation(
        "认定所依据的条款；提交复核前须补全",
        "《中华人民共和国行政处罚法》第五十七条",
        f"{POLICY} 二(二)",
    ),
    "amount": Explanation("涉及的金额，单位万元；没有金额留空", "12.5", f"{POLICY} 二(四)"),
    "impact": Explanation("社会影响的大小；提交复核前须补全", "较大", f"{POLICY} 二(四)"),
    "declared_severity": Explanation(
        "报送单位的判断；与按规则计算的不一致须写理由", "一般", f"{POLICY} 二(四)"
    ),
    "disclosure": Explanation("能否向社会公开；处分一律不公开", "公开", "政府信息公开条例 13–16"),
    "remark": Explanation("需要说明的其他情况", "", ""),
}
_DEPARTMENTS: Mapping[str, Explanation] = {
    "name": Explanation("机构现用全称，与赋码证书一致", "某市交通运输局（示例）", f"{POLICY} 二(二)"),
    "credit_code": Explanation("现用的统一社会信用代码", "11320000071298510Y", "GB 32100-2015"),
    "unit_kind": Explanation("机构的类别", "机关", "GB 32100-2015"),
    "level": Explanation("机构的行政级别", "市级", f"{POLICY} 二(二)"),
    "region_code": Explanation("6 位行政区划代码；乡镇街道填 9 位", "320100", "GB/T 2260"),
}
EXPLANATIONS: Mapping[str, Mapping[str, Explanation]] = {
    DISHONESTY.kind: _DISHONESTY,
    DEPARTMENTS.kind: _DEPARTMENTS,
    **COMMITMENT_EXPLANATIONS,
    **WATCH_EXPLANATIONS,
}


def format_of(column: Column) -> str:
    """Return how a cell of the column is to be written."""
    if column.choices:
        return "下拉选择：" + "、".join(column.choices)
    return _FORMATS.get(column.form, f"文字，最多 {column.longest} 字")
