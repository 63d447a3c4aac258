"""The auditor's pages of the field history: search every version of everything; one row's versions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from common.access import seat
from common.forms import DayField, OfficeForm
from common.roles import Role
from common.version_words import column_label, kind_label, shown_columns
from common.versions import Asked, kinds, search

AUDITORS = frozenset({Role.AUDITOR})
PER_PAGE = 25
MOST_VERSIONS = 200


class HistoryForm(OfficeForm):
    """What the auditor asks; a field can be chosen once a kind is."""

    person = forms.CharField(label="办理人姓名", required=False, max_length=60)
    kind = forms.ChoiceField(label="对象类型", required=False)
    words = forms.CharField(label="对象名称或编号", required=False, max_length=100)
    field = forms.ChoiceField(label="改动的字段", required=False)
    since = DayField(label="自", required=False)
    until = DayField(label="至", required=False)
    request = forms.CharField(label="请求编号", required=False, max_length=64)

    def __init__(self, data: Any) -> None:
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

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, "cleaned_data", {}).values())


@seat(AUDITORS)
def history(request: Any) -> HttpResponse:
    """Show the versions that fit, the newest first; older ones follow by their place in time."""
    form = HistoryForm(request.GET)
    found = []
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if value}
        found = search(Asked(**given, before=_place(request.GET.get("before", ""))), limit=PER_PAGE + 1)
    context = {
        "here": "history",
        "form": form,
        "versions": found[:PER_PAGE],
        "earlier": found[PER_PAGE - 1].cursor if len(found) > PER_PAGE else "",
        "is_later": "before" in request.GET,
    }
    return render(request, "common/history.html", context)


@seat(AUDITORS)
def versions(request: Any, kind: str, key: str) -> HttpResponse:
    """Show all versions of one row, deleted ones too."""
    event = kinds().get(kind)
    if event is None:
        raise Http404
    try:
        asked = event._meta.get_field("pgh_obj").to_python(key)
    except forms.ValidationError as wrong:
        raise Http404 from wrong
    found = search(Asked(kind=kind, obj=str(asked)), limit=MOST_VERSIONS)
    if not found:
        raise Http404
    context = {"here": "history", "kind": kind_label(event.pgh_tracked_model), "versions": found}
    return render(request, "common/versions.html", context)


def _place(cursor: str) -> tuple[str, str, int] | None:
    """Return the place from which an older page goes on; what is no place counts as the beginning."""
    at, _, rest = cursor.partition("|")
    kind, _, number = rest.partition("|")
    moment = forms.DateTimeField(required=False)
    try:
        return (str(moment.clean(at)), kind, int(number)) if at and kind in kinds() else None
    except (forms.ValidationError, ValueError):
        return None
