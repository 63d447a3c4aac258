"""The inputs of a reorganisation: bodies by their credit codes, the document, the day."""

from __future__ import annotations

from typing import Any

from django import forms

from common.forms import DayField, OfficeForm
from common.trail import Actor
from organisations.forms.bodies import BodiesField, first_offered
from organisations.models import Reorganisation
from organisations.vocabulary import ReorganisationKind as K

SEVERAL = 3
LINES = {
    K.MERGE: {"sources": SEVERAL, "heirs": 1},
    K.SPLIT: {"sources": 1, "heirs": SEVERAL},
    K.ABOLISH: {"sources": 1, "heirs": 1},
}
"""How many lines for bodies each kind starts with; one is enough where it is not named."""


class ReorganisationForm(OfficeForm):
    """One form for all kinds; fields of another kind are left out."""

    sources = BodiesField(
        label="调整的机构", help_text="输入名称、简称或统一社会信用代码，从列出的机构里选；合并的可填几个。"
    )
    heirs = BodiesField(
        label="承继机构",
        required=False,
        help_text="同样输入名称或代码；第一个承担全部未了事项。新设机构请先列入名录。",
    )
    new_name = forms.CharField(label="新名称", required=False, max_length=200)
    new_short_name = forms.CharField(label="新简称", required=False, max_length=60)
    new_code = forms.CharField(label="新统一社会信用代码", required=False, max_length=40)
    document_body = forms.CharField(label="批准机关", max_length=200)
    document_number = forms.CharField(label="批准文号", max_length=120)
    document_dated_on = DayField(label="文件日期")
    effective_on = DayField(label="生效日期", help_text="未到的，由系统在当天零时过后办理生效。")
    remark = forms.CharField(label="说明", required=False, max_length=500)

    def __init__(self, *args: Any, kind: str, posting: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posting = posting
        unused = {
            K.RENAME: ("heirs",),
            K.RECODE: ("heirs", "new_name", "new_short_name"),
        }.get(K(kind), ("new_name", "new_short_name", "new_code"))
        for name in unused:
            del self.fields[name]
        offers = list(first_offered(posting))
        for name, lines in LINES.get(K(kind), {"sources": 1}).items():
            field = self.fields[name]
            field.posting = posting  # type: ignore[attr-defined]
            field.widget.lines = lines
            field.widget.offers = offers


def initial_of(case: Reorganisation) -> dict[str, Any]:
    """Return what the form shows of a case that is being changed."""
    names = ("new_name", "new_short_name", "new_code", "document_body", "document_number")
    days = ("document_dated_on", "effective_on", "remark")
    return {
        **{name: getattr(case, name) for name in (*names, *days)},
        "sources": [body.in_full for body in case.sources],
        "heirs": [body.in_full for body in case.heirs],
    }
