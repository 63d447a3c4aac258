"""What the archive of a department says beside its identity and the records it lists: figures, former codes, who is under it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from common.key_domains import KeyDomain
from disclosure.open.models import rows
from disclosure.open.models.departments import OpenDepartment

Summary = dict[str, Any]
SAID = (
    *("total", "first_end", "latest", "serious", "bodies", "domains", "former_codes", "taken_over"),
    *("subordinates", "others"),
)
COLUMNS = ", ".join(SAID)
QUESTION = f"SELECT {COLUMNS} FROM open.archive(%s)"  # noqa: S608 - names of ours


def summary_of(code: str) -> Summary:
    """Return what an archive says beside identity and rows: its figures, from all records that stand and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [code])
        return _read(cursor.fetchone())


def archive_of(code: str) -> tuple[OpenDepartment, Summary] | None:
    """Return who bears a credit code now and what its archive says, in one question; None where nobody bears it now."""
    question = "FROM open.department own, open.archive(own.credit_code) archive WHERE own.credit_code = %s"
    for department, said in rows.read_beside(OpenDepartment, COLUMNS, question, [code]):
        return department, _read(said)
    return None


def _read(said: Sequence[Any]) -> Summary:
    summary = dict(zip(SAID, said, strict=True))
    summary |= {name: json.loads(summary[name]) for name in ("domains", "taken_over", "subordinates")}
    names = dict(KeyDomain.choices)
    counted = sorted(summary["domains"].items(), key=lambda pair: (-pair[1], pair[0]))
    shares = [(names[key], number, round(number * 100 / counted[0][1])) for key, number in counted]
    return {**summary, "domains": shares}
