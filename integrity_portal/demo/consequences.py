"""The demo's rectifications: one in each state, by the demo officers through the real acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db import transaction

from common.models import RuleValue
from days.calendar import add_months
from discipline.models import Rectification
from discipline.rectification import services
from discipline.rectification.services import Acceptance, Order
from discipline.vocabulary import Finding, StepKind
from identifiers.document_numbers import document_key
from integrity_portal.demo.journey import penalty_record, walk
from organisations.models import Department
from postings.models import Posting
from postings.services import settle_rule
from records.models import DishonestyRecord

People = Mapping[str, Posting]
GOVERNMENT = "模拟人民政府（演示）"
MATTERS = (
    ("routing", "procurement", "办公家具采购验收合格后逾期一百零三日支付合同尾款"),
    ("ordering", "bidding", "评标结束后未按期发出中标通知书，经催告后逾期四十日发出"),
    ("running", "investment", "承诺的企业搬迁补偿款逾期二百四十日未支付"),
    ("late", "ppp", "停车场项目移交后未按协议支付运营补贴，逾期一百八十日"),
    ("submitted", "procurement", "信息系统运维服务费验收合格后逾期七十六日支付"),
    ("stayed", "investment", "标准厂房租金返还承诺逾期一百五十日未兑现，双方正在协商"),
    ("hearing", "townships", "公开承诺的河道清淤事项逾期二百日未办结，经提醒仍未办理"),
    ("done", "general", "承诺的办件时限内未办结四件许可申请，申请人投诉属实"),
)
LATE = {"late", "hearing"}


def enter_rectifications(people: People, unit: Department | None, today: date) -> None:
    """Register what the shown department owes, each matter as far as its state; once."""
    if unit is None:
        return
    _confirm_terms(people["fuzeren"])
    for number, (state, domain, facts) in enumerate(MATTERS, start=1):
        document = f"模拟罚〔{today.year - 1}〕{950 + number}号"
        if DishonestyRecord.objects.filter(document_key=document_key(document)).exists():
            continue
        with transaction.atomic():
            record = penalty_record(unit, document, add_months(today, 5), domain, facts)
            record = record.draft(by=people["luru"], reason="手工补录")
            record.refresh_from_db()
            walk(record, "confirmed", people, today)
            _rectify(record, state, people, today)


def _confirm_terms(director: Posting) -> None:
    """Let the director have confirmed one term and leave the others, so that both sides are seen."""
    for row in RuleValue.objects.filter(kind="rectification", key="ordinary", confirmed_at=None):
        settle_rule(row, by=director, reason="经办公会研究同意")


def _rectify(record: DishonestyRecord, state: str, people: People, today: date) -> None:
    case = services.register(record, by=people["jingban"])
    officer, director, side = people["jingban"], people["fuzeren"], people["daibiao"]
    if state == "routing":
        return
    services.choose_body(
        case, by=director, reason="没有上级主管部门，由本级人民政府责令", body_name=GOVERNMENT, unit=None
    )
    services.add_item(case, by=officer, matter=f"办结：{record.facts}", unit=str(record.department))
    if state == "ordering":
        return
    served = today - timedelta(days=75 if state in LATE else 20)
    services.order(case, by=officer, given=_order(case, served))
    further: dict[str, Callable[[], object]] = {
        "late": lambda: _warn(case, officer),
        "submitted": lambda: _mend(case, side),
        "stayed": lambda: case.move(
            "stay", by=director, reason="双方达成和解", stayed_because="模拟和解协议〔演示〕1号"
        ),
        "hearing": lambda: services.notify_refusal(
            case, by=director, reason="提醒后仍未整改", served_on=today, served_how="直接送达，签收回执在卷"
        ),
        "done": lambda: _finish(case, officer, side),
    }
    further.get(state, lambda: None)()


def _order(case: Rectification, served: date) -> Order:
    return Order(f"模拟政督〔{served.year}〕{case.number[-3:]}号", served, served, "直接送达，签收回执在卷")


def _warn(case: Rectification, officer: Posting) -> None:
    document = "模拟提醒函〔演示〕1号"
    services.press(case, StepKind.WARNING, by=officer, reason="期限已过", body=GOVERNMENT, document=document)


def _mend(case: Rectification, side: Posting) -> None:
    services.explain(
        case, by=side, explanation="当年预算没有安排这笔支出，内部流转又延误了四十日；资金已追加。"
    )
    services.report(case, by=side, text="款项已经付清，付款凭证在证据里。")
    services.submit(case, by=side)


def _finish(case: Rectification, officer: Posting, side: Posting) -> None:
    _mend(case, side)
    found = Acceptance("模拟审计局（演示）", "模拟审验〔演示〕2号", {1: Finding.PASSED}, {})
    services.accept(case, by=officer, acceptance=found)
