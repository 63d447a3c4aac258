from __future__ import annotations

from django import forms

from common.forms import DayField, OfficeForm


class ServeForm(OfficeForm):
    on = DayField(label="送达日期")
    proof = forms.CharField(label="送达证明", max_length=300)
