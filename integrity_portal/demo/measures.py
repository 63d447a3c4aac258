"""The demo's measures, checks of candidates, incentives and transfers: one in each state, by the real acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db import transaction

from common.models import RuleValue
from days.calendar import add_months
from discipline.accountability import services as accountability
from discipline.accountability.services import Tenure
from discipline.hands import recusal_from
from discipline.incentives import services as incentives
from discipline.incentives.services import Grant
from discipline.measures import services
from discipline.measures.models import Measure
from discipline.measures.services import Decision
from discipline.models import Incentive, Transfer
from exchange.honours import services as honours
from exchange.honours.models import HonourCheck
from exchange.honours.services import Award, Line
from integrity_portal.demo.journey import on_file, penalty_record, walk
from organisations.models import Department
from policy.vocabulary import PublicationKind
from postings.models import Posting
from postings.services import settle_rule
from records import services as records
from records.facts.models.kinds import FactKind
from records.models import Fact, SourceDocument

People = Mapping[str, Posting]
BODY = "江苏省模拟文明建设指导委员会（演示）"
ORGAN = "模拟市监察委员会（演示）"
MATTERS = (
    ("routing", "financing", "procurement", "保洁服务费验收合格后逾期八十四日支付"),
    ("notice", "local_awards", "bidding", "未按规定期限退还投标保证金，逾期五十日退还"),
    ("hearing", "honours", "investment", "承诺的设备补贴逾期一百九十日未拨付"),
    ("running", "honours", "procurement", "桥梁检测费验收合格后逾期一百二十日支付"),
    ("dropped", "central_budget", "ppp", "停车设施运营补贴逾期四十日支付"),
    ("lifted", "special_bonds", "investment", "承诺的人才公寓租金补贴逾期一百日未兑现"),
    ("to_lift", "honours", "procurement", "印刷服务费验收合格后逾期九十二日支付"),
)


def enter_measures(people: People, unit: Department | None, others: list[Department], today: date) -> None:
    """Register measures on records of the shown department, and what goes with them; each part once."""
    if unit is None:
        return
    facts = [_measured(people, unit, number, matter, today) for number, matter in enumerate(MATTERS, start=1)]
    if not Transfer.objects.exists():
        _hand_over(facts[:3], people, today)
    if not HonourCheck.objects.exists():
        _check(list(dict.fromkeys([unit, *others])), people, today)
    if not Incentive.objects.exists():
        _give(people, today)


def _measured(
    people: People, unit: Department, number: int, matter: tuple[str, str, str, str], today: date
) -> FactKind:
    state, key, domain, facts = matter
    document = f"模拟罚〔{today.year - 1}〕{1200 + number}号"
    there = on_file().filter(department=unit, document_number=document).first()
    if there:
        return there
    with transaction.atomic():
        record = penalty_record(unit, document, add_months(today, 5), domain, facts)
        record = record.draft(by=people["luru"], reason="手工补录")
        record.refresh_from_db()
        walk(record, "confirmed", people, today)
        apply_measure(record, state, key, people, today)
    return record


def apply_measure(record: FactKind, state: str, key: str, people: People, today: date) -> Measure:
    """Register a measure on a record and walk it to `state`."""
    officer, director, side = people["jingban"], people["fuzeren"], people["daibiao"]
    case = services.register(record, by=officer, measure=key, reason="逾期支付，经催告后才履行，造成较大影响")
    if state == "routing":
        return case
    services.route(case, by=officer, body_name=BODY, unit=None)
    if state == "notice":
        return case
    services.notify(case, by=officer, served_on=today, served_how="直接送达，签收回执在卷")
    services.state(case, by=side, statement="款项已列入本月支付计划，请考虑免于惩戒。")
    if state == "hearing":
        return case
    if state == "dropped":
        return services.drop(case, by=director, reason="逾期时间短，已主动支付并道歉")
    services.impose(case, by=director, reason="所述理由不成立", given=_decision(case, today))
    _further(case, state, director, today)
    return case


def _further(case: Measure, state: str, director: Posting, today: date) -> None:
    source = SourceDocument("模拟市人民政府（演示）", f"模拟复〔{today.year}〕7号", today)
    further: dict[str, Callable[[], object]] = {
        "lifted": lambda: services.lift(
            case, by=director, reason="已兑现", document=f"模拟解〔{today.year}〕3号", lifted_on=today
        ),
        "to_lift": lambda: records.withdraw_fact(
            case.fact.of_kind, by=director, reason="复议撤销了处罚决定", source=source
        ),
    }
    further.get(state, lambda: None)()


def _decision(case: Measure, today: date) -> Decision:
    return Decision(
        f"模拟惩〔{today.year}〕{case.number[-3:]}号",
        today,
        today,
        "直接送达，签收回执在卷",
        today,
        today + timedelta(days=60),
    )


@transaction.atomic
def _hand_over(facts: list[FactKind], people: People, today: date) -> None:
    """Hand the principal's matter over: one waits, one is with the organ, one is answered."""
    officer, director = people["jingban"], people["fuzeren"]
    tenure = Tenure("局长", today - timedelta(days=300), today - timedelta(days=900))
    for number, fact in enumerate(facts):
        case = accountability.register(fact, by=officer, reason="拖延不办，造成较大影响", tenure=tenure)
        if number:
            letter = f"模拟移〔{today.year}〕{number}号"
            accountability.send(
                case,
                by=director,
                reason="请依规处理",
                body_name=ORGAN,
                unit=None,
                letter_number=letter,
                sent_on=today,
            )
        if number > 1:
            answered = f"{ORGAN} 模拟复〔{today.year}〕5号"
            accountability.answer(case, by=officer, document=answered, answered_on=today)


@transaction.atomic
def _check(departments: list[Department], people: People, today: date) -> None:
    """Check a list of candidates, answered, and one that waits for its officer."""
    officer = people["jingban"]
    award = Award("全省诚信建设示范单位（演示）", BODY, f"模拟文明函〔{today.year}〕12号", today)
    lines = [Line(n, one.name, one.credit_code) for n, one in enumerate(departments, start=2)]
    honours.answer(honours.take_in(award, lines, by=officer), by=officer)
    honours.take_in(award, lines[:2], by=officer)


@transaction.atomic
def _give(people: People, today: date) -> None:
    """Give what the honours of the demo bring: one waits, one runs by a line that the director confirmed."""
    officer, director = people["jingban2"], people["fuzeren2"]
    for row in RuleValue.objects.filter(kind="incentive", key="publicity", confirmed_at=None):
        settle_rule(row, by=director, reason="经办公会研究同意")
    facts = Fact.objects.filter(kind=PublicationKind.COMMENDATION, status="confirmed").order_by("pk")
    free = [fact for fact in facts if not (recusal_from(fact, officer) or recusal_from(fact, director))]
    for number, fact in enumerate(free[:2]):
        case = incentives.propose(by=officer, measure="publicity", reason="事迹突出", fact=fact.of_kind)
        if number:
            until = today + timedelta(days=120)
            given = Grant(BODY, f"模拟激〔{today.year}〕1号", today, today, until)
            incentives.grant(case, by=director, reason="同意宣传推介", given=given)
