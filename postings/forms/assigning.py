"""Which cases of a queue go to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from common.forms import OfficeForm
from postings.models import Posting


class AssignForm(OfficeForm):
    """A colleague and the ticked cases."""

    to = forms.ModelChoiceField(
        label="分给",
        queryset=Posting.objects.none(),
        empty_label="请选择同事",
        help_text="同一角色、办得了其中事项的在任同事。",
    )
    case = forms.MultipleChoiceField(label="事项", widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, colleagues: Sequence[Posting], cases: Sequence[tuple[str, str]], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        to: Any = self.fields["to"]
        to.queryset = Posting.objects.filter(pk__in=[held.pk for held in colleagues]).select_related("user")
        to.label_from_instance = lambda held: f"{held.user.name} · {held}"
        self.fields["case"].choices = cases  # type: ignore[attr-defined]
