"""The demo's lost judgments and honours: invented, entered by hand, some of them published by the real verbs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from organisations.models import Department
from policy.vocabulary import SHEET_CLEAN
from postings.models import Posting
from records import services
from records.models import Commendation, LostJudgment

People = Mapping[str, Posting]
JUDGMENTS = (
    (
        "refused",
        "行初12",
        "逾期未履行生效判决确定的补偿款支付义务，经法院催告后仍未履行，法院已公告",
        "public",
    ),
    ("lost", "行终7", "被诉征收补偿决定认定事实不清，判决撤销，责令在六十日内重新作出处理", "public"),
    ("lost", "行初31", "未在法定期限内答复政府信息公开申请，判决责令在十五个工作日内答复", "confirmed"),
    ("lost", "行终18", "解除特许经营协议程序违法，判决确认违法并责令采取补救措施", "pending_review"),
)
HONOURS = (
    ("守信践诺示范单位", "city", "三年间合同款项全部按期支付，公开承诺事项全部兑现", "public"),
    ("政务诚信先进集体", "province", "建立政府合同履约台账，历史遗留承诺全部办结", "public"),
    ("诚信服务窗口", "county", "窗口承诺时限内办结率百分之百，无一件超期", "draft"),
)


def enter_other_facts(people: People, departments: list[Department], today: date) -> None:
    """Enter the short registers beside the records once, each entry as far as its station."""
    if Commendation.objects.exists() or LostJudgment.objects.exists():
        return
    for number, (outcome, case, summary, station) in enumerate(JUDGMENTS):
        body = departments[number % len(departments)]
        with transaction.atomic():
            walk_fact(judgment_of(body, outcome, case, summary, today), station, people)
    for number, (honour, level, deeds, station) in enumerate(HONOURS, start=1):
        body = departments[-number % len(departments)]
        with transaction.atomic():
            walk_fact(_honour(body, honour, level, deeds, number, today), station, people)


def judgment_of(body: Department, outcome: str, case: str, summary: str, today: date) -> LostJudgment:
    """Return an invented judgment against a department, not yet entered."""
    refused = outcome == "refused"
    return LostJudgment(
        department=body,
        outcome=outcome,
        case_number=f"（{today.year}）模拟01{case}号",
        court="模拟中级人民法院（演示）",
        summary=summary,
        decided_on=today - timedelta(days=150),
        effective_on=today - timedelta(days=120),
        announcement_number=f"模拟01执公告〔{today.year}〕3号" if refused else "",
        announced_on=today - timedelta(days=20) if refused else None,
    )


def _honour(body: Department, honour: str, level: str, deeds: str, number: int, today: date) -> Commendation:
    return Commendation(
        department=body,
        honour=honour,
        level=level,
        issued_by="江苏省模拟发展和改革委员会（演示）",
        document_number=f"模拟表〔{today.year}〕{number}号",
        issued_on=today - timedelta(days=40 * number),
        valid_until=None if number == 1 else today + timedelta(days=365),
        deeds=deeds,
    )


def walk_fact(fact: LostJudgment | Commendation, station: str, people: People) -> None:
    """Walk an entry of the short registers as far as its station."""
    services.enter_fact(fact, by=people["luru"])
    if station == "draft":
        return
    fact.submit(by=people["luru"])
    if station == "pending_review":
        return
    fact.confirm(by=people["fuhe"], reason="与文书一致")
    if station == "confirmed":
        return
    publication = services.propose_publication(fact, by=people["jingban"], **services.first_face(fact))
    publication.sign_sheet(by=people["baomi"], answers=dict(SHEET_CLEAN))
    services.publish(publication, by=people["fuzeren"])
