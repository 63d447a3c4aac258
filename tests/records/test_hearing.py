"""The hearing is heard: what the department said, and why something came back, stand first where they matter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from appeals.notes import services as notes
from challenges.services import deciding as challenges
from commitments.services.entering import submit
from common.cases.page_token import token_of
from common.cases.story import last_return
from common.errors import Incomplete
from common.models import Deadline, Transition
from common.registry import address_of
from common.roles import Role
from common.services import attach
from common.workflow import Workflow
from discipline.leniency.services import deciding as leniencies
from organisations.services import reorganisations
from records import services
from records.models import DishonestyRecord
from records.rule_periods import statement_deadline
from tests import factories
from tests.appeals import noting
from tests.challenges import challenging
from tests.commitments import makers as promises
from tests.common.conftest import sent
from tests.discipline import lenient
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db
SAID = "款项已于六月付清，附银行回单"


def spoken(**fields) -> DishonestyRecord:
    """A record on which its department has spoken."""
    made = factories.record("statement", **fields)
    made.state(by=factories.posting(Role.REPRESENTATIVE, None, unit=made.unit), text=SAID)
    return made


def test_the_statement_stands_before_everything_else_on_the_case_and_its_print():
    made = spoken()
    client, _ = sit(Role.REVIEWER)
    page = text(client.get(address_of(made)))
    assert page.index(SAID) < page.index("可能重复" if "可能重复" in page else "档案原文与公众将看到的文本")
    printed = text(client.get(reverse("records:print", args=[made.record_no])))
    assert printed.index(SAID) < printed.index("失信行为描述")


def test_the_statement_is_quoted_on_the_page_where_it_is_decided():
    made, act = spoken(), "confirm"
    client, _ = sit(Role.REVIEWER)
    case = client.get(address_of(made)).content.decode()
    assert f'href="{address_of(made)}{act}/"' in case, "the act is done on its page, not from the bar"
    assert f'formaction="{address_of(made)}{act}/"' not in case
    page = text(client.get(f"{address_of(made)}{act}/"))
    assert SAID in page
    assert "是否采纳" in page


def test_the_bar_still_confirms_where_nobody_spoke():
    made = factories.record("statement")
    client, _ = sit(Role.REVIEWER)
    assert f'formaction="{address_of(made)}confirm/"' in client.get(address_of(made)).content.decode()


def test_confirming_many_leaves_out_whoever_has_spoken_and_says_why():
    heard, silent = spoken(), factories.record("statement")
    client, _ = sit(Role.REVIEWER)
    ticks = [f"{row.record_no}:{row.content_version}" for row in (heard, silent)]
    asked = text(client.post("/records/bulk/confirm/", {"record": ticks, "filters": ""}))
    assert "将办理 1 条" in asked
    assert "已经提出意见，不能批量办理" in asked
    marks = [f"{row.record_no}:{token_of(row)}" for row in (heard, silent)]
    given = {"record": marks, "filters": "", "confirmed": "1", "reason": "属实"}
    done = text(client.post("/records/bulk/confirm/", given))
    assert "办成 1 条，跳过 1 条" in done
    assert acts_of(heard)[-1] == "state"
    assert acts_of(silent)[-1] == "confirm"


WHY = "文书号与原件不一致，请核对第二页"


def _returned(made, by=Role.REVIEWER):
    made.send_back(by=factories.posting(by), reason=WHY)
    return made


def _correction():
    clerk = factories.posting(Role.CLERK)
    given = {"kind": "facts", "changes": {"facts": "逾期一百二十日仍未支付"}, "grounds": "法院裁定补正"}
    case = services.propose_correction(factories.record("confirmed"), by=clerk, **given)
    return _returned(case), clerk, reverse("records:revise_correction", args=[case.pk])


def _reorganisation():
    officer = factories.posting(Role.OFFICER)
    days = {"document_dated_on": timezone.localdate(), "effective_on": timezone.localdate()}
    case = reorganisations.draft_reorganisation(
        by=officer,
        kind="merge",
        sources=[factories.department()],
        heirs=[factories.department()],
        **{
            "document_body": "模拟机构编制委员会办公室（演示）",
            "document_number": "苏编办〔2026〕8号",
            **days,
        },
    )
    reorganisations.submit_reorganisation(case, by=officer)
    return (
        _returned(case, Role.DIRECTOR),
        officer,
        reverse("organisations:edit_reorganisation", args=[case.pk]),
    )


def _note():
    case = noting.note()
    notes.return_note(case, by=factories.posting(Role.OFFICER), ground="unclear", reason=WHY)
    return case, noting.representative(case.fact), reverse("appeals:note_act", args=[case.pk, "resubmit"])


def _commitment():
    case = promises.draft()
    clerk = promises.clerk_of(case)
    submit(case, by=clerk)
    case.move("return", by=factories.posting(Role.REVIEWER), reason=WHY)
    return case, clerk, reverse("commitments:edit", args=[case.pk])


def _fact(make):
    clerk = factories.posting(Role.CLERK)
    made = _returned(make("pending_review", clerk=clerk))
    return made, clerk, f"{address_of(made)}edit/"


RETURNED = {
    "records.dishonestyrecord": lambda: _fact(factories.record),
    "records.lostjudgment": lambda: _fact(factories.judgment),
    "records.commendation": lambda: _fact(factories.commendation),
    "records.correction": _correction,
    "organisations.reorganisation": _reorganisation,
    "appeals.departmentnote": _note,
    "commitments.commitment": _commitment,
}

TRIED_ELSEWHERE = {
    "challenges.challenge",
    "appeals.objection",
    "appeals.repair",
    "discipline.leniency",
    "discipline.tolerance",
    "records.publication",
}
"""What comes back there goes to another body: each page tells it by `sent_back`, tried below, in tests/appeals and in test_sent_back."""


def test_each_kind_of_case_that_can_come_back_is_tried_below():
    models = [model for model in apps.get_models() if issubclass(model, Workflow)]
    can = {model._meta.label_lower for model in models if "return" in model.TRANSITIONS}
    assert can - TRIED_ELSEWHERE == RETURNED.keys()


@pytest.mark.parametrize("kind", RETURNED)
def test_why_it_came_back_stands_first_on_the_case_and_on_its_form(kind):
    case, owner, form = RETURNED[kind]()
    client = client_of(owner)
    for address, first in ((address_of(case), 'class="sheet"'), (form, "<form method=")):
        page = client.get(address).content.decode()
        main = page[page.index("<main") :]
        assert main.index(WHY) < main.index(first), address
    kept = type(case)._base_manager.get(pk=case.pk)
    assert last_return(kept).reason == WHY


@pytest.mark.parametrize("make", [factories.record, factories.judgment])
def test_a_case_that_went_on_says_no_more_that_it_came_back(make):
    clerk = factories.posting(Role.CLERK)
    made = _returned(make("pending_review", clerk=clerk))
    made.submit(by=clerk)
    assert "退回：" not in text(client_of(clerk).get(address_of(made)))


TODAY = timezone.localdate()


def noticed(known_on=TODAY):
    """A record that its department may see from `known_on` on, waiting for its notice."""
    made = factories.record("pending_review")
    reviewer = factories.posting(Role.REVIEWER)
    return made.pass_review(by=reviewer, today=known_on), reviewer


def proof_of(made):
    keeper = made.entered_by.postings.get()
    return attach(made, sent(), title="送达回证", by=keeper)


@pytest.mark.parametrize(("reason", "has_proof"), [("", False), ("邮寄在先", False), ("", True)])
def test_service_before_the_review_needs_both_a_reason_and_a_file(reason, has_proof):
    made, reviewer = noticed()
    proof = proof_of(made) if has_proof else None
    day = TODAY - timedelta(days=3)
    with pytest.raises(Incomplete, match="早于复核通过之日"):
        made.serve_notice(by=reviewer, served_on=day, how="邮寄", reason=reason, proof=proof)
    assert "serve" not in acts_of(made)


def test_a_file_of_another_case_or_a_withdrawn_one_proves_nothing():
    made, reviewer = noticed()
    other, _ = noticed()
    given = {"served_on": TODAY - timedelta(days=3), "how": "邮寄", "reason": "邮寄在先"}
    with pytest.raises(Incomplete, match="送达凭证"):
        made.serve_notice(by=reviewer, proof=proof_of(other), **given)


@pytest.mark.parametrize(("known", "served"), [(0, 0), (0, 3), (3, 0), (9, 9), (5, 2)])
def test_the_clock_runs_from_the_later_of_service_and_the_day_the_department_could_see_it(known, served):
    known_on, served_on = TODAY - timedelta(days=known), TODAY - timedelta(days=served)
    made, reviewer = noticed(known_on)
    grounds = {"reason": "邮寄在先", "proof": proof_of(made)} if served_on < known_on else {}
    made.serve_notice(by=reviewer, served_on=served_on, how="邮寄", **grounds)
    begun = max(known_on, served_on)
    assert made.statement_due == statement_deadline(begun)
    clock = Deadline.objects.of(made).get(kind="records.statement")
    assert (clock.starts_on, clock.due_on) == (begun, made.statement_due)
    assert Transition.objects.get(object_id=made.pk, act="serve").reason == grounds.get("reason", "")


def test_the_database_refuses_a_service_from_before_the_review_without_a_file():
    made, reviewer = noticed()
    made.serve_notice(by=reviewer, served_on=TODAY, how="邮寄")
    with pytest.raises(IntegrityError, match="record_served_when_known"):
        type(made).objects.filter(pk=made.pk).update(served_on=TODAY - timedelta(days=1))


def test_the_form_says_from_when_service_counts_and_what_an_earlier_one_needs():
    made, _ = noticed()
    client, _ = sit(Role.REVIEWER)
    address = f"{address_of(made)}serve/"
    assert f"复核于 {TODAY} 通过" in text(client.get(address))
    early = {"served_on": TODAY - timedelta(days=2), "served_how": "邮寄", "page_token": token_of(made)}
    refused = client.post(address, early)
    assert refused.status_code == 422
    assert "请写明理由" in text(refused)
    assert "送达凭证传到" in text(refused)
    proof = proof_of(made)
    early |= {"reason": "邮寄在先", "proof": proof.pk, "page_token": token_of(made)}
    assert client.post(address, early).status_code == 302
    made.refresh_from_db()
    assert (made.served_proof, made.statement_due) == (proof.pk, statement_deadline(TODAY))


def _challenge():
    case = challenging.prepared(challenging.challenge(), "upheld")
    return challenges.send_back(case, by=factories.posting(Role.DIRECTOR), reason=WHY)


def _leniency():
    case = lenient.leniency("deciding")
    return leniencies.send_back(case, by=lenient.decider(case), reason=WHY)


@pytest.mark.parametrize("make", [_challenge, _leniency])
def test_why_a_decision_was_not_made_stands_first_on_the_page_of_the_case(make):
    page = sit(Role.AUDITOR, None)[0].get(address_of(make())).content.decode()
    main = page[page.index("<main") :]
    assert main.index(WHY) < main.index('class="sheet"')


def test_before_anybody_was_told_the_bar_names_no_day():
    record = factories.record("pending_review")
    assert record.statement_due is None
    assert record.bar_by_hearing(timezone.localdate()) == "还没有告知陈述申辩，告知并听取意见以后可以认定"
