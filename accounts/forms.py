from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils import timezone

from accounts.models import User
from accounts.passwords import require_good_password
from common.field_errors import name_errors
from common.forms import OfficeForm


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "账号或口令不对。连续输错 5 次，账号将锁定 30 分钟。",
        "inactive": "这个账户已停用，请联系系统管理员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["username"].label = "账号"
        self.fields["password"].label = "口令"
        name_errors(self.fields)


class ChosenPasswordForm(OfficeForm):
    """A password that its person chooses, typed twice."""

    new = forms.CharField(
        label="新口令",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少 12 位，不能是常见口令、全数字或有规律的字符，不能与姓名、账号相近，不能是最近 5 个口令之一。",
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


class NewPasswordForm(ChosenPasswordForm):
    old = forms.CharField(
        label="现在的口令", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("old", "new", "again")

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise forms.ValidationError("现在的口令不对")
        return old

    def clean_new(self) -> str:
        if self.cleaned_data["new"] == self.cleaned_data.get("old"):
            raise forms.ValidationError("新口令不能与现在的相同")
        return super().clean_new()


class AccountForm(OfficeForm):
    username = forms.RegexField(
        r"^[a-z][a-z0-9._-]{2,59}$",
        label="账号",
        help_text="小写字母开头，可含数字、点、连字符，3–60 位。",
        error_messages={"invalid": "账号须以小写字母开头，只含小写字母、数字、点、下划线和连字符，3–60 位"},
    )
    name = forms.CharField(label="姓名", max_length=60)
    email = forms.EmailField(label="电子邮箱", required=False)
    reason = forms.CharField(
        label="事由", max_length=300, help_text="如“新到岗，任职文件苏…号”。同意的人据此核实。"
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError("这个账号已被使用，请换一个")
        return username


class EmailForm(OfficeForm):
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        help_text="只用来告知有几条提醒，不写事项内容；留空则不再发邮件。",
        error_messages={"invalid": "不是完整的邮箱地址，应像 name@example.com 这样"},
    )
    reason = forms.CharField(label="理由", max_length=300)


class CodeForm(OfficeForm):
    code = forms.CharField(
        label="动态码",
        max_length=20,
        help_text="手机验证器上的 6 位数字；手机不在身边时，填一个恢复码。",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autofocus": True,
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )

    def __init__(self, *args: Any, only_app: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only_app:
            self.fields["code"].help_text = "手机验证器上现在显示的 6 位数字，每 30 秒换一次。"
            self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())

    def refuse(self, wait_until: datetime | None) -> None:
        """Say that the code was not taken, and how long to wait before the next."""
        words = "不对：请看手机上现在的数字，每个码只能用一次；手机时间须自动校准"
        if wait_until is not None:
            seconds = max(1, ceil((wait_until - timezone.now()).total_seconds()))
            wait = f"{seconds} 秒" if seconds < 60 else f"{ceil(seconds / 60)} 分钟"
            words += f"。请等 {wait} 再试"
        self.add_error("code", words)
