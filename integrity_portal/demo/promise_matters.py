"""What the demo's promises say, domain by domain, and the columns of each domain; all invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Matter:
    """One promise of the demo: what, how long ago signed, until when, its own columns, and what becomes of it."""

    state: str
    content: str
    amount: int | None
    due: int | None
    """Days from today to the agreed day, negative where it has passed."""
    own: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""
    is_shown: bool = False
    """Whether it was looked at for the public and stands there（承诺兑现）."""
    is_followed: bool = False
    """Whether the supplier was given a code by which to follow it."""


PROCUREMENT = (
    Matter("draft", "复印纸和耗材采购，验收合格后三十日内付款", 86_000, None),
    Matter("pending", "物业服务采购，按季度考核合格后付款", 480_000, 40, {"payment_days": 30}),
    Matter("unbegun", "信息系统升级采购，初验合格后三十日内付款", 1_260_000, None),
    Matter(
        "running",
        "执法记录仪采购，验收合格后三十日内付清",
        318_000,
        None,
        {"delivered": 12},
        is_shown=True,
        is_followed=True,
    ),
    Matter("late", "办公家具采购，验收合格后三十日内付清尾款", 152_500, None, {"delivered": 96}),
    Matter(
        "part_paid",
        "档案数字化服务，交付后六十日内付款，逾期按年利率百分之四点五",
        264_000,
        None,
        {"delivered": 120, "payment_days": 60, "agreed_rate": Decimal("4.5")},
    ),
    Matter("slow", "道路检测设备采购，验收期满视为验收", 398_000, None, {"delivered": 70, "inspection": 55}),
    Matter("disputed", "印刷服务采购，验收合格后三十日内付款", 73_200, None, {"delivered": 80}),
    Matter("complaint", "保安服务采购，按月付款", 540_000, 25, {"payment_days": 30}),
    Matter("suit", "会议系统采购，验收合格后三十日内付款", 690_000, None, {"delivered": 150}, is_shown=True),
    Matter("kept", "绿化养护采购，验收合格后三十日内付款", 120_000, None, {"delivered": 20}, is_shown=True),
    Matter("kept_late", "空调维保采购，验收合格后三十日内付款", 48_000, None, {"delivered": 75}),
    Matter("refused_change", "厨房设备采购，验收合格后三十日内付款", 210_000, None, {"delivered": 15}),
    Matter("confirmed_record", "安防设备采购，验收合格后三十日内付款", 880_000, None, {"delivered": 260}),
    Matter("ordered", "车辆租赁采购，交付后三十日内付款", 95_000, None, {"delivered": 110}),
)
BIDDING = (
    Matter("draft", "河道清淤工程，竣工验收后支付余款", 2_350_000, 150),
    Matter("pending", "教学楼改造工程，按进度支付工程款", 6_800_000, 210),
    Matter("running", "道路养护工程，竣工验收合格后二十八日内付款", 3_120_000, 60, {"oversight": 15}),
    Matter("running", "智慧水务平台建设，初验后支付六成", 4_460_000, 25, {"report": -20}, kind="service"),
    Matter("late", "农贸市场改造工程，结算审定后付清余款", 1_280_000, -35, {"short": True}),
    Matter("objection", "污水管网工程，按月计量支付", 9_750_000, 90),
    Matter("complaint", "医疗设备采购安装，验收合格后付款", 5_200_000, 45),
    Matter("kept", "社区道路亮化工程，竣工验收后付款", 860_000, -5),
    Matter("handed_on", "学校食堂改造工程，质保期满退还保证金", 410_000, 40),
    Matter("verifying", "桥梁维修工程，退还投标保证金", 150_000, -90, {"sanctioned": 60}),
    Matter("confirmed", "停车场建设工程，支付工程进度款", 2_900_000, -200),
)
INVESTMENT = (
    Matter("running", "项目投产后六个月内拨付设备投资补助", 3_000_000, 75, kind="funds", is_shown=True),
    Matter("instalments", "分三期拨付产业扶持资金", 6_000_000, 200, kind="funds"),
    Matter("late", "标准厂房前两年租金返还", 420_000, -48, kind="funds"),
    Matter("approval", "三十个工作日内办结施工许可", None, 18, kind="approval"),
    Matter("land", "二期用地一百二十亩按规划供地", None, 160, {"land_area": Decimal(120)}, kind="land"),
    Matter("handed_on", "高层次人才安家补贴", 900_000, 30, kind="talent"),
    Matter("asked", "园区道路和管网配套", 12_000_000, -20, kind="facilities"),
    Matter("changed", "化工项目用地供应，因生态红线调整不再供地", 8_000_000, -90, kind="land", is_shown=True),
    Matter(
        "unlawful", "企业所得税地方留成全额返还十年", 5_000_000, 300, {"authority": "beyond"}, kind="taxes"
    ),
    Matter("kept", "首台套奖励一次性拨付", 500_000, -5, kind="funds", is_shown=True),
    Matter("routing", "招商引荐奖励", 150_000, -60, kind="funds"),
    Matter("verifying", "高新企业认定奖励", 300_000, -85, kind="funds"),
    Matter("hearing", "用电补贴按季拨付", 760_000, -130, kind="funds"),
    Matter("confirmed", "搬迁补偿余款", 2_400_000, -240, kind="funds"),
    Matter("mended", "上市奖励分期拨付", 1_000_000, -100, kind="funds"),
    Matter("untrue", "租赁补贴", 180_000, -70, kind="funds"),
)


def _procured(matter: Matter, signed: date, today: date) -> dict[str, Any]:
    own = dict(matter.own)
    delivered, inspection = own.pop("delivered", None), own.pop("inspection", None)
    found: dict[str, Any] = {
        "project_number": f"JSZC-{today.year - 1}-演示",
        "project_name": f"{matter.content.split('，')[0]}（演示）",
        "agency": "模拟招标代理有限公司（演示）",
        "method": "open",
        "is_sme": True,
        "sme_proof": "订立合同时的中小企业声明函（演示）",
        "awarded_on": today - timedelta(days=320),
        "published_on": today - timedelta(days=299),
        "filed_on": today - timedelta(days=295),
        **own,
    }
    if isinstance(delivered, int):
        found["delivered_on"] = today - timedelta(days=delivered)
    if isinstance(inspection, int):
        found["inspection_until"] = today - timedelta(days=inspection)
    return found


def _tendered(matter: Matter, signed: date, today: date) -> dict[str, Any]:
    own = dict(matter.own)
    oversight, sanctioned = own.pop("oversight", None), own.pop("sanctioned", None)
    report, is_short = own.pop("report", 120), own.pop("short", False)
    found: dict[str, Any] = {
        "project_number": f"ZB-{signed.year}-演示",
        "project_name": f"{matter.content.split('，')[0]}（演示）",
        "section": "一标段",
        "method": "open",
        "is_mandatory": True,
        "is_online": True,
        "supervisor": "模拟住房和城乡建设局（演示）",
        "issued_on": signed - timedelta(days=52 if is_short else 62),
        "bid_until": signed - timedelta(days=38),
        "bidders": 7,
        "reported_on": signed - timedelta(days=36),
        "candidates_on": signed - timedelta(days=34),
        "candidates_until": signed - timedelta(days=32 if is_short else 30),
        "decided_on": signed - timedelta(days=28),
        "awarded_on": signed - timedelta(days=26),
        "filed_on": signed - timedelta(days=18),
        "agency": "模拟招标代理有限公司（演示）",
        "agency_grade": "A 级",
        "agency_grade_source": "模拟公共资源交易平台（演示）",
        "agency_graded_on": signed - timedelta(days=70),
        "pledge_text": "不围标串标，不弄虚作假；违反的自愿退出（演示）",
        "pledged_on": signed - timedelta(days=40),
        "queried_on": signed - timedelta(days=38),
        "query_result": "clean",
        "queried_by": "招标科查询岗（演示）",
        "report_agency": "模拟信用评价有限公司（演示）",
        "report_grade": "AA",
        "report_on": signed - timedelta(days=200),
        **own,
    }
    return {**found, **_watched(report, oversight, sanctioned, signed, today)}


def _watched(
    report: object, oversight: object, sanctioned: object, signed: date, today: date
) -> dict[str, Any]:
    """Return until when the third party's report is valid, and what the supervisors did."""
    found: dict[str, Any] = {}
    if isinstance(report, int):
        found["report_until"] = signed + timedelta(days=report)
        found["report_used_on"] = signed - timedelta(days=37 if report > 0 else 1)
    if isinstance(oversight, int):
        found["agency_oversight"] = "现场抽查评标记录，没有发现问题（演示）"
        found["agency_oversight_on"] = today - timedelta(days=oversight)
    if isinstance(sanctioned, int):
        found["sanction_document"] = "模拟行政处理决定书（演示）"
        found["sanctioned_on"] = today - timedelta(days=sanctioned)
    return found


def _invested(matter: Matter, signed: date, today: date) -> dict[str, Any]:
    return {
        "external_number": f"ZS-{signed.year}-演示",
        "project_name": "模拟电池材料项目（演示）",
        "invested": Decimal(260_000_000),
        "legality": "passed",
        "legality_document": "模拟司法局合法性审查意见（演示）",
        "legality_on": signed - timedelta(days=9),
        "competition": "mended",
        "competition_document": "模拟市场监管局公平竞争审查意见（演示）",
        "competition_on": signed - timedelta(days=7),
        "authority": "own",
        **matter.own,
    }


OWN: Mapping[str, Callable[[Matter, date, date], dict[str, Any]]] = {
    "procurement": _procured,
    "bidding": _tendered,
    "investment": _invested,
}
