from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from common.forms import OfficeForm
from common.roles import Role
from exchange.models.batches import ImportKind


class UploadForm(OfficeForm):
    """A file to import, of a kind that the posting may report."""

    kind = forms.ChoiceField(label="类型", choices=ImportKind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label="文件",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=f".xlsx 或 .csv（UTF-8、GBK 均可），不超过 {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB。",
        error_messages={"required": "请选择要上传的文件", "empty": "文件是空的，请检查后重新上传"},
    )
    dry_run = forms.BooleanField(
        label="只试算，不写入",
        required=False,
        help_text="先看每一行的结果；满意后可以直接转为正式导入，不必再传一次。",
    )

    def __init__(self, role: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (
            ImportKind.choices
            if role == Role.CLERK
            else [(ImportKind.DISHONESTY.value, ImportKind.DISHONESTY.label)]
        )
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].initial = ImportKind.DISHONESTY.value
