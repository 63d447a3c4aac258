"""What a report on one row tells, with the sum by which it is checked."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import timezone

from inquiries.models import Inquiry, InquiryRow
from inquiries.vocabulary import NOTHING_FOUND, Kind

Json = dict[str, Any]
SCOPE = {
    Kind.PERSON: (
        "本报告只说明本库在截至日所存的、办理单位干部管理权限以内的情况。录用、调任以公共信用信息系统的查询结果为准，本库只对在职公务员作补充。"
        "除法律规定的情形和处分期间以外，其余内容只供参考，不单独作为排除的理由；不利的内容在使用以前告知本人。"
    ),
    Kind.BODY: "本报告只说明截至日有没有已送达、正在执行的惩戒措施，不是信用评价；“需人工核实”由信用办另行答复。",
}


def told(case: Inquiry, row: InquiryRow) -> Json:
    """Return the report on a row: all its words, and `sum`, the SHA-256 over them in a fixed form."""
    at = timezone.localtime(case.answered_at)
    said: Json = {
        "number": row.number,
        "inquiry": case.number,
        "purpose": case.purpose_label,
        "matter": case.matter,
        "asking_body": case.asking_body,
        "handler": case.handler,
        "request": case.request,
        "approval": case.approval_number,
        "as_of": str(case.as_of),
        "answered_at": f"{at:%Y-%m-%d %H:%M}",
        "office": case.office,
        "kind": case.kind,
        "name": row.open_name(),
        "identity": row.masked_number,
        "answer": row.answer,
        "measure": row.measure,
        "until": str(row.until or ""),
        "note": row.note,
        "nothing_found": NOTHING_FOUND if row.note == NOTHING_FOUND else "",
        "scope": SCOPE[Kind(case.kind)],
    }
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    fallen = f"{timezone.localtime(row.fallen_at):%Y-%m-%d} 起依据已终止，不得再使用" if row.fallen_at else ""
    return {**said, "sum": sha256(plain).hexdigest(), "fallen": fallen, "demo": settings.PORTAL_DEMO}
