from __future__ import annotations

from django import forms

from common.forms import OfficeForm
from intake.key_requests import HELD_BY, LONGEST_HOLDER, LONGEST_PURPOSE, RATES, KeyRequest


class IssueForm(OfficeForm):
    """To whom a key is given, what for, and how much an hour."""

    holder = forms.CharField(label="使用的单位或者系统", max_length=LONGEST_HOLDER, help_text=HELD_BY)
    purpose = forms.CharField(label="用途", max_length=LONGEST_PURPOSE, widget=forms.Textarea)
    per_hour = forms.TypedChoiceField(
        label="每小时次数", choices=[(rate, f"{rate} 次") for rate in RATES], coerce=int
    )

    @property
    def asked(self) -> KeyRequest:
        """Return what was filled in."""
        given = self.cleaned_data
        return KeyRequest(given["holder"], given["purpose"], given["per_hour"])
