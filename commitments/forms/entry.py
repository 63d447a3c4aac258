"""The form of a commitment: what every domain asks, in the domain's own words, then the domain's columns by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from commitments.domains.domain import Domain
from commitments.forms.columns import CHOOSE, field_of
from commitments.models import Commitment
from commitments.services.entering import NO_SUCH_CARRIER, NO_SUCH_KIND
from commitments.vocabulary import Carrier, PromiseKind
from common.lookup import LookupField
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from postings.models import Posting
from records.facts.forms import DraftForm
from records.lookups import SUBJECT_HELP, Subjects

OWN = "own_"
COMMON = (
    *("counterparty", "counterparty_code", "carrier", "document_title", "document_number", "signed_on"),
    *("promise_kind", "content", "amount", "agreed_on", "post", "remark"),
)
OPTIONAL = frozenset({"counterparty", "counterparty_code", "amount", "agreed_on", "post", "remark"})
HELP = {
    "content": "写清给谁、给什么、多少、到什么时候；不写自然人姓名、证件号码、电话。",
    "post": "只在后台使用，不对外公开。",
    "agreed_on": "文书写明的最后一天；按验收、交付起算的可以不填。",
    "amount": "没有金额的留空。",
    "matter": "下面只填与事项类别同名的一组，其余各组留空。",
}


class CommitmentForm(DraftForm):
    """One form for all domains: `domain` says its words, its kinds of promises and its columns."""

    department = LookupField(label="承诺主体", help_text=SUBJECT_HELP)

    def __init__(
        self,
        *args: Any,
        posting: Posting,
        domain: Domain,
        case: Commitment | None = None,
        **kwargs: Any,
    ) -> None:
        self.domain = domain
        if case is not None:
            kwargs["initial"] = initial_of(case, domain)
        super().__init__(*args, **kwargs)
        self.fields["department"].look_in(Subjects(posting))  # type: ignore[attr-defined]
        self.fields["department"].label = domain.words.get("department", "承诺主体")
        for name in COMMON:
            self.fields[name] = self._common(name)
        for name in domain.columns:
            column = domain.part._meta.get_field(name)
            label = str(column.verbose_name)  # type: ignore[union-attr]
            self.fields[OWN + name] = field_of(column, label, required=name in domain.required)  # type: ignore[arg-type]
            self.fields[OWN + name].help_text = HELP.get(name, "")
        self.as_draft((*Commitment.ASKED, *domain.required_common))

    def _common(self, name: str) -> forms.Field:
        column = Commitment._meta.get_field(name)
        label = self.domain.words.get(name, str(column.verbose_name))  # type: ignore[union-attr]
        field = field_of(column, label, required=name not in OPTIONAL or name in self.domain.required_common)  # type: ignore[arg-type]
        field.help_text = HELP.get(name, "")
        if name == "promise_kind":
            field = _some(label, PromiseKind.choices, self.domain.kinds, NO_SUCH_KIND)
        if name == "carrier":
            field = _some(label, Carrier.choices, self.domain.carriers, NO_SUCH_CARRIER)
        return field

    @property
    def groups(self) -> Iterator[tuple[str, list[forms.BoundField], str]]:
        """Yield the domain's own groups with their fields, one sheet each, and the kind of matter that each is for."""
        kinds = self.domain.matters.kinds if self.domain.matters else {}
        of_kinds = {columns.every: key for key, columns in kinds.items()}
        for heading, names in self.domain.asked.items():
            yield heading, [self[OWN + name] for name in names], of_kinds.get(tuple(names), "")

    @property
    def common_fields(self) -> list[forms.BoundField]:
        """Return the fields that every domain asks."""
        return [self[name] for name in COMMON]

    def clean_counterparty_code(self) -> str:
        code = normalise_credit_code(self.cleaned_data["counterparty_code"])
        if fault := (check_credit_code(code) if code else None):
            raise forms.ValidationError(fault)
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("signed_on") and cleaned["signed_on"] > timezone.localdate():
            self.add_error("signed_on", "不能晚于今天")
        own = self.own_values(cleaned)
        for name, words in self.domain.faults({**cleaned, **own}).items():
            field = OWN + name if OWN + name in self.fields else name
            if field in self.fields and field not in self.errors:
                self.add_error(field, words)
        return cleaned

    def own_values(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Return what was typed of the domain's own columns, by their names; a choice left empty is ""."""
        found = {name: cleaned.get(OWN + name) for name in self.domain.columns}
        return {name: _kept(self.domain, name, value) for name, value in found.items()}

    def to_fields(self) -> dict[str, Any]:
        """Return what the service takes."""
        cleaned = self.cleaned_data
        common = {name: cleaned[name] for name in COMMON}
        return {"common": {**common, "department": cleaned["department"]}, "own": self.own_values(cleaned)}


def column_fields(names: Sequence[str]) -> dict[str, forms.Field]:
    """Return the inputs of common columns as no domain in particular asks for them."""
    columns: dict[str, Any] = {name: Commitment._meta.get_field(name) for name in names}
    return {
        name: field_of(column, str(column.verbose_name), required=False) for name, column in columns.items()
    }


def initial_of(case: Commitment, domain: Domain) -> dict[str, Any]:
    """Return what the form shows of a draft that is changed."""
    part = domain.part_of(case)
    shown = {name: getattr(case, name) for name in COMMON}
    own = {OWN + name: _shown(getattr(part, name)) for name in domain.columns}
    return {**shown, **own, "department": case.department.in_full}


def _shown(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _kept(domain: Domain, name: str, value: object) -> object:
    column = domain.part._meta.get_field(name)
    if value is None and not column.null:  # type: ignore[union-attr]
        return column.get_default() if column.has_default() else ""  # type: ignore[union-attr]
    return value


def _some(
    label: str, choices: Sequence[tuple[str, Any]], known: Sequence[str], unknown: str
) -> forms.ChoiceField:
    """Return a choice among those that a domain knows, and what it says of another."""
    offered = [CHOOSE, *(one for one in choices if one[0] in known)]
    return forms.ChoiceField(label=label, choices=offered, error_messages={"invalid_choice": unknown})
