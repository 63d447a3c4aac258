"""What one is told: all notices of a posting, what is read put away, and how mail tells of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from common import services
from common.access import requires_posting
from common.forms import OfficeForm
from common.lists.page import list_page
from common.models import MailMode, Notice, NoticeSetting
from common.notice_kinds import groups
from common.notice_list import NOTICES
from common.notices import address_of
from common.registry import EVERYONE
from common.requests import OfficeRequest

AS_DEFAULT = ("", "按默认")


class SettingForm(OfficeForm):
    """The default, and for each group of kinds the same choice or that it follows the default."""

    mail = forms.ChoiceField(label="默认", choices=MailMode.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in groups():
            self.fields[group.key] = forms.ChoiceField(
                label=group.label,
                help_text=group.told,
                required=False,
                choices=[AS_DEFAULT, *MailMode.choices],
                widget=forms.RadioSelect,
            )

    @property
    def kinds(self) -> dict[str, str]:
        """Return {group: mode} of those chosen apart from the default."""
        chosen = {name: mode for name, mode in self.cleaned_data.items() if name != "mail"}
        return {name: mode for name, mode in chosen.items() if mode}


@require_GET
@requires_posting(EVERYONE)
def notices(request: OfficeRequest) -> HttpResponse:
    """Show the posting's notices, those not read yet unless all are asked for."""
    waiting = Notice.objects.waiting_for(request.posting.pk).exists()
    return list_page(request, NOTICES, waiting=waiting)


@require_GET
@requires_posting(EVERYONE)
def follow(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Lead to what a notice is about; whether one may see it is decided there."""
    notice = get_object_or_404(Notice, pk=pk, recipient=request.posting.pk)
    address = address_of(notice)
    if not address:
        raise Http404
    return redirect(address)


@require_POST
@requires_posting(EVERYONE)
def read(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Put one notice away, and go back to where its button stood."""
    services.read(get_object_or_404(Notice, pk=pk, recipient=request.posting.pk), by=request.posting)
    return redirect("home" if request.POST.get("from") == "home" else "common:notices")


@require_POST
@requires_posting(EVERYONE)
def read_all(request: OfficeRequest) -> HttpResponse:
    number = services.read_all(by=request.posting)
    messages.success(request, f"{number} 条提醒已标为已读。" if number else "没有未读的提醒。")
    return redirect("common:notices")


@requires_posting(EVERYONE)
def settings(request: OfficeRequest) -> HttpResponse:
    """Choose how mail tells of notices; in the portal they always stand."""
    setting = NoticeSetting.objects.filter(person=request.user.pk).first() or NoticeSetting()
    chosen = {**dict.fromkeys((group.key for group in groups()), ""), **setting.kinds, "mail": setting.mail}
    form = SettingForm(request.POST) if request.method == "POST" else SettingForm(initial=chosen)
    if request.method == "POST" and form.is_valid():
        services.set_mail(form.cleaned_data["mail"], form.kinds, by=request.posting)
        messages.success(request, "提醒设置已保存。")
        return redirect("common:notices")
    context = {
        "here": "notices",
        "form": form,
        "ways": [AS_DEFAULT[1], *MailMode.labels],
        "email": request.user.email,
    }
    return render(request, "common/notice_settings.html", context, status=422 if form.errors else 200)
