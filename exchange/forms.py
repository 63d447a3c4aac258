from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.conf import settings

from commitments.screening.querysets import keeps_lists
from common.errors import Incomplete
from common.forms import DayField, OfficeForm, SayingField
from common.roles import Role
from common.trail import Actor
from exchange.importers.layouts import LAYOUTS, Column, Form
from exchange.importers.values import UNITS
from exchange.importers.written_words import word
from exchange.models.batches import EXTENTS, ImportBatch, ImportKind


class UploadForm(OfficeForm):
    """A file to import, of a kind that the posting may report."""

    kind = forms.ChoiceField(label="类型", choices=ImportKind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label="文件",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=f".xlsx 或 .csv（UTF-8、GBK 均可），不超过 {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB。",
        error_messages={"required": "请选择要上传的文件", "empty": "文件是空的，请检查后重新上传"},
    )
    as_of = DayField(
        label="名单日期",
        required=False,
        help_text="失信名单必填：列入机关的名单是哪一天的，时效从这一天起算。其他类型留空。",
    )
    source = SayingField(
        label="名单来源",
        required=False,
        max_length=200,
        help_text="失信名单必填，如：最高人民法院失信被执行人名单共享接口。其他类型留空。",
    )
    extent = forms.ChoiceField(
        label="名单范围",
        required=False,
        choices=[("", "请选择"), *EXTENTS],
        help_text="失信名单必填。全量：没有列出的现行条目，启用后自名单日期起移出；变动：没有列出的照旧，移出的写明移出日期。",
    )
    dry_run = forms.BooleanField(
        label="只试算，不写入",
        required=False,
        help_text="先看每一行的结果；满意后可以直接转为正式导入，不必再传一次。",
    )

    def __init__(self, posting: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (kind.value, kind.label)
            for kind in ImportKind
            if kind == ImportKind.DISHONESTY
            or (posting.role == Role.CLERK and (keeps_lists(posting) or not LAYOUTS[kind].watch))
        ]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        if self.initial.get("kind") not in dict(kinds):
            self.initial["kind"] = ImportKind.DISHONESTY.value
        if not any(LAYOUTS[kind].watch for kind, _ in kinds):
            del self.fields["as_of"], self.fields["source"], self.fields["extent"]

    @property
    def told(self) -> dict[str, Any]:
        """What is told of a watch list: its day, its source, full or changes; of other workbooks nothing is."""
        given = self.cleaned_data
        is_list = LAYOUTS[given["kind"]].watch
        return {name: given[name] for name in ("as_of", "source", "extent")} if is_list else {}

    def show(self, refusal: Incomplete) -> None:
        """Put a refusal beside what it is about: what is told of a list, else the file."""
        own = {name: words for name, words in refusal.fields.items() if name in self.told}
        for name, words in (own or {"file": refusal.message}).items():
            self.add_error(name, words)


class ColumnsForm(OfficeForm):
    """Which field each column of a file holds; what the portal recognised, or was told last time, stands already."""

    def __init__(self, batch: ImportBatch, remembered: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._layout = LAYOUTS[batch.kind]
        recognised = {place: self._layout.column(key) for key, place in batch.header_places.items()}
        choices = [
            ("", "不导入"),
            *((value, label) for column in self._layout.columns for value, label in _choices(column)),
        ]
        for place, name in enumerate(batch.header_names):
            if name:
                column = recognised.get(place)
                initial = remembered.get(str(place), _initial(column, name) if column else "")
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=name, choices=choices, initial=initial, required=False
                )

    @property
    def places(self) -> dict[str, str]:
        """The field of each place that has one."""
        return {
            name.removeprefix("column_"): value
            for name, value in self.cleaned_data.items()
            if value and name in self.fields
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        taken = Counter(value.partition(":")[0] for value in cleaned.values() if value)
        twice = [self._layout.column(key).header for key, number in taken.items() if number > 1]
        missing = [column.header for column in self._layout.required if not taken[column.key]]
        if twice:
            self.add_error(
                None, f"对应了两列：{'、'.join(twice)}；每个字段只能对应一列，另一列请选“不导入”。"
            )
        if missing:
            self.add_error(
                None, f"必填的字段还没有对应：{'、'.join(missing)}；文件里确实没有的，请补上后重新上传。"
            )
        return cleaned


def _choices(column: Column) -> list[tuple[str, str]]:
    star = "（必填）" if column.required else ""
    if column.form != Form.MONEY:
        return [(column.key, f"{column.header}{star}")]
    return [(f"{column.key}:{unit}", f"{column.header}（{unit}）{star}") for unit in UNITS]


def _initial(column: Column, name: str) -> str:
    if column.form != Form.MONEY:
        return column.key
    units = sorted((unit for unit in UNITS if unit in word(name)), key=len)
    return f"{column.key}:{units[-1]}" if units else ""
