"""The archive of a department for machines: what its page says, and nothing of what ended."""

from __future__ import annotations

from typing import Any

from disclosure.open.models import OpenCommendation, OpenDepartment, OpenJudgment, OpenRecord

Json = dict[str, Any]
NOTICE = (
    "只含依法公示、仍在公示期内的内容；撤下的内容立即从这里消失，请勿长期留存。没有查到，不等于没有失信记录。"
)


def identity(body: OpenDepartment, summary: Json) -> Json:
    """Return who the department is, was, and whose duties it took over."""
    return {
        "credit_code": body.credit_code,
        "name": body.name,
        "short_name": body.short_name,
        "kind": body.get_kind_display(),
        "level": body.get_level_display(),
        "region_code": body.region_code,
        "region": body.place,
        "status": body.get_status_display(),
        "former_names": body.former_names,
        "former_codes": summary["former_codes"],
        "superior": _body(body.superior_code, body.superior_name),
        "predecessors": [one["name"] for one in summary["taken_over"]],
    }


def record(row: OpenRecord, site: str) -> Json:
    """Return one record, with the department's own words beside it where it gave any."""
    return {
        **_fact(row, site),
        "source": row.get_source_kind_display(),
        "cause": row.get_cause_display(),
        "domain": row.get_domain_display(),
        "severity": row.get_severity_display(),
        "legal_basis": row.legal_basis,
        "repair_from": row.repair_from,
        "statement": {"text": row.note, "published_on": row.note_on} if row.note else None,
        "commitment": {"text": row.commitment, "published_on": row.commitment_on} if row.commitment else None,
    }


def judgment(row: OpenJudgment, site: str) -> Json:
    """Return one lost judgment."""
    return {**_fact(row, site), "outcome": row.get_outcome_display(), "effective_on": row.effective_on}


def commendation(row: OpenCommendation, site: str) -> Json:
    """Return one honour."""
    return {**_fact(row, site), "level": row.get_level_display(), "valid_until": row.valid_until}


def _fact(row: OpenRecord | OpenJudgment | OpenCommendation, site: str) -> Json:
    return {
        "id": row.public_id,
        "url": site + row.get_absolute_url(),
        "title": row.title,
        "facts": row.facts,
        "department_then": row.department_name,
        "body": row.finding_body,
        "document_number": row.document_number,
        "decided_on": row.decided_on,
        "public_from": row.opens_on,
        "public_until": row.closes_on,
        "corrected_on": row.corrected_on,
        "is_disputed": row.is_disputed,
        "challenges": row.challenges,
    }


def _body(code: str | None, name: str | None) -> Json | None:
    return {"credit_code": code, "name": name} if code else None
