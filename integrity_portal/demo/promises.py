"""The demo's promises: procurement and investment in each state, by the demo officers through the real acts; all invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from commitments.models import Commitment
from commitments.services import changing, disputing, entering, fulfilling, inheriting
from identifiers.document_numbers import document_key
from integrity_portal.demo.broken_promises import walk_road
from organisations.models import Department
from postings.models import Posting

People = Mapping[str, Posting]
Step = Callable[[Commitment, People, date], object]


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


PROCUREMENT = (
    Matter("draft", "复印纸和耗材采购，验收合格后三十日内付款", 86_000, None),
    Matter("pending", "物业服务采购，按季度考核合格后付款", 480_000, 40, {"payment_days": 30}),
    Matter("unbegun", "信息系统升级采购，初验合格后三十日内付款", 1_260_000, None),
    Matter("running", "执法记录仪采购，验收合格后三十日内付清", 318_000, None, {"delivered": 12}),
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
    Matter("suit", "会议系统采购，验收合格后三十日内付款", 690_000, None, {"delivered": 150}),
    Matter("kept", "绿化养护采购，验收合格后三十日内付款", 120_000, None, {"delivered": 20}),
    Matter("kept_late", "空调维保采购，验收合格后三十日内付款", 48_000, None, {"delivered": 75}),
    Matter("refused_change", "厨房设备采购，验收合格后三十日内付款", 210_000, None, {"delivered": 15}),
    Matter("confirmed_record", "安防设备采购，验收合格后三十日内付款", 880_000, None, {"delivered": 260}),
    Matter("ordered", "车辆租赁采购，交付后三十日内付款", 95_000, None, {"delivered": 110}),
)
INVESTMENT = (
    Matter("running", "项目投产后六个月内拨付设备投资补助", 3_000_000, 75, kind="funds"),
    Matter("instalments", "分三期拨付产业扶持资金", 6_000_000, 200, kind="funds"),
    Matter("late", "标准厂房前两年租金返还", 420_000, -48, kind="funds"),
    Matter("approval", "三十个工作日内办结施工许可", None, 18, kind="approval"),
    Matter("land", "二期用地一百二十亩按规划供地", None, 160, {"land_area": Decimal(120)}, kind="land"),
    Matter("handed_on", "高层次人才安家补贴", 900_000, 30, kind="talent"),
    Matter("asked", "园区道路和管网配套", 12_000_000, -20, kind="facilities"),
    Matter("changed", "化工项目用地供应，因生态红线调整不再供地", 8_000_000, -90, kind="land"),
    Matter(
        "unlawful", "企业所得税地方留成全额返还十年", 5_000_000, 300, {"authority": "beyond"}, kind="taxes"
    ),
    Matter("kept", "首台套奖励一次性拨付", 500_000, -5, kind="funds"),
    Matter("routing", "招商引荐奖励", 150_000, -60, kind="funds"),
    Matter("verifying", "高新企业认定奖励", 300_000, -85, kind="funds"),
    Matter("hearing", "用电补贴按季拨付", 760_000, -130, kind="funds"),
    Matter("confirmed", "搬迁补偿余款", 2_400_000, -240, kind="funds"),
    Matter("mended", "上市奖励分期拨付", 1_000_000, -100, kind="funds"),
    Matter("untrue", "租赁补贴", 180_000, -70, kind="funds"),
)
ROADS = {"routing", "verifying", "ordered", "hearing", "confirmed", "confirmed_record", "mended", "untrue"}


def enter_promises(people: People, unit: Department | None, today: date) -> None:
    """Enter what the shown department promised, each as far as its state; each once."""
    if unit is None:
        return
    for domain, matters in (("procurement", PROCUREMENT), ("investment", INVESTMENT)):
        for number, matter in enumerate(matters, start=1):
            document = f"模拟{'采合' if domain == 'procurement' else '商协'}〔{today.year - 1}〕{number}号"
            known = Commitment.objects.filter(domain=domain, document_key=document_key(document))
            if not known.filter(department=unit).exists():
                with transaction.atomic():
                    _enter(people, unit, domain, matter, document, today)


def _enter(people: People, unit: Department, domain: str, matter: Matter, document: str, today: date) -> None:
    signed = today - timedelta(days=300)
    due = None if matter.due is None else today + timedelta(days=matter.due)
    common: dict[str, Any] = {
        "department": unit,
        "counterparty": "模拟供应商有限公司（演示）"
        if domain == "procurement"
        else "模拟投资有限公司（演示）",
        "counterparty_code": "",
        "carrier": "contract" if domain == "procurement" else "agreement",
        "document_title": f"{matter.content.split('，')[0]}{'合同' if domain == 'procurement' else '协议'}（演示）",
        "document_number": document,
        "signed_on": signed,
        "promise_kind": matter.kind or "payment",
        "content": matter.content,
        "amount": None if matter.amount is None else Decimal(matter.amount),
        "agreed_on": due,
        "post": "采购科科长岗" if domain == "procurement" else "招商局局长岗",
        "remark": "",
    }
    own = _procured(matter, today) if domain == "procurement" else _invested(matter, signed)
    case = entering.enter_commitment(by=people["luru"], domain=domain, common=common, own=own)
    _walk(case, matter, people, today)


def _procured(matter: Matter, today: date) -> dict[str, Any]:
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


def _invested(matter: Matter, signed: date) -> dict[str, Any]:
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


def _walk(case: Commitment, matter: Matter, people: People, today: date) -> None:
    if matter.state == "draft":
        return
    if matter.state == "instalments":
        for number, name in enumerate(("首期", "二期", "三期")):
            on = today + timedelta(days=(-100, 30, 200)[number])
            entering.add_instalment(
                case, by=people["luru"], matter=name, amount=Decimal(2_000_000), agreed_on=on
            )
    entering.submit(case, by=people["luru"])
    if matter.state == "pending":
        return
    entering.register(case, by=people["fuhe"], reason="与文书原件一致")
    if matter.state in ROADS:
        walk_road(case, matter.state, people, today)
    elif step := STEPS.get(matter.state):
        step(case, people, today)


def _pay(case: Commitment, by: Posting, on: date, amount: Decimal | None = None) -> None:
    one = case.instalments.filter(done_on=None).order_by("ordinal").first()
    if one is None:
        return
    fulfilling.fulfil(
        case,
        by=by,
        instalment=one,
        done_on=on,
        amount=amount or (one.unpaid if one.amount is not None else None),
        document="模拟国库集中支付凭证（演示）",
    )
    case.refresh_from_db()


def _keep(case: Commitment, people: People, today: date) -> None:
    _pay(case, people["daibiao"], today - timedelta(days=6))
    fulfilling.accept(case, by=people["jingban2"], reason="凭证已核对")


def _part(case: Commitment, people: People, today: date) -> None:
    assert case.amount is not None  # noqa: S101 - the matters that are paid in part have a sum
    _pay(case, people["daibiao"], today - timedelta(days=30), case.amount / 2)


def _dispute(kind: str) -> Step:
    def step(case: Commitment, people: People, today: date) -> None:
        given: dict[str, Any] = {
            "raised_by": "模拟供应商有限公司（演示）",
            "matter": "认为付款条件与采购文件不一致",
            "body": "模拟财政局（演示）" if kind == "complaint" else "模拟人民法院（演示）",
            "received_on": today - timedelta(days=20),
        }
        made = disputing.raise_dispute(case, by=people["jingban"], kind=kind, **given)
        if kind == "complaint":
            disputing.pause_dispute(
                case,
                by=people["jingban"],
                dispute=made,
                on=today - timedelta(days=12),
                reason="专家评审",
            )

    return step


def _set_aside(case: Commitment, people: People, today: date) -> None:
    fulfilling.set_dispute_aside(
        case,
        by=people["jingban"],
        instalment=case.instalments.get(),
        disputed=Decimal(20_000),
        reason="两批印刷品数量有争议",
    )


def _asked(case: Commitment, people: People, today: date, **changed: object) -> None:
    given: dict[str, Any] = {
        "ground": "public",
        "article": "优化营商环境条例 31",
        "authority_document": "模拟市政府常务会议纪要（演示）",
        "authority_on": today - timedelta(days=15),
        "loss": "企业已投入的前期费用，由评估机构评估（演示）",
        "compensation": "assessed",
        "compensation_document": "模拟资产评估报告（演示）",
        "compensation_amount": Decimal(650_000),
        "compensated_on": None,
        "new_agreed_on": today + timedelta(days=120),
        "ends_promise": False,
        "reason": "规划调整，涉及公共利益",
    }
    changing.ask_change(case, by=people["jingban"], **{**given, **changed})


def _end(case: Commitment, people: People, today: date) -> None:
    _asked(case, people, today, new_agreed_on=None, ends_promise=True)
    changing.end_by_change(case, by=people["fuzeren"], reason="法定程序完备，补偿已有评估")


def _refuse(case: Commitment, people: People, today: date) -> None:
    _asked(case, people, today)
    changing.refuse_change(case, by=people["fuzeren"], reason="不涉及公共利益，应当按合同付款")


def _unlawful(case: Commitment, people: People, today: date) -> None:
    changing.find_unlawful(
        case,
        by=people["fuzeren"],
        reason="审查机关已作出意见",
        unlawful_document="模拟市场监管总局审查意见（演示）",
        unlawful_on=today - timedelta(days=10),
        wind_up="停止执行，三个月内清理同类条款",
        reliance="已兑现的不追回；企业据此投入的部分经评估后补偿",
    )


def _hand_on(case: Commitment, people: People, today: date) -> None:
    inheriting.hand_on(
        case,
        by=people["daibiao"],
        kind="person",
        to_post="招商局局长岗（新任）",
        on=today - timedelta(days=40),
        document="模拟工作移交清单（演示）",
    )


STEPS: Mapping[str, Step] = {
    "kept": _keep,
    "kept_late": _keep,
    "part_paid": _part,
    "disputed": _set_aside,
    "complaint": _dispute("complaint"),
    "suit": _dispute("suit"),
    "asked": _asked,
    "changed": _end,
    "refused_change": _refuse,
    "unlawful": _unlawful,
    "handed_on": _hand_on,
    "instalments": lambda case, people, today: _pay(case, people["daibiao"], today - timedelta(days=104)),
}
