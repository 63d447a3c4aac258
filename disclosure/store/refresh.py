"""The public store follows the office: what an act changes is brought to its definition in the act's own transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import connection

from common.projections import Change

FACTS = "SELECT public.disclosure_refresh_facts(%s::uuid[])"
DEPARTMENTS = "SELECT public.disclosure_refresh_departments(%s::uuid[])"
ANSWERS = "SELECT public.disclosure_refresh_answers(%s::uuid[])"
FILES = "SELECT public.disclosure_refresh_files(%s::uuid[])"
REPORTS = "SELECT public.disclosure_refresh_reports(%s::uuid[])"
RULES = "SELECT public.disclosure_refresh_rules()"
RUN = "SELECT public.disclosure_refresh_run()"
ALL = "SELECT public.disclosure_refresh_all()"
DAY = "SELECT public.disclosure_refresh_day()"
FOLD = "SELECT public.disclosure_fold_counts()"


def follow(change: Change) -> None:
    """Bring to their definition the rows of whatever an act has changed; listens to `common.projections`."""
    if change.regions:
        refresh_all()
        return
    if change.departments:
        _run(DEPARTMENTS, _keys(change.departments))
    if change.facts:
        _run(FACTS, _keys(change.facts))
    if change.answers:
        _run(ANSWERS, _keys(change.answers))
    if change == Change():
        _run(RULES)
    if change.run is not None:
        _run(RUN)


def refresh_files(files: Iterable[uuid.UUID]) -> int:
    """Bring the parts of files to their definition, locked in the order of their numbers; return how many changed."""
    return _run(FILES, _keys(files))


def refresh_report(public_id: uuid.UUID) -> int:
    """Bring what the public is told of one report to its definition; return how many rows changed."""
    return _run(REPORTS, _keys([public_id]))


def refresh_all() -> int:
    """Bring the whole store to its definition; return how many rows that changed."""
    return _run(ALL)


def refresh_day() -> int:
    """Let in what today opens and take out what it closed; return how many rows changed（rules.md 0.2e）."""
    return _run(DAY)


def fold_counts() -> int:
    """Make one line of many of each kept count; return how many lines that came to nothing went."""
    return _run(FOLD)


def beat() -> None:
    """Write the moment into the store: wherever it has arrived, all that was committed before it has too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.disclosure_beat()")


def _run(statement: str, *given: list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return int(cursor.fetchone()[0])


def _keys(ids: Iterable[uuid.UUID]) -> list[str]:
    return sorted(str(key) for key in ids)
