"""The demo's promises in each state, by the demo officers through the real acts; all invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from commitments.models import Commitment
from commitments.services import changing, disputing, entering, fulfilling, inheriting, line_codes, opening
from identifiers.document_numbers import document_key
from integrity_portal.demo.broken_promises import walk_road
from integrity_portal.demo.fiscal_promises import DEBT, FISCAL_OWN, PPP
from integrity_portal.demo.ledgers import SHEET
from integrity_portal.demo.promise_matters import BIDDING, INVESTMENT, OWN, PROCUREMENT, Matter
from organisations.models import Department
from postings.models import Posting

People = Mapping[str, Posting]
Step = Callable[[Commitment, People, date], object]


@dataclass(frozen=True)
class Wording:
    """How the documents of a domain of the demo are called, with whom they are made, who answers."""

    mark: str
    document: str
    carrier: str
    counterparty: str
    post: str


WORDS = {
    "procurement": Wording("采合", "合同", "contract", "模拟供应商有限公司（演示）", "采购科科长岗"),
    "bidding": Wording("招合", "合同", "contract", "模拟建设有限公司（演示）", "招标科科长岗"),
    "ppp": Wording("合作合", "合同", "contract", "模拟水务集团有限公司（演示）", "城建科科长岗"),
    "debt": Wording("财债", "工作方案", "policy", "", "债务科科长岗"),
    "investment": Wording("商协", "协议", "agreement", "模拟投资有限公司（演示）", "招商局局长岗"),
}
ROADS = {"routing", "verifying", "ordered", "hearing", "confirmed", "confirmed_record", "mended", "untrue"}


MATTERS: dict[str, tuple[Matter, ...]] = {
    "procurement": PROCUREMENT,
    "ppp": PPP,
    "bidding": BIDDING,
    "investment": INVESTMENT,
    "debt": DEBT,
}


def enter_promises(people: People, unit: Department | None, today: date) -> None:
    """Enter what the shown department promised, each as far as its state; each once."""
    if unit is None:
        return
    for domain, matters in MATTERS.items():
        for number, matter in enumerate(matters, start=1):
            document = f"模拟{WORDS[domain].mark}〔{today.year - 1}〕{number}号"
            known = Commitment.objects.filter(domain=domain, document_key=document_key(document))
            if not known.filter(department=unit).exists():
                with transaction.atomic():
                    _enter(people, unit, domain, matter, document, today)


def _enter(people: People, unit: Department, domain: str, matter: Matter, document: str, today: date) -> None:
    signed = today - timedelta(days=300)
    due = None if matter.due is None else today + timedelta(days=matter.due)
    words = WORDS[domain]
    common: dict[str, Any] = {
        "department": unit,
        "counterparty": words.counterparty,
        "counterparty_code": "",
        "carrier": words.carrier,
        "document_title": f"{matter.content.split('，')[0]}{words.document}（演示）",
        "document_number": document,
        "signed_on": signed,
        "promise_kind": matter.kind or "payment",
        "content": matter.content,
        "amount": None if matter.amount is None else Decimal(matter.amount),
        "agreed_on": due,
        "post": words.post,
        "remark": "",
    }
    own = {**OWN, **FISCAL_OWN}[domain](matter, signed, today)
    case = entering.enter_commitment(by=people["luru"], domain=domain, common=common, own=own)
    _walk(case, matter, people, today)
    if matter.is_shown:
        opening.sign_public(case, by=people["baomi"], sheet=SHEET)
        opening.show(case, by=people["fuzeren"], reason="依法公开")
    if matter.is_followed:
        line_codes.issue_line_code(case, by=people["daibiao"])


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
        to_post=f"{case.post}（新任）",
        on=today - timedelta(days=40),
        document="模拟工作移交清单（演示）",
    )


STEPS: Mapping[str, Step] = {
    "kept": _keep,
    "kept_late": _keep,
    "part_paid": _part,
    "disputed": _set_aside,
    "objection": _dispute("objection"),
    "complaint": _dispute("complaint"),
    "suit": _dispute("suit"),
    "asked": _asked,
    "changed": _end,
    "refused_change": _refuse,
    "unlawful": _unlawful,
    "handed_on": _hand_on,
    "instalments": lambda case, people, today: _pay(case, people["daibiao"], today - timedelta(days=104)),
}
