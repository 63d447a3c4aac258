"""The shapes of the API's answers, as its document tells them: rows are made of the declared columns."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure.api.asking import MOST
from disclosure.api.matching import SHOWN
from disclosure.columns import DEPARTMENTS, Column, Kind, Table
from disclosure.question import CODE, MONTH

Json = dict[str, object]
NULL: Json = {"type": "null"}
TYPES: dict[Kind, Json] = {
    Kind.TEXT: {"type": "string"},
    Kind.CREDIT_CODE: {"type": "string", "pattern": f"^{CODE.pattern}$"},
    Kind.ID: {"type": "string", "format": "uuid"},
    Kind.URL: {"type": "string", "format": "uri"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.FLAG: {"type": "boolean"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
}
FRAME: Json = {
    "as_of": {"type": "string", "format": "date", "description": "按哪一天（北京时间）公示的内容"},
    "demo": {"type": "boolean", "description": "真为演示数据：机构与事项均为虚构"},
    "notice": {"type": "string"},
}
NUMBER: Json = {"type": "integer", "minimum": 0}
TEXT: Json = {"type": "string"}
PROBLEM: Json = {
    "type": TEXT,
    "title": TEXT,
    "status": {"type": "integer"},
    "detail": TEXT,
    "parameter": {"type": "string", "description": "有误的参数"},
}


def object_of(properties: Json, required: Iterable[str] | None = None) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties if required is None else required),
    }


def _listed(properties: Json) -> Json:
    return {"type": "array", "items": object_of(properties)}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, NULL]}


STATISTICS: Json = object_of(
    {
        "data_time": {**_or_null({"type": "string", "format": "date-time"}), "description": "汇总的数据截至"},
        "region_code": _or_null(TEXT),
        "region": _or_null(TEXT),
        "year": _or_null(NUMBER),
        "total": NUMBER,
        "serious": NUMBER,
        "places": _listed({"code": _or_null(TEXT), "name": TEXT, "records": NUMBER, "serious": NUMBER}),
        "months": _listed({"month": {"type": "string", "pattern": f"^{MONTH.pattern}$"}, "records": NUMBER}),
        "domains": _listed(
            {
                "domain": TEXT,
                "label": TEXT,
                "records": NUMBER,
                "minor": NUMBER,
                "ordinary": NUMBER,
                "serious": NUMBER,
            }
        ),
        "sources": _listed({"source": TEXT, "label": TEXT, "records": NUMBER}),
    }
)


def cell(column: Column) -> Json:
    """Return the schema of a column's cells."""
    schema: Json = dict(TYPES[column.kind])
    if column.choices and column.kind != Kind.LIST:
        schema["enum"] = [key for key, _ in column.choices]
    words = "；".join(part for part in (column.label, column.meaning) if part)
    return {**(schema if column.is_filled else _or_null(schema)), "description": words}


def row_of(table: Table) -> Json:
    """Return the schema of a row; none of its cells is required, because fields can be chosen."""
    return object_of({column.name: cell(column) for column in table.columns}, ())


def framed(data: Json, **beside: Json) -> Json:
    return object_of({"data": data, **beside, **FRAME})


def page_of(table: Table) -> Json:
    rows: Json = {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}, "maxItems": MOST}
    total: Json = {**_or_null(NUMBER), "description": "共几条；多于 1000 而数不清的为 null"}
    further: Json = {**_or_null({"type": "string", "format": "uri"}), "description": "下一页，没有了为 null"}
    return framed(rows, total=total, next=further)


def single(table: Table) -> Json:
    row: Json = {"$ref": f"#/components/schemas/{table.name}"}
    if table is not DEPARTMENTS:
        return framed(row)
    codes: Json = {"type": "array", "items": TYPES[Kind.CREDIT_CODE]}
    standing: Json = {"former_codes": codes, "records": NUMBER, "judgments_and_commendations": NUMBER}
    return framed(row, standing=object_of(standing))


MATCHED: Json = _listed(
    {
        "asked": TEXT,
        "matches": _listed(
            {
                "score": {"type": "integer", "minimum": 1, "maximum": 100},
                "why": TEXT,
                "by": TEXT,
                **{column.name: cell(column) for column in SHOWN},
            }
        ),
        "note": _or_null(TEXT),
    }
)
