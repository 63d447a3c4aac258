"""What the templates of 政府和社会资本合作 and 地方政府债务 say of each field（pure）."""

from __future__ import annotations

from collections.abc import Mapping

from exchange.importers.explanation import POLICY, Explanation

PPP: Mapping[str, Explanation] = {
    "project_number": Explanation("合作项目编号", "PPP-2019-0001", f"{POLICY} 三(二)"),
    "project_name": Explanation("合作项目名称", "污水处理厂项目（示例）", f"{POLICY} 三(二)"),
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
    "document_title": Explanation("文书标题；不写个人姓名", "合作项目合同", f"{POLICY} 三(二)"),
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
DEBT: Mapping[str, Explanation] = {
    "year": Explanation("承诺所属的年度", "2026", f"{POLICY} 三(五)"),
    "matter": Explanation("属于哪一类债务事项", "还本付息", f"{POLICY} 三(五)"),
    "post": Explanation("责任岗位或责任人，只在后台使用", "债务科科长岗（示例）", f"{POLICY} 三(五)"),
    "carrier": Explanation("承诺写在哪种文书里", "政策文件", f"{POLICY} 三(五)"),
    "document_title": Explanation("文书标题；不写个人姓名", "到期债券还本付息工作方案", f"{POLICY} 三(五)"),
    "document_number": Explanation(
        "文号或合同编号；同一文书几项承诺的，逐项一行", "苏财债〔2026〕1号", f"{POLICY} 三(五)"
    ),
    "promise_kind": Explanation("承诺的是什么", "资金", f"{POLICY} 三(五)"),
    "content": Explanation(
        "谁在什么时候以前做什么；不写隐性债务，不写个人信息",
        "到期专项债券本息于付息日前足额缴付",
        f"{POLICY} 三(五)",
    ),
    "agreed_on": Explanation("文书写明的最后一天", "2026-09-30", f"{POLICY} 三(五)"),
    "approved_on": Explanation("人大批准预算、预算调整或者决算之日", "2026-01-20", f"{POLICY} 三(五)"),
    "figures_title": Explanation(
        "财政部门公开的名称；限额、余额、债务率等数字只在公开页，不抄录",
        "2026 年地方政府债务限额和余额情况",
        f"{POLICY} 三(五)",
    ),
    "figures_url": Explanation(
        "公开页面的网址，以 https:// 开头", "https://czj.example.gov.cn/debt/2026.html", f"{POLICY} 三(五)"
    ),
    "figures_by": Explanation("公开的财政部门全称", "某市财政局（示例）", f"{POLICY} 三(五)"),
    "figures_on": Explanation("公开之日", "2026-02-05", f"{POLICY} 三(五)"),
    "rating_agency": Explanation("评级机构全称", "", f"{POLICY} 三(五)"),
    "rating_grade": Explanation("评级结果", "AAA", f"{POLICY} 三(五)"),
    "rating_on": Explanation("评级之日", "", f"{POLICY} 三(五)"),
    "risk_level": Explanation("财政部门文书写明的等级，本系统不计算", "", f"{POLICY} 三(五)"),
    "level_by": Explanation("作出等级认定的财政部门", "", f"{POLICY} 三(五)"),
    "level_document": Explanation("写明等级的文书及其文号", "", f"{POLICY} 三(五)"),
    "level_on": Explanation("文书日期", "", f"{POLICY} 三(五)"),
    "notice_kind": Explanation("风险预警，或者风险提示", "", f"{POLICY} 三(五)"),
    "notice_document": Explanation("预警或者提示的文书及其文号", "", f"{POLICY} 三(五)"),
    "noticed_on": Explanation("收到之日", "", f"{POLICY} 三(五)"),
    "task": Explanation("处置任务的内容；不写隐性债务", "", f"{POLICY} 三(五)"),
    "task_document": Explanation("下达任务的文书", "", f"{POLICY} 三(五)"),
    "tasked_on": Explanation("下达之日", "", f"{POLICY} 三(五)"),
    "answer_document": Explanation("处置情况报告的名称和文号", "", f"{POLICY} 三(五)"),
    "answered_on": Explanation("报告之日", "", f"{POLICY} 三(五)"),
    "response_level": Explanation("启动应急响应的文书写明的级别", "", f"{POLICY} 三(五)"),
    "response_document": Explanation("启动应急响应的文书", "", f"{POLICY} 三(五)"),
    "responded_on": Explanation("启动之日", "", f"{POLICY} 三(五)"),
    "concluded_on": Explanation("处置完成或者应急响应终止之日", "", f"{POLICY} 三(五)"),
    "debrief_document": Explanation("处置评估报告的名称", "", f"{POLICY} 三(五)"),
    "debriefed_on": Explanation("评估之日", "", f"{POLICY} 三(五)"),
    "merit_document": Explanation("把债务列入政绩考核的文书", "", f"{POLICY} 三(五)"),
    "merit_on": Explanation("考核之日", "", f"{POLICY} 三(五)"),
    "audit_document": Explanation("经济责任审计报告或者决定的文号", "", f"{POLICY} 三(五)"),
    "audited_on": Explanation("审计文书日期", "", f"{POLICY} 三(五)"),
    "audit_finding": Explanation("审计关于债务举借、使用、管理的结论；不写姓名", "", f"{POLICY} 三(五)"),
    "audit_mending": Explanation("整改完成的证明", "", f"{POLICY} 三(五)"),
    "audit_mended_on": Explanation("整改完成之日", "", f"{POLICY} 三(五)"),
    "fiscal_document": Explanation("财政工作考核中债务管理的文书", "", f"{POLICY} 三(五)"),
    "fiscal_on": Explanation("考核之日", "", f"{POLICY} 三(五)"),
    "term_from": Explanation("任期的第一天", "2022-01-10", f"{POLICY} 三(五)"),
    "term_until": Explanation("任期的最后一天", "2027-01-09", f"{POLICY} 三(五)"),
    "left_on": Explanation("责任人离任之日", "", f"{POLICY} 三(五)"),
    "handover_document": Explanation("任期债务移交清单", "", f"{POLICY} 三(五)"),
    "handed_on": Explanation("移交之日", "", f"{POLICY} 三(五)"),
}
