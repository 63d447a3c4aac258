"""What a posting hands over, and to whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from common.cases.open_cases import CaseKind
from common.lookup import LookupField, LookupForm
from postings.lookups import Receivers
from postings.models import Posting


class HandoverForm(LookupForm):
    """To whom, and which kinds of open cases."""

    receiver = LookupField(
        label="接收岗位", help_text="按姓名、账号、单位或地区查找同角色、在任、接得了这些事项的另一个岗位。"
    )
    kinds = forms.MultipleChoiceField(
        label="移交的事项", widget=forms.CheckboxSelectMultiple, help_text="分给几个人接收时，分几次列单。"
    )
    reason = forms.CharField(label="事由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, giver: Posting, counts: dict[CaseKind, int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["receiver"].look_in(Receivers(giver, list(counts), timezone.localdate()))  # type: ignore[attr-defined]
        choices = [(kind.key, f"{kind.label}（{number} 件）") for kind, number in counts.items()]
        self.fields["kinds"].choices = choices  # type: ignore[attr-defined]
        self.fields["kinds"].initial = [key for key, _ in choices]
