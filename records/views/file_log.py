"""The auditor's list of every look into officials' files（查阅登记）."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from common.access import seat
from common.forms import DayField, OfficeForm
from common.listing import listing
from common.models import RuleValue
from common.roles import Role
from records.models import FileAccess
from records.vocabulary import FileAct

AUDITORS = frozenset({Role.AUDITOR})
SORTS = {"at": ["at"], "person": ["person_name"], "purpose": ["purpose_label"]}


class LogForm(OfficeForm):
    """What narrows the log; every part may be left open."""

    person = forms.CharField(label="查阅人姓名", required=False, max_length=60)
    number = forms.CharField(label="公务员内部编号", required=False, max_length=40)
    act = forms.ChoiceField(label="行为", required=False, choices=[("", "全部"), *FileAct.choices])
    purpose = forms.ChoiceField(label="用途", required=False)
    basis = forms.CharField(label="依据或批准文号", required=False, max_length=120)
    since = DayField(label="自", required=False)
    until = DayField(label="至", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        rows = RuleValue.objects.filter(kind="file_purpose").order_by("pk")
        chosen: Any = self.fields["purpose"]
        chosen.choices = [("", "全部"), *{row.key: row.label for row in rows}.items()]

    @property
    def form(self) -> LogForm:
        """Return itself: the sheet of filters asks for a form."""
        return self

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, "cleaned_data", {}).values())

    def narrowed(self, rows: Any) -> Any:
        """Return the looks that fit."""
        given = self.cleaned_data
        exact = {
            "official__internal_number": given["number"],
            "act": given["act"],
            "purpose": given["purpose"],
        }
        rows = rows.filter(**{name: value for name, value in exact.items() if value})
        if given["person"]:
            rows = rows.filter(person_name__startswith=given["person"])
        if given["basis"]:
            rows = rows.filter(
                Q(basis__icontains=given["basis"]) | Q(approval_number__icontains=given["basis"])
            )
        if given["since"]:
            rows = rows.filter(at__gte=_midnight(given["since"]))
        return rows.filter(at__lt=_midnight(given["until"] + timedelta(days=1))) if given["until"] else rows


@seat(AUDITORS)
def file_log(request: Any) -> HttpResponse:
    form = LogForm(request.GET)
    rows = FileAccess.objects.visible_to(request.posting).select_related("official")
    if form.is_valid():
        rows = form.narrowed(rows)
    context = {"here": "file_log", "log": form, "listing": listing(request, rows, SORTS, default="-at")}
    return render(request, "records/file_log.html", context)


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
