"""What the page of every case of this app shows beside its matter."""

from __future__ import annotations

from typing import Any

from common.cases.acts import offered
from common.cases.case_type import case_types, given
from common.cases.page_token import token_of
from common.cases.story import sent_back
from common.tabs import case_tabs
from common.workflow import Workflow
from postings.desk import Desk
from postings.requests import OfficeRequest


def case_context(request: OfficeRequest, case: Workflow, desk: Desk) -> dict[str, Any]:
    """Return the acts that are offered, what was done, the tabs, and the token of what the page showed."""
    posting = request.posting
    story = given(case_types[case._meta.label_lower].story)
    offers, trail = offered(case, posting), story(case, posting) if story else []
    return {
        "here": desk.key,
        "case": case,
        "offered": offers,
        "hands_off": case.recusal(posting),
        "act_base": desk.address(case),
        "trail": trail,
        "returned": sent_back(case, trail),
        "page_token": token_of(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
