"""Input for the form of any act: each field by its type and its name, now and then wrong; choices come from `pick`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from common.forms import OfficeForm, WanField
from common.workflow import Workflow

Pick = Callable[[Sequence[Any]], Any]
PAST = ("served_on", "ordered_on", "sent_on", "performed_on", "acted_on", "proof_on", "asked_on")
LATER = ("until", "due", "due_on", "asked_to", "again_from", "correction_due", "planned_until", "to")
NEVER = {"warned_on": "", "enforced_on": "", "code": "", "verifier_code": "", "departure": "依据个案情况"}
TEXTS = {
    "reason": "依据文书和核查情况办理",
    "statement": "款项已在安排，请予考虑",
    "text": "本单位已列入明年预算，并与施工单位签订分期支付协议，首期款项已支付。",
    "body_name": "模拟市人民政府（演示）",
    "body": "模拟审计局（演示）",
    "name": "甄诚信",
    "contact": "13900000000",
    "standing": "是合同相对人，记录影响货款的结算",
    "verifier": "模拟法院（演示）",
    "findings": "经核对判决书，逾期天数应为一百二十日",
    "source_body": "模拟复议机关（演示）",
}
_serial = itertools.count(1)


def first(options: Sequence[Any]) -> Any:
    """Pick the first of what is offered: how a script fills a form."""
    return options[0]


def given_to(form: type[OfficeForm], obj: Workflow, pick: Pick, **told: str) -> Mapping[str, str]:
    """Return data that a person might type into the form of an act on `obj`; `told` is typed as it stands."""
    asked = form.about(obj)
    data = {name: _typed(name, field, pick) for name, field in asked.fields.items()}
    return {**data, **told}


def _typed(name: str, field: forms.Field, pick: Pick) -> str:
    if name in NEVER:
        return NEVER[name] if not field.required else "依据个案情况"
    if isinstance(field, forms.ModelChoiceField):
        rows = list(field.queryset[:3])  # type: ignore[index]
        return (
            str(field.prepare_value(pick(rows))) if rows and (field.required or pick([True, False])) else ""
        )
    if isinstance(field, forms.ChoiceField):
        keys = [str(key) for key, _ in _flat(field.choices) if key not in ("", None)]
        return str(pick(keys)) if keys else ""
    if isinstance(field, forms.BooleanField):
        return str(pick(["", "on"]))
    if isinstance(field, forms.DateField):
        return "" if not field.required and pick([True, False]) else _day(name, pick).isoformat()
    if isinstance(field, WanField):
        return str(pick(["10", "8"]))
    return _words(name, field) if field.required or name == "reason" else str(pick(["", _words(name, field)]))


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    rows: list[tuple[Any, Any]] = []
    for key, label in choices:
        rows += list(label) if isinstance(label, list | tuple) else [(key, label)]
    return rows


def _day(name: str, pick: Pick) -> date:
    today = timezone.localdate()
    if name in LATER:
        return today + timedelta(days=pick([30, 10, 1, 90, -1]))
    return today - timedelta(days=pick([1, 6, 30] if name in PAST else [0, 1, 5, -1]))


def _words(name: str, field: forms.Field) -> str:
    if "number" in name:
        return f"模拟文〔2026〕{next(_serial)}号"
    if "remark" in name:
        return "查明属实，见证据"
    return TEXTS.get(name, "模拟文书（演示），写明事项")


def spoilt(data: Mapping[str, str], pick: Pick) -> Mapping[str, str]:
    """Return the data as somebody types who leaves a field out."""
    return {**data, pick(sorted(data)): ""} if data else data
