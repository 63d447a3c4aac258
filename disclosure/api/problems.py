"""Refusals of the API as RFC 9457 has them: a status, a word for programs, a sentence for people."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse

Answer = TypeVar("Answer", bound=HttpResponse)

MACHINES = "/api/v1/"
"""Where addresses of the API begin; its two pages for people stand above."""
MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "请求有误",
    401: "密钥无效",
    403: "不接受其他网站的提交",
    404: "没有找到",
    405: "只能读取",
    410: "已经不再公示",
    413: "请求过大",
    414: "地址过长",
    429: "请求过于频繁",
    500: "出错了",
    503: "暂时不能回答",
}
DETAILS = {
    400: "请求不合规则，请对照接口文档核对。",
    401: "密钥不对、还没有核准或者已经停用；不带密钥也能读。",
    403: "请在自己的程序里读取本接口。",
    404: "没有这个地址，请对照接口文档核对。",
    405: "本接口只读，请用 GET。",
    410: "这一条内容已经不在公示，本站不再保存它的任何文字。",
    413: "本接口只读，请用 GET，不带正文。",
    414: "地址超过 8000 个字符，请减少参数。",
    500: "服务器没能回答，请稍后再试。",
    503: "公开库暂时不能读取，请稍后再试。",
}


class Refused(Exception):
    """A question that the API does not take; `parameter` names what is wrong with it, "" where it is the whole."""

    def __init__(self, detail: str, parameter: str = "", status: int = 400) -> None:
        super().__init__(detail)
        self.detail, self.parameter, self.status = detail, parameter, status


def is_for_machines(request: HttpRequest) -> bool:
    """Say whether a request is for an answer of the API, so that refusals are written for programs too."""
    return request.path.startswith(MACHINES)


def problem(status: int, detail: str = "", parameter: str = "") -> JsonResponse:
    """Return a refusal that pages of other sites may read."""
    known = status if status in TITLES else 400
    found = {"type": "about:blank", "title": TITLES[known], "status": status}
    found["detail"] = detail or DETAILS[known]
    if parameter:
        found["parameter"] = parameter
    return open_to_all(
        JsonResponse(found, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
    )


def open_to_all(response: Answer) -> Answer:
    """Let pages of other sites read an answer."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
