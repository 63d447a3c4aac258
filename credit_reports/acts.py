"""The acts on a report as its page offers them."""

from __future__ import annotations

from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from credit_reports.services import ending

ACTS = {
    "ask_revocation": Act(
        "提出撤销",
        "由负责人决定；决定以前，编号照常核验。内容有变化的报告自行失效，不用撤销。",
        calling(ending.ask_revocation),
        GivenReasonForm,
    ),
    "revoke": Act(
        "撤销",
        "文件立即不再提供，按编号、文件核验都答复“已撤销”，不能恢复。",
        calling(ending.revoke),
        GivenReasonForm,
        bar=ending.bar_to_decide,
        is_grave=True,
        is_first=True,
    ),
    "keep": Act(
        "不撤销",
        "报告照旧。",
        calling(ending.keep),
        GivenReasonForm,
        bar=ending.bar_to_decide,
    ),
}
