"""What every installation starts with: the regions（rules.md 2）and the catalogue of information classes."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).resolve().parent / "reference"
KINDS = {
    "省": "province",
    "设区市": "city",
    "市辖区": "county",
    "县级市": "county",
    "县": "county",
    "乡": "township",
    "镇": "township",
    "街道": "township",
}
INSERT_REGIONS = """
WITH given AS MATERIALIZED (
    SELECT uuidv7() AS id, * FROM jsonb_to_recordset(%s)
        AS given (code text, name text, kind text, sort_kind text, parent text, path text, city text, county text)
)
INSERT INTO organisations_region (id, code, name, kind, sort_kind, parent_id, path, city_code, county_code)
SELECT given.id, given.code, given.name, given.kind, given.sort_kind, above.id, given.path, given.city, given.county
FROM given LEFT JOIN given above ON above.code = given.parent
ORDER BY given.path
"""


def information_classes() -> list[dict[str, Any]]:
    """Return the first version of the catalogue（信息分类）as dated rules."""
    with (REFERENCE / "information_classes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        {
            "kind": "information_class",
            **{name: row.pop(name) for name in ("key", "label", "basis", "mark")},
            "unit": "",
            "effective_from": date(2023, 6, 29),
            "value": row,
        }
        for row in rows
    ]


def divisions() -> list[dict[str, str]]:
    """Return the 1 + 13 + 95 divisions and the townships, parents before children."""
    rows: list[dict[str, str]] = []
    for name in ("jiangsu_divisions.csv", "jiangsu_townships.csv"):
        with (REFERENCE / name).open(encoding="utf-8-sig") as file:
            rows += csv.DictReader(file)
    return sorted(
        rows,
        key=lambda row: (len(row["code"]), not row["code"].endswith("0000"), not row["code"].endswith("00")),
    )


def regions() -> list[dict[str, str]]:
    """Return the rows of the region table: each with its path and the codes of its city and county."""
    made: dict[str, dict[str, str]] = {}
    for row in divisions():
        kind, above = KINDS[row["kind"]], made.get(row["parent"], {})
        made[row["code"]] = {
            "code": row["code"],
            "name": row["name"],
            "kind": kind,
            "sort_kind": row["kind"],
            "parent": row["parent"],
            "path": f"{above.get('path', '')}{row['code']}/",
            "city": row["code"] if kind == "city" else above.get("city", ""),
            "county": row["code"] if kind == "county" else above.get("county", ""),
        }
    return list(made.values())
