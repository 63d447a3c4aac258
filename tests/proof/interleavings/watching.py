"""What the oracle is told: trail rows, rows of the machines, clocks, and what the public role reads, as plain dicts."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

from common.deadlines.kinds import deadline_kinds

Row = dict[str, Any]
LAW = Path(__file__).with_name("law.csv")
PUBLIC = ("record", "judgment", "commendation")
_EVENTS = (
    "SELECT seq, id::text, object_type, object_id::text, act, from_status, to_status, actor::text, posting_id::text,"
    " posting_role, posting_unit, actor_name, reason, before, after, cause::text FROM common_transition WHERE seq > %s"
    " ORDER BY seq"
)
_NAMES = (
    *("seq", "id", "kind", "object", "act", "from", "to", "actor", "posting", "role", "unit", "actor_name"),
    *("reason", "before", "after", "cause"),
)
_DEADLINES = (
    "SELECT id::text, kind, object_id::text, due_on::text, starts_on::text, met_on::text, cancelled_on::text"
    " FROM common_deadline"
)
_BODIES = "SELECT id::text, name, status, successor_id::text, is_shown FROM organisations_department"
_CANDIDATES = (
    "SELECT id::text, check_case_id::text, department_id::text, outcome, measure_id::text, until::text, name, credit_code"
    " FROM exchange_candidate"
)
_FACTS = "SELECT id::text, kind_id, department_id::text, official_id::text, status, number FROM records_fact"


def kinds() -> list[str]:
    """Return the machines that the oracle's law speaks of."""
    with LAW.open(encoding="utf-8") as lines:
        return list(dict.fromkeys(row["kind"] for row in csv.DictReader(lines)))


@cache
def _rows_sql() -> str:
    parts = []
    for kind in kinds():
        table = apps.get_model(kind)._meta.db_table
        parts.append(f"SELECT '{kind}' AS kind, id::text AS id, to_jsonb(t) AS said FROM {table} t")
    return " UNION ALL ".join(parts)


def _asked(statement: str, params: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params or [])
        return list(cursor.fetchall())


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def events_after(seq: int) -> list[Row]:
    """Return the trail rows written after one."""
    made = [dict(zip(_NAMES, row, strict=True)) for row in _asked(_EVENTS, [seq])]
    for row in made:
        row["before"], row["after"] = _json(row["before"]), _json(row["after"])
    return made


def rows() -> dict[str, Row]:
    """Return every row of every machine by its key, with its `kind`."""
    return {key: {**_json(said), "kind": kind} for kind, key, said in _asked(_rows_sql())}


def deadlines() -> list[Row]:
    """Return every clock, and whose it is as its procedure says."""
    names = ("id", "kind", "object", "due", "starts", "met", "cancelled")
    made = [dict(zip(names, row, strict=True)) for row in _asked(_DEADLINES)]
    return [row for row in made if row["kind"] in deadline_kinds]


def bodies() -> dict[str, Row]:
    """Return the departments."""
    names = ("id", "name", "status", "successor", "is_shown")
    return {row[0]: dict(zip(names, row, strict=True)) for row in _asked(_BODIES)}


def facts() -> dict[str, Row]:
    """Return whose each fact is, and by which document."""
    names = ("id", "kind", "department", "official", "status", "number")
    return {row[0]: dict(zip(names, row, strict=True)) for row in _asked(_FACTS)}


def public() -> dict[str, Row]:
    """Return what the public role reads, by the number of its page."""
    parts = [f"SELECT '{view}' AS view, public_id::text, to_jsonb(v) FROM open.{view} v" for view in PUBLIC]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_public")
        cursor.execute(" UNION ALL ".join(parts))
        found = {key: {**_json(said), "view": view} for view, key, said in cursor.fetchall()}
        cursor.execute(f"SET LOCAL ROLE {settings.OFFICE_DB_ROLE}")
    return found


def candidates() -> dict[str, Row]:
    """Return the rows of the lists of candidates for honours, and what each was answered."""
    names = ("id", "check", "department", "outcome", "measure", "until", "name", "credit_code")
    return {row[0]: dict(zip(names, row, strict=True)) for row in _asked(_CANDIDATES)}


STATE = ("rows", "facts", "bodies", "deadlines", "public", "candidates")


def all_after(seq: int) -> dict[str, Any]:
    """Return what a step has written, and how everything stands after it."""
    stands = {
        "rows": rows(),
        "facts": facts(),
        "bodies": bodies(),
        "deadlines": deadlines(),
        "public": public(),
        "candidates": candidates(),
    }
    return {"events": events_after(seq), **stands}
