"""The parameters of the API, as its document tells them: the pages' own filters, by their own shapes."""

from __future__ import annotations

from disclosure.api.asking import AS_MANY, MOST, WORDS
from disclosure.api.matching import MOST_ASKED
from disclosure.api.schemas import TYPES, Json
from disclosure.columns import COMMENDATIONS, DEPARTMENTS, JUDGMENTS, RECORDS, Column, Kind, Table
from disclosure.question import CODE, LONGEST, MONTH, PLACE, SHAPES


def _parameter(name: str, words: str, schema: Json, **more: object) -> Json:
    return {"name": name, "in": "query", "description": words, "schema": schema, **more}


def _several(name: str, words: str, column: Column | None = None) -> Json:
    """Return a facet: several values are several times the parameter."""
    item: Json = {"type": "string", "pattern": f"^(?:{SHAPES[name].pattern})$"}
    if column is not None:
        item = {"type": "string", "enum": [key for key, _ in column.choices if SHAPES[name].fullmatch(key)]}
    several = {"type": "array", "items": item, "maxItems": 20}
    return _parameter(name, f"{words}；可以给几个", several, style="form", explode=True)


def _chosen(name: str, table: Table) -> Json:
    column = table.column(name)
    known = column.choices if column else ()
    words = "，".join(f"{key} {label}" for key, label in known)
    return _parameter(name, words, {"type": "string", "enum": [key for key, _ in known]})


def _shaped(name: str, words: str, shape: str) -> Json:
    return _parameter(name, words, {"type": "string", "pattern": f"^(?:{shape})$"})


def fields_of(table: Table) -> Json:
    names: Json = {"type": "string", "enum": [one.name for one in table.columns]}
    several: Json = {"type": "array", "minItems": 1, "items": names}
    return _parameter("fields", "只要这些字段，以逗号隔开", several, style="form", explode=False)


def key_of(table: Table) -> str:
    return "code" if table is DEPARTMENTS else "id"


def place_of(table: Table) -> Json:
    kind = Kind.CREDIT_CODE if table is DEPARTMENTS else Kind.ID
    words = "统一社会信用代码" if table is DEPARTMENTS else "公示编号"
    return {
        "name": key_of(table),
        "in": "path",
        "required": True,
        "description": words,
        "schema": TYPES[kind],
    }


Q = _parameter(
    "q",
    "名称、代码、文书号或者词语，以空格隔开；至少有两个连续的字、字母或数字",
    {"type": "string", "maxLength": LONGEST, "pattern": WORDS.pattern},
)
CITY = _shaped("city", "设区市代码", SHAPES["city"].pattern)
AFTER = _shaped("after", "接在哪一条之后：上一页 next 里的值", PLACE.pattern)
PAGING = (
    _parameter("limit", "一页几条", {"type": "integer", "minimum": 1, "maximum": MOST, "default": AS_MANY}),
)
FILTERS: dict[Table, tuple[Json, ...]] = {
    DEPARTMENTS: (
        Q,
        CITY,
        _chosen("level", DEPARTMENTS),
        _chosen("kind", DEPARTMENTS),
        _shaped("after", "接在哪个代码之后：上一页 next 里的值", CODE.pattern),
    ),
    RECORDS: (
        Q,
        _several("city", "设区市代码"),
        _several("county", "县（市、区）代码"),
        *(
            _several(name, words, RECORDS.column(name))
            for name, words in (("domain", "重点领域"), ("source", "来源"), ("severity", "严重程度"))
        ),
        _several("year", "公示年份"),
        _shaped("month", "公示起的月份", MONTH.pattern),
        _shaped("closing", "公示期满的月份", MONTH.pattern),
        _shaped("department", "部门的代码；它承接的也在内", CODE.pattern),
        _parameter("sort", "old 为最早公示的在前", {"type": "string", "enum": ["old"]}),
        AFTER,
    ),
    JUDGMENTS: (Q, CITY, _chosen("outcome", JUDGMENTS), AFTER),
    COMMENDATIONS: (Q, CITY, _chosen("level", COMMENDATIONS), AFTER),
}
STATISTICS_BY = (
    _shaped("region", "设区市代码；不给为全省", SHAPES["city"].pattern),
    _shaped("year", "公示年份；不给为全部", SHAPES["year"].pattern),
)
NAMES = _parameter(
    "q",
    "名称或者代码，每个一次",
    {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_ASKED,
        "items": {"type": "string", "maxLength": LONGEST, "pattern": WORDS.pattern},
    },
    required=True,
    style="form",
    explode=True,
)
