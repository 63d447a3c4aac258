"""The demo's chains of warnings: one in each state, about lawsuits of the shown department, by the real acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from common import services as common
from integrity_portal.demo.other_facts import judgment_of, walk_fact
from letters import services as letters
from letters.models import Letter, LetterSeries
from organisations.models import Department
from postings.models import Posting
from records import services as records
from records.models import SourceDocument
from supervision.warnings.models import Judgment, JudgmentWarning
from supervision.warnings.services import answering, opening, telling
from supervision.warnings.services.opening import Duty, Enforcement, Suit

People = Mapping[str, Posting]
COURT = "模拟中级人民法院（演示）"
MATTERS = (
    ("sued", "不服行政处罚决定", "撤销处罚决定，退还罚款"),
    ("lost", "请求支付工程款", "支付工程款四十二万元"),
    ("enforcing", "请求履行补偿协议", "支付补偿款三十万元"),
    ("refused", "请求履行招商协议", "兑现厂房租金补贴十八万元"),
    ("performed", "不服政府信息公开答复", "在十五个工作日内重新答复"),
    ("closed", "不服工伤认定", "撤销工伤认定"),
    ("cancelled", "请求确认行政行为违法", "确认违法"),
    ("lapsed", "请求返还保证金", "返还保证金六万元"),
)
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def enter_warnings(people: People, unit: Department | None, today: date) -> None:
    """Begin one chain a state, each with a lawsuit of its own; each once."""
    if unit is None:
        return
    _open_register(people["fuzeren2"], today)
    for number, (state, matter, duty) in enumerate(MATTERS, start=301):
        case_number = f"（{today.year}）模拟01行初{number}号"
        if JudgmentWarning.objects.filter(department=unit, case_number=case_number).exists():
            continue  # cut off after this one, the demo goes on at the next start
        with transaction.atomic():
            suit = Suit(COURT, case_number, matter, today - timedelta(days=12))
            by = people["daibiao"] if state in {"sued", "lost"} else people["jingban2"]
            case = opening.register(unit, suit, by=by)
            _walk(case, state, duty, people, today)


def _open_register(director: Posting, today: date) -> None:
    issuer = letters.issuer_of(director)
    if not LetterSeries.objects.filter(body_id=issuer.id, kind="函", year=today.year).exists():
        letters.open_series(issuer, kind="函", mark="模信函", year=today.year, by=director)


def _walk(case: JudgmentWarning, state: str, duty: str, people: People, today: date) -> None:
    """Walk a chain as far as a state: one officer opens, another person signs, the department answers."""
    officer, director = people["jingban2"], people["fuzeren2"]
    if state == "cancelled":
        opening.cancel(case, by=director, reason="与另一案件重复登记")
        return
    telling.sign_letter(case, by=officer)
    _serve(case, officer, today)
    if state == "closed":
        document = f"（{today.year}）模拟01行初306号裁定"
        opening.close(case, by=officer, reason="原告撤诉", disposal="withdrawn", document=document, on=today)
    if state in {"sued", "closed"}:
        return
    judgment = _on_file(case, "lost", people, today)
    opening.oversee(case, by=officer, judgment=judgment, duty=Duty(duty))
    if state == "lapsed":
        found = SourceDocument(COURT, f"（{today.year}）模拟01行再{case.number[-1]}号", today)
        records.withdraw_fact(judgment, by=director, reason="再审改判", source=found)
    elif state != "lost":
        _go_on(case, state, people, today)


def _go_on(case: JudgmentWarning, state: str, people: People, today: date) -> None:
    """Walk a chain on from the judgment."""
    side, officer, director = people["daibiao"], people["jingban2"], people["fuzeren2"]
    telling.sign_letter(case, by=director)
    _serve(case, officer, today)
    answering.report(case, by=side, text="已列入追加预算，由财务科按月支付。", taken_on=today)
    if state == "performed":
        _prove(case, people, today)
        return
    number = f"（{today.year}）模拟01执{case.number[-3:]}号"
    opening.enforce(case, by=officer, given=Enforcement(number, COURT, today - timedelta(days=2)))
    telling.sign_letter(case, by=director)
    if state == "refused":
        opening.refuse(case, by=officer, refusal=_on_file(case, "refused", people, today))


def _prove(case: JudgmentWarning, people: People, today: date) -> None:
    file = SimpleUploadedFile("回单.pdf", PAPER + case.number.encode())
    common.attach(case, file, title="重新答复的回执", by=people["daibiao"])
    answering.prove(case, by=people["daibiao"], performance="已重新答复并送达", performed_on=today)
    answering.accept(case, by=people["jingban2"], reason="与送达回执一致")


def _on_file(case: JudgmentWarning, outcome: str, people: People, today: date) -> Judgment:
    number = case.case_number.partition("模拟01")[2].removesuffix("号")
    made = judgment_of(case.department, outcome, number, f"{case.matter}，判决部门履行", today)
    walk_fact(made, "confirmed", people)
    made.refresh_from_db()
    return made


def _serve(case: JudgmentWarning, by: Posting, today: date) -> None:
    for letter in Letter.objects.of(case).filter(status=Letter.Status.ISSUED):
        telling.serve_letter(
            case, by=by, letter=letter, manner="direct", recipient="办公室", on=today, proof="签收回执"
        )
