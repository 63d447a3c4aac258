"""What the archive of a department says beside its identity and the records it lists: figures, former codes, who is under it."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from common.key_domains import KeyDomain


def summary_of(code: str) -> dict[str, Any]:
    """Return what an archive says beside identity and rows: its figures, from all records that stand and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open.archive(%s)", [code])
        columns = [column.name for column in cursor.description]
        summary = dict(zip(columns, cursor.fetchone(), strict=True))
    summary |= {name: json.loads(summary[name]) for name in ("domains", "taken_over", "subordinates")}
    names = dict(KeyDomain.choices)
    counted = sorted(summary["domains"].items(), key=lambda pair: (-pair[1], pair[0]))
    shares = [(names[key], number, round(number * 100 / counted[0][1])) for key, number in counted]
    return {**summary, "domains": shares}
