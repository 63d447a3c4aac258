"""Entering records by hand: subject by credit code, computed grade beside the declared one, no fact twice."""

from __future__ import annotations

from typing import Any

from common.errors import Incomplete
from common.once import once
from common.roles import Role
from common.secrecy import refuse_marks
from organisations.models import Department, Official
from postings.models import Posting
from postings.recusal import require_not_about
from records.facts.services.reach import require_own_finding
from records.facts.services.sums import require_plausible, said
from records.models import DishonestyRecord

ALREADY = "同一文书、同一主体、同一来源已有在册记录；一份文书有几个事实的，请把“同一文书内序号”改为下一个"


def enter_record(
    *, by: Posting, again: str = "", sums_right: bool = False, reason: str = "手工录入", **fields: object
) -> DishonestyRecord:
    """Enter a draft by hand, of subject and source at least; a finding body's own unit is the finder（rules.md 0.2u, 0.2v）.

    `again` is why a matter whose record was withdrawn is entered once more; `sums_right` says that sums which look
    wrong are right.
    """
    record = DishonestyRecord(**_derived(fields, by))
    record.require_reason_after_withdrawal(again, by=by)
    checked = require_plausible(record, said_right=sums_right)
    with once("record_live_once", Incomplete(ALREADY, {"ordinal": ALREADY})):
        record.draft(by=by, reason=said(again or reason, checked))
    record.refresh_from_db()
    return record


def revise_record(
    record: DishonestyRecord,
    *,
    by: Posting,
    reason: str = "",
    again: str = "",
    sums_right: bool = False,
    **fields: object,
) -> DishonestyRecord:
    """Change a draft or a returned record; an earlier review no longer counts."""
    changes = _derived(fields, by)
    changed = DishonestyRecord(**changes)
    changed.require_reason_after_withdrawal(again, record, by=by)
    checked = require_plausible(changed, record, said_right=sums_right)
    with once("record_live_once", Incomplete(ALREADY, {"ordinal": ALREADY})):
        record.edit(by=by, reason=said(again or reason or "修改内容", checked), **changes)
        record._require_scope(by)
    return record


def _derived(fields: dict[str, Any], by: Posting) -> dict[str, Any]:
    """Return `fields` with what follows from them."""
    details = fields.get("source_details") or {}
    refuse_marks({name: text for name, text in fields.items() if name != "source_details"} | details)
    subject: Department | Official | None = fields.get("department") or fields.get("official")
    if subject is None:
        raise Incomplete("请填写失信主体", {"credit_code": "请填写失信主体"})
    if not fields.get("source_kind"):
        raise Incomplete("请选择来源类型", {"source_kind": "请选择来源类型"})
    if isinstance(subject, Official):
        require_not_about(subject.pk, by)
    named = {name: (name, str(fields.get(name, ""))) for name in ("finding_body_code", "finding_body")}
    require_own_finding(by, code=named["finding_body_code"], name=named["finding_body"])
    body = subject if isinstance(subject, Department) else subject.unit
    return {
        **fields,
        **DishonestyRecord(**fields).derived(),
        "subject_region": body.region,
        **({"finding_unit": by.unit} if by.role == Role.FINDING_BODY else {}),
    }
