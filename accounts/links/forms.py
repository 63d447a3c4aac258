from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from accounts.passwords import require_good_password
from common.forms import OfficeForm


class OwnPasswordForm(OfficeForm):
    """The code that came by another way than the link, and the password that the person chooses."""

    code = forms.CharField(
        label="同意码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text="12 位，由同意的那位管理员当面或电话告诉您；大小写、连字符都不要紧。",
    )
    new = forms.CharField(
        label="新口令",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少 12 位，不能是常见口令或全数字，不能与姓名、账号相近。只有您自己知道。",
    )
    again = forms.CharField(
        label="再输一次", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        require_good_password(new, self.person)
        return new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError("两次输入的新口令不一致")
        return again
