"""What the demo's ledgers of townships and of statistics say, line by line; all invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line of a ledger: its kind of matter, what it says, how far it has come, its own columns; days count from today."""

    matter: str
    content: str
    state: str
    due: int | None = None
    own: Mapping[str, Any] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    amount: int | None = None


TOWNSHIP = (
    Line("pledge", "年底前新建三处农村公路错车道", "rated", 40, {"board": "镇政务服务大厅公开栏（演示）"}),
    Line(
        "pledge",
        "集镇公厕每日保洁两次，夜间开放",
        "shown_kept",
        -20,
        {"board": "镇政务服务大厅公开栏（演示）"},
    ),
    Line("pledge", "八月底前完成老街路灯改造", "shown", -60, {"board": "镇政务服务大厅公开栏（演示）"}),
    Line("pledge", "办事大厅周六上午照常受理", "suit", -10, {"board": "镇政务服务大厅公开栏（演示）"}),
    Line("pledge", "集镇停车场扩建一百个车位", "changed", -30, {"board": "镇政务服务大厅公开栏（演示）"}),
    Line("pledge", "五保供养机构供暖改造", "ordered", -90, {"board": "镇政务服务大厅公开栏（演示）"}),
    Line("pledge", "返还多收的垃圾清运费", "confirmed", -150, {"board": "镇政务服务大厅公开栏（演示）"}),
    Line(
        "pledge",
        "村内主干道年底前硬化",
        "shown",
        30,
        {"board": "村务公开栏（演示）", "village": "模拟村（演示）"},
    ),
    Line(
        "affairs",
        "公开年度财政预算和三公经费",
        "shown",
        None,
        {"open_matter": "年度财政预算"},
        {"formed_on": -70, "opened_on": -50},
    ),
    Line(
        "affairs",
        "公开宅基地审批结果",
        "running",
        None,
        {"open_matter": "宅基地审批结果"},
        {"formed_on": -45},
    ),
    Line(
        "finance",
        "按季公开集体财务收支",
        "shown",
        None,
        {"frequency": "quarter"},
        {"period_until": -61, "accounts_on": -40},
    ),
    Line("finance", "按月公开工程款支付", "running", None, {"frequency": "month"}, {"period_until": -50}),
    Line(
        "benefit",
        "按标准发放耕地地力保护补贴",
        "shown_kept",
        -15,
        {
            "subsidy": "耕地地力保护补贴",
            "subsidy_standard": "每亩 120 元",
            "recipients": 1286,
            "granted": Decimal(385_800),
        },
        {"approved_on": -40, "granted_on": -30},
        385_800,
    ),
    Line(
        "benefit",
        "发放困难家庭取暖补助",
        "late",
        -25,
        {"subsidy": "取暖补助", "subsidy_standard": "每户 600 元"},
        {"approved_on": -60},
        96_000,
    ),
    Line(
        "interaction",
        "公布基层群众自治组织依法履行职责事项清单",
        "shown",
        None,
        {"task_list": "own", "list_document": "政社互动清单（演示）"},
    ),
    Line(
        "interaction",
        "委托村（居）协助人口抽样调查，签订购买服务协议",
        "running",
        None,
        {
            "task_list": "assisted",
            "list_document": "协助政府工作事项清单（演示）",
            "purchase_document": "购买服务协议（演示）",
            "score_of_township": Decimal("91.5"),
            "score_of_village": Decimal("88"),
        },
        {"purchased_on": -80, "evaluated_on": -20},
    ),
    Line(
        "interaction",
        "不得下派行政执法和招商引资任务",
        "pending",
        None,
        {"task_list": "barred", "list_document": "负面清单（演示）"},
    ),
    Line(
        "civility",
        "文明村镇测评达到省级标准",
        "shown",
        None,
        {"civility_score": Decimal("926.5"), "honesty_weight": Decimal(8)},
        {"measured_on": -33},
    ),
    Line("pledge", "为民服务点增设自助终端", "draft", 90, {"board": "镇政务服务大厅公开栏（演示）"}),
)
PILOT = (
    Line(
        "pilot",
        "信用管理与服务试点向村居推进",
        "shown",
        None,
        {"pilot_plan": "信用管理与服务试点方案（演示）"},
        {"pilot_from": -400, "pilot_until": -30},
    ),
)
AGENCY = {"listing_document": "统计严重失信企业认定书（演示）", "address": "模拟市开发区工业路（演示）"}
STATISTICS = (
    Line(
        "duty",
        "对统计数据质量负主体责任",
        "running",
        60,
        {"responsibility": "main", "duty_document": "防惩统计造假责任书（演示）"},
        {"duty_from": -200},
    ),
    Line(
        "duty",
        "对所辖地区统计工作负监督责任",
        "kept",
        -5,
        {"responsibility": "supervisory", "duty_document": "防惩统计造假责任书（演示）"},
        {"duty_from": -300},
    ),
    Line(
        "duty",
        "提供统计所需的行政记录",
        "late",
        -40,
        {"responsibility": "related", "duty_document": "防惩统计造假责任书（演示）"},
        {"duty_from": -300},
    ),
    Line(
        "pledge",
        "统计人员签署诚信承诺并接受教育",
        "running",
        25,
        {"pledger": "staff", "pledge_text": "依法统计，不出假数（演示）", "trained": 46},
        {"pledged_on": -90, "trained_on": -60},
    ),
    Line(
        "pledge",
        "统计调查对象签署诚信承诺",
        "draft",
        80,
        {"pledger": "respondent", "pledge_text": "如实填报，数出有据（演示）"},
        {"pledged_on": -20},
    ),
    Line(
        "fraud",
        "产值数据代填代报案的责任追究",
        "running",
        -10,
        {"conduct": "altered", "finding_document": "统计执法查实报告（演示）"},
        {"found_on": -50},
    ),
    Line(
        "fraud",
        "明示企业虚报投资案的责任追究",
        "kept",
        -60,
        {
            "conduct": "hinted",
            "finding_document": "统计执法查实报告（演示）",
            "sanction": "both",
            "sanction_document": "处分和通报文书（演示）",
        },
        {"found_on": -200, "sanctioned_on": -160},
    ),
    Line(
        "listing",
        "依法公示并加强日常监管",
        "signed",
        None,
        {**AGENCY, "violation": "提供不真实的统计资料，虚报产值（演示）", "is_again": False},
        {"decided_on": -15},
    ),
    Line(
        "listing",
        "再次认定后公示两年并加强监管",
        "running",
        None,
        {**AGENCY, "violation": "再次拒绝提供统计资料（演示）", "is_again": True},
        {"decided_on": -120, "listed_on": -100},
    ),
    Line(
        "listing",
        "整改到位后提前移出",
        "running",
        None,
        {
            **AGENCY,
            "violation": "迟报统计资料，经催报仍未报送（演示）",
            "is_again": False,
            "mend_document": "整改验收（演示）",
            "removal_document": "移出决定（演示）",
        },
        {"decided_on": -290, "listed_on": -280, "mended_on": -120, "removed_on": -60},
    ),
    Line(
        "oversight",
        "对名单内企业每半年检查一次",
        "running",
        20,
        {
            "way": "on_site",
            "watch_result": "原始记录和统计台账齐全（演示）",
            "watch_document": "监管记录（演示）",
        },
        {"watched_on": -25},
    ),
    Line(
        "oversight",
        "核查名单内企业的季度报表",
        "pending",
        30,
        {
            "way": "figures",
            "watch_result": "报表与税务数据一致（演示）",
            "watch_document": "监管记录（演示）",
        },
        {"watched_on": -12},
    ),
)
