"""Lost judgments and commendations, entered by hand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils import timezone

from common.forms import DayField
from common.lookup import LookupField, LookupForm
from postings.models import Posting
from records.facts.models.commendations import HONOUR_LEVELS
from records.facts.models.judgments import Outcome
from records.lookups import SUBJECT_HELP, Subjects


def court_address(address: str) -> str:
    """Return an address on a court's own site: nothing else is linked to from a public page."""
    host = urlsplit(address).hostname or ""
    if address and not f".{host}".endswith(".court.gov.cn"):
        raise forms.ValidationError("只接受法院网站（court.gov.cn）上的裁判文书链接，没有的可以不填")
    return address


class FactForm(LookupForm):
    """A fact about one department, looked up by name or credit code."""

    credit_code = LookupField(label="部门", help_text=SUBJECT_HELP)

    def __init__(self, *args: Any, posting: Posting, fact: Any = None, **kwargs: Any) -> None:
        self.posting = posting
        if fact is not None:
            kept = {name: getattr(fact, name) for name in self.base_fields if name != "credit_code"}
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
        given = dict(self.cleaned_data)
        given["department"] = given.pop("credit_code")
        return given


class JudgmentForm(FactForm):
    """败诉与拒不执行; the latter only with the court's own announcement（rules.md 0.2i）."""

    outcome = forms.ChoiceField(label="类型", choices=[("", "请选择"), *Outcome.choices])
    case_number = forms.CharField(label="案号", max_length=120, help_text="如：（2025）苏01行初123号。")
    court = forms.CharField(label="法院", max_length=200)
    summary = forms.CharField(
        label="裁判要旨",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写清争议、裁判结果和应履行的义务；不写自然人姓名。",
    )
    decided_on = DayField(label="裁判日期")
    effective_on = DayField(label="生效日期")
    document_url = forms.URLField(
        label="裁判文书网链接",
        required=False,
        assume_scheme="https",
        help_text="中国裁判文书网或法院网站上的地址；公示后公众可以从公示页打开。",
    )
    announcement_number = forms.CharField(
        label="法院公告文号",
        max_length=120,
        required=False,
        help_text="拒不执行必填：须有法院自己的公告或名单。",
    )
    announced_on = DayField(label="法院公告日期", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decided, effective = cleaned.get("decided_on"), cleaned.get("effective_on")
        if decided and effective and effective < decided:
            self.add_error("effective_on", f"生效日期不能早于裁判日期 {decided}")
        if cleaned.get("outcome") == Outcome.REFUSED:
            for name in ("announcement_number", "announced_on"):
                if not cleaned.get(name):
                    self.add_error(name, "拒不执行须有法院公告，请填写")
        return cleaned

    def clean_document_url(self) -> str:
        return court_address(self.cleaned_data["document_url"])


class CommendationForm(FactForm):
    honour = forms.CharField(label="荣誉名称", max_length=200)
    level = forms.ChoiceField(label="级别", choices=[("", "请选择"), *HONOUR_LEVELS])
    issued_by = forms.CharField(label="颁发机关", max_length=200)
    document_number = forms.CharField(label="文号", max_length=120)
    issued_on = DayField(label="颁发日期")
    valid_until = DayField(label="有效期至", required=False, help_text="到期自动撤下；长期有效的不填。")
    deeds = forms.CharField(
        label="事迹摘要", max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        issued, valid = cleaned.get("issued_on"), cleaned.get("valid_until")
        if issued and valid and valid < issued:
            self.add_error("valid_until", f"有效期不能早于颁发日期 {issued}")
        return cleaned
