"""What a correction says of a fact: which fields change, what follows from them, whether it can stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from common.errors import Incomplete
from common.identifiers import document_key
from common.secrecy import refuse_marks
from records.corrections.models.corrections import CORRECTABLE_OF
from records.facts.models.judgments import Outcome
from records.facts.services.grading import regrade
from records.facts.services.reviewed_facts import NUMBERS, keys_of
from records.models import Correction, DishonestyRecord, LostJudgment
from records.rule_periods import periods_of
from records.vocabulary import DEAD_RECORDS


def differences(fact: Any, changes: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return {field: [before, after]} of what really changes; Incomplete where a value will not do."""
    unknown = [name for name in changes if name not in CORRECTABLE_OF[type(fact)]]
    if unknown:
        raise Incomplete(
            "这些项不能更正：主体、来源、公开属性有误的，请撤销后重新录入", dict.fromkeys(unknown, "不能更正")
        )
    typed = {name: _typed(fact, name, value) for name, value in changes.items()}
    found = {name: [getattr(fact, name), new] for name, new in typed.items() if new != getattr(fact, name)}
    if not found:
        raise Incomplete("没有任何改动，请填写更正后的内容")
    require_sound(corrected(fact, {name: new for name, (_, new) in found.items()}))
    return found


def corrected(fact: Any, values: Mapping[str, Any]) -> Any:
    """Return an unsaved copy of `fact` as it would read with `values`, what follows from them included."""
    copy = type(fact).objects.get(pk=fact.pk)
    for name, value in values.items():
        setattr(copy, name, value)
    for name, value in derived(copy).items():
        setattr(copy, name, value)
    return copy


def proposed_fact(correction: Correction) -> Any:
    """Return an unsaved copy of the fact as the correction would leave it."""
    return corrected(correction.fact, values_of(correction))


def _typed(fact: Any, name: str, value: object) -> Any:
    """Return `value` as the fact's own field has it; texts with a secrecy mark do not come in."""
    field: Any = fact._meta.get_field(name)
    try:
        typed = field.clean(value.strip() if isinstance(value, str) else value, None)
    except ValidationError as error:
        raise Incomplete(f"{field.verbose_name}有误", {name: "；".join(error.messages)}) from error
    refuse_marks({name: typed})
    return typed


def values_of(correction: Correction) -> dict[str, Any]:
    """Return the proposed values as the fact's fields have them."""
    fields = correction.fact._meta
    return {name: fields.get_field(name).to_python(new) for name, (_, new) in correction.changes.items()}


def derived(fact: Any) -> dict[str, Any]:
    """Return what follows from the content: normal form of the number, for a record computed grade and periods."""
    return _derived_of_record(fact) if isinstance(fact, DishonestyRecord) else keys_of(fact)


def _derived_of_record(record: DishonestyRecord) -> dict[str, Any]:
    grade = record.computed_severity
    if record.impact:
        grade = regrade(
            loss=record.loss,
            impact=record.impact,
            is_aggravated=record.is_aggravated,
            day=timezone.localdate(),
        ).severity
    periods = periods_of(record) if record.query_until else {}
    return {"document_key": document_key(record.document_number), "computed_severity": grade, **periods}


def require_sound(fact: Any) -> None:
    """Refuse what the constraints would refuse, in words: dates, the grade's reason, a second of its kind."""
    if isinstance(fact, DishonestyRecord):
        wrong = _faults_of_record(fact)
    else:
        wrong = _faults_of_judgment(fact) if isinstance(fact, LostJudgment) else _faults_of_honour(fact)
        wrong |= _twin_of(fact)
    if wrong:
        raise Incomplete("更正后的内容不成立：" + "；".join(wrong.values()), wrong)


def _faults_of_judgment(judgment: LostJudgment) -> dict[str, str]:
    wrong = {}
    if judgment.decided_on > timezone.localdate():
        wrong["decided_on"] = "裁判日期不能晚于今天"
    if judgment.effective_on < judgment.decided_on:
        wrong["effective_on"] = "生效日期不能早于裁判日期"
    if judgment.outcome == Outcome.REFUSED and not (judgment.announcement_number and judgment.announced_on):
        wrong["announcement_number"] = "拒不执行须有法院公告的文号和日期"
    return wrong


def _faults_of_honour(honour: Any) -> dict[str, str]:
    wrong = {}
    if honour.issued_on > timezone.localdate():
        wrong["issued_on"] = "颁发日期不能晚于今天"
    if honour.valid_until and honour.valid_until < honour.issued_on:
        wrong["valid_until"] = "有效期不能早于颁发日期"
    return wrong


def _twin_of(fact: Any) -> dict[str, str]:
    same = ("outcome",) if isinstance(fact, LostJudgment) else ("honour",)
    values = {name: getattr(fact, name) for name in same} | keys_of(fact)
    others = type(fact).objects.exclude(pk=fact.pk).exclude(status__in=DEAD_RECORDS)
    twin = others.filter(department=fact.department_id, **values).exists()
    return {NUMBERS[type(fact)][0]: "与这个部门已有的一条重复"} if twin else {}


def _faults_of_record(record: DishonestyRecord) -> dict[str, str]:
    today, wrong = timezone.localdate(), {}
    if record.decided_on > today:
        wrong["decided_on"] = "认定日期不能晚于今天"
    if record.effective_on < record.decided_on:
        wrong["effective_on"] = "生效日期不能早于认定日期"
    if record.occurred_on and record.occurred_on > record.decided_on:
        wrong["occurred_on"] = "发生日期不能晚于认定日期"
    if record.computed_severity != record.declared_severity and not record.severity_reason:
        wrong["severity_reason"] = (
            f"按规则计算为“{record.get_computed_severity_display()}”，请写明不一致的理由"
        )
    twin = (
        DishonestyRecord.objects.exclude(pk=record.pk)
        .exclude(status__in=DEAD_RECORDS)
        .filter(
            document_key=record.document_key,
            department=record.department_id,
            official=record.official_id,
            source_kind=record.source_kind,
            ordinal=record.ordinal,
        )
    ).first()
    if twin:
        wrong["document_number"] = f"与已有记录 {twin.record_no} 重复"
    return wrong
