"""What is asked before it is told who answered on a day: about what, which day, for what purpose, on what basis."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from commitments.forms.columns import CHOOSE
from commitments.vocabulary import LookBackPurpose
from common.forms import DayField, OfficeForm, SayingField


class LookBackForm(OfficeForm):
    """The question of 项目责任回溯."""

    number = SayingField(label="编号", max_length=120, help_text="项目编号、合同编号、文号，或者承诺编号。")
    day = DayField(label="哪一天", help_text="交接当天起由接任的承担。")
    purpose = forms.ChoiceField(label="用途", choices=[CHOOSE, *LookBackPurpose.choices])
    basis = SayingField(
        label="依据", max_length=300, help_text="来函、通知或者核实编号；用途和依据记入办理经过。"
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError("还没有到这一天：请填今天或者以前的日期")
        return day
