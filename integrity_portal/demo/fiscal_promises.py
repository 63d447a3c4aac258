"""What the demo's promises of 政府和社会资本合作 and 地方政府债务 say, and the columns of each; all invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from integrity_portal.demo.promise_matters import Matter

PPP = (
    Matter("draft", "组织编制项目实施方案", None, 80, {"stage": "prepare"}, kind="service"),
    Matter("pending", "移交资产清查和性能测试", None, 140, {"stage": "transfer"}, kind="service"),
    Matter("running", "本年度可行性缺口补助于年底前付清", 8_600_000, 30, {"share": "6.2"}),
    Matter("running", "特许经营协议签订后四十五日内交付场地", None, 45, {"stage": "build"}, kind="land"),
    Matter("approval", "六十日内办结特许经营方案审批", None, 20, {"stage": "plan"}, kind="approval"),
    Matter("late", "上半年运营补贴按绩效评价结果支付", 4_300_000, -41, {"share": "7.5"}),
    Matter("instalments", "建设期分三期支付政府出资", 6_000_000, 200, kind="funds"),
    Matter("kept", "项目管网红线外配套工程移交使用", None, -5, kind="facilities"),
    Matter("handed_on", "逐年组织绩效评价并公开结果", None, 60, kind="service"),
    Matter("asked", "调整污水处理服务费价格", 1_200_000, -20),
    Matter("suit", "超额处理量的服务费", 950_000, -120),
    Matter("verifying", "提前终止的补偿款首期", 5_000_000, -90, {"default": "government"}),
    Matter("confirmed", "使用者付费不足部分的差额补助", 2_700_000, -210, {"default": "government"}),
    Matter("confirmed_record", "施工期土地使用税费返还", 880_000, -260, {"default": "government"}),
)

DEBT = (
    Matter("draft", "下一年度到期债券还本付息资金列入预算", None, 120, {"matter": "repay"}, kind="funds"),
    Matter("pending", "专项债券项目资产登记造册", None, 90, {"matter": "use"}, kind="service"),
    Matter(
        "running", "到期一般债券本息于付息日前足额缴付", 32_000_000, 35, {"matter": "repay"}, kind="funds"
    ),
    Matter(
        "running", "落实风险提示，压减一般性支出", None, 60, {"matter": "dispose", "notice": 30}, "service"
    ),
    Matter("late", "闲置专项债券资金调整用途并拨付", 8_000_000, -25, {"matter": "use"}, kind="funds"),
    Matter("kept", "债务限额、余额和使用情况公开", None, -5, {"matter": "disclose"}, kind="service"),
    Matter("handed_on", "本届任期政府债务管理目标", None, 200, {"matter": "borrow", "term": True}, "other"),
    Matter(
        "running", "风险事件处置并评估", None, 20, {"matter": "dispose", "notice": 90, "done": 10}, "service"
    ),
    Matter(
        "running", "经济责任审计涉及债务问题整改", None, 15, {"matter": "mend", "audit": 50}, kind="service"
    ),
    Matter("verifying", "专项债券配套资本金到位", 5_600_000, -80, {"matter": "use"}, kind="funds"),
    Matter("confirmed", "偿债备付金按季补足", 4_200_000, -190, {"matter": "repay"}, kind="funds"),
    Matter("mended", "再融资债券资金按期拨付", 9_000_000, -100, {"matter": "repay"}, kind="funds"),
)
CONCESSION = {"plan", "select", "build", "operate"}


def _partnered(matter: Matter, signed: date, today: date) -> dict[str, Any]:
    own = dict(matter.own)
    share, default = own.pop("share", None), own.pop("default", None)
    stage = own.pop("stage", "perform")
    is_new = stage in CONCESSION
    found: dict[str, Any] = {
        "project_number": f"PPP-{signed.year}-{'新机制' if is_new else '存量'}-演示",
        "project_name": "模拟综合管廊项目（演示）" if is_new else "模拟污水处理厂项目（演示）",
        "mechanism": "concession" if is_new else "standing",
        "industry": "市政工程",
        "payment_mode": "users" if is_new else "gap",
        "invested": Decimal(230_000_000),
        "project_company": "模拟水务项目有限公司（演示）",
        "term_from": signed - timedelta(days=900),
        "term_until": signed + timedelta(days=8000),
        "stage": stage,
        "stage_duty": "按合同和协议履行政府方义务，组织绩效评价，不拖延、不附加条件（演示）",
        "duty_since": signed - timedelta(days=30),
        **own,
    }
    if isinstance(share, str):
        found |= {"budget_year": today.year, "budget_share": Decimal(share)}
        found["budget_document"] = "模拟财政承受能力论证报告（演示）"
    if isinstance(default, str):
        found |= {"default_party": default, "default_clause": "合同第 12.3 条（演示）"}
        found |= {"default_handling": "催告后转核实（演示）", "defaulted_on": today - timedelta(days=80)}
    return found


def _owed(matter: Matter, signed: date, today: date) -> dict[str, Any]:
    own = dict(matter.own)
    notice, done, audit = own.pop("notice", None), own.pop("done", None), own.pop("audit", None)
    found: dict[str, Any] = {
        "year": today.year,
        "approved_on": signed - timedelta(days=20),
        "figures_title": "地方政府债务限额和余额情况（演示）",
        "figures_url": "https://czj.example.gov.cn/debt/",
        "figures_by": "模拟财政局（演示）",
        "figures_on": signed - timedelta(days=4),
        "rating_agency": "模拟信用评级有限公司（演示）",
        "rating_grade": "AA+",
        "rating_on": signed - timedelta(days=60),
        "merit_document": "模拟年度综合考核办法（演示）",
        "merit_on": signed - timedelta(days=30),
        "fiscal_document": "模拟财政管理工作考核通报（演示）",
        "fiscal_on": signed - timedelta(days=25),
    }
    if own.pop("term", False):
        found |= {"term_from": signed - timedelta(days=700), "term_until": today + timedelta(days=700)}
    if isinstance(notice, int):
        found |= _warned(today - timedelta(days=notice), today)
    if isinstance(done, int):
        found |= _handled(today - timedelta(days=done))
    if isinstance(audit, int):
        found |= {
            "audit_document": "模拟经济责任审计报告（演示）",
            "audited_on": today - timedelta(days=audit),
        }
        found["audit_finding"] = "部分专项债券资金闲置（演示）"
    return found | own


def _warned(noticed: date, today: date) -> dict[str, Any]:
    return {
        "notice_kind": "prompt",
        "notice_document": "模拟财政厅风险提示函（演示）",
        "noticed_on": noticed,
        "risk_level": "yellow",
        "level_by": "模拟财政厅（演示）",
        "level_document": "模拟债务风险情况通报（演示）",
        "level_on": noticed,
        "task": "压减一般性支出，足额安排还本付息（演示）",
        "task_document": "模拟处置任务书（演示）",
        "tasked_on": noticed + timedelta(days=9),
    }


def _handled(concluded: date) -> dict[str, Any]:
    return {
        "response_level": "4",
        "response_document": "模拟应急响应启动通知（演示）",
        "responded_on": concluded - timedelta(days=40),
        "answer_document": "模拟处置情况报告（演示）",
        "answered_on": concluded - timedelta(days=20),
        "concluded_on": concluded,
    }


FISCAL_OWN: Mapping[str, Callable[[Matter, date, date], dict[str, Any]]] = {
    "ppp": _partnered,
    "debt": _owed,
}
