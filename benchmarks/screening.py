"""A hundred bidders compared with long watch lists, against a bare look-up by a hash index in the same run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from statistics import quantiles

from django.db import connection
from django.utils import timezone

from benchmarks.report import Table, ms, times
from commitments.screening.services.keeping import enter_version, put_in_force
from commitments.screening.services.looking import Line, find
from common.roles import Role
from tests import databases, factories

TITLE = "Bidders against watch lists"
BIDDERS, ROUNDS = 100, 200
AIM = 0.05
_FILL = """
INSERT INTO commitments_watchentry (
    id, version_id, row, kind, subject, name, bare_name, former_names, credit_code, id_number_hash, id_number_tail,
    document_number, organ, cause, listed_on, ending, identity, name_identity, is_current
)
SELECT uuidv7(), %(version)s, n, 'court', 'body', '模拟第' || n || '公司', '模拟第' || n || '公司',
       CASE WHEN n %% 10 = 0 THEN ARRAY['模拟旧名' || n] ELSE ARRAY[]::text[] END,
       '91320100MA' || lpad(n::text, 8, '0'), '', '', '（2026）苏01执' || n || '号', '模拟人民法院', '',
       '2026-01-01', '', lpad(n::text, 32, '0'), '', true
FROM generate_series(1, %(rows)s) n
"""
_BARE = "SELECT credit_code FROM bare_codes WHERE credit_code = ANY(%s)"


def measure(rows: int, rounds: int = ROUNDS) -> Table:
    """Fill a list and look a hundred bidders up in it, some by code, some by name, some by a former name, most not on it."""
    with databases.clone(databases.template(), "bench"):
        _fill(rows)
        table = Table(
            TITLE,
            f"{BIDDERS} bidders at {rows:,} list rows, {rounds} rounds of other bidders. Yardstick: the same codes asked"
            " of a table that holds nothing but codes, under a hash index.",
        )
        asked = [_bidders(rows, seed) for seed in range(rounds)]
        today = timezone.localdate()
        bare = _p95([lambda lines=lines: _bare(lines) for lines in asked])  # type: ignore[misc]
        whole = _p95([lambda lines=lines: find(lines, ["court"], today) for lines in asked])  # type: ignore[misc]
        missed = sum(_missed(lines) for lines in asked[:20])
        table.add("bare look-up by hash, p95", ms(bare), "1.00 ×")
        aim = f"≤ {ms(AIM)}"
        table.add(f"codes, names and former names, p95 (aim {aim})", ms(whole), times(whole, bare))
        table.add("on the list and not found, of 20 rounds", str(missed))
    return table


def _fill(rows: int) -> None:
    made = enter_version("court", timezone.localdate(), "bench", by=factories.posting(Role.CLERK))
    version = put_in_force(made, by=factories.posting(Role.REVIEWER))
    with databases.as_owner() as cursor:
        cursor.execute(_FILL, {"version": version.pk, "rows": rows})
        cursor.execute("CREATE TABLE bare_codes AS SELECT credit_code FROM commitments_watchentry")
        cursor.execute("CREATE INDEX ON bare_codes USING hash (credit_code)")
        cursor.execute("ANALYZE bare_codes")
        cursor.execute("ANALYZE commitments_watchentry")
        cursor.execute("GRANT SELECT ON bare_codes TO PUBLIC")


def _bidders(rows: int, seed: int) -> list[Line]:
    drawn = random.Random(seed)
    found = []
    for row in range(1, BIDDERS + 1):
        n = drawn.randrange(1, rows // 10) * 10
        by = {1: "code", 2: "name", 3: "former"}.get(row % 20, "")
        code = f"91320100MA{n if by == 'code' else rows + row * 7 + seed:08d}"
        name = f"模拟第{n}公司" if by == "name" else f"模拟陌生{seed}-{row}公司"
        found.append(Line(row, name, code, f"模拟旧名{n}" if by == "former" else ""))
    return found


def _missed(lines: Sequence[Line]) -> int:
    met = find(lines, ["court"], timezone.localdate())
    return sum(1 for line in lines if line.row % 20 in {1, 2, 3} and line.row not in met)


def _bare(lines: Sequence[Line]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BARE, [[line.credit_code for line in lines]])
        cursor.fetchall()


def _p95(acts: Sequence[Callable[[], object]]) -> float:
    for act in acts[:5]:  # plans and pages are read once
        act()
    seconds = []
    for act in acts:
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return quantiles(seconds, n=20)[-1]
