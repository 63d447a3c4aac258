"""What the templates of commitments say of each field: its meaning, an example, the rule behind it（pure）."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

POLICY = "苏政发〔2023〕55号"


@dataclass(frozen=True)
class Explanation:
    meaning: str
    example: str
    basis: str


_COMMON: Mapping[str, Explanation] = {
    "name": Explanation("作出承诺的单位，与机构名录一致", "某市财政局（示例）", f"{POLICY} 三"),
    "credit_code": Explanation(
        "该单位的统一社会信用代码；承诺按它归入档案", "11320000071298510Y", "GB 32100-2015"
    ),
    "counterparty": Explanation("承诺的对方；不填个人姓名", "某某有限公司（示例）", f"{POLICY} 三"),
    "counterparty_code": Explanation("对方的统一社会信用代码", "", "GB 32100-2015"),
    "carrier": Explanation("承诺写在哪种文书里", "合同", f"{POLICY} 三"),
    "document_title": Explanation("文书标题；不写个人姓名", "采购合同", f"{POLICY} 三"),
    "document_number": Explanation("文号或合同编号；同一文书几项承诺的，逐项一行", "苏采合〔2026〕1号", ""),
    "signed_on": Explanation("签署之日，不晚于报送当天", "2026-03-01", f"{POLICY} 三"),
    "promise_kind": Explanation("承诺的是什么", "合同款项", f"{POLICY} 三"),
    "content": Explanation(
        "给谁、给什么、多少、到什么时候；不写个人信息", "验收合格后三十日内付清合同款项", f"{POLICY} 三"
    ),
    "amount": Explanation("承诺的金额，单位万元；没有金额留空", "12.5", f"{POLICY} 三"),
    "agreed_on": Explanation("文书写明的最后一天", "2026-09-30", "民法典 509"),
    "post": Explanation("责任岗位或责任人，只在后台使用", "采购科（示例）", f"{POLICY} 三(一)"),
    "remark": Explanation("需要说明的其他情况", "", ""),
}
_PROCUREMENT: Mapping[str, Explanation] = {
    "project_number": Explanation("采购项目编号", "JSZC-2026-0001", "政府采购法 42"),
    "project_name": Explanation("采购项目名称", "办公设备采购（示例）", "政府采购法 42"),
    "agency": Explanation("受托的代理机构全称", "", "政府采购法 19"),
    "method": Explanation("采购方式", "公开招标", "政府采购法 26"),
    "budget": Explanation("采购预算，单位万元", "15", "政府采购法 6"),
    "is_sme": Explanation("合同订立时是否中小企业", "是", "保障中小企业款项支付条例 3"),
    "sme_proof": Explanation(
        "是中小企业的，写明声明或者证明", "中小企业声明函", "保障中小企业款项支付条例 3"
    ),
    "evaluated_on": Explanation("评审结束之日", "2026-01-10", "政府采购法实施条例 43"),
    "reported_on": Explanation("代理机构送交评审报告之日", "2026-01-12", "政府采购法实施条例 43"),
    "decided_on": Explanation("采购人确定供应商之日", "2026-01-15", "政府采购法实施条例 43"),
    "awarded_on": Explanation("发出中标通知书之日", "2026-01-16", "政府采购法实施条例 43"),
    "published_on": Explanation("公告合同之日", "2026-03-03", "政府采购法实施条例 50"),
    "filed_on": Explanation("合同副本备案之日", "2026-03-05", "政府采购法 47"),
    "perform_until": Explanation("合同写明的履约最后一天", "2026-06-30", "政府采购法 43"),
    "payment_days": Explanation(
        "合同约定的付款天数；与中小企业的最长 60 日", "30", "保障中小企业款项支付条例 9"
    ),
    "agreed_rate": Explanation("合同约定的逾期年利率", "4.5", "保障中小企业款项支付条例 17"),
    "audit_agreed": Explanation("合同是否约定以审计、备案为付款条件", "否", "保障中小企业款项支付条例 14"),
    "by_settlement": Explanation("是否按进度结算付款", "否", "保障中小企业款项支付条例 9"),
    "delivered_on": Explanation("货物、工程、服务交付之日", "2026-05-01", "保障中小企业款项支付条例 9"),
    "inspection_until": Explanation("合同约定的验收期最后一天", "2026-05-15", "保障中小企业款项支付条例 10"),
    "accepted_on": Explanation("出具验收结论之日", "2026-05-10", "保障中小企业款项支付条例 10"),
    "is_passed": Explanation("验收结论是否合格", "是", "保障中小企业款项支付条例 10"),
    "acceptance_document": Explanation("验收书的名称或编号", "验收书 1 号", "政府采购法 41"),
    "settled_on": Explanation("双方确认结算金额之日", "", "保障中小企业款项支付条例 9"),
    "invoiced_on": Explanation("收到发票之日", "2026-05-12", "财办库〔2023〕243号"),
    "changed_on": Explanation("合同变更之日", "", "政府采购法 50"),
    "change_published_on": Explanation("公告合同变更之日", "", "财办库〔2023〕243号"),
    "receivable_asked_on": Explanation("供应商为融资要求确权之日", "", "保障中小企业款项支付条例 16"),
    "receivable_confirmed_on": Explanation("确权之日", "", "保障中小企业款项支付条例 16"),
}
_INVESTMENT: Mapping[str, Explanation] = {
    "external_number": Explanation("本地承诺台账的编号", "ZS-2026-001", f"{POLICY} 三(四)"),
    "project_name": Explanation("投资项目名称", "电池材料项目（示例）", f"{POLICY} 三(四)"),
    "invested": Explanation("约定的投资额，单位万元", "50000", f"{POLICY} 三(四)"),
    "fulfil_unit": Explanation("实际兑现的单位", "某区财政局（示例）", f"{POLICY} 三(四)"),
    "land_area": Explanation("承诺供地的亩数", "", f"{POLICY} 三(四)"),
    "legality": Explanation("合法性审查的结论", "审查通过", f"{POLICY} 三(四)"),
    "legality_document": Explanation("审查意见的名称和文号", "司法局审查意见〔2026〕3号", f"{POLICY} 三(四)"),
    "legality_on": Explanation("审查意见的日期", "2026-01-10", f"{POLICY} 三(四)"),
    "competition": Explanation("公平竞争审查的结论", "审查通过", "公平竞争审查条例"),
    "competition_document": Explanation(
        "审查结论的名称和文号", "公平竞争审查表〔2026〕3号", "公平竞争审查条例"
    ),
    "competition_on": Explanation("审查结论的日期", "2026-01-12", "公平竞争审查条例"),
    "authority": Explanation("承诺是否在本级权限内", "本级权限内", "优化营商环境条例 31"),
    "authority_document": Explanation("权限的依据，或者上级的批准文件", "", "优化营商环境条例 31"),
}
_BIDDING: Mapping[str, Explanation] = {
    "project_number": Explanation("招标项目编号", "ZB-2026-0001", "招标投标法实施条例 15"),
    "project_name": Explanation("招标项目名称", "河道整治工程（示例）", "招标投标法 16"),
    "section": Explanation("分标段招标的，写明哪一标段", "一标段", ""),
    "method": Explanation("招标方式", "公开招标", "招标投标法 10"),
    "is_mandatory": Explanation("是否属于依法必须招标的项目", "是", "招标投标法 3"),
    "is_online": Explanation("是否通过电子招标投标平台", "是", f"{POLICY} 三(三)"),
    "supervisor": Explanation("负责监督这一项目的行政部门全称", "某市水利局（示例）", "招标投标法 7"),
    "issued_on": Explanation("招标文件开始发出之日", "2026-01-05", "招标投标法 24"),
    "bid_until": Explanation(
        "提交投标文件的截止之日；依法必须招标的最短二十日", "2026-01-26", "招标投标法 24"
    ),
    "bidders": Explanation("按时提交投标文件的投标人数", "7", "招标投标法 28"),
    "reported_on": Explanation("招标人收到评标报告之日", "2026-01-27", "招标投标法实施条例 54"),
    "candidates_on": Explanation("中标候选人公示开始之日", "2026-01-28", "招标投标法实施条例 54"),
    "candidates_until": Explanation("公示的最后一天，最短三日", "2026-01-31", "招标投标法实施条例 54"),
    "decided_on": Explanation("确定中标人之日", "2026-02-02", "招标投标法 40"),
    "awarded_on": Explanation("发出中标通知书之日", "2026-02-03", "招标投标法 45"),
    "filed_on": Explanation("向行政监督部门提交书面报告之日", "2026-02-10", "招标投标法 47"),
    "deposit_returned_on": Explanation("退还投标保证金之日", "2026-03-04", "招标投标法实施条例 57"),
    "agency": Explanation("受托的招标代理机构全称", "", "招标投标法 13"),
    "agency_code": Explanation("代理机构的统一社会信用代码", "", "GB 32100-2015"),
    "agency_grade": Explanation("代理机构的信用等级或者信用信息", "A 级", f"{POLICY} 三(三)"),
    "agency_grade_source": Explanation("信用信息由谁、以什么文书给出", "省招标投标平台", f"{POLICY} 三(三)"),
    "agency_graded_on": Explanation("信用信息的日期", "2026-01-02", f"{POLICY} 三(三)"),
    "agency_oversight": Explanation("对代理机构的动态监管情况；不写个人信息", "", f"{POLICY} 三(三)"),
    "agency_oversight_on": Explanation("动态监管的日期", "", f"{POLICY} 三(三)"),
    "agency_score": Explanation("对代理机构的评价得分，0 到 100", "88.5", f"{POLICY} 三(三)"),
    "agency_scored_on": Explanation("评价之日", "2026-02-12", f"{POLICY} 三(三)"),
    "pledge_text": Explanation("投标人作出的信用承诺；不写个人信息", "", f"{POLICY} 三(三)"),
    "pledged_on": Explanation("信用承诺之日", "2026-01-20", f"{POLICY} 三(三)"),
    "queried_on": Explanation("查询投标人信用之日", "2026-01-26", f"{POLICY} 三(三)"),
    "query_result": Explanation("查询的结果", "没有名单记录", f"{POLICY} 三(三)"),
    "queried_by": Explanation("查询的岗位，不写姓名", "招标科（示例）", f"{POLICY} 三(三)"),
    "report_agency": Explanation("出具信用报告的第三方机构全称", "", f"{POLICY} 三(三)"),
    "report_grade": Explanation("报告的信用等级", "AA", f"{POLICY} 三(三)"),
    "report_on": Explanation("报告的日期", "2025-06-01", f"{POLICY} 三(三)"),
    "report_until": Explanation("报告有效的最后一天", "2026-05-31", f"{POLICY} 三(三)"),
    "report_used_on": Explanation("评标时采用报告之日", "2026-01-26", f"{POLICY} 三(三)"),
    "sanction_document": Explanation("对违法行为的处理决定及其文号", "", "招标投标法实施条例 78"),
    "sanctioned_on": Explanation("处理决定之日", "", "招标投标法实施条例 78"),
    "sanction_published_on": Explanation("公告处理决定之日", "", "招标投标法实施条例 78"),
    "supervisor_conduct": Explanation("对监督部门及其人员失信的处理文书；不写姓名", "", f"{POLICY} 三(三)"),
    "supervisor_found_on": Explanation("该处理的日期", "", f"{POLICY} 三(三)"),
}
_LAW_16 = f"{POLICY} 三(六)"
_STATISTICS: Mapping[str, Explanation] = {
    "counterparty": Explanation("名单和监管填企业全称，其他事项留空；不填个人姓名", "", _LAW_16),
    "counterparty_code": Explanation("企业的统一社会信用代码，91 开头", "", "GB 32100-2015"),
    "content": Explanation("责任、承诺或者监管的内容；不写姓名", "对统计数据质量负主体责任", _LAW_16),
    "document_title": Explanation("文件标题；不写个人姓名", "统计造假防范责任书", _LAW_16),
    "carrier": Explanation("写在哪种文书里", "政策文件", _LAW_16),
    "promise_kind": Explanation("承诺的是什么", "其他", _LAW_16),
    "matter": Explanation("这一行是哪类事项；只填这类事项的各列", "防范和惩治统计造假责任", _LAW_16),
    "responsibility": Explanation("主体、监督还是相关责任", "主体责任", _LAW_16),
    "duty_document": Explanation("责任制文件的名称和文号", "某市统计局责任书〔2026〕1号", _LAW_16),
    "duty_from": Explanation("责任从哪天起", "2026-01-01", _LAW_16),
    "duty_until": Explanation("责任到哪天止；现任留空", "", _LAW_16),
    "pledger": Explanation("谁作出统计诚信承诺", "", _LAW_16),
    "pledge_text": Explanation("守法、守信、自律和承担责任的内容；不写姓名", "", _LAW_16),
    "pledged_on": Explanation("承诺之日", "", _LAW_16),
    "trained_on": Explanation("统计诚信教育之日", "", _LAW_16),
    "trained": Explanation("参加教育的人数", "", _LAW_16),
    "conduct": Explanation("哪种造假行为；只在后台使用", "", "统计法 40"),
    "finding_document": Explanation("查实文书的名称和文号；不写姓名", "", "统计法 40"),
    "found_on": Explanation("查实之日", "", "统计法 40"),
    "sanction": Explanation("处分、通报，或者都有", "", "统计法 40"),
    "sanction_document": Explanation("处理文书的名称和文号；不写姓名", "", "统计法 40"),
    "sanctioned_on": Explanation("处理之日", "", "统计法 40"),
    "address": Explanation("企业的住所，不填个人住址", "", "国家统计局令第35号"),
    "violation": Explanation("统计违法行为；不写个人信息", "", "国家统计局令第35号"),
    "listing_document": Explanation("认定文书的名称和文号", "", "国家统计局令第35号"),
    "decided_on": Explanation("认定之日", "", "国家统计局令第35号"),
    "is_again": Explanation("是否公示期内或者期满后再次认定", "", "国家统计局令第35号"),
    "listed_on": Explanation("统计机构公示之日；没有公示留空", "", "国家统计局令第35号"),
    "mended_on": Explanation("整改到位之日", "", "国家统计局令第35号"),
    "mend_document": Explanation("整改到位的证明", "", "国家统计局令第35号"),
    "removed_on": Explanation("移出名单之日", "", "国家统计局令第35号"),
    "removal_document": Explanation("移出文书的名称和文号", "", "国家统计局令第35号"),
    "way": Explanation("怎样监管", "", _LAW_16),
    "watched_on": Explanation("监管之日", "", _LAW_16),
    "watch_result": Explanation("监管结果；不写个人信息", "", _LAW_16),
    "watch_document": Explanation("监管记录的名称或编号", "", _LAW_16),
}
_LAW_17 = f"{POLICY} 三(七)"
_TOWNSHIPS: Mapping[str, Explanation] = {
    "counterparty": Explanation("受益的群众类别或者单位；不填个人姓名", "", _LAW_17),
    "content": Explanation(
        "办什么、办到什么程度、到什么时候；不写个人信息", "年底前新建三处农村公路错车道", _LAW_17
    ),
    "document_title": Explanation("承诺书、公开目录或者清单的名称", "年度公开承诺书", _LAW_17),
    "carrier": Explanation("写在哪种文书里", "公开承诺", _LAW_17),
    "promise_kind": Explanation("承诺的是什么", "服务事项", _LAW_17),
    "matter": Explanation("这一行是哪类事项；只填这类事项的各列", "公开承诺", _LAW_17),
    "village": Explanation("村（居）自己的承诺和清单写村（居）名称，乡镇街道的留空", "", _LAW_17),
    "board": Explanation("公开承诺贴在哪里，或者网址", "镇政务服务大厅公开栏", _LAW_17),
    "open_matter": Explanation("公开的是哪项政务信息", "", "政府信息公开条例 26"),
    "formed_on": Explanation("信息形成或者变更之日", "", "政府信息公开条例 26"),
    "opened_on": Explanation("公开之日；没有公开留空", "", "政府信息公开条例 26"),
    "frequency": Explanation("财务多久公开一次", "", _LAW_17),
    "period_until": Explanation("公开的是截至哪天的账", "", _LAW_17),
    "accounts_on": Explanation("公开之日；没有公开留空", "", _LAW_17),
    "subsidy": Explanation("补贴的名称", "", _LAW_17),
    "subsidy_standard": Explanation("补贴标准", "", _LAW_17),
    "approved_on": Explanation("批准发放之日", "", _LAW_17),
    "recipients": Explanation("发放人数；不填姓名", "", _LAW_17),
    "granted": Explanation("发放金额，单位万元", "", _LAW_17),
    "granted_on": Explanation("发放之日", "", _LAW_17),
    "task_list": Explanation("属于哪一份清单", "", _LAW_17),
    "list_document": Explanation("清单文件的名称和文号", "", _LAW_17),
    "purchase_document": Explanation("委托村（居）办理的，购买服务协议", "", _LAW_17),
    "purchased_on": Explanation("购买服务协议之日", "", _LAW_17),
    "score_of_township": Explanation("村（居）给乡镇街道的评分，0 到 100", "", _LAW_17),
    "score_of_village": Explanation("乡镇街道给村（居）的评分，0 到 100", "", _LAW_17),
    "evaluated_on": Explanation("双向评估之日", "", _LAW_17),
    "civility_score": Explanation("文明村镇测评的分值，0 到 1000", "", _LAW_17),
    "honesty_weight": Explanation("其中政务诚信所占的权重，百分数", "", _LAW_17),
    "measured_on": Explanation("测评之日", "", _LAW_17),
    "pilot_plan": Explanation("县级试点的方案及文号", "", _LAW_17),
    "pilot_from": Explanation("试点开始之日", "", _LAW_17),
    "pilot_until": Explanation("试点结束之日", "", _LAW_17),
    "pilot_review": Explanation("试点的评估报告", "", _LAW_17),
    "pilot_reviewed_on": Explanation("评估之日", "", _LAW_17),
}
_AGREEMENT = {
    "carrier": Explanation("承诺写在哪种文书里", "协议", f"{POLICY} 三(四)"),
    "promise_kind": Explanation("承诺的是什么", "资金", f"{POLICY} 三(四)"),
    "content": Explanation(
        "给谁、给什么、多少、到什么时候；不写个人信息",
        "项目投产后六个月内拨付产业扶持资金",
        f"{POLICY} 三(四)",
    ),
    "document_title": Explanation("文书标题；不写个人姓名", "投资协议", f"{POLICY} 三(四)"),
}
COMMITMENT_EXPLANATIONS: Mapping[str, Mapping[str, Explanation]] = {
    "procurement": {**_COMMON, **_PROCUREMENT},
    "bidding": {**_COMMON, **_BIDDING},
    "investment": {**_COMMON, **_AGREEMENT, **_INVESTMENT},
    "statistics": {**_COMMON, **_STATISTICS},
    "townships": {**_COMMON, **_TOWNSHIPS},
}
