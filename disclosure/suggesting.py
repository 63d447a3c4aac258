"""What is offered while a reader types: departments by name, former name and code, then documents and records."""

from __future__ import annotations

import re
from dataclasses import replace

from disclosure.open.models import OpenDepartment
from disclosure.question import Question
from disclosure.search import first
from identifiers.credit_codes import normalise_credit_code
from identifiers.written_forms import fold

DEPARTMENTS, RECORDS = 5, 3
BEGUN = re.compile("[0-9A-HJ-NPQRTUWXY]{4,18}")
"""The beginning of a credit code."""


def suggested(question: Question) -> list[dict[str, str]]:
    """Return kind, words, note and address of each suggestion; nothing before two characters of one word are there."""
    if not any(len(word) > 1 for word in question.words):
        return []
    found = [
        {"kind": "部门", "text": body.name, "note": _why(body, question), "url": body.get_absolute_url()}
        for body in _departments(question)
    ]
    asked = replace(question, sort="", after="")
    return found + [
        {"kind": "记录", "text": row.title, "note": row.department_name, "url": row.get_absolute_url()}
        for row in first(asked, RECORDS)
    ]


def _departments(question: Question) -> list[OpenDepartment]:
    code = normalise_credit_code(question.q)
    if BEGUN.fullmatch(code) and re.search("[0-9]", code):
        return OpenDepartment.objects.begun(code, DEPARTMENTS)
    return OpenDepartment.objects.first_named(question.words, DEPARTMENTS)


def _why(body: OpenDepartment, question: Question) -> str:
    """Return what of a department was met where its name does not say it."""
    words = [fold(word) for word in question.words]
    for former in body.former_names:
        if all(word in fold(former) for word in words) and not all(word in fold(body.name) for word in words):
            return f"曾用名 {former}"
    return body.place
