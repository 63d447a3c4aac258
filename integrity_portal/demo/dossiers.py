"""Invented civil servants with full files, entered by the verbs; one of them may look at the own file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from dossiers.models import CareerStep, ClemencyDecision, FileRequest, Honour, InfluencePeriod, Learning
from dossiers.services import file_entries, own_files
from identifiers.id_numbers import check_digit
from integrity_portal.demo.people import OWNER
from organisations.models import Department, Official
from postings.models import Posting
from postings.services.own_access import own_actors
from records import services

PEOPLE = (
    ("甄模拟", "局长", "县处级正职", True),
    ("任演示", "副局长", "县处级副职", False),
    ("郝模拟", "科长", "一级主任科员", False),
    ("于演示", "副科长", "三级主任科员", False),
    ("时模拟", "科员", "一级科员", False),
)
UNUSED_AREA = "329999"
"""No division has this code, so that no invented number is anybody's."""
Posts = Mapping[str, Posting]


def keep_files(posts: Posts, units: Sequence[Department], today: date) -> int:
    """Enter the files where there are none; return how many there are. Safe to run twice."""
    clerk = posts["ganbu"]
    if clerk.unit_id is None or Official.objects.exists():
        return Official.objects.count()
    for number, (name, post, rank, is_principal) in enumerate(PEOPLE, 1):
        unit = units[(number - 1) % len(units)] if units else clerk.unit
        official = file_entries.enter_official(
            by=clerk,
            internal_number=f"YS{number:06d}",
            name=name,
            id_number=invented_number(number),
            unit=unit,
            post=post,
            rank=rank,
            is_principal=is_principal,
        )
        _fill(official, clerk, today, number)
    _link(Official.objects.get(internal_number="YS000003"), clerk)
    return len(PEOPLE)


def invented_number(number: int) -> str:
    """Return a number of the right form that belongs to nobody."""
    body = f"{UNUSED_AREA}19800101{number:03d}"
    return body + check_digit(body)


def _fill(official: Official, clerk: Posting, today: date, number: int) -> None:
    years = [today - timedelta(days=365 * n) for n in (9, 4, 1)]
    unit = official.unit.name
    entries: list[Any] = [
        CareerStep(official=official, post="科员", unit_name=unit, since=years[0], until=years[1]),
        CareerStep(official=official, post=official.post, rank=official.rank, unit_name=unit, since=years[1]),
        Learning(
            official=official,
            kind="training",
            title="政务诚信与依法行政专题培训",
            institution="模拟行政学院（演示）",
            hours=16,
            completed_on=years[2],
        ),
        Learning(
            official=official,
            kind="pledge",
            title="岗位诚信承诺书",
            institution=unit,
            completed_on=years[2],
        ),
    ]
    if number % 2:
        entries.append(
            Honour(
                official=official,
                honour="岗位诚信标兵",
                level="city",
                issued_by="模拟市人民政府（演示）",
                document_number=f"演政发〔{years[2].year}〕{number}号",
                issued_on=years[2],
            )
        )
    for entry in entries:
        file_entries.add_entry(entry, by=clerk)
    more = {2: _sanction, 3: _tolerance, 4: _warning}
    if number in more:
        more[number](official, clerk, today)


def _sanction(official: Official, clerk: Posting, today: date) -> None:
    decided = today - timedelta(days=120)
    record = services.enter_record(
        by=clerk,
        official=official,
        source_kind="discipline",
        source_details={"organ": "监察机关", "sanction": "记过"},
        cause="violation",
        domain="procurement",
        facts="违规干预采购项目评审，受到政务处分",
        occurred_on=decided - timedelta(days=200),
        finding_body="模拟监察委员会（演示）",
        document_title="政务处分决定书",
        document_number=f"演监政〔{decided.year}〕2号",
        ordinal=1,
        decided_on=decided,
        effective_on=decided,
        legal_basis="《中华人民共和国公职人员政务处分法》第三十九条",
        impact="small",
        declared_severity="minor",
        disclosure="internal",
        loss=None,
        amount=None,
    )
    record.submit(by=clerk)
    period = InfluencePeriod(
        official=official,
        sanction="demerit",
        decided_by=record.finding_body,
        document_number=record.document_number,
        effective_on=decided,
        record=record,
    )
    file_entries.add_entry(period, by=clerk)


def _warning(official: Official, clerk: Posting, today: date) -> None:
    decided = today - timedelta(days=60)
    period = InfluencePeriod(
        official=official,
        sanction="warning",
        decided_by="模拟监察委员会（演示）",
        document_number=f"演监政〔{decided.year}〕4号",
        effective_on=decided,
    )
    file_entries.add_entry(period, by=clerk)


def _tolerance(official: Official, clerk: Posting, today: date) -> None:
    decided = today - timedelta(days=200)
    decision = ClemencyDecision(
        official=official,
        matter="先行先试审批流程改革中的程序瑕疵",
        outcome="tolerated",
        decided_by="模拟纪律检查委员会（演示）",
        document_number=f"演纪容〔{decided.year}〕3号",
        decided_on=decided,
    )
    file_entries.add_entry(decision, by=clerk)


def _link(official: Official, clerk: Posting) -> None:
    """Invite the demo's civil servant, confirm as that person would, and leave one request open."""
    own_files.invite(official, by=clerk, username=OWNER[0])
    person = User.objects.get(username=OWNER[0])
    own_files.confirm(own_actors(person)[0], number=invented_number(3))
    career = CareerStep.objects.filter(official=official, until__isnull=True).get()
    asked = FileRequest(
        part="career",
        entry_id=career.pk,
        field="rank",
        label=f"任职经历“{career}”：职级",
        current=career.rank,
        wanted="二级主任科员",
        wanted_words="二级主任科员",
        reason="任职文件写的是二级主任科员，录入有误",
        evidence="演组任〔2026〕12号",
    )
    own_files.ask_correction(own_actors(person)[0], asked)
