"""The demo's challenges of source documents: one in each state, by the real acts, about records of the shown department."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from challenges.models import Challenge
from challenges.services import deciding, mending, registering, staying
from challenges.services.registering import Filing
from challenges.services.staying import Document
from common.services import attach
from days.calendar import add_months
from integrity_portal.demo.journey import penalty_record, walk
from organisations.models import Department
from postings.models import Posting
from records import services as records

People = Mapping[str, Posting]
ORGAN = "模拟市人民政府（演示）"
MATTERS = (
    ("reported", "public", "政府采购合同约定的预付款逾期四十日支付，称财政拨付迟延"),
    ("declined", "confirmed", "办公楼维修款验收合格后逾期七十五日支付"),
    ("open", "public", "农贸市场改造承诺逾期一百一十日未开工"),
    ("stayed", "public", "招标文件设置注册资本门槛，被责令改正后逾期未改"),
    ("annulled:waiting", "public", "企业奖补承诺逾期一百四十日未兑现，称政策已经废止"),
    ("remitted", "public", "道路绿化项目尾款逾期九十日支付，对验收日期有争议"),
    ("mending", "public", "统计资料迟报六十日，对迟报天数有争议"),
    ("changed", "confirmed", "物业服务合同逾期八十日付款，对金额有争议"),
    ("upheld", "public", "承诺网上办理的事项仍要求到窗口提交材料，被投诉后未改"),
    ("annulled", "public", "以机构调整为由未按招商协议交付场地，逾期一百六十日"),
    ("ended", "public", "环卫作业服务费逾期五十日支付，复议期间付清"),
)
DECIDED = {
    "annulled": deciding.annul,
    "remitted": deciding.remit,
    "mending": deciding.change,
    "changed": deciding.change,
    "upheld": deciding.uphold,
    "ended": deciding.close,
}


def enter_challenges(people: People, unit: Department | None, today: date) -> None:
    """Enter one a state, once; of two the department itself has reported."""
    if unit is None:
        return
    there = set(Challenge.objects.values_list("document_number", flat=True))
    for number, (state, station, facts) in enumerate(MATTERS, start=1):
        document = f"模拟罚〔{today.year - 1}〕{1300 + number}号"
        if document in there:
            continue  # cut off after this one, the demo goes on at the next start
        with transaction.atomic():
            record = penalty_record(unit, document, add_months(today, 4), "general", facts)
            record = record.draft(by=people["luru"], reason="手工补录")
            record.refresh_from_db()
            walk(record, station, people, today)
            record.refresh_from_db()
            own = state in {"reported", "declined"}
            filing = Filing(
                "reconsideration" if number % 2 else "litigation",
                ORGAN if number % 2 else "模拟区人民法院（演示）",
                today - timedelta(days=20),
                f"模拟受〔{today.year}〕{number}号",
                _file(f"{number}-受理"),
            )
            case = registering.register(record, filing, by=people["daibiao" if own else "jingban2"])
            _walk(case, state, people, today)


def _walk(case: Challenge, state: str, people: People, today: date) -> None:
    officer, director = people["jingban2"], people["fuzeren2"]
    if state == "declined":
        registering.decline(case, by=officer, reason="所附的是申请书，不是受理通知书，收到后再报")
    elif state == "stayed":
        said = _document(case, director, "停", today)
        staying.stay(case, by=director, reason="复议机关认为继续执行难以挽回", document=said)
    elif state not in {"reported", "open"}:
        _decide(case, state, people, today)


def _decide(case: Challenge, state: str, people: People, today: date) -> None:
    officer, (outcome, _, waits) = people["jingban2"], state.partition(":")
    says = "changed" if outcome == "mending" else outcome
    said = _document(case, officer, "决", today)
    deciding.prepare(case, by=officer, reason="与送达的处理文书核对一致", outcome=says, document=said)
    if not waits:
        DECIDED[outcome](case, by=people["fuzeren2"], reason="按处理文书办理")
    if outcome == "changed":
        _mend(case, people)


def _mend(case: Challenge, people: People) -> None:
    """Let the one correction of a changed document go its way, of a record that stands nowhere in public."""
    clerk, reviewer = people["luru"], people["fuhe"]
    item = mending.to_mend(case, clerk)
    if item is None:
        return
    facts = "物业服务合同逾期五十日付款，经变更后的决定认定"
    given = {"kind": "facts", "grounds": "按变更后的决定书", "changes": {"facts": facts}}
    mending.mend(case, item, by=clerk, reason="按变更后的决定书", **given)
    if item.correction is not None:
        records.review_correction(item.correction, by=reviewer, reason="与变更后的决定书一致")


def _document(case: Challenge, by: Posting, mark: str, today: date) -> Document:
    number = f"模拟复{mark}〔{today.year}〕{case.number[-3:]}号"
    file = attach(case, _file(number), title=f"处理文书 {number}", by=by)
    return Document(number, today, file)


def _file(name: str) -> SimpleUploadedFile:
    body = f"%PDF-1.4\n% {name}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return SimpleUploadedFile(f"{name}.pdf", body.encode())
