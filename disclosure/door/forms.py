"""What the public forms ask; nothing is kept here, and every fault is said beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from common.secrecy import marks_in
from intake.applications import LONGEST_TEXT, Application
from intake.sealing import QueryCode
from intake.vocabulary import ObjectionKind, Sender

SHORT = {"required": "请填写"}
CHOSEN = {"required": "请选择", "invalid_choice": "请从列出的里面选择"}
MISSING = "作为利害关系人提出异议的，请填写"
MISMATCH = "回执号和查询码不相符：请照回执核对，字母不分大小写"


class DoorForm(forms.Form):
    """No text with a mark of state secrets is taken（rules.md 0.2p）."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, words in marks_in(given).items():
            self.add_error(name, words)
        return given


class ApplicationForm(DoorForm):
    """The objection of a person concerned, or anybody's hint（rules.md 0.2e, 3.8）."""

    about = forms.CharField(label="哪一条信息", max_length=500, error_messages=SHORT)
    sender = forms.ChoiceField(label="您是", choices=Sender.choices, error_messages=CHOSEN)
    standing = forms.CharField(label="利害关系", max_length=300, required=False)
    name = forms.CharField(label="姓名或者单位名称", max_length=60, required=False)
    contact = forms.CharField(label="联系方式", max_length=120, required=False)
    kind = forms.ChoiceField(label="哪里不对", choices=ObjectionKind.choices, error_messages=CHOSEN)
    reasons = forms.CharField(
        label="怎样不对、应当是什么、凭什么", max_length=LONGEST_TEXT, error_messages=SHORT
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("sender") == Sender.CONCERNED:
            for name in ("standing", "name", "contact"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, MISSING)
        return given

    @property
    def application(self) -> Application:
        """Return what was filled in, as a message carries it."""
        return Application.read(self.cleaned_data)


class ReceiptForm(forms.Form):
    """Receipt and query code: both, so that a mistyped code is told from one under which nothing lies."""

    receipt = forms.CharField(label="回执号", max_length=30, error_messages=SHORT)
    code = forms.CharField(label="查询码", max_length=40, error_messages=SHORT)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        code = QueryCode.read(given.get("code", ""))
        if not self.errors and (code is None or _bare(code.receipt) != _bare(given["receipt"])):
            self.add_error("code", MISMATCH)
        return {**given, "code": code}


class StatementForm(DoorForm):
    """What an applicant says when asked."""

    words = forms.CharField(label="补正或者说明的内容", max_length=LONGEST_TEXT, error_messages=SHORT)


def _bare(receipt: str) -> str:
    return "".join(sign for sign in receipt.upper() if sign.isalnum())
