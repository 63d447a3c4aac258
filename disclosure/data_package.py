"""What the open data say of themselves: Data Package and Table Schema（datapackage.org）, made of the declared columns. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from disclosure.columns import Column, Kind, Table
from disclosure.question import CODE

Json = dict[str, object]
VERSION = "1.0.0"
"""Of the schema: the first number changes where a column is taken away, renamed or means something else."""
CHANGES = "changes.csv"
MANIFEST, SIGNATURE, KEY, WORKBOOK = "datapackage.json", "datapackage.json.sig", "key.pem", "open-data.xlsx"
MEDIA_TYPES = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FIELDS: dict[Kind, Json] = {
    Kind.TEXT: {"type": "string"},
    Kind.CREDIT_CODE: {"type": "string"},
    Kind.ID: {"type": "string", "format": "uuid"},
    Kind.URL: {"type": "string", "format": "uri"},
    Kind.DAY: {"type": "date"},
    Kind.MOMENT: {"type": "datetime", "format": "any"},
    Kind.FLAG: {"type": "boolean"},
    Kind.LIST: {"type": "array"},
}
CHANGED: Json = {
    "fields": [
        {"name": "table", "title": "表", "type": "string"},
        {"name": "id", "title": "公示编号", "type": "string", "format": "uuid"},
        {
            "name": "change",
            "title": "差别",
            "type": "string",
            "description": "added 新有，changed 有变动，ended 不再公示",
            "constraints": {"required": True, "enum": ["added", "changed", "ended"]},
        },
    ],
    "primaryKey": ["table", "id"],
}
"""Of the list of changes: ids alone, nothing of what ended."""
REMARK = "#"
"""Begins the line of a CSV file that is none of its rows."""
TERMS = (
    "可以免费复制、加工、再发布，须注明来源和数据时间；撤下的内容须同时从副本中删除，"
    "不得用已经撤下的内容评价任何部门；没有查到不等于没有失信记录。"
)


@dataclass(frozen=True)
class Written:
    """One file as it was written."""

    name: str
    format: str
    size: int
    sha256: str
    rows: int
    table: Table | None = None
    """None for the workbook, which holds them all, and for the list of changes."""


@dataclass(frozen=True)
class Since:
    """The snapshot before, with which the list of changes compares."""

    label: str
    at: datetime


def manifest(
    files: Iterable[Written],
    *,
    label: str,
    at: datetime,
    site: str,
    demo: bool,
    fingerprint: str,
    since: Since | None = None,
) -> Json:
    """Return what `datapackage.json` says."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "government-integrity",
        "id": label,
        "title": "政务诚信门户开放数据" + ("（演示数据：机构与事项均为虚构）" if demo else ""),
        "description": "某一时刻正在公示的全部内容。",
        "version": VERSION,
        "created": at.isoformat(timespec="seconds"),
        "homepage": site,
        "licenses": [{"name": "other-open", "title": TERMS, "path": f"{site}/open-data/#terms"}],
        "demo": demo,
        "signature": {
            "path": SIGNATURE,
            "algorithm": "Ed25519",
            "key": KEY,
            "fingerprint": f"sha256:{fingerprint}",
        },
        "changes": {
            "path": CHANGES,
            "since": since and since.label,
            "since_time": since and since.at.isoformat(timespec="seconds"),
        },
        "resources": [_resource(file) for file in files],
    }


def _resource(file: Written) -> Json:
    found: Json = {
        "name": file.name.replace(".", "-"),
        "path": file.name,
        "format": file.format,
        "mediatype": MEDIA_TYPES[file.format],
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
    }
    if file.name == CHANGES:
        return {**found, "title": "与上一版的差别", "type": "table", "schema": CHANGED}
    if file.table is None:
        return found
    found |= {"title": file.table.label, "description": file.table.about}
    if file.format == "csv":
        found |= {"type": "table", "dialect": {"commentChar": REMARK}}
    return {**found, "schema": schema(file.table)}


def schema(table: Table) -> Json:
    """Return the Table Schema of a table."""
    return {"fields": [_field(column) for column in table.columns], "primaryKey": [table.key]}


def _field(column: Column) -> Json:
    constraints: Json = {"required": True} if column.is_filled and column.kind != Kind.LIST else {}
    if column.choices and column.kind != Kind.LIST:
        constraints["enum"] = [key for key, _ in column.choices]
    if column.kind == Kind.CREDIT_CODE:
        constraints["pattern"] = CODE.pattern
    described = "；".join(
        part for part in (column.meaning, "，".join(f"{key} {word}" for key, word in column.choices)) if part
    )
    found: Json = {"name": column.name, "title": column.label, **FIELDS[column.kind]}
    return {
        **found,
        **({"description": described} if described else {}),
        **({"constraints": constraints} if constraints else {}),
    }
