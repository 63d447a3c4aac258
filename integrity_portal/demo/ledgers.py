"""The demo's ledgers of a township and of a statistics agency: each kind of matter, in each state, some in public; all invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from commitments.models import Commitment, RatingCode
from commitments.services import changing, disputing, entering, fulfilling, opening, rating
from identifiers.credit_codes import check_character
from identifiers.document_numbers import document_key
from integrity_portal.demo.broken_promises import walk_road
from integrity_portal.demo.ledger_lines import PILOT, STATISTICS, TOWNSHIP, Line
from organisations.models import Department
from postings.models import Posting

People = Mapping[str, Posting]
SHEET = "逐项核对：不涉及国家秘密、商业秘密和个人信息，可以公开（演示）"
RATED = 12


CODE = "91320100MA0000000"


def enter_ledgers(people: People, today: date) -> None:
    """Enter the lines of a township, of a county's pilot and of a statistics agency, each as far as its state; each once."""
    shown = Department.objects.filter(is_shown=True).order_by("credit_code")
    bodies = (
        ("townships", TOWNSHIP, shown.filter(level="township").first()),
        ("townships", PILOT, shown.filter(level="county").first()),
        ("statistics", STATISTICS, shown.filter(Q(name__contains="统计") & ~Q(level="township")).first()),
    )
    for domain, lines, body in bodies:
        if body is None:
            continue
        for number, line in enumerate(lines, start=1):
            document = f"模拟{'镇诺' if domain == 'townships' else '统责'}〔{today.year - 1}〕{line.matter}{number}号"
            known = Commitment.objects.filter(
                domain=domain, document_key=document_key(document), department=body
            )
            if not known.exists():
                with transaction.atomic():
                    _enter(people, body, domain, line, document, today)


def _enter(people: People, body: Department, domain: str, line: Line, document: str, today: date) -> None:
    is_enterprise = line.matter in {"listing", "oversight"}
    common: dict[str, Any] = {
        "department": body,
        "counterparty": "模拟机械制造有限公司（演示）" if is_enterprise else "",
        "counterparty_code": _code() if is_enterprise else "",
        "carrier": "pledge" if domain == "townships" else "policy",
        "document_title": "年度公开承诺书（演示）" if domain == "townships" else "统计责任和监管文书（演示）",
        "document_number": document,
        "signed_on": today - timedelta(days=300),
        "promise_kind": "funds" if line.amount else "service",
        "content": line.content,
        "amount": None if line.amount is None else Decimal(line.amount),
        "agreed_on": None if line.due is None else today + timedelta(days=line.due),
        "post": "党政办主任岗（演示）" if domain == "townships" else "执法监督科科长岗（演示）",
        "remark": "",
    }
    days = {name: today + timedelta(days=number) for name, number in line.days.items()}
    own = {"matter": line.matter, **line.own, **days}
    case = entering.enter_commitment(by=people["luru"], domain=domain, common=common, own=own)
    if line.state == "draft":
        return
    entering.submit(case, by=people["luru"])
    if line.state == "pending":
        return
    entering.register(case, by=people["fuhe"], reason="与文书原件一致")
    _walk(case, line, people, today)


def _walk(case: Commitment, line: Line, people: People, today: date) -> None:
    if line.state in {"ordered", "confirmed"}:
        walk_road(case, line.state, people, today)
    if line.state in {"shown", "shown_kept", "rated", "suit", "changed", "signed"}:
        opening.sign_public(case, by=people["baomi"], sheet=SHEET)
    if line.state in {"shown", "shown_kept", "rated", "suit", "changed"}:
        opening.show(case, by=people["fuzeren"], reason="依法公开")
    if line.state in {"kept", "shown_kept"}:
        _keep(case, people, today)
    if line.state == "rated":
        _rate(case, people, today)
    if line.state == "suit":
        _sue(case, people, today)
    if line.state == "changed":
        _change(case, people, today)


def _keep(case: Commitment, people: People, today: date) -> None:
    one = case.instalments.get()
    fulfilling.fulfil(
        case,
        by=people["jingban"],
        instalment=one,
        done_on=today - timedelta(days=16),
        amount=one.unpaid if one.amount is not None else None,
        document="模拟验收单（演示）",
    )
    fulfilling.accept(case, by=people["jingban2"], reason="凭证已核对")


def _rate(case: Commitment, people: People, today: date) -> None:
    """Let a dozen who were served rate, the day before: from ten on their mean is shown."""
    day = today - timedelta(days=1)
    for number in range(RATED):
        rating.issue_code(
            case, by=people["jingban"], served_number=f"BJ-演示-{number + 1:04d}", served_on=day
        )
    for place, code in enumerate(RatingCode.objects.filter(commitment=case).order_by("served_number")):
        code.issued_on, code.used_on, code.score = day, day, 5 - place % 3
        code.save(update_fields=["issued_on", "used_on", "score"])


def _sue(case: Commitment, people: People, today: date) -> None:
    disputing.raise_dispute(
        case,
        by=people["jingban"],
        kind="suit",
        raised_by="模拟商户（演示）",
        matter="认为受理时间与公开承诺不一致",
        body="模拟人民法院（演示）",
        received_on=today - timedelta(days=8),
    )


def _change(case: Commitment, people: People, today: date) -> None:
    changing.ask_change(
        case,
        by=people["jingban"],
        reason="规划调整，涉及公共利益",
        ground="public",
        article="优化营商环境条例 31",
        authority_document="模拟县政府常务会议纪要（演示）",
        authority_on=today - timedelta(days=15),
        loss="没有造成损失",
        compensation="none",
        compensation_document="",
        compensation_amount=None,
        compensated_on=None,
        new_agreed_on=None,
        ends_promise=True,
    )
    changing.end_by_change(case, by=people["fuzeren"], reason="法定程序完备")


def _code() -> str:
    return CODE + check_character(CODE)
