"""What the forms of reviewed facts share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from django import forms
from django.utils import timezone

from common.forms import OfficeForm, WanField
from common.lookup import LookupField, LookupForm
from policy.vocabulary import AGAIN
from postings.models import Posting
from records.facts.models.reviewed_facts import ReviewedFact
from records.lookups import SUBJECT_HELP, Subjects

entry_forms: dict[str, type[LookupForm]] = {}
"""The form by which each kind is entered, by its key; each kind enters its own."""


class DraftForm(LookupForm):
    """A form whose fields are all asked for at 提交复核; saved as a draft it may leave them open, with no value unchecked."""

    due: Collection[str] = ()
    """The fields that a draft may lack, which the page marks."""

    def as_draft(self, asked: Collection[str]) -> Self:
        """Let the fields `asked` for at 提交复核 stand open for now; whom it is about and on what document stays required."""
        self.due = [name for name in self.fields if name in asked]
        for name in self.due:
            self.fields[name].required = False
        return self


class EntryForm(DraftForm):
    """What entering any fact asks: why, where one of the same document and subject was withdrawn."""

    again = forms.CharField(
        label=AGAIN,
        required=False,
        max_length=500,
        help_text="只有同一文书、同一主体的记录撤销过，才须填写。",
    )


class SumsForm(OfficeForm):
    """Sums that look wrong are asked about once; the tick is for the sums as typed, another sum is asked about anew."""

    sums_right = forms.BooleanField(label="金额无误", required=False)
    asks_sums = False

    def ask_of_sums(self) -> None:
        """Tie the tick to the sums as they stand in the form; called once all of its fields are there."""
        names = [name for name, field in self.fields.items() if isinstance(field, WanField)]
        self.typed_sums = "|".join(str(self[name].value() or "") for name in names)
        self.is_ticked = self.is_bound and self.data.get("sums_right") == self.typed_sums
        self.asks_sums |= self.is_ticked
        self.fields["sums_right"].widget = forms.CheckboxInput(
            {"value": self.typed_sums}, check_test=lambda _: self.is_ticked
        )

    def clean_sums_right(self) -> bool:
        return self.is_ticked


class FactForm(EntryForm):
    """A fact about one department, looked up by name or credit code."""

    credit_code = LookupField(label="部门", help_text=SUBJECT_HELP)

    def __init__(self, *args: Any, posting: Posting, fact: ReviewedFact | None = None, **kwargs: Any) -> None:
        self.posting = posting
        if fact is not None:
            kept = {
                name: getattr(fact, name) for name in self.base_fields if name not in ("credit_code", "again")
            }
            kwargs["initial"] = {**kept, "credit_code": fact.department.in_full}
        super().__init__(*args, **kwargs)
        self.fields["credit_code"].look_in(Subjects(posting))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("decided_on", "issued_on", "announced_on"):
            if cleaned.get(name) and cleaned[name] > timezone.localdate():
                self.add_error(name, f"{self.fields[name].label}不能晚于今天")
        return cleaned

    def to_fields(self) -> dict[str, Any]:
        """Return the fact's fields as the services take them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "again"}
        given["department"] = given.pop("credit_code")
        return given
