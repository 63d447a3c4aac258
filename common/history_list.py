"""The auditor's list of the field history: every version of everything, its filters, what it exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from common.forms import DayField, OfficeForm
from common.history import LABELS
from common.lists.columns import Column, below, link
from common.lists.facets import Facet, NameFacet
from common.lists.spec import ListSpec
from common.roles import AUDITORS
from common.trail import Actor
from common.version_rows import VersionRows
from common.version_words import column_label, kind_label, shown_columns
from common.versions import Version, kinds


class HistoryForm(OfficeForm):
    """What the auditor asks; a field can be chosen once a kind is."""

    person = forms.CharField(label="办理人姓名", required=False, max_length=60)
    kind = forms.ChoiceField(label="对象类型", required=False)
    way = forms.ChoiceField(label="方式", required=False, choices=[("", "全部"), *LABELS.items()])
    words = forms.CharField(label="对象名称或编号", required=False, max_length=100)
    field = forms.ChoiceField(label="改动的字段", required=False)
    since = DayField(label="自", required=False)
    until = DayField(label="至", required=False)
    request = forms.CharField(label="请求编号", required=False, max_length=64)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        tracked = kinds()
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "全部"),
            *((key, kind_label(event.pgh_tracked_model)) for key, event in tracked.items()),
        ]
        chosen = tracked.get(data.get("kind", ""))
        columns = [(f.column, column_label(f)) for f in shown_columns(chosen)] if chosen else []
        first = "不限" if chosen else "先选对象类型并筛选"
        self.fields["field"].choices = [("", first), *columns]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "截止日不能早于起始日")
        return cleaned


class HistoryFilter:
    """The form as the frame of lists asks it; what is wrong in it narrows nothing."""

    base_filters = HistoryForm.base_fields

    def __init__(self, data: Mapping[str, Any], queryset: VersionRows, posting: Actor) -> None:
        self.form, self.rows = HistoryForm(data), queryset

    @property
    def qs(self) -> VersionRows:
        self.form.is_valid()
        return self.rows.narrowed(**{name: value for name, value in self.form.cleaned_data.items() if value})


def _told(version: Version) -> str:
    return "；".join(
        f"{change.label}：{change.old} → {change.new}" if change.old else f"{change.label}：{change.new}"
        for change in version.changes
    )


def _who(version: Version) -> str:
    return str(version.told.get("actor_name") or ("后台任务" if version.told.get("task") else "系统"))


def _object(version: Version) -> SafeString:
    address = reverse("common:versions", args=[version.kind, version.obj])
    return below(link(address, version.name), version.kind_label)


HISTORY = ListSpec(
    key="history",
    label="字段历史",
    unit="次",
    url_name="common:history",
    rows=lambda posting: VersionRows(),
    filterset=HistoryFilter,
    roles=AUDITORS,
    default="-at",
    is_long=True,
    hint="每个字段的每次改动：谁、以哪个岗位、从哪里、改前改后。加密的字段和口令不在其中。",
    empty="还没有改动。",
    facets=(Facet("kind", "kind"), Facet("way", "way"), NameFacet("person", "person")),
    columns=(
        Column(
            "at",
            "时间",
            lambda v: v.at,
            lambda v: render_to_string("common/version_at.html", {"v": v}),
            exports=(("时间", lambda v: v.at), ("方式", lambda v: v.label)),
            sort=["at"],
            css="nowrap",
        ),
        Column(
            "object",
            "对象",
            lambda v: v.name,
            _object,
            exports=(("对象", lambda v: v.name), ("对象类型", lambda v: v.kind_label)),
            fixed=True,
        ),
        Column(
            "changes",
            "改动",
            _told,
            lambda v: render_to_string("common/version_cell.html", {"v": v}),
            css="wrap",
        ),
        Column(
            "who",
            "办理人与岗位",
            _who,
            lambda v: render_to_string("common/version_who.html", {"v": v, "auditing": True}),
            exports=(
                ("办理人", _who),
                ("岗位", lambda v: v.posting_words),
                ("来源地址", lambda v: v.told.get("address", "")),
                ("请求编号", lambda v: v.told.get("request_id", "")),
            ),
        ),
    ),
)
