"""Makers of rectifications, by the real acts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from common.models import RuleValue
from common.roles import Role
from discipline.models import Rectification
from discipline.pressing.services import name_body
from discipline.rectification import services
from discipline.rectification.services import Acceptance, Order
from discipline.vocabulary import Finding
from postings.models import Posting
from tests import factories
from tests.shared_worlds import shared

ORDERING_BODY = "模拟市人民政府（演示）"
STATES = ["routing", "ordering", "running", "stayed", "submitted", "hearing", "refused", "done", "cancelled"]


def days_ago(number: int) -> Any:
    return timezone.localdate() - timedelta(days=number)


@shared
def confirm_rules() -> None:
    """Let the director have confirmed the terms, so that they may be pressed."""
    settled = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind="rectification").update(**settled)


def order_of(served: int = 10, **given: Any) -> Order:
    """An order served `served` days ago."""
    fields = {
        "document_number": "苏政督〔2026〕1号",
        "ordered_on": days_ago(served),
        "served_on": days_ago(served),
        "served_how": "直接送达，签收回执",
    }
    return Order(**{**fields, **given})


def acceptance(*findings: Finding, body: str = "模拟审计局（演示）") -> Acceptance:
    """What another unit found, item by item."""
    found = dict(enumerate(findings or (Finding.PASSED,), start=1))
    return Acceptance(body, "苏审验〔2026〕3号", found, {})


@shared
def name_pressers(case: Any, *, by: Posting) -> None:
    """Let the director have named who interviews and who circulates."""
    for act in ("interview", "circulate"):
        name_body(case, by=by, act=act, reason="会议纪要", body_name=ORDERING_BODY)


@shared
def representative(case: Rectification) -> Posting:
    return factories.posting(Role.REPRESENTATIVE, None, unit=case.department)


@shared
def rectification(status: str = "routing", *, served: int = 10, **fields: Any) -> Rectification:
    """A rectification walked to `status` by an officer, a director and a representative of its own."""
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    record = fields.pop("record", None) or factories.record("confirmed", **fields)
    case = services.register(record, by=officer)
    side = representative(case)
    late = {"due": days_ago(served - 1), "departure": "情况紧急"} if status in {"hearing", "refused"} else {}
    steps: dict[str, Any] = {
        "ordering": lambda: services.choose_body(
            case, by=director, reason="本级人民政府责令", body_name=ORDERING_BODY, unit=None
        ),
        "running": lambda: _ordered(case, officer, order_of(served, **late)),
        "stayed": lambda: case.move(
            "stay", by=director, reason="执行和解", stayed_because="（2026）苏01执和1号"
        ),
        "submitted": lambda: _submitted(case, side),
        "done": lambda: services.accept(case, by=officer, acceptance=acceptance()),
        "hearing": lambda: services.notify_refusal(
            case, by=director, reason="逾期不改", served_on=days_ago(1), served_how="直接送达"
        ),
        "refused": lambda: _refused(case, director, side),
        "cancelled": lambda: services.cancel(case, by=director, reason="登记错了"),
    }
    for name in _road(status):
        steps[name]()
    case.refresh_from_db()
    return case


def _road(status: str) -> list[str]:
    ways = {
        "routing": [],
        "ordering": ["ordering"],
        "cancelled": ["cancelled"],
        "running": ["ordering", "running"],
        "stayed": ["ordering", "running", "stayed"],
        "submitted": ["ordering", "running", "submitted"],
        "done": ["ordering", "running", "submitted", "done"],
        "hearing": ["ordering", "running", "hearing"],
        "refused": ["ordering", "running", "hearing", "refused"],
    }
    return ways[status]


def _ordered(case: Rectification, officer: Posting, order: Order) -> None:
    services.add_item(case, by=officer, matter="付清拖欠的工程款", unit="模拟住建局（演示）", post="财务科")
    services.order(case, by=officer, given=order)


def _submitted(case: Rectification, side: Posting) -> None:
    services.explain(case, by=side, explanation="预算没有安排，已追加")
    services.report(case, by=side, text="已支付全部款项")
    services.submit(case, by=side)


def _refused(case: Rectification, director: Posting, side: Posting) -> None:
    services.state(case, by=side, statement="资金困难")
    services.find_refusal(
        case, by=director, reason="拒不整改", refusal_document="苏政认〔2026〕2号", refused_on=days_ago(0)
    )
