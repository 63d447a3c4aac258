"""The form of a lost judgment, entered by hand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms

from common.forms import DayField, SayingField
from records.facts.forms import FactForm
from records.facts.judgments.vocabulary import Outcome


def require_court(address: str) -> None:
    """Refuse an address that is not on a court's own site: nothing else is linked to from a public page."""
    host = urlsplit(address).hostname or ""
    if not f".{host}".endswith(".court.gov.cn"):
        raise forms.ValidationError("只接受法院网站（court.gov.cn）上的裁判文书链接，没有的可以不填")


class JudgmentForm(FactForm):
    """败诉与拒不执行; the latter is handed on only with the court's own announcement（rules.md 0.2i）."""

    outcome = forms.ChoiceField(label="类型", choices=[("", "请选择"), *Outcome.choices])
    case_number = SayingField(label="案号", max_length=120, help_text="如：（2025）苏01行初123号。")
    court = SayingField(label="法院", max_length=200)
    summary = SayingField(
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
        validators=[require_court],
        help_text="中国裁判文书网或法院网站上的地址；公示后公众可以从公示页打开。",
    )
    announcement_number = forms.CharField(
        label="法院公告文号",
        max_length=120,
        required=False,
        help_text="拒不执行的，提交复核前须填：法院自己的公告或名单。",
    )
    announced_on = DayField(label="法院公告日期", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decided, effective = cleaned.get("decided_on"), cleaned.get("effective_on")
        if decided and effective and effective < decided:
            self.add_error("effective_on", f"生效日期不能早于裁判日期 {decided}")
        return cleaned
