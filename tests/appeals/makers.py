"""Makers of requests for repair in any state, by the real services and by people of their own."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from appeals.repairs.models import Repair
from appeals.repairs.services import applying, deciding, examining, undoing
from common.models import RuleValue
from common.roles import Role
from letters import services as letters
from letters.models import Letter, LetterSeries
from letters.services import Issuer
from postings.models import Posting
from tests import factories
from tests.shared_worlds import shared

COMMITMENT = "本单位承诺：所提交的材料真实有效，相关义务已履行完毕；承诺不实的，依规承担责任。（单位盖章）"
_marks = itertools.count(1)


def today() -> date:
    return timezone.localdate()


@shared
def repairable(**fields: Any) -> Any:
    """A publication whose shortest time is over: a finding body with a posting found it half a year ago."""
    if "finding_unit" not in fields:
        fields["finding_unit"] = factories.posting(Role.FINDING_BODY, None).unit
    days = {"decided_on": today() - timedelta(days=190), "effective_on": today() - timedelta(days=180)}
    days["occurred_on"] = today() - timedelta(days=300)
    return factories.publication(**{**days, **fields})


def proofs(*duties: str) -> list[applying.Proof]:
    done = today() - timedelta(days=5)
    return [applying.Proof(duty, "付款凭证", done) for duty in duties or ("付清合同价款",)]


def asked(**fields: Any) -> applying.Request:
    return applying.Request(**{"commitment": COMMITMENT, "proofs": proofs(), **fields})


@shared
def representative(fact: Any) -> Posting:
    return factories.posting(Role.REPRESENTATIVE, None, unit=fact.department)


@shared
def confirm_competence() -> None:
    """Let the director have confirmed every line of the table of competence."""
    RuleValue.objects.filter(kind="competence", confirmed_at=None).update(
        confirmed_by=factories.person().pk, confirmed_at=timezone.now()
    )


@shared
def open_register(issuer: Issuer) -> None:
    """Open the registers of all kinds of letters that a repair writes, for one body."""
    director = factories.posting(Role.DIRECTOR)
    for kind in ("通知书", "告知书", "决定书"):
        if not LetterSeries.objects.filter(body_id=issuer.id, kind=kind).exists():
            mark = f"模修{'甲乙丙丁戊己庚辛壬癸'[next(_marks) % 10]}{kind}{'东南西北中'[next(_marks) % 5]}"
            letters.open_series(issuer, kind=kind, mark=mark, year=today().year, by=director)


@shared
def repair(status: str = "pending", *, publication: Any = None, **fields: Any) -> Repair:
    """A request walked to `status`; the people of each step are new."""
    made = (publication or repairable(**fields)).fact.of_kind
    case = applying.ask_for_repair(made, asked(), by=representative(made))
    if status == "pending":
        return case
    officer = factories.posting(Role.OFFICER)
    if status == "supplement":
        return examining.ask_to_supplement(case, by=officer, reason="缺付款凭证")
    if status == "rejected":
        ground = "义务没有履行完毕或者没有证明"
        return examining.reject(case, by=officer, ground=ground, reason="尚欠尾款")
    if status == "withdrawn":
        return examining.take_back(case, by=representative(made), reason="材料未齐")
    examining.accept(case, by=officer)
    if status == "routing":
        return case
    if case.status == "routing":
        examining.route(case, by=factories.posting(Role.DIRECTOR), reason="按认定机关", body="finding_body")
    if status == "examining":
        return case
    examining.examine(case, by=officer, reason="凭证齐全，义务已履行完毕")
    if status == "deciding":
        return case
    return _decided(case, status)


@shared
def decider(case: Repair) -> Posting:
    """A new person of the body that decides."""
    if case.deciding_unit is None:
        return factories.posting(Role.DIRECTOR)
    return factories.posting(Role.FINDING_BODY, None, unit=case.deciding_unit)


def _decided(case: Repair, status: str) -> Repair:
    if status == "refused":
        again = today() + timedelta(days=30)
        return deciding.refuse(case, by=decider(case), reason="尾款没有付清", again_from=again)
    deciding.grant(case, by=decider(case), reason="义务已履行完毕")
    if status == "granted":
        return case
    undoing.doubt(case, by=factories.posting(Role.OFFICER), reason="付款凭证系伪造")
    if status == "hearing":
        return case
    undoing.state_view(case, by=representative(case), statement="凭证由财务误传")
    return undoing.undo(case, by=decider(case), reason="承诺不实")


def letter_of(case: Repair, key: str) -> Letter:
    return Letter.objects.of(case).get(template__key=key)
