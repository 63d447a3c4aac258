"""Makers of cases of tolerance, by the real acts and by people of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from common.roles import DIRECTORS, Role
from discipline.tolerance.models import Tolerance
from discipline.tolerance.services import deciding, finding, revoking, starting
from discipline.tolerance.services.deciding import Decision
from discipline.tolerance.services.starting import Request
from discipline.tolerance.vocabulary import Answer, Listing
from postings.models import Posting
from records.models import DishonestyRecord
from tests import factories
from tests.shared_worlds import shared

BODY = "模拟市纪检监察机关（演示）"
ROAD = ("pending", "routing", "investigating", "consulting", "deciding", "tolerated")
STATES = (*ROAD, "excluded", "included", "refused", "rejected", "withdrawn", "revoked")


def today() -> date:
    return timezone.localdate()


def asked(**given: Any) -> Request:
    """What is asked ex officio, of the first ground."""
    fields = {
        "ground": "01",
        "account": "试点改革先行先试，程序合规，造成的延误已经补救",
        "performance": "none",
        "origin": "ex_officio",
    }
    return Request(**{**fields, **given})


def answers(**given: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Each item answered in favour, but for those named（look_01="against", bar_02="present"）."""
    said = {}
    for listing, row in finding.items_of(today()):
        plain = Answer.FOR if listing == Listing.LOOK else Answer.ABSENT
        name = f"{listing.removeprefix('tolerance_')}_{row.key}"
        said[listing.value, row.key] = (given.get(name, plain.value), "查明属实，见证据")
    return said


def decision(outcome: str = "exempt", **given: Any) -> Decision:
    """The decision of the body, of today, about the department's liability."""
    fields: dict[str, Any] = {
        "outcome": outcome,
        "liable": "department",
        "scope": "本记录所涉的试点事项",
        "document_number": "苏纪容〔2026〕1号",
        "decided_on": today(),
        "meeting": "模拟常委会第 3 次会议",
        "met_on": today(),
    }
    return Decision(**{**fields, **given})


@shared
def representative(case: Tolerance) -> Posting:
    return factories.posting(Role.REPRESENTATIVE, None, unit=case.fact.department)


def place_of(record: Any) -> dict[str, Any]:
    """The scope in which somebody sees this record: that of the 任免机关 for an official's."""
    return {"unit": record.official.managed_by} if record.official_id else {}


@shared
def director(record: Any) -> Posting:
    return factories.posting(Role.DIRECTOR, **place_of(record))


@shared
def officer(record: Any) -> Posting:
    return factories.posting(Role.OFFICER, **place_of(record))


@shared
def tolerance(status: str = "pending", *, record: Any = None, unit: Any = None, **fields: Any) -> Tolerance:
    """A case walked to `status`; `unit` is the competent body where it acts here."""
    said: Decision | None = fields.pop("decision", None)
    request: Request = fields.pop("request", None) or asked()
    record = record or factories.record("confirmed", **fields)
    said = said or decision(
        "refused" if status == "refused" else "exempt",
        liable="official" if record.official_id else "department",
    )
    by = officer(record)
    case = starting.begin(record, request, by=by)
    if status == "rejected":
        return starting.reject(case, by=by, ground="no_ground", reason="不属于所列情形")
    if status == "withdrawn":
        return starting.take_back(case, by=by, reason="登记错了")
    steps = {
        "routing": lambda: starting.accept(case, by=by),
        "investigating": lambda: routed(case, unit),
        "consulting": lambda: investigated(case),
        "deciding": lambda: consulted(case),
    }
    for name in ROAD[1 : ROAD.index(status) + 1 if status in ROAD else len(ROAD)]:
        if name in steps:
            steps[name]()
    if status in ROAD[:-1]:
        return case
    if status == "refused":
        return deciding.refuse(case, by=decider(case), reason="不符合容错情形", decision=said)
    deciding.grant(case, by=decider(case), reason="符合先行先试的情形", decision=said)
    return _settled(case, status)


@shared
def routed(case: Tolerance, unit: Any = None) -> Tolerance:
    given = {"body": "supervision", "body_name": str(unit or BODY), "unit": unit}
    by = director(case.fact.of_kind)
    return starting.choose_body(case, by=by, reason="按干部管理权限由它认定", **given)


@shared
def finder(case: Tolerance) -> Posting:
    """Somebody who writes down what is found: of the body where it acts here, else an officer."""
    if case.body_unit is None:
        return officer(case.fact.of_kind)
    return factories.posting(Role.FINDING_BODY, None, unit=case.body_unit)


@shared
def decider(case: Tolerance) -> Posting:
    """A new person of the body that decides, else a director who registers its document."""
    if case.body_unit is None:
        return director(case.fact.of_kind)
    return factories.posting(Role.FINDING_BODY, None, unit=case.body_unit)


@shared
def investigated(case: Tolerance, **given: str) -> Tolerance:
    by = finder(case)
    finding.answer(case, by=by, answers=answers(**given))
    return finding.report(case, by=by, document="模拟核查报告〔演示〕1号", on=today(), reason="属于先行先试")


@shared
def consulted(case: Tolerance) -> Tolerance:
    by = finder(case)
    finding.consult(case, by=by, body="模拟财政局（演示）", opinion="同意", given_on=today())
    return finding.submit(case, by=by)


def _settled(case: Tolerance, status: str) -> Tolerance:
    if status == "included":
        return deciding.include(case, by=director(case.fact.of_kind), reason="影响较大，照常纳入")
    if status in {"excluded", "revoked"}:
        deciding.exclude(case, by=director(case.fact.of_kind), reason="经认定容错")
    if status == "revoked":
        revoked(case)
    return case


@shared
def revoked(case: Tolerance) -> Tolerance:
    """Let a tolerance be revoked after the department was heard."""
    record = case.fact.of_kind
    revoking.doubt(case, by=officer(record), reason="容错材料系伪造")
    if record.official_id:
        Tolerance.objects.filter(pk=case.pk).update(statement_until=today() - timedelta(days=1))
        case.refresh_from_db()
    else:
        revoking.state(case, by=representative(case), statement="材料由经办误传")
    return revoking.revoke(
        case, by=decider(case), document="苏纪容撤〔2026〕1号", on=today(), reason="发现材料造假"
    )


@shared
def excluded(record: Any) -> Any:
    """Let a record be kept out by a tolerance; return it as it then stands."""
    tolerance("excluded", record=record)
    record.refresh_from_db()
    return record


@shared
def readmitted(record: Any) -> Any:
    """Let the tolerance that keeps a record out be revoked; return the record as it then stands."""
    revoked(Tolerance.objects.of(record).get(status="excluded"))
    record.refresh_from_db()
    return record


def let_bare(monkeypatch: Any) -> None:
    """Let a director keep a record out and take it up again without a case, where a test is of ends alone."""
    let = {act: replace(DishonestyRecord.TRANSITIONS[act], roles=DIRECTORS) for act in ("exclude", "readmit")}
    monkeypatch.setattr(DishonestyRecord, "TRANSITIONS", {**DishonestyRecord.TRANSITIONS, **let})
