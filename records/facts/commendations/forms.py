"""The form of a commendation, entered by hand."""

from __future__ import annotations

from typing import Any

from django import forms

from common.forms import DayField, SayingField
from records.facts.commendations.vocabulary import HONOUR_LEVELS
from records.facts.forms import FactForm


class CommendationForm(FactForm):
    honour = SayingField(label="荣誉名称", max_length=200)
    level = forms.ChoiceField(label="级别", choices=[("", "请选择"), *HONOUR_LEVELS])
    issued_by = SayingField(label="颁发机关", max_length=200)
    document_number = SayingField(label="文号", max_length=120)
    issued_on = DayField(label="颁发日期")
    valid_until = DayField(label="有效期至", required=False, help_text="到期自动撤下；长期有效的不填。")
    deeds = forms.CharField(
        label="事迹摘要", max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        issued, valid = cleaned.get("issued_on"), cleaned.get("valid_until")
        if issued and valid and valid < issued:
            self.add_error("valid_until", f"有效期不能早于颁发日期 {issued}")
        return cleaned
