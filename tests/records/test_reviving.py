"""What was withdrawn comes back with a reason alone: by every form that could bring it, for every kind of fact."""

from __future__ import annotations

import pytest

from common.cases.page_token import token_of
from common.models import Transition
from common.registry import address_of
from common.roles import Role
from records import services
from records.models import Correction
from tests import factories
from tests.office import sit, text

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("make", [factories.record, factories.judgment, factories.commendation])
NEW = {
    "record": "/records/new/?source=penalty",
    "judgment": "/judgments/new/",
    "commendation": "/commendations/new/",
}
REASON = "撤销决定被判决撤销，恢复原决定"
NUMBERS = {"judgment": "case_number"}


def number_field(fact):
    return NUMBERS.get(fact.KIND, "document_number")


def two(make, status):
    """A withdrawn fact, another of the same department in `status`, and the clerk before them."""
    body = factories.department("320100")
    gone = make("withdrawn", department=body)
    other = make(status, department=body)
    client, _ = sit(Role.CLERK, "320100")
    return gone, other, client


def filled(client, address, fact, **changes):
    """What the browser sends of the form at `address`, filled in with what `fact` says where it is empty."""
    form = client.get(address).context["form"]
    sent = {"credit_code": fact.department.credit_code}
    for bound in form:
        value = bound.value() if bound.value() is not None else getattr(fact, bound.name, "")
        sent.setdefault(bound.name, "" if value in (None, False) else value)
    return sent | {"page_token": token_of(fact)} | changes


def sends(client, address, fact, **changes):
    """Send it without the reason, which it must ask for by the fate of what was withdrawn, then with it."""
    sent = filled(client, address, fact, **changes)
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "again" in refused.context["form"].errors
    assert "撤销；确需重新录入的，请写明理由" in text(refused)
    answer = client.post(address, sent | {"again": REASON})
    assert answer.status_code == 302, text(answer)


@KINDS
def test_entering_what_was_withdrawn_asks_for_the_reason(make):
    gone, _, client = two(make, "draft")
    values = {f.name: getattr(gone, f.name) for f in gone._meta.fields if getattr(gone, f.name) is not None}
    extra = {"amount": "20", "loss": "20"} if gone.KIND == "record" else {}
    sends(client, NEW[gone.KIND], gone, **values | {"credit_code": gone.department.credit_code} | extra)


@KINDS
@pytest.mark.parametrize("status", ["draft", "returned"])
def test_changing_a_draft_into_what_was_withdrawn_asks_for_the_reason_which_stands_on_the_trail(make, status):
    gone, draft, client = two(make, status)
    sends(client, f"{address_of(draft)}edit/", draft, **{number_field(gone): gone.document})
    assert Transition.objects.filter(object_id=draft.pk).latest("seq").reason == REASON


@KINDS
def test_changing_something_else_afterwards_asks_no_more(make):
    gone, draft, client = two(make, "draft")
    address, changed = f"{address_of(draft)}edit/", {number_field(gone): gone.document}
    sends(client, address, draft, **changed)
    draft.refresh_from_db()
    assert client.post(address, filled(client, address, draft)).status_code == 302


@KINDS
def test_correcting_into_what_was_withdrawn_asks_for_the_reason_which_stands_with_the_grounds(make):
    gone, confirmed, client = two(make, "confirmed")
    given = {"kind": "finding", "grounds": "文书号录错", number_field(gone): gone.document}
    sends(client, f"{address_of(confirmed)}correct/", confirmed, **given)
    case = confirmed.parent.corrections.get()
    assert case.grounds == f"文书号录错\n重新录入的理由：{REASON}"
    assert Transition.objects.get(object_id=case.pk, act="enter").reason == case.grounds


def test_a_returned_correction_is_filled_in_without_what_stands_with_its_grounds():
    gone, confirmed, client = two(factories.record, "confirmed")
    given = {"kind": "finding", "grounds": "文书号录错", number_field(gone): gone.document}
    sends(client, f"{address_of(confirmed)}correct/", confirmed, **given)
    case = confirmed.parent.corrections.get()
    case.send_back(by=factories.posting(Role.REVIEWER), reason="理由不足")
    address = f"/corrections/{case.pk}/edit/"
    form = client.get(address).context["form"]
    assert (form["grounds"].value(), form["again"].value()) == ("文书号录错", REASON)
    sent = filled(client, address, confirmed, grounds="文书号录错，见原件", page_token=token_of(case))
    assert client.post(address, sent).status_code == 302
    case.refresh_from_db()
    assert case.grounds == f"文书号录错，见原件\n重新录入的理由：{REASON}"


@pytest.mark.parametrize(
    ("stands", "grounds", "again"),
    [
        ("写错", "写错", ""),
        ("写错\n第二行", "写错\n第二行", ""),
        ("写错；金额无误：涉及金额 1 亿元，偏大", "写错", ""),
        ("写错\n重新录入的理由：改判；金额无误：偏大", "写错", "改判"),
        ("写错\n重新录入的理由：改判\n重新录入的理由：又改判；金额无误：偏大", "写错", "又改判"),
    ],
)
def test_grounds_are_taken_apart_as_they_were_put_together(stands, grounds, again):
    assert services.own_words(Correction(grounds=stands)) == {"grounds": grounds, "again": again}
