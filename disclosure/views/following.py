"""What became of it: by receipt and query code an applicant reads each step, answers what is asked, or goes on with a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from disclosure.door import flood
from disclosure.door.forms import ApplicationForm, ReceiptForm, StatementForm
from disclosure.views.applying import REFUSALS, files_of, form_page, private, said_of
from intake import sending
from intake.applications import STATEMENT, Step
from intake.sealing import QueryCode, Unopened
from intake.uploads import ACCEPTED

RESUMED = "这是您暂存的内容，可以接着填写；提交以前都可以再暂存，查询码不变。"
TAKEN = "已经提交。一般一分钟内转到办理部门，届时这里会显示。"
WITHDRAWN = "已经提交撤回。一般一分钟内办理，届时这里会显示。"
NOTHING_ASKED = "现在没有等您补正、说明的事项，没有提交。要补充的，请等办理机关来问，或者书面交同级信用办。"
NOTHING_KNOWN = {"told": None, "number": "", "may_withdraw": False, "confirms": False}
"""A page on which nothing was looked up."""
NOT_IN_HAND = "现在没有可以撤回的异议，没有提交。"


@dataclass(frozen=True)
class Told:
    """One step, and when it was told."""

    at: datetime
    step: Step


@dataclass(frozen=True)
class Course:
    """All that was told under a code, oldest first."""

    code: QueryCode
    told: tuple[Told, ...]

    @property
    def asked(self) -> Step | None:
        """Return what is asked and not answered yet, whatever else was told since."""
        turns = (one.step for one in reversed(self.told))
        last = next((step for step in turns if step.asks or step.settles or step.is_over), None)
        return last if last and last.asks else None

    @property
    def number(self) -> str:
        """Return the number the case has now, "" before it has one."""
        return next((one.step.number for one in reversed(self.told) if one.step.number), "")

    @property
    def may_withdraw(self) -> bool:
        """Say whether it is an objection that is in hand."""
        number = self.number
        is_over = any(one.step.is_over for one in self.told if one.step.number == number)
        return number.startswith("YY-") and not is_over


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for receipt and code; show what lies under them."""
    if request.method != "POST":
        return _ask(request, ReceiptForm())
    form = ReceiptForm(request.POST)
    try:
        flood.require_room(request, flood.ASKING)
        if not form.is_valid():
            return _ask(request, form, status=422)
        return _found(request, form.cleaned_data["code"])
    except REFUSALS as refusal:
        return _given_back(request, form, *said_of(refusal))


def _found(request: HttpRequest, code: QueryCode) -> HttpResponse:
    course = _course(code)
    if not course.told and (begun := _draft(code)):
        return form_page(request, ApplicationForm(initial=begun), str(code), RESUMED)
    step = request.POST.get("step")
    if step == "say":
        return _say(request, course)
    if step in {"withdraw", "withdraw_now"}:
        return _withdraw(request, course, is_sure=step == "withdraw_now")
    return _steps(request, course, StatementForm())


def _say(request: HttpRequest, course: Course) -> HttpResponse:
    """Send what the applicant says to what was asked, with files, under the same code."""
    form = StatementForm(request.POST)
    if course.asked is None:
        return _steps(request, course, form, NOTHING_ASKED, status=409)
    if not form.is_valid():
        return _steps(request, course, form, status=422)
    try:
        files = files_of(request)
        flood.require_room(request, flood.SENDING)
        sending.send(STATEMENT, {"words": form.cleaned_data["words"]}, files, code=course.code)
    except REFUSALS as refusal:
        said, status = said_of(refusal)
        return _steps(request, course, form, said, status=status)
    return _steps(request, course, StatementForm(), TAKEN, is_answered=True)


def _withdraw(request: HttpRequest, course: Course, *, is_sure: bool) -> HttpResponse:
    """Take an objection back that is in hand, when asked twice."""
    if not course.may_withdraw:
        return _steps(request, course, StatementForm(), NOT_IN_HAND, status=409)
    if not is_sure:
        return _steps(request, course, StatementForm(), confirms=True)
    flood.require_room(request, flood.SENDING)
    sending.send(STATEMENT, {"withdraws": True}, code=course.code)
    return _steps(request, course, StatementForm(), WITHDRAWN, is_answered=True)


def _steps(
    request: HttpRequest,
    course: Course,
    form: StatementForm,
    said: str = "",
    *,
    is_answered: bool = False,
    confirms: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "told": course.told,
        "asked": None if is_answered or confirms else course.asked,
        "may_withdraw": not is_answered and course.may_withdraw,
        "confirms": confirms,
        "number": course.number,
        "form": form,
        "said": said,
    }
    return _under(request, course.code, context, status)


def _under(request: HttpRequest, code: QueryCode, context: dict[str, Any], status: int) -> HttpResponse:
    shared = {"receipt": code.receipt, "code": str(code), "accepted": ACCEPTED, **NOTHING_KNOWN}
    return private(render(request, "disclosure/followed.html", {**shared, **context}, status=status))


def _given_back(request: HttpRequest, form: ReceiptForm, said: str, status: int) -> HttpResponse:
    """Give back what was typed, with nothing looked up: an answer under its code, else receipt and code."""
    if request.POST.get("step") != "say" or not form.is_valid():
        return _ask(request, form, said, status)
    context = {
        "asked": Step(""),
        "form": StatementForm(initial=request.POST.dict()),
        "said": said,
    }
    return _under(request, form.cleaned_data["code"], context, status)


def _course(code: QueryCode) -> Course:
    told = (Told(reply.answered_at, Step.unpacked(reply.text)) for reply in sending.replies(code))
    return Course(code, tuple(told))


def _draft(code: QueryCode) -> dict[str, str]:
    """Return the unfinished form under a code; what was sent has left an empty one behind."""
    try:
        return sending.draft(code) or {}
    except Unopened:
        return {}


def _ask(request: HttpRequest, form: ReceiptForm, said: str = "", status: int = 200) -> HttpResponse:
    return private(render(request, "disclosure/follow.html", {"form": form, "said": said}, status=status))
