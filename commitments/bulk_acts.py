"""The acts that the list of commitments offers on many rows."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from commitments.acts import ACTS
from commitments.domains.domain import domains
from commitments.forms.acts import HandManyOnForm
from commitments.forms.entry import CommitmentForm, column_fields
from commitments.lists import COMMITMENTS
from commitments.models import Commitment
from commitments.models.commitments import BOTH_SIDES
from commitments.services.entering import revise_commitment
from commitments.services.inheriting import hand_on
from common.access import requires_posting
from common.cases.acts import Given, require_role_and_state
from common.cases.bulk_page import Bulk, bulk_page
from common.roles import CLERKS
from common.trail import Actor
from postings.models import Posting
from postings.requests import OfficeRequest
from records.facts.changing_many import changing_many

ON_MANY = ("carrier", "document_title", "signed_on", "promise_kind", "agreed_on", "post", "remark")
"""What drafts of any domain can have in common; what tells one promise from another, and its sum, is written in each."""


def _form(case: Commitment, by: Posting, data: Given | None) -> CommitmentForm:
    return CommitmentForm(data, posting=by, domain=domains[case.domain], case=case)


def _save(case: Commitment, by: Posting, form: CommitmentForm, reason: str) -> None:
    revise_commitment(case, by=by, reason=reason, **form.to_fields())


def _hand_on(case: Commitment, by: Actor, given: Given) -> str:
    require_role_and_state(case, Commitment.TRANSITIONS["hand_on"], by)
    made = hand_on(case, by=by, **given)
    return f"责任岗位或责任人：{made.from_post or '未填'} → {made.to_post}"


COMMITMENT_BULK = Bulk(
    COMMITMENTS,
    "commitments:bulk",
    Commitment,
    {
        "edit": changing_many(column_fields(ON_MANY), _form, _save),
        "hand_on": replace(ACTS["hand_on"], do=_hand_on, form=HandManyOnForm),
    },
    {"edit": ("批量修改", CLERKS), "hand_on": ("批量登记交接", BOTH_SIDES)},
    key="id",
    version="content_version",
    tell=str,
)


@require_POST
@requires_posting()
def bulk(request: OfficeRequest, name: str) -> HttpResponse:
    return bulk_page(request, COMMITMENT_BULK, name)
