"""The inputs of incentives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from common.forms import DayField, GivenReasonForm, OfficeForm
from common.models import RuleValue
from discipline.incentives.catalogue import KIND
from discipline.incentives.services import Grant


class ProposeForm(OfficeForm):
    """Which incentive of the catalogue, and why."""

    measure = forms.ChoiceField(label="激励措施")
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = sorted(RuleValue.objects.at(KIND, timezone.localdate()).items())
        choices = [(key, f"{row.label}{row.doubt}") for key, row in lines]
        self.fields["measure"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]


class GrantForm(GivenReasonForm):
    """The decision that grants it."""

    body_name = forms.CharField(label="实施机关", max_length=200)
    document_number = forms.CharField(label="决定文书", max_length=200, help_text="写明名称、文号。")
    decided_on = DayField(label="决定日期")
    starts_on = DayField(label="执行自")
    until = DayField(label="执行至（最后一日）")
    field_order = ("body_name", "document_number", "decided_on", "starts_on", "until", "reason")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors:
            decided, starts = given["decided_on"], given["starts_on"]
            if given["until"] < starts:
                self.add_error("until", "最后一日不能早于执行开始之日")
            if starts < decided:
                self.add_error("starts_on", f"执行不能早于决定日期 {decided}")
            if decided > timezone.localdate():
                self.add_error("decided_on", "不能晚于今天")
        if self.errors:
            return given
        reason = given.pop("reason")
        return {"given": Grant(**given), "reason": reason}
