from __future__ import annotations

from django import forms

from accounts.forms import ChosenPasswordForm


class OwnPasswordForm(ChosenPasswordForm):
    """The code that came by another way than the link, and the password that the person chooses."""

    code = forms.CharField(
        label="同意码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text="12 位，由同意的那位管理员当面或电话告诉您；大小写、连字符都不要紧。",
    )
    field_order = ("code", "new", "again")
