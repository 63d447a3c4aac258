"""Civil servants' files: a masked list by 干部管理权限; a file opens with a purpose and a basis, for a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.asking import ask
from common.cases.story import trail_of
from common.lists.page import list_page
from common.roles import Role
from common.tabs import printed_tabs
from dossiers.file_sections import file_of
from dossiers.forms.officials import OfficialEditForm, OfficialForm, OpenForm, WhoForm
from dossiers.lists.officials import OFFICIALS, READERS
from dossiers.models import FileAccess
from dossiers.services import file_entries as dossiers
from dossiers.services import opening
from identifiers.id_numbers import check_id_number, normalise_id_number
from organisations.models import Official
from postings.middleware import address_of
from postings.requests import OfficeRequest
from records.facts.services.persons import facts_on

OPENINGS = "openings"
LOOKS = frozenset({"open_file", "reveal_file", "print_file", "find_file", "inquire_file"})
HERE = {"here": "officials"}
MOST_FOUND = 50


@requires_posting(READERS)
@sensitive_post_parameters("who")
def officials(request: OfficeRequest) -> HttpResponse:
    """Show the masked list; a search comes by POST, so that it leaves no trace in any address."""
    form = WhoForm(request.POST or None)
    context: dict[str, Any] = {
        "form": form,
        "may_enter": request.posting.role in dossiers.KEEPERS and bool(request.posting.unit_id),
        "may_find": request.posting.role in opening.NUMBER_READERS,
    }
    if request.method != "POST":
        return list_page(request, OFFICIALS, **context)
    if form.is_valid():
        rows = Official.objects.visible_to(request.posting).select_related("unit", "managed_by")
        context["found"] = _found(request, rows, form.cleaned_data["who"])
    template = "dossiers/officials_found.html"
    return render(request, template, context | HERE, status=422 if form.errors else 200)


def _found(request: OfficeRequest, rows: QuerySet[Official], who: str) -> list[Official]:
    number = normalise_id_number(who)
    if check_id_number(number) is None:
        person = opening.find_by_number(number, by=request.posting, address=address_of(request))
        return [person] if person else []
    named = rows.filter(name=who) | rows.filter(internal_number=who)
    return list(named.order_by("sort_key", "internal_number")[:MOST_FOUND])


def opened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand on the person and the opening that holds; without one ask for purpose and basis first."""

    @wraps(view)
    def guarded(request: OfficeRequest, number: str, *args: object, **kwargs: object) -> HttpResponse:
        person = official_or_404(request, number)
        access = standing_access(request, person)
        if access is None:
            return ask_to_open(request, person)
        return view(request, person, access, *args, **kwargs)

    return guarded


def standing_access(request: OfficeRequest, person: Official) -> FileAccess | None:
    """Return the opening of this file that holds in this session."""
    key = request.session.get(OPENINGS, {}).get(str(person.pk))
    return opening.standing_opening(key, person, by=request.posting)


def ask_to_open(request: OfficeRequest, person: Official) -> HttpResponse:
    """Lead to the page that asks for purpose and basis, and from there back to the page that was asked for."""
    if str(person.pk) in request.session.get(OPENINGS, {}) or request.method == "POST":
        messages.warning(request, "查阅时限已过，刚才的内容没有办理；请重新写明用途和依据。")
    back = f"?next={request.path}" if request.method != "POST" else ""
    return redirect(reverse("dossiers:open_official", args=[person.internal_number]) + back)


def official_or_404(request: OfficeRequest, number: str) -> Official:
    rows = Official.objects.visible_to(request.posting).select_related("unit", "managed_by")
    found: Official = get_object_or_404(rows, internal_number=number)
    return found


@requires_posting(READERS)
def open_official(request: OfficeRequest, number: str) -> HttpResponse:
    """Ask for 用途 and 依据; only then the file is shown, and the look is on record."""
    person = official_or_404(request, number)

    def do(given: dict[str, Any]) -> FileAccess:
        access = opening.open_file(person, by=request.posting, address=address_of(request), **given)
        request.session[OPENINGS] = {**request.session.get(OPENINGS, {}), str(person.pk): str(access.pk)}
        return access

    return ask(
        request,
        OpenForm(request.POST or None),
        do,
        heading=f"打开档案：{person}",
        button="打开档案",
        said="档案已打开，这次查阅已经登记。",
        to=lambda made: _next(request, person),
        crumbs=[(reverse("dossiers:officials"), "公务员")],
        back=reverse("dossiers:officials"),
        effect=f"{person.unit}。查阅人、时间、用途、依据和来源地址都会登记，本人可以看到（用途另有规定的除外）。",
        **HERE,
    )


def _next(request: OfficeRequest, person: Official) -> str:
    asked = request.GET.get("next", "")
    home = reverse("dossiers:official", args=[person.internal_number])
    within = (home, reverse("dossiers:file_requests"))
    return asked if url_has_allowed_host_and_scheme(asked, None) and asked.startswith(within) else home


@requires_posting(READERS)
@opened
def official(request: OfficeRequest, person: Official, access: FileAccess) -> HttpResponse:
    return render(request, "dossiers/official.html", _context(request, person, access))


@requires_posting(opening.NUMBER_READERS)
@require_POST
@opened
def reveal(request: OfficeRequest, person: Official, access: FileAccess) -> HttpResponse:
    """Show the ID number once, on a page that nothing keeps."""
    number = opening.reveal_number(person, by=request.posting, opening=access, address=address_of(request))
    return render(request, "dossiers/official.html", _context(request, person, access) | {"number": number})


@requires_posting(READERS)
@require_POST
@opened
def print_official(request: OfficeRequest, person: Official, access: FileAccess) -> HttpResponse:
    """Show the file for printing, with who prints it, when and what for."""
    printed = opening.log_print(person, by=request.posting, opening=access, address=address_of(request))
    context = _context(request, person, access) | {"printed": printed}
    return render(request, "dossiers/official_print.html", context)


@requires_posting(READERS)
@require_POST
def close(request: OfficeRequest, number: str) -> HttpResponse:
    """End one's own look before its time."""
    person = official_or_404(request, number)
    kept = {key: value for key, value in request.session.get(OPENINGS, {}).items() if key != str(person.pk)}
    request.session[OPENINGS] = kept
    messages.success(request, "已结束查阅。")
    return redirect("dossiers:officials")


@requires_posting(dossiers.KEEPERS)
@sensitive_post_parameters("id_number")
def new_official(request: OfficeRequest) -> HttpResponse:
    return ask(
        request,
        OfficialForm(request.POST or None),
        lambda given: dossiers.enter_official(by=request.posting, **given),
        heading="建立公务员档案",
        button="建立档案",
        said="档案已建立。",
        to=lambda made: reverse("dossiers:open_official", args=[made.internal_number]),
        crumbs=[(reverse("dossiers:officials"), "公务员")],
        back=reverse("dossiers:officials"),
        effect=f"任免机关：{request.posting.unit or '您的岗位没有单位'}。档案只供内部查询，一律不公示。",
        **HERE,
    )


@requires_posting(dossiers.KEEPERS)
@sensitive_post_parameters("id_number")
@opened
def edit_official(request: OfficeRequest, person: Official, access: FileAccess) -> HttpResponse:
    form = OfficialEditForm(request.POST or None, official=person)
    address = reverse("dossiers:official", args=[person.internal_number])
    return ask(
        request,
        form,
        lambda given: dossiers.revise_official(
            person, by=request.posting, reason=given["reason"], **form.to_fields()
        ),
        heading=f"修改基本信息：{person.name}",
        button="保存修改",
        said="基本信息已修改。",
        to=lambda made: (
            address if made.managed_by_id == request.posting.unit_id else reverse("dossiers:officials")
        ),
        crumbs=[(reverse("dossiers:officials"), "公务员"), (address, person.name)],
        back=address,
        **HERE,
    )


def _context(request: OfficeRequest, person: Official, access: FileAccess) -> dict[str, Any]:
    posting = request.posting
    records = facts_on(person, lambda kind: kind.objects.visible_to(posting))
    steps = trail_of(person, leave_out=LOOKS) if posting.role != Role.AUDITOR else trail_of(person)
    return {
        **HERE,
        **file_of(person, records, timezone.localdate()),
        "access": access,
        "may_keep": posting.role in dossiers.KEEPERS,
        "may_reveal": posting.role in opening.NUMBER_READERS and bool(person.id_number_tail),
        "own_access": person.own_accesses.filter(status__in=["invited", "active"])
        .select_related("user")
        .first(),
        "requests": person.requests.filter(status="open"),
        "steps": steps,
        "besides": printed_tabs(person, posting),
    }
