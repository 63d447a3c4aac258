"""The inputs of a correction: the fact's own fields as they would read, kind, grounds and document."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms

from common.forms import OfficeForm
from policy.vocabulary import CorrectionKind
from records.facts.forms import EntryForm, SumsForm, entry_forms
from records.facts.models.kinds import FactKind


class CorrectionForm(SumsForm):
    """Every field that can be corrected stands as it is now; what is changed becomes the proposal."""

    kind = forms.ChoiceField(
        label="更正类型",
        choices=[("", "请选择"), *CorrectionKind.choices],
        help_text="公众只看到更正日期和类型。",
    )
    grounds = forms.CharField(
        label="更正理由",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明错在哪里、依据什么更正；不对外公示。",
    )
    document = forms.CharField(
        label="依据文书", required=False, max_length=300, help_text="如补正裁定、更正决定的机关、文号和日期。"
    )
    again = deepcopy(EntryForm.base_fields["again"])

    def __init__(self, *args: Any, fact: FactKind, **kwargs: Any) -> None:
        self.names = fact.CORRECTABLE
        kwargs.setdefault("initial", {name: getattr(fact, name) for name in self.names})
        super().__init__(*args, **kwargs)
        entry = entry_forms[fact.KIND]
        for name in self.names:
            self.fields[name] = deepcopy(entry.base_fields[name])
        self.ask_of_sums()

    @property
    def changes(self) -> dict[str, Any]:
        """Return what the form says of the fact's fields."""
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def words(self) -> dict[str, Any]:
        """Return kind, grounds, document, why it may repeat what was withdrawn, and whether doubtful sums are right."""
        asked = ("kind", "grounds", "document", "again", "sums_right")
        return {name: self.cleaned_data[name] for name in asked}

    @property
    def content_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]


class HiddenForm(OfficeForm):
    because = forms.CharField(
        label="更正后不再公示的理由",
        max_length=300,
        help_text="如：更正为轻微，或按更正后的日期公示期已满。原公示在施行时撤下。",
    )
