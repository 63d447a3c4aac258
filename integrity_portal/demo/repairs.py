"""Requests for repair in each of their states, made by the services that the pages use, by officers without a hand in the records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from appeals.repairs.models import Repair
from appeals.repairs.services import applying, deciding, examining, undoing, writing
from appeals.repairs.services.standing import competence_of
from letters.models import LetterSeries
from letters.services import open_series
from postings.models import Posting
from records.facts.models.kinds import FactKind
from records.models import Publication

Posts = Mapping[str, Posting]
STATIONS = (
    *("pending", "supplement", "rejected", "withdrawn", "examining", "deciding"),
    *("recorded", "refused", "granted", "hearing"),
)
COMMITMENT = (
    "{unit}承诺：所提交的材料真实、合法、有效，相关义务已履行完毕；承诺不实的，依规承担责任。（单位盖章）"
)
MARKS = {"通知书": "苏演修通", "告知书": "苏演修告", "决定书": "苏演修决"}


def ask_for_repairs(posts: Posts, today: date) -> None:
    """Enter one request a station, once; a station waits where no publication is past its shortest time."""
    if Repair.objects.exists():
        return
    due = _due(today)
    routed = next((fact for fact in due if competence_of(fact, today).needs_routing), None)
    with transaction.atomic():
        if routed is not None:
            examining.accept(_ask(routed, posts, today), by=posts["jingban2"])
        plain = [fact for fact in due if not competence_of(fact, today).needs_routing]
        for station, fact in zip(STATIONS, plain, strict=False):
            _walk(_ask(fact, posts, today), station, posts, today)


def _due(today: date) -> list[FactKind]:
    rows = Publication.objects.public().filter(
        repair_from__lte=today, closes_on__gt=today, fact__department__isnull=False
    )
    found = (row.fact.of_kind for row in rows.select_related("fact").order_by("closes_on", "pk")[:60])
    return [fact for fact in found if fact.IS_REPAIRABLE and fact.basis != "accountability"]


def _ask(fact: FactKind, posts: Posts, today: date) -> Repair:
    """Enter what came on paper; the portal's own form asks the same."""
    proof = applying.Proof("履行文书确定的义务", "付款凭证和验收单（演示）", today - timedelta(days=12))
    request = applying.Request(
        COMMITMENT.format(unit=fact.department), [proof], channel="paper", applied_on=today
    )
    return applying.ask_for_repair(fact, request, by=posts["jingban2"])


def _walk(case: Repair, station: str, posts: Posts, today: date) -> None:
    officer = posts["jingban2"]
    _open_registers(case, posts, today)
    if station == "supplement":
        examining.ask_to_supplement(case, by=officer, reason="缺最后一笔付款的凭证")
    elif station == "rejected":
        ground = "义务没有履行完毕或者没有证明"
        examining.reject(case, by=officer, ground=ground, reason="尚欠尾款，没有付款凭证")
    elif station == "withdrawn":
        examining.take_back(case, by=officer, reason="单位来函撤回，补齐材料后再申请")
    elif station != "pending":
        examining.accept(case, by=officer)
        if station != "examining":
            examining.examine(case, by=officer, reason="凭证齐全，与文书确定的义务一致")
            _decide(case, station, posts, today)


def _decide(case: Repair, station: str, posts: Posts, today: date) -> None:
    officer, director = posts["jingban2"], posts["fuzeren2"]
    if station == "deciding" or case.has_body_here:
        return
    says = "refuse" if station == "refused" else "grant"
    number = f"模拟修复〔{today.year}〕{case.number[-3:]}号"
    examining.record_document(case, by=officer, number=number, dated_on=today, says=says)
    if station == "refused":
        again = today + timedelta(days=60)
        deciding.refuse(case, by=director, reason="按认定机关文书：尾款没有付清", again_from=again)
    elif station in {"granted", "hearing"}:
        deciding.grant(case, by=director, reason="按认定机关文书：义务已履行完毕")
    if station == "hearing":
        undoing.doubt(case, by=officer, reason="接到反映，付款凭证与银行流水不符")


def _open_registers(case: Repair, posts: Posts, today: date) -> None:
    """Open the registers of the credit office's letters, so that they get their numbers at once."""
    issuer = writing.issuer_of(case, posts["jingban2"])
    for kind, mark in MARKS.items():
        if not LetterSeries.objects.filter(body_id=issuer.id, kind=kind).exists():
            open_series(issuer, kind=kind, mark=mark, year=today.year, by=posts["fuzeren2"])
