"""The draft of a promise saves what there is of what every promise has; 提交复核 asks for all, its domain's columns too."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from commitments.domains.domain import domains
from commitments.models import Commitment
from commitments.services.entering import missing_of, submit
from common.errors import Incomplete
from common.roles import Role
from tests import factories
from tests.commitments.makers import OWN
from tests.commitments.test_pages import typed
from tests.office import acts_of, client_of, text, token_of

pytestmark = pytest.mark.django_db
OPEN = dict.fromkeys(Commitment.ASKED, "")


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


def begun(clerk, domain="procurement", **changes):
    body = factories.department()
    answer = client_of(clerk).post(f"/commitments/new/{domain}/", typed(domain, body, **OPEN, **changes))
    assert answer.status_code == 302, text(answer)
    return Commitment.objects.get(department=body)


def edit(clerk, case, domain="procurement", **changes):
    given = typed(domain, case.department, **changes) | {"page_token": token_of(case)}
    return client_of(clerk).post(f"/commitments/{case.pk}/edit/", given)


@pytest.mark.parametrize("domain", sorted(OWN.keys() - {"townships"}))
def test_its_document_is_enough_and_its_page_leads_into_what_is_missing(clerk, domain):
    case = begun(clerk, domain)
    assert (case.status, case.signed_on, case.content) == ("draft", None, "")
    asked = {*Commitment.ASKED, *domains[domain].required_common}
    assert set(missing_of(case)) == asked
    answer = client_of(clerk).get(f"/commitments/{case.pk}/")
    assert f"还差 {len(asked)} 项" in text(answer)
    for name in asked:
        assert f'href="/commitments/{case.pk}/edit/#id_{name}"' in answer.content.decode()


def test_submitting_names_all_that_is_missing_and_once_it_is_there_hands_it_on(clerk):
    case = begun(clerk)
    with pytest.raises(Incomplete, match="提交复核前请补齐") as refused:
        submit(case, by=clerk)
    assert set(refused.value.fields) == set(Commitment.ASKED)
    assert acts_of(case) == ["enter"]
    assert edit(clerk, case).status_code == 302
    case.refresh_from_db()
    assert "已补齐" in text(client_of(clerk).get(f"/commitments/{case.pk}/"))
    assert submit(case, by=clerk).status == "pending"
    assert "待补项" not in text(client_of(clerk).get(f"/commitments/{case.pk}/"))


def test_what_a_domain_asks_for_beside_the_common_is_named_by_its_own_field(clerk):
    case = begun(clerk)
    part = domains["procurement"].part_of(case)
    type(part).objects.filter(pk=part.pk).update(method="")
    address = f"/commitments/{case.pk}/"
    assert f'href="{address}edit/#id_own_method"' in client_of(clerk).get(address).content.decode()


def test_a_refused_value_is_refused_in_a_draft(clerk):
    given = typed("procurement", factories.department(), **{**OPEN, "signed_on": "2099-01-01"})
    assert client_of(clerk).post("/commitments/new/procurement/", given).status_code == 422


def test_the_database_lets_a_draft_alone_lack_something(clerk):
    case = begun(clerk)
    with pytest.raises(IntegrityError, match="commitment_says_what"), transaction.atomic():
        case.move("submit", by=clerk)
