"""What is asked of whoever wants a key of the API, or wants to see its use."""

from __future__ import annotations

from django import forms

from disclosure.door.forms import CHOSEN, SHORT, DoorForm
from intake.key_requests import LONGEST_HOLDER, LONGEST_PURPOSE, RATES, KeyRequest
from intake.sealing import QueryCode

RATE_CHOICES = [(str(rate), f"每小时 {rate:,} 次") for rate in RATES]
NO_KEY = "这不是一个密钥：应为四组字母和数字，请照收到时的抄写"


class KeyForm(DoorForm):
    """For which system, what for, how much an hour."""

    holder = forms.CharField(label="使用的单位或者系统", max_length=LONGEST_HOLDER, error_messages=SHORT)
    purpose = forms.CharField(label="用来做什么", max_length=LONGEST_PURPOSE, error_messages=SHORT)
    per_hour = forms.ChoiceField(label="需要的次数", choices=RATE_CHOICES, error_messages=CHOSEN)

    @property
    def asked(self) -> KeyRequest:
        """Return what was filled in, as a message carries it."""
        given = self.cleaned_data
        return KeyRequest(given["holder"], given["purpose"], int(given["per_hour"]))


class ShownKeyForm(forms.Form):
    """A key, to see how much it was used."""

    key = forms.CharField(label="密钥", max_length=40, error_messages=SHORT)

    def clean_key(self) -> str:
        if QueryCode.read(self.cleaned_data["key"]) is None:
            raise forms.ValidationError(NO_KEY)
        return str(self.cleaned_data["key"])
