"""What the office says when a page cannot be given: in plain words, without telling what lies behind."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from common.middleware import AddressTooLongError, WrongMethodError

_MISSING = [
    "这个地址没有内容，或者内容不在您现在岗位的范围内。",
    "如果您有几个岗位，请在右上角换一个岗位再试；如果链接来自他人，请向发送人核实。",
]
_FORBIDDEN = ["您现在的岗位不能打开这一页。", "如果工作需要，请向安全管理员申请相应岗位。"]
_TOO_BIG = ["提交的内容太大，没有接收。", "请减少文字或拆分文件后重试。"]
_WRONG_METHOD = [
    "这个地址不能直接打开，它只接收页面上按钮的提交，没有办理任何事。",
    "请回到案卷，从页面上的按钮办理。",
]
_TOO_LONG = ["网址太长，没有打开。", "请减少筛选条件，或缩短检索的文字后重试。"]
_BAD = ["这次请求的格式不对，没有办理。", "请回到上一页重新操作。"]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, "没有找到", _MISSING, 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, "不能打开", _FORBIDDEN, 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that Django itself refuses; what is too big is called so."""
    if isinstance(exception, RequestDataTooBig):
        return _say(request, "内容太大", _TOO_BIG, 413)
    if isinstance(exception, WrongMethodError):
        return _say(request, "不能这样打开", _WRONG_METHOD, 405)
    if isinstance(exception, AddressTooLongError):
        return _say(request, "网址太长", _TOO_LONG, 414)
    return _say(request, "请求有误", _BAD, 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without any query: what broke may be the database."""
    return HttpResponse(render_to_string("common/broken.html"), status=500)


def _say(request: HttpRequest, heading: str, lines: list[str], status: int) -> HttpResponse:
    context: dict[str, Any] = {"heading": heading, "lines": lines}
    return render(request, "common/message.html", context, status=status)


__all__ = ["bad_request", "forbidden", "not_found", "server_error"]
