"""A tolerated matter is not taken up again where its document was annulled, is stayed, made anew or waits to be corrected."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from challenges.models import Challenge
from challenges.services import staying
from common.causes import Cause
from common.errors import NotAllowed, NotEligible
from common.roles import Role
from discipline.models import Tolerance
from discipline.tolerance.services import revoking
from records.models import Fact
from records.services import readmit_record
from tests import factories
from tests.challenges import challenging as makers
from tests.discipline import tolerating
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
OFF = {
    "annulled": "没有文书就没有失信记录",
    "stayed": "停止执行",
    "remitted": "发回重审",
    "mending": "待更正",
}
SETTLE = {"document": "苏纪容撤〔2026〕2号", "on": tolerating.today(), "reason": "材料造假"}


def doubted(state: str) -> tuple[Tolerance, Challenge]:
    """A tolerance that keeps a record out, heard on its revocation, and a challenge of the record's document in a state."""
    record = factories.publication().fact.of_kind
    case = makers.challenge("open", fact=record)
    tolerance = Tolerance.objects.of(tolerating.excluded(record)).get()
    if state == "stayed":
        makers.stayed(case)
    elif state != "open":
        makers.decided(makers.prepared(case, {"mending": "changed"}.get(state, state)))
    revoking.doubt(tolerance, by=factories.posting(Role.OFFICER), reason="材料系伪造")
    revoking.state(tolerance, by=tolerating.representative(tolerance), statement="误传")
    return tolerance, Challenge.objects.get(pk=case.pk)


def now(case: Tolerance) -> str:
    return str(Fact.objects.get(pk=case.fact_id).status)


@pytest.mark.parametrize("state", OFF)
def test_the_revocation_that_would_take_it_up_again_is_refused_and_says_why(state: str) -> None:
    case, _ = doubted(state)
    by = tolerating.decider(case)
    with pytest.raises(NotAllowed, match=OFF[state]):
        revoking.revoke(case, by=by, **SETTLE)
    case.refresh_from_db()
    assert (case.status, now(case)) == ("excluded", "not_included")
    answer = client_of(by).get(reverse("discipline:tolerance_act", args=[case.pk, "revoke"]))
    assert answer.status_code == 403
    assert "不能重新纳入" in text(answer)


@pytest.mark.parametrize("state", OFF)
def test_no_act_takes_it_up_past_the_bar(state: str) -> None:
    case, _ = doubted(state)
    record = case.fact.of_kind
    with pytest.raises(NotEligible, match="不能重新纳入"):
        readmit_record(record, by=tolerating.decider(case), reason="试", cause=Cause.of(case, "doubt"))
    record.refresh_from_db()
    assert record.status == "not_included"


@pytest.mark.parametrize("state", ["open", "upheld"])
def test_a_remedy_that_takes_nothing_from_the_document_bars_nothing(state: str) -> None:
    case, _ = doubted(state)
    revoking.revoke(case, by=tolerating.decider(case), **SETTLE)
    assert now(case) == "pending_review"


def test_once_the_stay_is_lifted_it_is_taken_up() -> None:
    case, challenge = doubted("stayed")
    by: Any = factories.posting(Role.DIRECTOR)
    staying.lift(
        challenge,
        by=by,
        reason="不再需要",
        document=makers.document(challenge, by, number="模拟复恢〔2026〕1号"),
    )
    revoking.revoke(case, by=tolerating.decider(case), **SETTLE)
    assert now(case) == "pending_review"


def test_a_tolerance_that_kept_nothing_out_is_revoked_whatever_became_of_the_document() -> None:
    record = factories.publication().fact.of_kind
    challenge = makers.challenge("open", fact=record)
    case = tolerating.tolerance("included", record=record)
    makers.stayed(challenge)
    assert tolerating.revoked(case).status == "revoked"
