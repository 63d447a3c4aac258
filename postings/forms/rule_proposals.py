"""A proposed value of a rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from common.forms import DayField, OfficeForm
from common.rulebook import RuleKind


class RuleForm(OfficeForm):
    """A value in the form of its kind, with its document and the day from which it applies."""

    def __init__(self, kind: RuleKind, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.fields |= kind.shape.fields()
        self.fields["effective_from"] = DayField(label="自哪天起施行", initial=timezone.localdate)
        self.fields["basis"] = forms.CharField(label="依据", max_length=200)
        self.fields["document_number"] = forms.CharField(
            label="文号", max_length=100, required=False, help_text="没有文件的，确认后仍标作“建议值”。"
        )
        self.fields["reason"] = forms.CharField(
            label="修订理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
        )

    def given(self) -> dict[str, Any]:
        """Return what the service takes: value and unit packed, the rest as typed."""
        value, unit = self.kind.shape.pack(self.cleaned_data)
        named = {
            name: self.cleaned_data[name] for name in ("effective_from", "basis", "document_number", "reason")
        }
        return {"value": value, "unit": unit, **named}
