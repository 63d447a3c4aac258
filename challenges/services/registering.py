"""A challenge of the document comes in: taken down by the office or the finding body, or reported by the department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from challenges.deadlines import FOLLOW_UP, REGISTER, met, run, stop_all
from challenges.documents import finder_of
from challenges.models import Challenge, ChallengedRecord
from challenges.services.telling import REPORTED, STEP, tell_officers, tell_public, tell_sides
from common.errors import Incomplete, NotAllowed, NotEligible
from common.history import acting
from common.once import once
from common.roles import REPRESENTATIVES, Role
from common.services import attach
from common.trail import Actor
from policy.vocabulary import DEAD_RECORDS, ChallengeKind
from postings.telling import tell_unit
from records.facts.models.kinds import FactKind

TWICE = "这份文书在这个机关的同一途径已经登记，正在办理"


@dataclass(frozen=True)
class Filing:
    """The remedy as the organ's acceptance says it: which, before whom, by which document, proved by a file."""

    kind: str
    organ: str
    accepted_on: date
    accepted_number: str
    upload: UploadedFile
    note: str = ""


def bar_to_challenge(fact: FactKind) -> str:
    """Return why nothing is registered of a fact's document, "" where it may be."""
    if fact.status in DEAD_RECORDS:
        return f"现在是“{fact.get_status_display()}”，没有可以变动的"
    return "" if finder_of(fact).strip() else "记录没有写明作出文书的机关，请先补齐"


@transaction.atomic
def register(fact: FactKind, filing: Filing, *, by: Actor) -> Challenge:
    """Register that the document of a fact is challenged; every record of the document tells of it from this second.

    The department's own report waits for an officer. Publicity goes on（procedures A.3）.
    """
    today = timezone.localdate()
    if words := bar_to_challenge(fact):
        raise NotEligible(words)
    if wrong := _faults(fact, filing, today):
        raise Incomplete("还不完整：" + "；".join(wrong.values()), wrong)
    case = Challenge.about(fact)
    case.kind, case.organ, case.note = filing.kind, filing.organ.strip(), filing.note.strip()
    case.accepted_on, case.accepted_number = filing.accepted_on, filing.accepted_number.strip()
    case.entered_by_id = by.user_id
    _enter(case, by)
    gather(case, by=by)
    attach(case, filing.upload, title=f"受理文书 {case.accepted_number}", by=by)
    if by.role in REPRESENTATIVES:
        run(REGISTER, case, today, "收到报告", by=by)
        tell_officers(case, REPORTED, f"{case} 部门报告源文书变动，请核对登记", case.due_on)
        return case
    return _begun(case, by)


@transaction.atomic
def accept(case: Challenge, *, by: Actor, reason: str = "") -> Challenge:
    """Register what a department reported, once its evidence was checked."""
    case.move("accept", by=by, reason=reason, registered_by_id=by.user_id)
    met(REGISTER, case, on=timezone.localdate(), by=by)
    return _begun(case, by)


@transaction.atomic
def decline(case: Challenge, *, by: Actor, reason: str) -> Challenge:
    """Refuse to register a report, such as one without the organ's acceptance; the reasons are told."""
    case.move("decline", by=by, reason=reason, decision_reason=reason.strip())
    stop_all(case, reason="不予登记", by=by)
    tell_unit(case, Role.REPRESENTATIVE, case.fact.department, STEP, f"{case} 不予登记：{reason}")
    return case


@transaction.atomic
def follow_up(case: Challenge, *, by: Actor, reason: str) -> Challenge:
    """Write down what the organ says of how far it is; the reminder runs anew."""
    if case.is_prepared:
        raise NotEligible("处理文书已经登记，等负责人决定")
    case.move("follow_up", by=by, reason=reason)
    run(FOLLOW_UP, case, timezone.localdate(), "了解进展", by=by)
    return case


def gather(case: Challenge, *, by: Actor) -> None:
    """Keep which records the document has by now, those entered since among them（procedures A.5）."""
    rows = [ChallengedRecord(challenge=case, fact=fact.parent) for fact in case.live_facts]
    with acting(by):
        ChallengedRecord.objects.bulk_create(rows, ignore_conflicts=True)


def _begun(case: Challenge, by: Actor) -> Challenge:
    run(FOLLOW_UP, case, case.accepted_on, f"{case.organ}受理", by=by)
    tell_sides(case, f"{case.document_number} {case.state_words}，公示照常")
    tell_public(case)
    return case


def _faults(fact: FactKind, filing: Filing, today: date) -> dict[str, str]:
    wrong = {}
    if filing.kind not in ChallengeKind.values:
        wrong["kind"] = "请选择救济途径"
    for name, words in {"organ": "受理机关", "accepted_number": "受理文书号"}.items():
        if not str(getattr(filing, name)).strip():
            wrong[name] = f"请填写{words}"
    if not fact.decided <= filing.accepted_on <= today:
        wrong["accepted_on"] = f"受理日期须在文书日期 {fact.decided} 与今天之间"
    return wrong


def _enter(case: Challenge, by: Actor) -> None:
    act = "report" if by.role in REPRESENTATIVES else "enter"
    verb = {"enter": Challenge.ENTER, **Challenge.ENTRIES}[act]
    if by.role not in verb.roles:
        raise NotAllowed("源文书变动由信用办经办或者认定机关登记，由部门代表报告")
    with once("challenge_open_once", Incomplete(TWICE, {"organ": TWICE})):
        case.enter(by=by, act=act, reason=f"{case.get_kind_display()} {case.organ} {case.accepted_number}")
    case.refresh_from_db()
