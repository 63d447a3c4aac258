"""The set-based statements over staging, with what they need to know of a batch: scope, day, words, grades."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from common import projections
from common.errors import Incomplete, NotEligible
from common.history import acting
from common.roles import Role
from common.trail import write_notable_many
from common.workflow import Workflow, enter_many
from exchange.fact_kinds import kind_of
from exchange.importers.layouts import LAYOUTS
from exchange.models.batches import ImportBatch, ImportKind
from exchange.models.proposals import DepartmentProposal, ProposalStatus
from organisations.models import Department
from policy.grading import GradingRules, severity
from policy.vocabulary import DEAD_RECORDS, Impact, RecordStatus, Severity
from records.facts.regrading import grading_rules
from records.facts.services.reach import OWN_FINDINGS, subjects_of

_FOLDER = Path(__file__).resolve().parent.parent / "sql"
_KEY_COLUMNS = "batch_id, row, credit_code, finding_body_code, document_key, source_kind"


@dataclass(frozen=True)
class Family:
    """What rows become that are neither departments nor facts: the check, the writing, and the machine of the drafts."""

    check_statement: Callable[[ImportBatch], str]
    write: Callable[[ImportBatch], int]
    model: type[Workflow]
    rows_are_cases: bool = True
    """Whether each row becomes a case of its own, instead of the whole workbook one."""


families: dict[str, Family] = {}
"""The families by name, entered by their own modules when the app is ready."""


def family_of(batch: ImportBatch) -> Family | None:
    """Return the family of a batch, None for departments and facts."""
    layout = LAYOUTS[batch.kind]
    key = "commitment" if layout.domain else "watch" if layout.watch else ""
    return families.get(key)


@cache
def text_of(name: str) -> str:
    """Return one of this app's statements."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def empty_staging(batch: ImportBatch) -> None:
    """Take the batch's rows out of staging."""
    _execute("DELETE FROM exchange_staging WHERE batch_id = %(batch)s", {"batch": batch.pk})


def staged_rows(batch: ImportBatch) -> int:
    """Count the batch's rows in staging; after a crash of the server there are none."""
    return _number("SELECT count(*) FROM exchange_staging WHERE batch_id = %(batch)s", {"batch": batch.pk})


def analyze_staging() -> None:
    """Give the planner the key columns; ANALYZE of the long texts, or of more rows, would cost more than it saves."""
    _execute("SET LOCAL default_statistics_target = 10", {})
    _execute(f"ANALYZE exchange_staging ({_KEY_COLUMNS})", {})


def check(batch: ImportBatch) -> dict[str, int]:
    """Write every row error of every row; return accepted, duplicates, rejected, proposed."""
    _execute("SET LOCAL work_mem = '64MB'", {})
    _execute(_check_statement(batch), parameters(batch))
    return _counts(batch)


def write(batch: ImportBatch) -> int:
    """Write what the check left as accepted or proposed; return how many rows that were."""
    _execute("SET LOCAL work_mem = '64MB'", {})
    if family := family_of(batch):
        return family.write(batch)
    kind = kind_of(batch)
    if kind is None:
        return _write_departments(batch)
    statement = text_of("dishonesty_write").format(rows=text_of("dishonesty_rows"), grades=_grades(batch))
    ids = enter_many(kind, filled(statement, batch), [], by=batch.posting, reason=reason_of(batch))
    return len(ids)


def reason_of(batch: ImportBatch) -> str:
    """Return what the trail of each row says: not the file's name, which those who see the row may not know."""
    return f"导入 {batch.get_kind_display()}"


def _write_departments(batch: ImportBatch) -> int:
    """Propose first: once the new departments are written, they are known ones too.

    New ones are shown in public at once: who a public body is, is public information, and a row in which
    personal data was found never gets here. Their trail and the public pages' generation go with them.
    政府信息公开条例 20(二)
    """
    propose = text_of("departments_propose").format(changes=text_of("departments_changes"))
    ids = enter_many(
        DepartmentProposal, filled(propose, batch), [], by=batch.posting, reason=reason_of(batch)
    )
    with acting(batch.posting), connection.cursor() as cursor:
        cursor.execute(text_of("departments_write"), parameters(batch))
        made = [row[0] for row in cursor.fetchall()]
    if made:
        write_notable_many(Department, made, "enter", by=batch.posting, reason=reason_of(batch))
        projections.changed(departments=made)
    return len(ids) + len(made)


def _check_statement(batch: ImportBatch) -> str:
    if family := family_of(batch):
        return family.check_statement(batch)
    kind = kind_of(batch)
    if kind is None:
        return text_of("departments_check").format(changes=text_of("departments_changes"))
    return text_of("dishonesty_check").format(
        rows=text_of("dishonesty_rows"),
        scope=ids_of(subjects_of(batch.posting)),
        visible=ids_of(kind.objects.visible_to(batch.posting)),
        grades=_grades(batch),
    )


def ids_of(rows: QuerySet[Any]) -> str:
    """Return the question for the keys of `rows`, to stand inside a statement with parameters of its own."""
    question, params = rows.values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        return str(cursor.mogrify(question, params).decode().replace("%", "%%"))


def parameters(batch: ImportBatch) -> dict[str, Any]:
    """Return what the statements may name of a batch."""
    posting = batch.posting
    places = batch.header_places
    return {
        "batch": batch.pk,
        "as_of": batch.as_of,
        "unit": posting.unit_id,
        "user": posting.user_id,
        "domain": posting.domain,
        "of_domain": LAYOUTS[batch.kind].domain,
        "by_finding_unit": posting.role == Role.FINDING_BODY,
        "own_findings": OWN_FINDINGS,
        "region_path": posting.region.path if posting.region else "",
        "withdrawn": RecordStatus.WITHDRAWN.value,
        "unkept": ["batch_id", "row", "raw", "row_errors", "sort_key", "number_hash"],
        "dead": [status.value for status in DEAD_RECORDS],
        "draft": RecordStatus.DRAFT.value,
        "proposed": ProposalStatus.PROPOSED.value,
        "severities": json.dumps(dict(Severity.choices), ensure_ascii=False),
        "headers": json.dumps(
            {
                column.key: batch.header_names[places[column.key]] if column.key in places else column.header
                for column in LAYOUTS[batch.kind].columns
            },
            ensure_ascii=False,
        ),
    }


def _grades(batch: ImportBatch) -> str:
    """Return the grading rules of the day as rows (low, high, impact, severity): the rule itself stays in one place."""
    try:
        rules = grading_rules(batch.as_of)
    except NotEligible:
        return "VALUES (0::numeric, 0::numeric, '', '')"
    bounds: list[Decimal | None] = [Decimal(0), *rules.bounds, None]
    rows = [
        f"({low}::numeric, {'NULL' if high is None else high}::numeric, '{impact}', '{grade}')"
        for low, high in pairwise(bounds)
        for impact in ("", *Impact.values)
        if low is not None and (grade := _grade(low, impact, rules))
    ]
    return "VALUES " + ", ".join(rows)


def _grade(loss: Decimal, impact: str, rules: GradingRules) -> str:
    try:
        return severity(loss, impact or None, False, rules).severity
    except Incomplete:
        return ""


def _counts(batch: ImportBatch) -> dict[str, int]:
    statement = (
        "WITH out AS (SELECT DISTINCT row, level FROM exchange_rowerror"
        " WHERE batch_id = %(batch)s AND level IN ('error', 'duplicate', 'waiting'))"
        " SELECT count(*) FILTER (WHERE level = 'error'), count(*) FILTER (WHERE level = 'duplicate'),"
        " count(*) FILTER (WHERE level = 'waiting') FROM out"
    )
    known = (
        "SELECT count(*) FROM exchange_staging s JOIN organisations_department d ON d.credit_code = s.credit_code"
        " WHERE s.batch_id = %(batch)s AND s.row NOT IN (SELECT row FROM exchange_rowerror"
        " WHERE batch_id = %(batch)s AND level IN ('error', 'duplicate'))"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"batch": batch.pk})
        rejected, duplicates, waiting = cursor.fetchone()
    proposed = _number(known, {"batch": batch.pk}) if batch.kind == ImportKind.DEPARTMENTS else 0
    accepted = (batch.rows_read or 0) - rejected - duplicates - waiting - proposed
    counts = {"accepted": accepted, "duplicates": duplicates, "rejected": rejected}
    return counts | {"waiting": waiting, "proposed": proposed}


def filled(statement: str, batch: ImportBatch) -> str:
    """Return `statement` with its parameters written in, for a door that takes positional ones only."""
    with connection.cursor() as cursor:
        return str(cursor.mogrify(statement, parameters(batch)).decode().replace("%", "%%"))


def _execute(statement: str, params: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def _number(statement: str, params: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        (number,) = cursor.fetchone()
    return int(number)
