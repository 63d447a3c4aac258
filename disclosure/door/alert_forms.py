"""What the form of alerts by mail asks."""

from __future__ import annotations

from django import forms

from disclosure.door.forms import CHOSEN, SHORT, DoorForm
from intake.alert_requests import LONGEST_ADDRESS
from intake.vocabulary import Rhythm

NO_ADDRESS = "这不是一个邮箱地址，请检查，例如 name@example.com"


class AlertForm(DoorForm):
    """One address of mail, and how often it is written to."""

    email = forms.EmailField(
        label="邮箱地址", max_length=LONGEST_ADDRESS, error_messages={**SHORT, "invalid": NO_ADDRESS}
    )
    rhythm = forms.ChoiceField(label="多久一封", choices=Rhythm.choices, error_messages=CHOSEN)
