"""The demo's broken promises, each as far on its road as its state; one of them has a document that made a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from commitments.models import Breach, Commitment
from commitments.services import breaching, feeding
from common.key_domains import KeyDomain
from common.services import attach
from integrity_portal.demo.people import representative_of
from postings.models import Posting

People = Mapping[str, Posting]
SUPERIOR = "模拟上级人民政府（演示）"
ROAD = ("routing", "verifying", "ordering", "ordered", "hearing", "confirmed", "confirmed_record")
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def walk_road(case: Commitment, state: str, people: People, today: date) -> None:
    """Register a lead about a promise and walk its road as far as `state`."""
    officer, director = people["jingban"], people["fuzeren"]
    made = breaching.register(
        case,
        by=officer,
        source="complaint",
        lead="企业反映到期没有兑现，多次催告无果（演示）",
        reported_on=today - timedelta(days=50),
    )
    reached = ROAD.index({"untrue": "verifying", "mended": "ordered"}.get(state, state))
    steps: tuple[Callable[[], object], ...] = (
        lambda: breaching.route(made, by=officer, body_name=SUPERIOR, reason="由上一级人民政府核实"),
        lambda: _verify(made, officer, today, is_true=True),
        lambda: _order(made, officer, today),
        lambda: _notify(made, director, today),
        lambda: _confirm(made, people, today),
        lambda: _feed(made, people, today),
    )
    for step in steps[:reached]:
        step()
    if state == "untrue":
        _verify(made, officer, today, is_true=False)
    if state == "mended":
        breaching.mend(
            made, by=officer, mend_document="模拟支付凭证（演示）", mended_on=today - timedelta(days=12)
        )


def _verify(made: Breach, officer: Posting, today: date, *, is_true: bool) -> None:
    breaching.verify(
        made,
        by=officer,
        is_true=is_true,
        verify_document=f"{SUPERIOR} 核实意见〔演示〕{made.number[-3:]}号",
        verified_on=today - timedelta(days=36),
        finding="应付款项到期没有支付，事实清楚" if is_true else "款项已经按期拨付，企业账户信息有误",
    )


def _order(made: Breach, officer: Posting, today: date) -> None:
    breaching.order(
        made,
        by=officer,
        order_document=f"{SUPERIOR} 责令改正通知〔演示〕{made.number[-3:]}号",
        served_on=today - timedelta(days=30),
        served_how="直接送达，签收回执在卷",
        mend_due=today - timedelta(days=9),
    )


def _notify(made: Breach, director: Posting, today: date) -> None:
    breaching.notify(
        made,
        by=director,
        reason="改正期满，没有改正",
        hearing_served_on=today - timedelta(days=2),
        hearing_served_how="直接送达，签收回执在卷",
    )


def _confirm(made: Breach, people: People, today: date) -> None:
    side = representative_of(made.department, people)
    breaching.state(made, by=side, statement="预算没有安排，已申请追加（演示）")
    breaching.confirm(
        made,
        by=people["fuzeren"],
        reason="预算没有安排不是理由，不予采纳",
        confirm_document=f"{SUPERIOR} 违约失信认定书〔演示〕{made.number[-3:]}号",
        confirmed_on=today,
    )


def _feed(made: Breach, people: People, today: date) -> None:
    clerk = people["luru"]
    file = SimpleUploadedFile("处罚决定书（演示）.pdf", PAPER + made.number.encode())
    laid = attach(made, file, title="行政处罚决定书（演示）", by=clerk)
    feeding.draft_record(
        made,
        by=clerk,
        document=laid,
        source_kind="penalty",
        finding_body="模拟财政局（演示）",
        document_title="行政处罚决定书",
        document_number=f"模拟罚〔{today.year}〕{1901 + KeyDomain.values.index(made.commitment.domain)}号",
        decided_on=today - timedelta(days=4),
        effective_on=today - timedelta(days=4),
        legal_basis="《保障中小企业款项支付条例》第三十一条（演示）",
        occurred_on=today - timedelta(days=200),
        impact="small",
        declared_severity="ordinary",
        disclosure="public",
    )
