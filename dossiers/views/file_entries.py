"""The lines of an official's file: add one, change it, strike it; and the official's own sight of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from common.access import requires_posting
from common.cases.asking import ask
from common.forms import GivenReasonForm
from dossiers.file_parts import PARTS, Part
from dossiers.forms.officials import InviteForm, entry_form
from dossiers.models import FileAccess, FileEntry
from dossiers.services import file_entries as dossiers
from dossiers.services import own_files
from dossiers.views.officials import HERE, opened
from dossiers.vocabulary import FilePart, Sanction
from organisations.models import Official
from policy.vocabulary import SourceKind
from postings.requests import OfficeRequest
from records.facts.dishonesty.source_fields import SOURCE_FIELDS


def _page(
    request: OfficeRequest,
    person: Official,
    form: forms.BaseForm,
    do: Callable[[dict[str, Any]], object],
    heading: str,
    button: str,
    **more: object,
) -> HttpResponse:
    address = reverse("dossiers:official", args=[person.internal_number])
    return ask(
        request,
        form,
        do,
        heading=heading,
        button=button,
        said=f"已办理：{heading}。",
        to=lambda made: address,
        crumbs=[(reverse("dossiers:officials"), "公务员"), (address, person.name)],
        back=address,
        **HERE,
        **more,
    )


@requires_posting(dossiers.KEEPERS)
@opened
def new_entry(request: OfficeRequest, person: Official, access: FileAccess, part: str) -> HttpResponse:
    """Add a line; for an influence period a record's own words are filled in beforehand."""
    found = _part(part)
    initial = _from_record(request, person) if found.key == FilePart.INFLUENCE else {}
    form = entry_form(found)(
        request.POST or None, official=person, instance=found.model(official=person), initial=initial
    )
    return _page(
        request,
        person,
        form,
        lambda given: dossiers.add_entry(form.instance, by=request.posting),
        f"登记{found.label}",
        "登记",
    )


@requires_posting(dossiers.KEEPERS)
@opened
def edit_entry(
    request: OfficeRequest, person: Official, access: FileAccess, part: str, pk: UUID
) -> HttpResponse:
    found = _part(part)
    form = entry_form(found, revised=True)(
        request.POST or None, official=person, instance=_entry(found, person, pk)
    )
    return _page(
        request,
        person,
        form,
        lambda given: dossiers.revise_entry(form.instance, by=request.posting, reason=given["reason"]),
        f"修改{found.label}",
        "保存修改",
    )


@requires_posting(dossiers.KEEPERS)
@opened
def strike_entry(
    request: OfficeRequest, person: Official, access: FileAccess, part: str, pk: UUID
) -> HttpResponse:
    entry = _entry(_part(part), person, pk)
    return _page(
        request,
        person,
        GivenReasonForm(request.POST or None),
        lambda given: dossiers.strike_entry(entry, by=request.posting, reason=given["reason"]),
        f"作废{entry._meta.verbose_name}：{entry}",
        "作废",
        effect="这一条不再显示，本人也看不到；内容和理由留在历史里，审计员可以查。",
    )


@requires_posting(dossiers.KEEPERS)
@opened
def invite(request: OfficeRequest, person: Official, access: FileAccess) -> HttpResponse:
    return _page(
        request,
        person,
        InviteForm(request.POST or None),
        lambda given: own_files.invite(person, by=request.posting, username=given["username"]),
        "邀请本人查阅",
        "发出邀请",
        effect="对方登录后须核对本人的身份证件号码，才能看到档案；核对不符满五次，邀请失效。",
    )


@requires_posting(dossiers.KEEPERS)
@opened
def end_access(request: OfficeRequest, person: Official, access: FileAccess) -> HttpResponse:
    standing = get_object_or_404(person.own_accesses, status__in=["invited", "active"])
    return _page(
        request,
        person,
        GivenReasonForm(request.POST or None),
        lambda given: standing.move("end", by=request.posting, reason=given["reason"]),
        "终止本人查阅",
        "终止",
        effect="本人即刻不能再看这份档案；需要时可以重新邀请。",
    )


def _part(key: str) -> Part:
    if key not in PARTS:
        raise Http404
    return PARTS[key]


def _entry(part: Part, person: Official, pk: UUID) -> FileEntry:
    found: FileEntry = get_object_or_404(part.rows(person), pk=pk)
    return found


def _from_record(request: OfficeRequest, person: Official) -> dict[str, Any]:
    """Return what a record of 处分 says of its sanction."""
    asked = request.GET.get("record", "")
    record = person.records.filter(record_no=asked, source_kind=SourceKind.DISCIPLINE).first()
    if record is None:
        return {}
    words = record.source_details.get("sanction", "")
    known = next(f for f in SOURCE_FIELDS[SourceKind.DISCIPLINE] if f.key == "sanction").choices
    kind = next((s.value for s in Sanction if s.label == words and words in known), "")
    return {
        "sanction": kind,
        "decided_by": record.finding_body,
        "document_number": record.document_number,
        "effective_on": record.effective_on,
        "record": record.pk,
    }
