"""The inputs of pressing: which body is named, and by whose document a step is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django import forms

from common.forms import GivenReasonForm
from common.workflow import Workflow
from discipline.forms import CHOOSE, area
from discipline.pressing.services import ACTS, presser, pressers


class NameBodyForm(GivenReasonForm):
    """For which act the director names whom, and why."""

    act = forms.ChoiceField(label="事项")
    body_name = forms.CharField(label="机关", max_length=200, help_text="写全称；不能是当事部门自己。")
    reason = area("理由", 2000, help_text="写明为什么由这一机关办理、依据哪一条；没有人代为决定。")
    field_order = ("act", "body_name", "reason")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the acts that the table leaves open, with what it says of each."""
        form = cls(data, **options)
        left = [one for one in pressers(obj) if one.line.needs_routing]  # type: ignore[arg-type]
        lines = [(one.line.act, f"{one.line.act.label}（职权分工：{one.line.words}）") for one in left]
        form.fields["act"].choices = [CHOOSE, *lines]  # type: ignore[attr-defined]
        return form


class PressForm(GivenReasonForm):
    """By whose document the department is pressed."""

    KIND: ClassVar[str] = ""
    body = forms.CharField(label="实施机关", max_length=200)
    document = forms.CharField(label="文书", max_length=200, help_text="写明名称、文号和日期。")
    field_order = ("body", "document", "reason")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Let whom the director named stand there unchanged; else say which body the table means."""
        form, found = cls(data, **options), presser(obj, ACTS[cls.KIND]) if cls.KIND else None  # type: ignore[arg-type]
        if found is None:
            return form
        field = form.fields["body"]
        field.help_text = f"职权分工写的是“{found.line.words}”，请写出是哪一个机关的全称。"
        if found.named:
            field.disabled, field.initial = True, found.named.body_name
            field.help_text = f"{found.named.named_on} 由{found.named.named_by.name}指定。"
        return form


class InterviewForm(PressForm):
    KIND = "interview"


class CircularForm(PressForm):
    KIND = "circular"
