"""What the templates of 政府和社会资本合作 and 地方政府债务 say of each field（pure）."""

from __future__ import annotations

from collections.abc import Mapping

from exchange.importers.explanation import POLICY, Explanation

PPP: Mapping[str, Explanation] = {
    "project_number": Explanation("PPP 项目编号", "PPP-2019-0001", f"{POLICY} 三(二)"),
    "project_name": Explanation("PPP 项目名称", "污水处理厂项目（示例）", f"{POLICY} 三(二)"),
    "mechanism": Explanation("存量项目，或者新机制特许经营", "存量项目", "国办函〔2023〕115号"),
    "industry": Explanation("项目所属行业", "市政工程", f"{POLICY} 三(二)"),
    "payment_mode": Explanation("付费方式；新机制只有使用者付费", "可行性缺口补助", "国办函〔2023〕115号"),
    "invested": Explanation("项目投资额，单位万元", "23000", f"{POLICY} 三(二)"),
    "project_company": Explanation("项目公司全称，没有成立的留空", "", f"{POLICY} 三(二)"),
    "project_company_code": Explanation("项目公司的统一社会信用代码", "", "GB 32100-2015"),
    "term_from": Explanation("合作期的第一天", "2019-07-01", f"{POLICY} 三(二)"),
    "term_until": Explanation("合作期的最后一天", "2044-06-30", f"{POLICY} 三(二)"),
    "stage": Explanation(
        "存量项目：识别、准备、采购、执行、移交；新机制：特许经营方案、选择特许经营者、建设、运营、移交",
        "执行",
        f"{POLICY} 三(二)；国办函〔2023〕115号",
    ),
    "stage_duty": Explanation(
        "责任岗位在这一阶段的诚信职责；不写个人信息", "按合同约定组织绩效评价和付费", f"{POLICY} 三(二)"
    ),
    "post": Explanation("政府方责任岗位或责任人，只在后台使用", "城建科科长岗（示例）", f"{POLICY} 三(二)"),
    "duty_since": Explanation("现责任岗位任职的第一天", "2024-03-01", f"{POLICY} 三(二)"),
    "duty_until": Explanation("任职的最后一天，还在任的留空", "", f"{POLICY} 三(二)"),
    "stage_document": Explanation("这一阶段的成果文书，如批复、合同", "", f"{POLICY} 三(二)"),
    "awarded_on": Explanation("发出中标、成交通知书之日", "", "政府采购法 46"),
    "carrier": Explanation("承诺写在哪种文书里", "合同", f"{POLICY} 三(二)"),
    "document_title": Explanation("文书标题；不写个人姓名", "PPP 项目合同", f"{POLICY} 三(二)"),
    "document_number": Explanation("合同编号或者文号；同一文书几项承诺的，逐项一行", "苏建合〔2019〕1号", ""),
    "content": Explanation(
        "政府方向谁、做什么、付多少、到什么时候；不写个人信息",
        "2026 年度可行性缺口补助于年底前付清",
        f"{POLICY} 三(二)",
    ),
    "agreed_on": Explanation("合同或者文件写明的最后一天", "2026-12-31", "民法典 509"),
    "budget_year": Explanation("财政支出责任所属年度", "2026", f"{POLICY} 三(二)"),
    "budget_share": Explanation("当年全部项目的支出责任占一般公共预算支出的比例", "6.2", "财金〔2015〕21号"),
    "budget_document": Explanation("写明这一比例的文件", "财政承受能力论证报告（示例）", "财金〔2015〕21号"),
    "default_party": Explanation("违约的一方", "", f"{POLICY} 三(二)"),
    "default_clause": Explanation("违反的合同条款", "", f"{POLICY} 三(二)"),
    "default_amount": Explanation("违约涉及的金额，单位万元", "", f"{POLICY} 三(二)"),
    "default_handling": Explanation("怎样处理的；不写个人信息", "", f"{POLICY} 三(二)"),
    "defaulted_on": Explanation("违约之日", "", f"{POLICY} 三(二)"),
}
