"""A case of leniency is asked for by the department, or begun ex officio; taken up, or not with a listed ground."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.cases.hanging import end_open_cases
from common.ends import Ended
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import RuleValue
from common.once import once
from common.roles import Role
from common.services import attach
from common.trail import Actor
from discipline.leniency import deadlines
from discipline.leniency.models import DECIDED, OPEN, Leniency
from discipline.leniency.rule import Conduct
from discipline.leniency.rule_kinds import REJECTION
from discipline.leniency.services.faults import faults_of_conduct
from discipline.leniency.services.telling import tell_body, tell_department, write_letter
from discipline.measures.models import MENDABLE, Measure
from discipline.routing import competence_over
from discipline.tolerance.vocabulary import Origin
from discipline.vocabulary import CompetentAct

OURS = (Origin.PAPER, Origin.EX_OFFICIO)


@dataclass(frozen=True)
class Request:
    """What is asked for: the ground, the account, what is said of the conduct, its proof, and what is new since a refusal."""

    ground: str
    account: str
    conduct: Conduct
    proof_on: date
    news: str = ""
    origin: str = Origin.SUBJECT
    applied_on: date | None = None


def bar_start(measure: Measure) -> str:
    """Return why no case can begin about this measure now, "" where one can."""
    if measure.status not in MENDABLE:
        return f"{measure.label}现在是“{measure.get_status_display()}”，没有可以从轻或者免于的"
    found = Leniency.objects.filter(measure=measure, status__in=OPEN).first()
    return f"“{measure.label}”已有办理中的从轻、免于 {found.number}" if found else ""


@transaction.atomic
def begin(
    measures: Collection[Measure], request: Request, *, by: Actor, file: UploadedFile | None = None
) -> list[Leniency]:
    """Begin a case about each of these measures: each is decided by the body that applies it（procedures.md 11）.

    It holds nothing by itself. Raises Incomplete (every fault at once), NotEligible, NotAllowed, WrongState.
    """
    keys = [measure.pk for measure in measures]
    rows = Measure.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    locked = list(rows.select_related("fact"))
    if wrong := _faults(locked, request, by):
        raise Incomplete("还不完整：" + "；".join(wrong.values()), wrong)
    for measure in locked:
        competence_over(measure.fact.of_kind, CompetentAct.LIGHTEN, timezone.localdate())
    return [_begun(measure, request, by, file) for measure in locked]


def _begun(measure: Measure, request: Request, by: Actor, file: UploadedFile | None) -> Leniency:
    today = timezone.localdate()
    case = Leniency(
        measure=measure,
        fact=measure.fact,
        origin=request.origin,
        applied_on=request.applied_on or today,
        entered_by_id=by.user_id,
        ground=request.ground,
        account=request.account.strip(),
        proof_on=request.proof_on,
        news=request.news.strip(),
        **asdict(request.conduct),
    )
    with once("leniency_one_open", WrongState(f"“{measure.label}”刚被他人提出了从轻、免于，请刷新")):
        case.enter(by=by, reason=f"{case.get_ground_display()}：{case.account}"[:2000])
    deadlines.next_clock(case, None, deadlines.ACCEPT, "收到申请或者启动", by=by)
    if file is not None:
        file.seek(0)
        attach(case, file, title=case.proof, by=by)
    tell_body(case)
    return case


def _faults(measures: list[Measure], request: Request, by: Actor) -> dict[str, str]:
    """Name every fault by its field: of the measures, of the request, of the conduct."""
    wrong = faults_of_conduct(request.ground, request.conduct, request.proof_on)
    barred = [words for measure in measures if (words := bar_start(measure))]
    if not measures or len({measure.fact_id for measure in measures}) > 1:
        wrong["measures"] = "请选择同一条记录的一项或者几项惩戒措施"
    elif barred:
        wrong["measures"] = "；".join(barred)
    if not request.account.strip():
        wrong["account"] = "请写明事由：做了什么、挽回了什么、怎样证明是主动的"
    if request.applied_on and request.applied_on > timezone.localdate():
        wrong["applied_on"] = "申请或启动日期不能晚于今天"
    if (by.role == Role.REPRESENTATIVE) != (request.origin not in OURS):
        wrong["origin"] = "部门代表为本单位申请；书面申请和依职权启动由信用办经办登记"
    return wrong


def earlier_on(case: Leniency) -> Leniency | None:
    """Return the case about the same measure on the same ground that was decided before."""
    same = Leniency.objects.filter(measure=case.measure_id, ground=case.ground, status__in=DECIDED)
    return same.exclude(pk=case.pk).order_by("-pk").first()


def bar_handling(case: Leniency, by: Actor) -> str:
    """Return why the case is not `by`'s to handle: the body that applies the measure does where it acts here."""
    return "" if case.is_for(by) else f"由{case.measure.body_name}办理"


def bar_acceptance(case: Leniency, by: Actor) -> str:
    """Return why a request must not be taken up by `by`, "" where it may."""
    if words := bar_handling(case, by):
        return words
    former = None if case.news.strip() else earlier_on(case)
    if former:
        state = former.get_status_display()
        return f"{former.number} 已就同一情形作出决定（{state}），没有新的证据，须不予受理"
    return ""


@transaction.atomic
def accept(case: Leniency, *, by: Actor, reason: str = "") -> Leniency:
    """Take the request up; the measure runs on meanwhile."""
    if words := bar_handling(case, by):
        raise NotAllowed(words)
    if words := bar_acceptance(case, by):
        raise NotEligible(words)
    case.move("accept", by=by, reason=reason, accepted_by_id=by.user_id, accepted_on=timezone.localdate())
    deadlines.next_clock(case, deadlines.ACCEPT, deadlines.EXAMINE, "受理", by=by)
    tell_department(case, f"{case.number} 已受理")
    return case


@transaction.atomic
def reject(case: Leniency, *, by: Actor, ground: str, reason: str) -> Leniency:
    """Refuse to take a request up, on a listed ground with reasons（不予受理）."""
    if words := bar_handling(case, by):
        raise NotAllowed(words)
    listed = RuleValue.objects.in_force(REJECTION, ground, timezone.localdate())
    if listed is None or not listed.value:
        raise Incomplete("请选择不予受理的情形", {"ground": "请选择"})
    words = str(listed.value)
    case.move("reject", by=by, reason=reason, rejection=words)
    deadlines.stop_all([case.pk], reason=f"不予受理：{words}", by=by)
    write_letter(case, "leniency_rejected", {"不予受理的情形": words, "理由": reason.strip()}, by=by)
    tell_department(case, f"{case.number} 不予受理：{words}")
    return case


def bar_to_taking_back(case: Leniency, by: Actor) -> str:
    """Return why `by` is not the side that takes the case back."""
    is_own = by.role == Role.REPRESENTATIVE
    return "" if is_own == (case.origin == Origin.SUBJECT) else "由提出的一方撤回"


@transaction.atomic
def take_back(case: Leniency, *, by: Actor, reason: str) -> Leniency:
    """Take the request back（撤回申请）, without prejudice; the office may still begin ex officio."""
    if words := bar_to_taking_back(case, by):
        raise NotAllowed(words)
    case.move("withdraw", by=by, reason=reason)
    deadlines.stop_all([case.pk], reason=f"申请撤回：{reason}", by=by)
    return case


def lapse(rows: QuerySet[Leniency], ended: Ended, *, key: str) -> None:
    """End the open cases of measures or of records that ended, with their clocks（procedures A.3）; `key` leads there."""
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        end_open_cases(rows, key, "lapse", ended, "所涉的")
        deadlines.stop_all(keys, reason=ended.reason or ended.way.label, by=ended.by)
