"""Residents rate what was served, by the code that came with it; who rates is asked nowhere and kept nowhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from disclosure.door import flood
from disclosure.door.forms import CHOSEN, SHORT
from disclosure.views.applying import REFUSALS, private, said_of
from intake import sending
from intake.ratings import RATING, RATINGS
from intake.sealing import QueryCode

SENT = "已经提交。一般一分钟内记入；用同一个评价码点“查结果”，可以看到有没有记入。"
NOTHING_YET = "这个评价码下还没有结果：刚提交的请过一分钟再查；没有提交过的，请先评价。"
WRONG_CODE = "评价码有四组字母和数字，请照办事窗口给您的核对"


class RatingForm(forms.Form):
    """The code and what its holder says; the result of an earlier rating needs the code alone."""

    code = forms.CharField(label="评价码", max_length=40, error_messages=SHORT)
    score = forms.TypedChoiceField(
        label="您的评价",
        choices=[(str(key), word) for key, word in RATINGS],
        coerce=int,
        required=False,
        error_messages=CHOSEN,
    )

    def clean_code(self) -> QueryCode:
        code = QueryCode.read(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(WRONG_CODE)
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.data.get("step") != "look" and not given.get("score") and "score" not in self.errors:
            self.add_error("score", "请选择您的评价")
        return given


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for code and rating; send it, or tell what became of it."""
    if request.method != "POST":
        return _shown(request, RatingForm())
    form = RatingForm(request.POST)
    try:
        flood.require_room(request, flood.ASKING)
        if not form.is_valid():
            return _shown(request, form, status=422)
        code = form.cleaned_data["code"]
        if request.POST.get("step") == "look":
            told = sending.replies(code)
            return _shown(request, form, told[-1].text if told else NOTHING_YET)
        flood.require_room(request, flood.SENDING)
        sending.send(RATING, {"score": form.cleaned_data["score"]}, code=code)
    except REFUSALS as refusal:
        return _shown(request, form, *said_of(refusal))
    return _shown(request, form, SENT)


def _shown(request: HttpRequest, form: RatingForm, said: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "said": said}
    return private(render(request, "disclosure/rate.html", context, status=status))
