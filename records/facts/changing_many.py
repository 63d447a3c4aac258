"""Fields changed on many rows at once: each row by its own form and service, so that nothing comes in unchecked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from django import forms

from common.cases.acts import Act, Given
from common.errors import Incomplete, NotEligible
from common.forms import OfficeForm, ReasonForm
from common.roles import ENTERERS
from common.trail import Actor
from common.workflow import Workflow

SAME = "已经是这样，没有要改的"
CHANGE = ("批量修改", ENTERERS)
"""How a list offers it, and to whom."""
EFFECT = "只改填了的几项，其余不变；每一条各记一次修改，版次加一。"


class ChangeForm(ReasonForm):
    """What many rows become: a field left open stays as each row has it. What it gives is as typed, for each row's own form."""

    bulk_heading = "改成什么，不填的不变"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed = {name: self.data[name] for name in self.fields if self.data.get(name, "").strip()}
        if not typed.keys() - {"reason"}:
            self.add_error(None, "请至少填一项要改成什么")
        return {**typed, "reason": cleaned.get("reason", "")}


def changing_many(
    offered: Mapping[str, forms.Field],
    form: Callable[[Any, Any, Given | None], OfficeForm],
    save: Callable[[Any, Any, Any, str], object],
) -> Act:
    """Return the act that changes the fields `offered` on a row: `form` is the row's own, as it is or with data, `save` keeps it.

    What is done says before → after, one line each. It raises Incomplete with what the row's form refuses, NotEligible where nothing
    would change.
    """

    def change(row: Workflow, by: Actor, given: Given) -> str:
        was = form(row, by, None)
        before = {name: was[name].value() for name in was.fields}
        changed = {
            n: given[n] for n in offered if n in given and was.fields[n].has_changed(was[n].initial, given[n])
        }
        if not changed:
            raise NotEligible(SAME)
        new = form(row, by, before | changed)
        if not new.is_valid():
            told = {name: "；".join(map(str, errors)) for name, errors in new.errors.items()}
            raise Incomplete("；".join(told.values()), told)
        save(row, by, new, given["reason"] or "批量修改")
        return "\n".join(f"{was[n].label}：{_said(was[n])} → {_said(new[n])}" for n in changed)

    asked = {name: _perhaps(field) for name, field in offered.items()}
    return Act(
        "修改", EFFECT, change, type("RowsForm", (ChangeForm,), {**asked, "field_order": [*asked, "reason"]})
    )


def _perhaps(field: forms.Field) -> forms.Field:
    """Return the field as it is asked of many: left open, it changes nothing."""
    made = deepcopy(field)
    made.required, made.help_text, made.initial = False, "", None
    if isinstance(made, forms.ChoiceField):
        known: Any = made.choices
        made.choices = [("", "不变"), *(one for one in known if one[0])]
    return made


def _said(bound: forms.BoundField) -> str:
    known = dict(getattr(bound.field, "choices", ()))
    return str(known.get(bound.value(), bound.value()) or "") if bound.value() else "未填"
