"""What was found of the department's own mending, and what the body that applies the measure decides（procedures.md 11）."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from common.causes import Cause
from common.errors import Incomplete, NotAllowed, NotEligible
from common.models import Evidence, RuleValue
from common.rule_values import rule
from common.trail import Actor
from discipline.leniency import deadlines
from discipline.leniency.models import Leniency
from discipline.leniency.proposing import conduct_of, weigh
from discipline.leniency.rule import Conduct, Proposal, bar_to_leniency
from discipline.leniency.rule_kinds import REFUSAL, SCALE
from discipline.leniency.services.faults import faults_of_conduct
from discipline.leniency.services.starting import bar_handling
from discipline.leniency.services.telling import tell_department, write_letter
from discipline.measures import services as measures
from discipline.measures.models import MENDABLE, Measure
from discipline.measures.services import Spared
from discipline.measures.vocabulary import MeasureStatus

LATER_SAME = "提出、受理或者审查的人不能再办理决定（四眼原则），请由另一人办理"
NO_FILE = "还没有证明主动的材料：先在“证据”里上传，再登记审查意见"


@dataclass(frozen=True)
class Decision:
    """The decision as its document says it; `departure` says why it is another than the rule proposes."""

    document_number: str
    decided_on: date
    departure: str = ""
    until: date | None = None
    narrowed_to: str = ""
    ground: str = ""


def bar_to_examining(case: Leniency, by: Actor) -> str:
    """Return why `by` may not write the finding down: not its body, or no file proves anything."""
    if words := bar_handling(case, by):
        return words
    return "" if Evidence.objects.of(case).standing().exists() else NO_FILE


@transaction.atomic
def examine(
    case: Leniency, *, by: Actor, ground: str, conduct: Conduct, proof_on: date, reason: str
) -> Leniency:
    """Write down what is proved; the rule proposes by that, with reasons, figures and the scale of the day."""
    if words := bar_handling(case, by):
        raise NotAllowed(words)
    if words := bar_to_examining(case, by):
        raise NotEligible(words)
    if wrong := faults_of_conduct(ground, conduct, proof_on):
        raise Incomplete("；".join(wrong.values()), wrong)
    today = timezone.localdate()
    weighed = weigh(conduct, rule(SCALE, "recovered", today))
    case.move(
        "examine",
        by=by,
        reason=reason,
        ground=ground,
        proof_on=proof_on,
        **asdict(conduct),
        examined_by_id=by.user_id,
        examined_on=today,
        finding=reason.strip(),
        proposal=weighed.proposal,
        proposal_reasons="\n".join(weighed.reasons),
        recovered_share=weighed.recovered_share,
        scale_version=weighed.version,
    )
    deadlines.next_clock(case, deadlines.EXAMINE, deadlines.DECIDE, "登记审查意见", by=by)
    return case


@transaction.atomic
def send_back(case: Leniency, *, by: Actor, reason: str) -> Leniency:
    """Have it examined anew; the proposal is made anew with it."""
    if words := bar_handling(case, by):
        raise NotAllowed(words)
    case.move("return", by=by, reason=reason)
    deadlines.next_clock(case, deadlines.DECIDE, deadlines.EXAMINE, "退回补充审查", by=by)
    return case


def bar_to_deciding(case: Leniency, by: Actor) -> str:
    """Return why `by` may not decide: not its body, who registered the measure, or who had the case in hand."""
    if words := measures.bar_decision(case.measure, by):
        return words
    return LATER_SAME if by.user_id in {case.entered_by_id, case.accepted_by_id, case.examined_by_id} else ""


def bar_to_lightening(case: Leniency, by: Actor) -> str:
    """Return why the measure cannot be made milder by `by` now, "" where it can."""
    return bar_to_deciding(case, by) or _bar_by_law(case)


def bar_to_sparing(case: Leniency, by: Actor) -> str:
    """Return why the department is not spared by `by`; some lines of the catalogue stay whatever was mended."""
    return bar_to_lightening(case, by) or measures.bar_sparing(case.measure)


def _bar_by_law(case: Leniency) -> str:
    """Return what bars leniency whoever decides: nothing is left to lighten, or the conduct was not 主动."""
    if case.measure.status not in MENDABLE:
        state = case.measure.get_status_display()
        return f"措施现在是“{state}”：解除以后本件随之终止，恢复执行以后再决定"
    words = bar_to_leniency(conduct_of(case))
    return f"不是主动，不能从轻或者免于惩戒：{words}" if words else ""


def _require(case: Leniency, by: Actor, law: str) -> None:
    if words := bar_to_deciding(case, by):
        raise NotAllowed(words)
    if law:
        raise NotEligible(law)


@transaction.atomic
def spare(case: Leniency, *, by: Actor, reason: str, given: Decision) -> Leniency:
    """Spare the department the measure（免于惩戒）: it ends, or is not applied; record, class and publicity stay.

    苏政发〔2023〕55号 二(五)
    """
    measure = _locked(case)
    _require(case, by, _bar_by_law(case) or measures.bar_sparing(measure))
    was_running = measure.status == MeasureStatus.RUNNING
    _decided(case, "spare", Proposal.SPARE, given, {}, by=by, reason=reason)
    measures.exempt(measure, _spared(case), by=by, cause=Cause.of(case, "spare"))
    return _told(case, "免于惩戒，这项措施不再" + ("执行" if was_running else "实施"), by=by)


@transaction.atomic
def lighten(case: Leniency, *, by: Actor, reason: str, given: Decision) -> Leniency:
    """Make the measure milder（从轻）: a shorter term or a narrower scope, nothing else.

    苏政发〔2023〕55号 二(五)
    """
    measure = _locked(case)
    _require(case, by, _bar_by_law(case))
    wrong = measures.faults_of_lightening(measure, given.until, given.narrowed_to)
    _decided(case, "lighten", Proposal.LIGHTEN, given, wrong, by=by, reason=reason)
    cause = Cause.of(case, "lighten")
    measures.lighten(
        measure, _spared(case), by=by, cause=cause, until=case.until, narrowed_to=case.narrowed_to
    )
    term = f"执行至 {case.until}（最后一日）" if case.until else ""
    scope = f"范围收窄为：{case.narrowed_to}" if case.narrowed_to else ""
    return _told(case, "从轻，" + "，".join(filter(None, (term, scope))), by=by)


@transaction.atomic
def refuse(case: Leniency, *, by: Actor, reason: str, given: Decision) -> Leniency:
    """Decide on a listed ground that the measure stays as it is."""
    _require(case, by, "")
    listed = RuleValue.objects.in_force(REFUSAL, given.ground, timezone.localdate())
    wrong = {} if listed and listed.value else {"ground": "请从所列的不予情形里选一种"}
    refusal = str(listed.value) if listed else ""
    _decided(case, "refuse", Proposal.NONE, given, wrong, by=by, reason=reason, refusal=refusal)
    return _told(case, f"不予从轻、免于（{refusal}），措施照常", by=by)


def _locked(case: Leniency) -> Measure:
    """Return the measure locked first, as whoever ends it does before its cases."""
    case.measure = (
        Measure.objects.select_for_update(of=("self",)).select_related("fact").get(pk=case.measure_id)
    )
    return case.measure


def _decided(
    case: Leniency,
    act: str,
    outcome: Proposal,
    given: Decision,
    wrong: dict[str, str],
    *,
    by: Actor,
    reason: str,
    refusal: str = "",
) -> None:
    """Write the decision down; raises Incomplete with every fault at once."""
    wrong = {**_faults(case, outcome, given), **wrong}
    if wrong:
        raise Incomplete("；".join(wrong.values()), wrong)
    case.move(
        act,
        by=by,
        reason=reason,
        document_number=given.document_number.strip(),
        decided_on=given.decided_on,
        decided_by_id=by.user_id,
        decision_reason=reason.strip(),
        departure=given.departure.strip(),
        until=given.until,
        narrowed_to=given.narrowed_to.strip(),
        refusal=refusal,
    )


def _faults(case: Leniency, outcome: Proposal, given: Decision) -> dict[str, str]:
    wrong = {}
    if not given.document_number.strip():
        wrong["document_number"] = "请写决定文号"
    if not case.acted_on <= given.decided_on <= timezone.localdate():
        wrong["decided_on"] = f"决定日期须在主动纠正之日 {case.acted_on} 与今天之间"
    if outcome != case.proposal and not given.departure.strip():
        wrong["departure"] = f"规则{case.get_proposal_display()}：不同于建议的，请写明理由"
    return wrong


def _spared(case: Leniency) -> Spared:
    document = f"{case.measure.body_name} {case.document_number}（{case.decided_on}）"
    return Spared(case.ground, document, f"{case.number}：{case.decision_reason}")


def _told(case: Leniency, words: str, *, by: Actor) -> Leniency:
    """Write the letter of the decision, start the clock of its service, tell the department."""
    values = {
        "实施机关": case.measure.body_name,
        "结果": words,
        "文号": case.document_number,
        "决定日期": f"{case.decided_on}",
        "理由": case.decision_reason,
    }
    write_letter(case, "leniency_decided", values, by=by)
    deadlines.next_clock(case, deadlines.DECIDE, deadlines.SERVE, "作出决定", by=by)
    tell_department(case, f"{case.number} {words}")
    return case
