"""What the demo officers do with the demo return: every step is one of the real verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from common.errors import NotEligible
from days.calendar import add_months
from identifiers.document_numbers import document_key
from integrity_portal.demo.tolerating import keep_out
from organisations.models import Department
from policy.vocabulary import SHEET_CLEAN, Impact, Severity, SourceKind
from postings.models import Posting
from privacy import scan
from privacy.redaction import redact
from records import services
from records.models import DishonestyRecord, Publication, SourceDocument
from records.querysets import RecordQuerySet

People = Mapping[str, Posting]
ENDING_FACTS = (
    ("procurement", "办公设备采购验收合格后未按合同约定期限支付尾款，经责令改正后逾期九十六日支付"),
    ("bidding", "在道路改造工程招标文件中设置与项目无关的业绩条件，被责令改正后逾期未改"),
    ("investment", "招商协议约定的厂房租金补贴到期未兑现，以责任人更替为由拖延二百一十日"),
    ("ppp", "污水处理项目执行阶段未按特许经营协议支付可用性付费，累计逾期一百三十日"),
    ("townships", "公开承诺的农村道路硬化惠民事项未按期办结，逾期一百五十日"),
    ("general", "承诺网上办理的许可事项仍要求企业到窗口重复提交材料，经查属违反公开承诺"),
)
ENDING_RECORDS = len(ENDING_FACTS)
SERVED_BEFORE = timedelta(days=21)


@dataclass(frozen=True)
class Share:
    """How many drafts of the return stop at which station, the rest stay drafts."""

    public: int = 90
    suspended: int = 2
    ended: int = 3
    signed: int = 3
    proposed: int = 4
    confirmed: int = 8
    statement: int = 6
    pending_notice: int = 5
    pending_review: int = 12
    returned: int = 4
    not_included: int = 3
    withdrawn: int = 2


def on_file() -> RecordQuerySet:
    """Return the records that the demo has."""
    return DishonestyRecord.objects.all()


def walk_share(
    drafts: Iterable[DishonestyRecord],
    people: People,
    today: date,
    share: Share | None = None,
    *,
    walked: int = 0,
) -> None:
    """Walk the drafts so that each station of the office has a plausible share of them.

    `walked` records left their drafts already, in an earlier start that was killed: their stations are taken.
    """
    stations = [name for name, count in vars(share or Share()).items() for _ in range(count)][walked:]
    for record, station in zip(_mixed(drafts, len(stations)), stations, strict=False):
        with transaction.atomic():
            walk(record, station, people, today)


def _mixed(drafts: Iterable[DishonestyRecord], wanted: int) -> list[DishonestyRecord]:
    """Return the publishable drafts that still have a window first, so that the public share is filled."""
    usable = [record for record in drafts if record.occurred_on and record.impact and record.legal_basis]
    return sorted(usable, key=lambda record: not _may_stand_in_public(record))[:wanted]


def _may_stand_in_public(record: DishonestyRecord) -> bool:
    return record.publishable and record.declared_severity != Severity.MINOR


def walk(record: DishonestyRecord, station: str, people: People, today: date) -> None:
    """Take a draft along the office's road as far as `station`."""
    clerk, reviewer, director = people["luru"], people["fuhe"], people["fuzeren"]
    if record.computed_severity and record.computed_severity != record.declared_severity:
        record.edit(by=clerk, reason="补充理由", severity_reason="认定机关综合情节认定，见文书")
    record.submit(by=clerk)
    if station == "pending_review":
        return
    if station == "returned":
        record.send_back(by=reviewer, reason="请核对涉及金额与文书是否一致")
        return
    if station == "not_included":
        keep_out(record, people, today)
        return
    record.pass_review(by=reviewer, reason="与文书一致", today=_served(record, today, station))
    if station == "pending_notice":
        return
    _hear(record, reviewer, today, station)
    if station == "statement":
        return
    record.confirm(by=reviewer, reason="事实清楚，依据充分")
    if station == "confirmed":
        return
    if station == "withdrawn":
        services.withdraw_fact(
            record,
            by=director,
            reason="原决定经复议撤销",
            source=SourceDocument("模拟行政复议机关（演示）", "模拟行政复议决定书〔演示〕1号", today),
        )
        return
    _publish(record, station, people, today)


def _hear(record: DishonestyRecord, reviewer: Posting, today: date, station: str) -> None:
    if record.source_kind == SourceKind.JUDGMENT:
        record.waive_notice(by=reviewer, reason="诉讼程序中已充分陈述申辩")
        return
    served = _served(record, today, station)
    record.serve_notice(by=reviewer, served_on=served, how="直接送达，签收回执在卷")


def _served(record: DishonestyRecord, today: date, station: str) -> date:
    """Return the day on which the notice is served, which is that of the passed review too."""
    before = timedelta(days=1) if station == "statement" else SERVED_BEFORE
    return max(today - before, record.decided_on)


def _publish(record: DishonestyRecord, station: str, people: People, today: date) -> None:
    facts = redact(record.facts, scan(record.facts))
    publication = services.propose_publication(
        record,
        by=people["jingban"],
        title=services.first_face(record)["title"],
        facts=facts,
        document_title=record.document_title,
    )
    if station == "proposed":
        return
    publication.sign_sheet(by=people["baomi"], answers=dict(SHEET_CLEAN))
    if station == "signed":
        return
    director = people["fuzeren"]
    try:
        with transaction.atomic():
            services.publish(publication, by=director, today=_act_day(record, today))
    except NotEligible as refusal:
        services.decline_publication(publication, by=director, reason=refusal.message)
        return
    if station == "suspended":
        services.suspend(publication, by=director, reason="被公示部门提出文书号有误，核查期间暂停")
    if station == "ended":
        services.end_publication(
            publication, by=director, ground="repaired", reason="已履行义务，准予信用修复"
        )


def _act_day(record: DishonestyRecord, today: date) -> date:
    """Return the day of the act: the demo's publications are spread over the past half year."""
    return max(record.effective_on, today - timedelta(days=(record.batch_row or 0) * 13 % 190))


def enter_ending(people: People, departments: list[Department], today: date) -> None:
    """Enter by hand records whose windows end this month, and publish them."""
    due = zip(departments, _closings(today), ENDING_FACTS, strict=False)
    for number, (department, closes, (domain, facts)) in enumerate(due, start=1):
        document = f"模拟罚〔{closes.year - 1}〕{900 + number}号"
        if DishonestyRecord.objects.filter(document_key=document_key(document)).exists():
            continue
        with transaction.atomic():
            record = penalty_record(department, document, closes, domain, facts).draft(
                by=people["luru"], reason="手工补录"
            )
            record.refresh_from_db()
            walk(record, "public", people, today)


def _closings(today: date) -> list[date]:
    """Return the first days without publicity: the last day shown lies in this month, today at the earliest.

    29 February is none of them: no twelve months end on it.
    """
    first_of_next = add_months(today.replace(day=1), 1)
    days = [today + timedelta(days=n) for n in range(1, 32)]
    left = [day for day in days if day <= first_of_next and (day.month, day.day) != (2, 29)]
    return [left[n % len(left)] for n in range(ENDING_RECORDS)]


def penalty_record(
    department: Department, document: str, closes: date, domain: str, facts: str
) -> DishonestyRecord:
    """Return an unsaved record on a penalty whose year of publicity ends on `closes`."""
    decided = add_months(closes, -12)
    return DishonestyRecord(
        department=department,
        subject_region=department.region,
        source_kind=SourceKind.PENALTY,
        cause="breach",
        domain=domain,
        facts=facts,
        occurred_on=decided - timedelta(days=90),
        finding_body="江苏省模拟财政局（演示）",
        document_title="行政处罚决定书",
        document_number=document,
        document_key=document_key(document),
        decided_on=decided,
        effective_on=decided,
        legal_basis="《中华人民共和国政府采购法》第七十八条",
        amount=Decimal(350_000),
        loss=Decimal(350_000),
        impact=Impact.LARGER,
        declared_severity=Severity.ORDINARY,
        computed_severity=Severity.ORDINARY,
        disclosure="public",
    )


def published_count() -> int:
    """Return how many publications there are, ended ones included."""
    return Publication.objects.count()
