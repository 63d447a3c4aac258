"""The document by which programs know the API（OpenAPI 3.1）, made of the declared columns and of the filters themselves."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from disclosure.api.keys import HEADER
from disclosure.api.parameters import (
    FILTERS,
    NAMES,
    PAGING,
    STATISTICS_BY,
    fields_of,
    key_of,
    place_of,
)
from disclosure.api.problems import MACHINES, MEDIA_TYPE
from disclosure.api.schemas import (
    MATCHED,
    PROBLEM,
    STATISTICS,
    TEXT,
    Json,
    framed,
    object_of,
    page_of,
    row_of,
    single,
)
from disclosure.columns import COMMENDATIONS, DEPARTMENTS, JUDGMENTS, RECORDS

VERSION = "1.0.0"
INTRODUCTION = (
    "只读接口，读的就是网站上正在公示的内容：条件、结果、撤下的时刻与页面完全一样。"
    "撤下的内容立即从这里消失，地址答 410；请按 ETag 核对自己的副本，不要长期留存。"
)


@cache
def document() -> Json:
    """Return the whole document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "政务诚信门户开放接口", "version": VERSION, "description": INTRODUCTION},
        "servers": [{"url": "/"}],
        "security": [{}, {"key": []}],
        "paths": {f"{MACHINES}{address}": {"get": told} for address, told in _operations()},
        "components": {
            "schemas": {"problem": object_of(PROBLEM, ("type", "title", "status", "detail"))}
            | {table.name: row_of(table) for table in (DEPARTMENTS, RECORDS, JUDGMENTS, COMMENDATIONS)},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": HEADER}},
            "headers": {
                name: {"schema": {"type": "integer"}, "description": words} for name, words in LIMITS.items()
            },
        },
    }


LIMITS = {
    "RateLimit-Limit": "一小时内可以请求的次数",
    "RateLimit-Remaining": "这一小时还剩的次数",
    "RateLimit-Reset": "还有多少秒重新计数",
}


def _operations() -> Iterable[tuple[str, Json]]:
    for table, filters in FILTERS.items():
        shaping = (fields_of(table), *PAGING)
        yield (
            table.name,
            _operation(
                f"list_{table.name}", f"{table.label}：按条件查", page_of(table), (*filters, *shaping)
            ),
        )
    for table in FILTERS:
        yield (
            f"{table.name}/{{{key_of(table)}}}",
            _operation(
                f"get_{table.name}",
                f"{table.label}：一个",
                single(table),
                (place_of(table), fields_of(table)),
                gone=True,
            ),
        )
    yield "statistics", _operation("statistics", "统计", framed(STATISTICS), STATISTICS_BY)
    yield "match", _operation("match", "名称、代码比对", framed(MATCHED), (NAMES,))


def _operation(name: str, summary: str, answer: Json, asked: Iterable[Json], *, gone: bool = False) -> Json:
    limits: Json = {name: {"$ref": f"#/components/headers/{name}"} for name in LIMITS}
    etag: Json = {"schema": TEXT, "description": "核对副本用：下次放进 If-None-Match"}
    answers: Json = {
        "200": {
            "description": "答复",
            "headers": {**limits, "ETag": etag},
            "content": {"application/json": {"schema": answer}},
        },
        "304": {"description": "副本仍然有效", "headers": limits},
        "400": _refusal("参数有误", limits),
        "401": _refusal("密钥无效", limits),
        "404": _refusal("没有", limits),
        "429": _refusal("太频繁", limits),
        "503": _refusal("公开库暂时不能读取", limits),
    }
    if gone:
        answers["301"] = {
            "description": "到更正后的一条，或者现在的代码",
            "headers": {"Location": {"schema": TEXT}},
        }
        answers["410"] = _refusal("已经不再公示", limits)
    return {"operationId": name, "summary": summary, "parameters": list(asked), "responses": answers}


def _refusal(words: str, limits: Json) -> Json:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {"description": words, "headers": limits, "content": content}
