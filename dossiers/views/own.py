"""本人查阅: an official before their own file, read-only, with requests for what is wrong in it.

No posting is needed and none helps: whose file it is, the confirmed account says. 个人信息保护法 45, 46
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from common.cases.asking import ask
from common.models import Evidence, Notice, NoticeSetting
from common.services import read, set_mail_of
from dossiers.file_parts import ID_NUMBER, IDENTITY_FIELDS, PARTS, current_words, field_label, fields_of
from dossiers.file_sections import file_of, looks_at, records_of
from dossiers.forms.officials import ConfirmForm, MailForm, RequestForm, missing_field, wanted_field
from dossiers.models import FileEntry, FileRequest
from dossiers.models.file_requests import MISSING
from dossiers.request_files import REQUESTS
from dossiers.services import own_files
from dossiers.vocabulary import FilePart
from organisations.models import Official
from postings.models import OwnActor
from postings.requests import OfficeRequest
from postings.services.own_access import own_actors
from postings.vocabulary import AccessStatus

HERE = {"here": "own"}
CRUMB = "本人信用记录"
NO_EMAIL = "您的账户还没有登记电子邮箱，选了邮件也收不到。请系统管理员在“账户”里登记。"


def own(request: OfficeRequest) -> HttpResponse:
    """Show the file of whoever is signed in; without one say how it comes to be linked."""
    actors = own_actors(request.user)
    actor = next((s for s in actors if s.official_id), None)
    if actor is None:
        return render(request, "dossiers/own_none.html", HERE | {"invitations": actors})
    person = actor.access.official
    context = {
        **HERE,
        **file_of(person, records_of(person), timezone.localdate()),
        "identity": _identity(person),
        "looks": looks_at(person),
        "requests": _with_files(actor),
        "notices": Notice.objects.waiting_for(actor.pk),
    }
    return render(request, "dossiers/own.html", context)


@sensitive_post_parameters("number")
def confirm(request: OfficeRequest, pk: UUID) -> HttpResponse:
    actor = _invited(request, pk)
    return ask(
        request,
        ConfirmForm(request.POST or None),
        lambda given: own_files.confirm(actor, number=given["number"]),
        heading="确认查阅本人的公务员信用记录",
        button="确认",
        said="已确认，以后登录就能查阅。",
        to=lambda made: reverse("dossiers:own"),
        crumbs=[(reverse("dossiers:own"), CRUMB)],
        back=reverse("dossiers:own"),
        effect="确认后可以随时查阅本人的档案、看到谁查阅过，并申请更正；不能修改档案。",
        **HERE,
    )


@require_POST
def decline(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Say that the file is not one's own, or that one does not wish to see it."""
    actor = _invited(request, pk)
    actor.access.move("decline", by=actor)
    messages.success(request, "已谢绝邀请。")
    return redirect("dossiers:own")


def choose(request: OfficeRequest, part: str, pk: UUID | None = None) -> HttpResponse:
    """Choose which field of a line, or of the identity, is wrong."""
    actor = own_actor(request)
    entry = _entry(actor, part, pk)
    fields = [
        (name, field_label(part, name), current_words(actor.access.official, part, entry, name))
        for name in fields_of(part)
        if name != "record"
    ]
    context = {"part": FilePart(part), "entry": entry, "fields": fields}
    return render(request, "dossiers/own_choose.html", HERE | context)


@sensitive_post_parameters("wanted")
def ask_correction(request: OfficeRequest, part: str, field: str, pk: UUID | None = None) -> HttpResponse:
    """Ask that one field be put right, or that something missing be added."""
    actor = own_actor(request)
    entry = None if field == MISSING else _entry(actor, part, pk)
    official = actor.access.official
    if field != MISSING and (field not in fields_of(part) or field == "record"):
        raise Http404
    wanted = missing_field() if field == MISSING else wanted_field(PARTS.get(part), field, official)
    form = RequestForm(request.POST or None, wanted=wanted)
    label = _label(part, entry, field)
    current = "" if field == MISSING else current_words(official, part, entry, field)

    def do(given: dict[str, Any]) -> FileRequest:
        made = FileRequest(
            part=part,
            entry_id=entry.pk if entry else None,
            field=field,
            label=label[:200],
            current=current,
            wanted=request.POST.get("wanted", "").strip()[:500] if field != ID_NUMBER else "",
            wanted_words=_words(wanted, given["wanted"])[:500] if field != ID_NUMBER else "*",
            reason=given["reason"],
            evidence=given["evidence"],
        )
        return own_files.ask_correction(actor, made, number=given["wanted"] if field == ID_NUMBER else "")

    return ask(
        request,
        form,
        do,
        heading=f"申请更正：{label}",
        button="提出申请",
        said="申请已提出，办理结果会在这里告诉您；有证据文件的，请在“我的更正申请”里上传。",
        to=lambda made: reverse("dossiers:own"),
        crumbs=[(reverse("dossiers:own"), CRUMB)],
        back=reverse("dossiers:own"),
        effect=f"档案现在的内容：{current or '（空）'}。由档案管理单位核实后答复；办理前可以撤回。",
        **HERE,
    )


@require_POST
def withdraw(request: OfficeRequest, pk: UUID) -> HttpResponse:
    actor = own_actor(request)
    found = get_object_or_404(FileRequest.objects.visible_to(actor), pk=pk)
    own_files.withdraw_request(found, by=actor)
    messages.success(request, "申请已撤回。")
    return redirect("dossiers:own")


@require_POST
def put_away(request: OfficeRequest, pk: UUID) -> HttpResponse:
    actor = own_actor(request)
    read(get_object_or_404(Notice.objects.waiting_for(actor.pk), pk=pk), by=actor)
    return redirect("dossiers:own")


def mail(request: OfficeRequest) -> HttpResponse:
    """Choose how mail tells of news about the own file; here it always stands."""
    actor = own_actor(request)
    setting = NoticeSetting.objects.filter(person=actor.user_id).first() or NoticeSetting()
    email = request.user.email
    return ask(
        request,
        MailForm(request.POST or None, initial={"mail": setting.mode_of(own_files.NOTICES)}),
        lambda given: set_mail_of(own_files.NOTICES, given["mail"], by=actor),
        heading="邮件提醒",
        button="保存邮件提醒",
        said="邮件提醒已保存。",
        to=lambda made: reverse("dossiers:own"),
        crumbs=[(reverse("dossiers:own"), CRUMB)],
        back=reverse("dossiers:own"),
        effect=f"邮件发到您登记的 {email}，只写有几条提醒和登录地址，不写档案内容。" if email else NO_EMAIL,
        **HERE,
    )


def _with_files(actor: OwnActor) -> list[tuple[FileRequest, list[Evidence]]]:
    """Return the own requests, each with the files that stand beside it."""
    requests = list(FileRequest.objects.visible_to(actor))
    files: dict[Any, list[Evidence]] = {request.pk: [] for request in requests}
    for file in Evidence.objects.standing().filter(object_type=REQUESTS.model, object_id__in=files):
        files[file.object_id].append(file)
    return [(request, files[request.pk]) for request in requests]


def own_actor(request: OfficeRequest) -> OwnActor:
    """Return the actor of whoever is signed in before the own file; 404 without one."""
    actor = next((s for s in own_actors(request.user) if s.official_id), None)
    if actor is None:
        raise Http404
    return actor


def _invited(request: OfficeRequest, pk: UUID) -> OwnActor:
    mine = (s for s in own_actors(request.user) if s.access.status == AccessStatus.INVITED)
    actor = next((s for s in mine if s.access.pk == pk), None)
    if actor is None:
        raise Http404
    return actor


def _entry(actor: OwnActor, part: str, pk: UUID | None) -> FileEntry | None:
    if part == FilePart.IDENTITY and pk is None:
        return None
    if part not in PARTS or pk is None:
        raise Http404
    found: FileEntry = get_object_or_404(PARTS[part].rows(actor.access.official), pk=pk)
    return found


def _identity(person: Official) -> list[tuple[str, str]]:
    shown = [
        (label, current_words(person, FilePart.IDENTITY, None, name))
        for name, label in IDENTITY_FIELDS.items()
    ]
    return [*shown, ("内部人员编号", person.internal_number), ("任免机关", str(person.managed_by))]


def _label(part: str, entry: FileEntry | None, field: str) -> str:
    if part not in FilePart.values or (field == MISSING and part == FilePart.IDENTITY):
        raise Http404
    if field == MISSING:
        return f"{FilePart(part).label}：遗漏"
    head = f"{FilePart(part).label}“{entry}”：" if entry else ""
    return f"{head}{field_label(part, field)}"


def _words(field: forms.Field | models.Field[Any, Any], value: object) -> str:
    if value in (None, ""):
        return "（空）"
    choices = dict(getattr(field, "choices", ()) or ())
    if value in choices:
        return str(choices[value])
    if isinstance(value, models.Model):
        return str(value)
    return value.isoformat() if isinstance(value, date) else str(value)
