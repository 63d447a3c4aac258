"""The inputs of a reorganisation: bodies by their credit codes, the document, the day."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from common.forms import DayField, OfficeForm
from common.identifiers import normalise_credit_code
from records.models import Department, Reorganisation
from records.vocabulary import ReorganisationKind as K

_BETWEEN = re.compile(r"[\s,，、;；]+")


class ReorganisationForm(OfficeForm):
    """One form for all kinds; fields of another kind are left out."""

    sources = forms.CharField(
        label="调整的机构",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="统一社会信用代码；合并的每行一个。",
    )
    heirs = forms.CharField(
        label="承继机构",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="统一社会信用代码；第一个承担全部未了事项。新设机构请先列入名录。",
    )
    new_name = forms.CharField(label="新名称", required=False, max_length=200)
    new_short_name = forms.CharField(label="新简称", required=False, max_length=60)
    new_code = forms.CharField(label="新统一社会信用代码", required=False, max_length=40)
    document_body = forms.CharField(label="批准机关", max_length=200)
    document_number = forms.CharField(label="批准文号", max_length=120)
    document_dated_on = DayField(label="文件日期")
    effective_on = DayField(label="生效日期", help_text="未到的，由系统在当天零时过后办理生效。")
    remark = forms.CharField(label="说明", required=False, max_length=500)

    def __init__(self, *args: Any, kind: str, posting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posting = posting
        unused = {
            K.RENAME: ("heirs",),
            K.RECODE: ("heirs", "new_name", "new_short_name"),
        }.get(K(kind), ("new_name", "new_short_name", "new_code"))
        for name in unused:
            del self.fields[name]

    def clean_sources(self) -> list[Department]:
        return self._bodies("sources")

    def clean_heirs(self) -> list[Department]:
        return self._bodies("heirs")

    def _bodies(self, name: str) -> list[Department]:
        codes = [normalise_credit_code(code) for code in _BETWEEN.split(self.cleaned_data[name]) if code]
        known = {body.credit_code: body for body in Department.objects.filter(credit_code__in=codes)}
        strange = [code for code in codes if code not in known]
        if strange:
            raise forms.ValidationError("名录中没有这个代码的机构：" + "、".join(strange))
        return [known[code] for code in dict.fromkeys(codes)]


def initial_of(case: Reorganisation) -> dict[str, Any]:
    """Return what the form shows of a case that is being changed."""
    names = ("new_name", "new_short_name", "new_code", "document_body", "document_number")
    days = ("document_dated_on", "effective_on", "remark")
    return {
        **{name: getattr(case, name) for name in (*names, *days)},
        "sources": "\n".join(body.credit_code for body in case.sources),
        "heirs": "\n".join(body.credit_code for body in case.heirs),
    }
