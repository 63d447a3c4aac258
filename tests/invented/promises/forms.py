from __future__ import annotations

from django import forms

from common.forms import DayField
from records.facts.forms import FactForm


class PromiseForm(FactForm):
    subject = forms.CharField(label="承诺事项", max_length=200)
    document_number = forms.CharField(label="承诺书编号", max_length=120)
    received_by = forms.CharField(label="受理机关", max_length=200)
    words = forms.CharField(label="承诺内容", max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))
    signed_on = DayField(label="签署日期")
    effective_on = DayField(label="生效日期")
