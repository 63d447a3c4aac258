"""The demo's daily order beside the cases: reporting duties, looks into files, deputies, handovers, reorganisations.

Every row is made by the service that the page uses, so that trail, notices and outbox are as in real life.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.consents import services as consenting
from accounts.consents.accounts import ask_for_account, ask_for_reset
from accounts.models import Consent
from accounts.models.consents import RESET
from dossiers.models import FileAccess
from dossiers.services import opening
from exchange.models.batches import ImportBatch
from exchange.models.duties import ReportingDuty
from exchange.services import duties
from organisations.models import Department, Official, Reorganisation
from organisations.services import reorganisations as reorganising
from postings import services as postings_services
from postings.models import Deputy, Handover, Posting
from postings.services import handovers as handing_over
from records import services
from records.models import Fact

Posts = Mapping[str, Posting]
FILED = 24
NOTHING_FOUND = "已核对本季度收到的判决、处罚、处分和问责文书，没有应归集的失信信息"
DRAFTS = (
    "乡村道路改造项目验收合格后未按合同约定支付工程款，经催告仍逾期六十二日",
    "公开承诺的窗口延时服务未按期开通，被投诉后核查属实",
    "政府采购合同履约保证金到期未退还，逾期四十五日",
)


BEGUN: tuple[dict[str, Any], ...] = (
    {"facts": "判决确认的工程尾款到期未付，判决书原件尚未收到", "cause": "breach", "domain": "procurement"},
    {"finding_body": "南京市模拟财政局（演示）", "document_title": "行政处罚决定书", "domain": "procurement"},
)
"""What is known of two matters before their documents lie on the desk."""


def keep_daily_order(posts: Posts, today: date) -> None:
    """Enter each kind once, where there is none yet; each kind whole or not at all."""
    steps = (
        (ReportingDuty.objects, _report),
        (FileAccess.objects.filter(posting_id=posts["ganbu"].pk), _look_into_files),
        (Handover.objects, _hand_over),
        (Fact.objects.filter(kind="record", status="draft", effective_on=None), _begin_drafts),
        (Deputy.objects, _deputise),
        (Consent.objects.filter(kind=RESET), _ask_for_consent),
        (Reorganisation.objects, _reorganise),
    )
    for present, step in steps:
        if not present.exists():
            with transaction.atomic():
                step(posts, today)


def _report(posts: Posts, today: date) -> None:
    """Open the quarter's duties; some units reported, some had nothing, some are asked once more."""
    duties.open_duties(today, by=postings_services.clock_posting())
    for by in (posts["ganbu"], posts["rending"]):
        for duty in ReportingDuty.objects.pending().filter(unit=by.unit_id):
            if not duties.facts_known(duty):
                duties.file_nil(duty, by=by, statement=NOTHING_FOUND)
    batch = ImportBatch.objects.filter(kind="dishonesty", status="done").order_by("pk").first()
    if batch is not None:
        about = Department.objects.filter(records__batch_id=batch.pk).exclude(postings=posts["daibiao"])
        found = ReportingDuty.objects.pending().filter(unit__in=about).order_by("unit__credit_code")
        for duty in [one for one in found[: 2 * FILED] if duties.candidates(one).exists()][:FILED]:
            duties.file_return(duty, by=posts["luru"], batch=batch)
    duties.remind_of_duties(today)
    for duty in ReportingDuty.objects.pending().filter(unit=posts["daibiao"].unit_id):
        duties.remind_unit(duty, by=posts["jingban"], reason="季度汇总前请完成报送")


def _look_into_files(posts: Posts, today: date) -> None:
    """Let two keepers open files for a purpose, one of them with the number, one to print."""
    purposes = [purpose.key for purpose in opening.purposes()]
    looks = (
        ("ganbu", "年度信用档案核对，演组通〔演示〕8号"),
        ("ganbufuhe", "干部考察征求意见，演组函〔演示〕21号"),
    )
    files = list(Official.objects.visible_to(posts["ganbu"]).order_by("internal_number")[:4])
    for number, official in enumerate(files):
        username, basis = looks[number % len(looks)]
        by, purpose = posts[username], purposes[number % len(purposes)]
        access = opening.open_file(official, by=by, purpose=purpose, basis=basis)
        if number == 0:
            opening.reveal_number(official, by=by, opening=access)
        if number == 1:
            opening.log_print(official, by=by, opening=access)


def _hand_over(posts: Posts, today: date) -> None:
    """Let the city's clerk hand drafts to the province's: one list accepted, one waiting for its receipt."""
    giver, receiver = posts["nanjing"], posts["luru"]
    bodies = (
        Department.objects.visible_to(giver).filter(status="active", level="county").order_by("credit_code")
    )
    for number, (body, facts) in enumerate(zip(bodies[: len(DRAFTS)], DRAFTS, strict=False), 1):
        services.enter_record(by=giver, **_draft(body, facts, number, today))
        if number == 1:
            listed = postings_services.list_handover(
                giver, receiver, by=giver, reason="分工调整，该区由省级录入岗承接"
            )
            postings_services.accept_handover(listed, by=receiver, reason="已逐件核对")
    if handing_over.open_cases(giver):
        postings_services.list_handover(giver, receiver, by=giver, reason="借调三个月，期间由省级录入岗承接")


def _begin_drafts(posts: Posts, today: date) -> None:
    """Save two drafts with what is known so far, so that their pages name what is still missing."""
    by = posts["luru"]
    bodies = (
        Department.objects.visible_to(by).filter(status="active", level="county").order_by("-credit_code")
    )
    for body, source, known in zip(bodies, ("judgment", "penalty"), BEGUN, strict=False):
        services.enter_record(by=by, department=body, source_kind=source, **known)


def _draft(body: Department, facts: str, number: int, today: date) -> dict[str, Any]:
    decided = today - timedelta(days=30 + number)
    document = f"模拟责改〔{decided.year}〕{700 + number}号"
    return {
        "department": body,
        "source_kind": "penalty",
        "source_details": {"penalty_kind": "警告"},
        "cause": "breach",
        "domain": "general",
        "facts": facts,
        "occurred_on": decided - timedelta(days=60),
        "finding_body": "南京市模拟财政局（演示）",
        "document_title": "行政处罚决定书",
        "document_number": document,
        "ordinal": 1,
        "decided_on": decided,
        "effective_on": decided,
        "legal_basis": "《中华人民共和国政府采购法》第七十八条",
        "amount": Decimal(80_000 * number),
        "loss": Decimal(80_000 * number),
        "impact": "small",
        "declared_severity": "minor",
        "disclosure": "public",
    }


def _deputise(posts: Posts, today: date) -> None:
    """Name a deputy who acts now, one for next month, and take one back."""
    given = {
        "fuzeren": ("jingban", 0, 14, ["publication.publish", "ruleproposal.confirm"], "外出培训"),
        "luru": ("nanjing", 30, 40, [], "年休假"),
        "ganbufuhe": ("fuhe", 0, 5, ["official.reveal"], "病假"),
    }
    made = {}
    for holder, (person, since, length, excluded, reason) in given.items():
        posting, first = posts[holder], today + timedelta(days=since)
        asked = postings_services.ask_for_deputy(
            posting,
            by=posting,
            person=posts[person].user,
            since=first,
            until=first + timedelta(days=length),
            excluded=excluded,
            reason=reason,
        )
        consenting.agree(asked, by=posts["anquan"], reason="与请假单一致")
        made[holder] = Deputy.objects.get(consent=asked)
    postings_services.revoke_deputy(made["ganbufuhe"], by=posts["ganbufuhe"], reason="提前返岗")


def _ask_for_consent(posts: Posts, today: date) -> None:
    """Let a reset wait for its second person, and send a new account back."""
    by = posts["xitong"]
    ask_for_reset(posts["nanjing"].user, by=by, reason="本人书面申请：休假返岗后忘记口令（演示）")
    asked = ask_for_account(by=by, username="shixi", name="演示实习人员", reason="暑期实习（演示）")
    consenting.decline(asked, by=posts["anquan"], reason="实习人员不单独建账户，由带教人办理")


def _reorganise(posts: Posts, today: date) -> None:
    """Rename one body, let a merger wait for its day and another for the director."""
    bare = Department.objects.filter(status="active", level="township", records=None).order_by("credit_code")
    villages = list(bare.filter(kind="collective")[:1] or bare[:1])
    towns = list(bare.exclude(pk__in=[body.pk for body in villages])[:4])
    if len(villages) + len(towns) < 5:
        return
    (village,), (first, second, third, fourth) = villages, towns
    plain = village.name.removesuffix("（演示）")
    _approve(posts, _case(posts, today, 1, "rename", [village], new_name=f"{plain}（更名演示）", ahead=-20))
    _approve(posts, _case(posts, today, 2, "merge", [first], heirs=[second], ahead=45))
    _case(posts, today, 3, "merge", [third], heirs=[fourth], ahead=60)


def _case(
    posts: Posts,
    today: date,
    number: int,
    kind: str,
    sources: list[Department],
    *,
    ahead: int,
    heirs: Sequence[Department] = (),
    **content: object,
) -> Reorganisation:
    case = reorganising.draft_reorganisation(
        by=posts["jingban"],
        kind=kind,
        sources=sources,
        heirs=heirs,
        document_body="模拟机构编制委员会（演示）",
        document_number=f"演编〔{today.year}〕{number}号",
        document_dated_on=today - timedelta(days=30),
        effective_on=today + timedelta(days=ahead),
        **content,
    )
    return reorganising.submit_reorganisation(case, by=posts["jingban"], reason="批准文件已核对")


def _approve(posts: Posts, case: Reorganisation) -> None:
    reorganising.approve_reorganisation(case, by=posts["fuzeren"], reason="与批准文件一致")
