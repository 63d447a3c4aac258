"""What the acts on a lead ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from appeals.leads.vocabulary import SenderKind
from common.forms import DayField, GivenReasonForm, OfficeForm, SayingField
from intake.applications import Application
from intake.vocabulary import ObjectionKind
from records.facts.models.facts import Fact

UNKNOWN = "没有这个编号或文号的信息，请核对"
SEVERAL = "这个文号有几条信息，请填信息编号"


def fact_numbered(number: str) -> Fact:
    """Return the one fact about a department that bears a number; raises ValidationError where none or several do."""
    found = Fact.objects.filter(number=number.strip(), department__isnull=False)[:2]
    if len(found) != 1:
        raise forms.ValidationError(SEVERAL if found else UNKNOWN)
    return found[0]


class ConvertForm(GivenReasonForm):
    """The information that the sender meant, by its number."""

    number = forms.CharField(
        label="信息编号或文号", max_length=120, help_text="来信人所指的信息；由受理人按异议继续办理。"
    )
    field_order = ("number", "reason")
    fact: Fact | None = None

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        self.fact = fact_numbered(number)
        return number

    def clean(self) -> dict[str, Any]:
        return {**super().clean(), "fact": self.fact}


class LeadForm(OfficeForm):
    """What came by paper or telephone, as an officer takes it down."""

    number = forms.CharField(
        label="信息编号或文号", max_length=120, required=False, help_text="所指的信息；没有查到的不填。"
    )
    matter = forms.CharField(label="来信所写的信息", max_length=500)
    kind = forms.ChoiceField(label="哪里不对", choices=[("", "请选择"), *ObjectionKind.choices])
    reasons = SayingField(label="内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    name = forms.CharField(
        label="来信人姓名或名称", max_length=60, required=False, help_text="可以不署名；加密保存。"
    )
    contact = forms.CharField(
        label="联系方式", max_length=120, required=False, help_text="用来告知处理结果，加密保存。"
    )
    received_on = DayField(label="收到日期")
    fact: Fact | None = None

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        self.fact = fact_numbered(number) if number.strip() else None
        return number

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("收到日期不能晚于今天")
        return day

    @property
    def application(self) -> Application:
        """Return it as the public form would have sent it; whoever is concerned hands in an objection on paper."""
        return Application.read(
            {**self.cleaned_data, "about": self.cleaned_data["matter"], "sender": SenderKind.OTHER}
        )
