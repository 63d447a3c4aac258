"""The demo's cases of leniency: one in each state, about measures on records of the shown department, by the real acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from common import services as common
from days.calendar import add_months
from discipline.leniency.models import Leniency
from discipline.leniency.proposing import conduct_of
from discipline.leniency.rule import Conduct, Harm
from discipline.leniency.services import deciding, starting
from discipline.leniency.services.deciding import Decision
from discipline.leniency.services.starting import Request
from discipline.measures import services as measures
from integrity_portal.demo.journey import on_file, penalty_record, walk
from integrity_portal.demo.measures import apply_measure
from organisations.models import Department
from postings.models import Posting

People = Mapping[str, Posting]
MATTERS = (
    ("pending", "hearing", "路面养护费验收合格后逾期六十六日支付，已先行付清"),
    ("examining", "running", "公开承诺的停车场开放事项逾期五十八日，已开放并公告"),
    ("deciding", "running", "安置补贴承诺逾期一百一十日拨付，已拨付九成"),
    ("spared", "running", "承诺网上办理的事项仍要求到窗口办理，已主动改正"),
    ("lightened", "running", "公开承诺的路灯维修事项逾期七十日办结"),
    ("refused", "running", "绿化养护费逾期九十五日支付，强制执行后付清"),
    ("rejected", "running", "会议服务费验收合格后逾期八十日支付"),
    ("withdrawn", "hearing", "档案整理服务费逾期四十五日支付"),
    ("lapsed", "running", "取暖改造补贴承诺逾期七十五日兑现"),
)
LOSS = Decimal(200_000)
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def enter_leniencies(people: People, unit: Department | None, today: date) -> None:
    """Begin one case a state, each on a measure of its own; each once."""
    if unit is None:
        return
    for number, (state, station, facts) in enumerate(MATTERS, start=1):
        document = f"模拟罚〔{today.year - 1}〕{1620 + number}号"
        if on_file().filter(department=unit, document_number=document).exists():
            continue  # cut off after this one, the demo goes on at the next start
        with transaction.atomic():
            record = penalty_record(unit, document, add_months(today, 5), "general", facts)
            record = record.draft(by=people["luru"], reason="手工补录")
            record.refresh_from_db()
            walk(record, "confirmed", people, today)
            measure = apply_measure(record, station, "honours", people, today)
            asked = _request(state, today)
            (case,) = starting.begin([measure], asked, by=people["daibiao"])
            _walk(case, state, people, today)


def _request(state: str, today: date) -> Request:
    forced = today - timedelta(days=20) if state == "refused" else None
    recovered = LOSS * Decimal("0.9") if state == "deciding" else LOSS
    conduct = Conduct(
        LOSS, recovered, Harm.REMOVED, today - timedelta(days=12), "银行回单〔演示〕7号", None, forced
    )
    account = "逾期后主动筹措资金付清，并向相对人书面道歉，影响已经消除。"
    return Request("recovered", account, conduct, today - timedelta(days=12))


def _walk(case: Leniency, state: str, people: People, today: date) -> None:
    """Walk a case as far as a state: another officer examines, another director decides."""
    side, officer, director = people["daibiao"], people["jingban2"], people["fuzeren2"]
    first: dict[str, Callable[[], object]] = {
        "pending": lambda: None,
        "withdrawn": lambda: starting.take_back(case, by=side, reason="改为在陈述申辩里一并说明"),
        "rejected": lambda: starting.reject(
            case, by=officer, ground="no_ground", reason="所述的付款与这项措施所据的失信无关"
        ),
    }
    if state in first:
        first[state]()
        return
    starting.accept(case, by=officer)
    _prove(case, side)
    if state in {"examining", "lapsed"}:
        if state == "lapsed":
            document = f"模拟解〔{today.year}〕9号"
            measures.lift(case.measure, by=director, reason="已兑现", document=document, lifted_on=today)
        return
    deciding.examine(
        case,
        by=officer,
        ground=case.ground,
        conduct=conduct_of(case),
        proof_on=case.proof_on,
        reason="经核对银行流水，与申请所述一致",
    )
    if state != "deciding":
        _decide(case, state, director, today)


def _prove(case: Leniency, by: Posting) -> None:
    common.attach(case, SimpleUploadedFile("回单.pdf", PAPER + case.number.encode()), title="银行回单", by=by)


def _decide(case: Leniency, state: str, director: Posting, today: date) -> None:
    number = f"模拟从轻〔{today.year}〕{case.number[-3:]}号"
    steps: dict[str, Callable[[], object]] = {
        "spared": lambda: deciding.spare(
            case, by=director, reason="主动改正并公开道歉", given=Decision(number, today)
        ),
        "lightened": lambda: deciding.lighten(
            case,
            by=director,
            reason="主动付清余款",
            given=Decision(number, today, "涉及的相对人较多，保留一段时间", today + timedelta(days=20)),
        ),
        "refused": lambda: deciding.refuse(
            case,
            by=director,
            reason="强制执行后才付清",
            given=Decision(number, today, ground="not_own_accord"),
        ),
    }
    steps[state]()
