"""Makers of commitments and breaches in any state, by the real verbs."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.models import Breach, Commitment
from commitments.services import breaching, changing, entering, fulfilling
from common.roles import Role
from common.services import attach
from postings.models import Posting
from tests import factories
from tests.shared_worlds import shared

TODAY = timezone.localdate()
_numbers = itertools.count(1)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SUPERIOR = "模拟上级人民政府（演示）"
OWN = {
    "procurement": {
        "project_number": "JSZC-2026-0001",
        "project_name": "模拟办公设备采购（演示）",
        "method": "open",
        "is_sme": True,
        "sme_proof": "订立合同时的中小企业声明函",
    },
    "bidding": {
        "project_number": "ZB-2026-0001",
        "project_name": "模拟河道整治工程（演示）",
        "method": "open",
        "is_mandatory": True,
    },
    "investment": {
        "external_number": "ZS-2026-001",
        "project_name": "模拟电池材料项目（演示）",
        "legality": "passed",
        "legality_document": "模拟司法局审查意见〔2025〕3号",
        "legality_on": date(2025, 1, 10),
        "competition": "passed",
        "competition_document": "公平竞争审查表〔2025〕3号",
        "competition_on": date(2025, 1, 12),
        "authority": "own",
    },
    "ppp": {
        "project_number": "PPP-2019-0001",
        "project_name": "模拟污水处理厂项目（演示）",
        "mechanism": "standing",
        "industry": "市政工程",
        "payment_mode": "gap",
        "stage": "perform",
        "stage_duty": "按合同约定组织绩效评价和付费",
        "duty_since": date(2025, 3, 3),
    },
    "debt": {"year": 2026, "matter": "repay"},
    "statistics": {
        "matter": "duty",
        "responsibility": "main",
        "duty_document": "模拟统计责任书〔2026〕1号",
        "duty_from": date(2026, 1, 1),
    },
    "townships": {"matter": "pledge", "board": "模拟镇政务服务大厅公开栏（演示）"},
}
KINDS = {
    "procurement": ("payment", "contract"),
    "bidding": ("payment", "contract"),
    "investment": ("funds", "agreement"),
    "ppp": ("payment", "contract"),
    "debt": ("funds", "policy"),
    "statistics": ("other", "policy"),
    "townships": ("service", "pledge"),
}
LEDGERS = ("statistics", "townships")
"""Of these a line has the columns of its own matter alone: what a test gives takes the place of all."""


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def common_fields(domain: str, body: Any, **fields: Any) -> dict[str, Any]:
    number = next(_numbers)
    kind, carrier = KINDS[domain]
    given = {
        "department": body,
        "counterparty": "模拟供应商有限公司（演示）",
        "counterparty_code": "",
        "carrier": carrier,
        "document_title": "模拟合同（演示）",
        "document_number": f"模拟合同〔2025〕{number}号",
        "signed_on": days_ago(200),
        "promise_kind": kind,
        "content": "验收合格后三十日内付清合同款项",
        "amount": Decimal("100000.00"),
        "agreed_on": days_ago(30),
        "post": "采购科",
        "remark": "",
    }
    return given | fields


@shared
def draft(
    domain: str = "investment",
    *,
    body: Any = None,
    clerk: Any = None,
    own: Any = None,
    **fields: Any,
) -> Commitment:
    clerk = clerk or factories.posting(Role.CLERK)
    body = body or factories.department(level="township" if domain == "townships" else "city")
    return entering.enter_commitment(
        by=clerk,
        domain=domain,
        common=common_fields(domain, body, **fields),
        own=own if own and domain in LEDGERS else {**OWN[domain], **(own or {})},
    )


def clerk_of(case: Commitment) -> Any:
    return Posting.objects.get(user=case.entered_by_id, role=Role.CLERK)


@shared
def running(domain: str = "investment", *, reviewer: Any = None, **given: Any) -> Commitment:
    """A registered commitment, due thirty days ago unless told otherwise."""
    case = draft(domain, **given)
    entering.submit(case, by=clerk_of(case))
    return entering.register(case, by=reviewer or factories.posting(Role.REVIEWER))


def paid(case: Commitment, amount: Decimal | None = None, on: date | None = None, by: Any = None) -> Any:
    """Pay of the next instalment, all of it unless told."""
    one = case.instalments.filter(done_on=None).order_by("ordinal").first()
    made = fulfilling.fulfil(
        case,
        by=by or representative(case),
        instalment=one,
        done_on=on or TODAY,
        amount=one.unpaid if amount is None and one.amount is not None else amount,
        document="模拟支付凭证 1 号",
    )
    case.refresh_from_db()
    return made


def representative(case: Commitment) -> Any:
    return factories.posting(Role.REPRESENTATIVE, None, unit=case.department)


def kept(domain: str = "investment", **given: Any) -> Commitment:
    case = running(domain, **given)
    paid(case)
    return fulfilling.accept(case, by=factories.posting(Role.OFFICER))


CHANGE = {
    "ground": "public",
    "article": "优化营商环境条例 31",
    "authority_document": "模拟市政府常务会议纪要〔2026〕5号",
    "authority_on": days_ago(20),
    "loss": "没有造成损失，企业书面确认",
    "compensation": "none",
    "compensation_document": "",
    "compensation_amount": None,
    "compensated_on": None,
    "new_agreed_on": TODAY + timedelta(days=60),
    "ends_promise": False,
    "reason": "规划调整，公共利益需要",
}


def asked(case: Commitment, *, by: Any = None, **given: Any) -> Any:
    return changing.ask_change(case, by=by or factories.posting(Role.OFFICER), **{**CHANGE, **given})


BREACH_ROAD = ("routing", "verifying", "ordering", "ordered", "hearing", "confirmed")


@shared
def breach(
    state: str = "routing",
    *,
    case: Commitment | None = None,
    officer: Any = None,
    director: Any = None,
    unit: Any = None,
) -> Breach:
    """A breach as far as `state`, of an instalment that was due thirty days ago."""
    promise = case or running()
    officer = officer or factories.posting(Role.OFFICER)
    director = director or factories.posting(Role.DIRECTOR)
    made = breaching.register(
        promise, by=officer, source="complaint", lead="到期没有拨付奖励资金", reported_on=days_ago(25)
    )
    reached = BREACH_ROAD.index(state)
    steps = (
        lambda: breaching.route(made, by=officer, body_name=SUPERIOR, unit=unit),
        lambda: breaching.verify(
            made,
            by=officer,
            is_true=True,
            verify_document=f"{SUPERIOR} 核实意见〔2026〕7号",
            verified_on=days_ago(20),
            finding="应于约定之日拨付的款项至今没有拨付",
        ),
        lambda: breaching.order(
            made,
            by=officer,
            order_document=f"{SUPERIOR} 责令改正通知〔2026〕8号",
            served_on=days_ago(18),
            served_how="直接送达",
            mend_due=days_ago(10),
        ),
        lambda: breaching.notify(
            made,
            by=director,
            reason="期满没有改正",
            hearing_served_on=days_ago(1),
            hearing_served_how="直接送达",
        ),
        lambda: _confirm(made, director),
    )
    for step in steps[:reached]:
        step()
    made.refresh_from_db()
    return made


def _confirm(made: Breach, director: Any) -> None:
    breaching.state(made, by=representative(made.commitment), statement="财政困难，正在筹措")
    breaching.confirm(
        made,
        by=director,
        reason="财政困难不是理由",
        confirm_document=f"{SUPERIOR} 认定书〔2026〕9号",
        confirmed_on=TODAY,
    )


def evidence(case: Any, by: Any, title: str = "行政处罚决定书", salt: bytes = b"1") -> Any:
    file = SimpleUploadedFile("文书.pdf", PDF + b"%" + salt)
    return attach(case, file, title=title, by=by)


SOURCE = {
    "source_kind": "penalty",
    "finding_body": "模拟财政局（演示）",
    "document_title": "行政处罚决定书",
    "document_number": "模拟财罚〔2026〕1901号",
    "decided_on": days_ago(3),
    "effective_on": days_ago(2),
    "legal_basis": "《中华人民共和国政府采购法》第七十八条",
    "occurred_on": days_ago(30),
    "impact": "small",
    "declared_severity": "ordinary",
    "disclosure": "public",
}
