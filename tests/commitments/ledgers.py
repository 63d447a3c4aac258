"""What a line of each kind of matter says, of townships and of statistics; all invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from commitments.domains.domain import domains
from commitments.models import Commitment
from identifiers.credit_codes import check_character
from organisations.models import Department
from tests import factories
from tests.commitments import makers

TOWNSHIPS: dict[str, dict[str, Any]] = {
    "pledge": {"board": "模拟镇政务服务大厅公开栏（演示）"},
    "affairs": {"open_matter": "年度财政预算", "formed_on": date(2026, 3, 2)},
    "finance": {"frequency": "quarter", "period_until": date(2026, 3, 31)},
    "benefit": {
        "subsidy": "耕地地力保护补贴",
        "subsidy_standard": "每亩 120 元",
        "approved_on": date(2026, 3, 2),
    },
    "interaction": {"task_list": "own", "list_document": "模拟镇政社互动清单〔2026〕1号"},
    "civility": {
        "civility_score": Decimal("926.50"),
        "honesty_weight": Decimal("8.00"),
        "measured_on": date(2026, 3, 2),
    },
    "pilot": {
        "pilot_plan": "模拟县信用试点方案〔2026〕2号",
        "pilot_from": date(2025, 1, 1),
        "pilot_until": date(2026, 3, 2),
    },
}
STATISTICS: dict[str, dict[str, Any]] = {
    "duty": {
        "responsibility": "main",
        "duty_document": "模拟统计责任书〔2026〕1号",
        "duty_from": date(2026, 1, 1),
    },
    "pledge": {"pledger": "staff", "pledge_text": "依法统计，不出假数", "pledged_on": date(2026, 1, 5)},
    "fraud": {
        "conduct": "altered",
        "finding_document": "模拟统计查实报告〔2026〕3号",
        "found_on": date(2026, 3, 2),
    },
    "listing": {
        "address": "模拟市开发区一号厂房",
        "violation": "提供不真实的统计资料，虚报产值",
        "listing_document": "模拟统计认定书〔2026〕4号",
        "decided_on": date(2026, 3, 2),
        "is_again": False,
    },
    "oversight": {
        "way": "on_site",
        "watched_on": date(2026, 3, 2),
        "watch_result": "原始记录和统计台账齐全",
        "watch_document": "模拟监管记录〔2026〕5号",
    },
}
OWN = {"townships": TOWNSHIPS, "statistics": STATISTICS}
_CODE = "91320100000000000"
ENTERPRISE = {
    "counterparty": "模拟机械制造有限公司（演示）",
    "counterparty_code": _CODE + check_character(_CODE),
}
BESIDE = {
    "sanctioned_on": {"sanction": "notice", "sanction_document": "模拟处理决定〔2026〕6号"},
    "removed_on": {"removal_document": "模拟移出决定〔2026〕7号"},
    "mended_on": {"mend_document": "模拟整改验收〔2026〕8号"},
    "granted_on": {"recipients": 1200, "granted": Decimal(360000)},
    "pilot_reviewed_on": {"pilot_review": "模拟试点评估报告〔2026〕9号"},
}
"""What stands beside a day in the same line."""


def own_of(domain: str, matter: str, **changes: Any) -> dict[str, Any]:
    """Return the columns of one line."""
    return {"matter": matter, **OWN[domain][matter], **changes}


def body_of(domain: str, matter: str) -> Department:
    """Return a body that may have such a line."""
    if domain == "statistics":
        return factories.department("320102", name="模拟区统计局（演示）", level="county")
    level = "county" if matter == "pilot" else "township"
    return factories.department("320102", level=level)


def line(domain: str, matter: str, **given: Any) -> Commitment:
    """Return a registered line of a ledger; what is no column of its own is one of every promise."""
    own = own_of(domain, matter)
    for name, value in given.items():
        own |= BESIDE.get(name, {})
        if name in domains[domain].columns:
            own[name] = value
    common = {name: value for name, value in given.items() if name not in domains[domain].columns}
    if matter in {"listing", "oversight"}:
        common = {**ENTERPRISE, **common}
    common = {"body": body_of(domain, matter), "amount": None, "agreed_on": None, **common}
    return makers.running(domain, own=own, **common)


AGENCY_CODE = "91320100MA0000001"
AGENCY = {
    "agency": "模拟招标代理有限公司（演示）",
    "agency_code": AGENCY_CODE + check_character(AGENCY_CODE),
    "agency_grade": "模拟信用等级 A（演示）",
    "agency_grade_source": "模拟信用平台（演示）",
    "agency_graded_on": date(2026, 3, 2),
}


def tender(**own: Any) -> Commitment:
    """Return a registered tender with an agency of which something is known."""
    return makers.running("bidding", own={**AGENCY, **own})
