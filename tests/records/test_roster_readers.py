"""The roster of officials speaks at 公开审查 alone, to those who act there, and no act goes past it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from common.errors import Incomplete
from common.roles import Role
from records import services
from records.addresses import fact_address
from tests import factories
from tests.office import sit

pytestmark = pytest.mark.django_db

NAME = "时模拟"
FACTS = f"验收后长期未支付货款，附{NAME}说明"
"""No shape gives the name away."""
READERS = {Role.OFFICER, Role.DIRECTOR, Role.SECRECY, Role.AUDITOR}
OTHERS = {Role.CLERK, Role.REVIEWER}


@pytest.fixture
def elsewhere():
    """An official of another city's body."""
    return factories.official(factories.department("320500"), name=NAME)


def marked(answer):
    return NAME in "".join(
        part.partition("</mark>")[0] for part in answer.content.decode().split("<mark")[1:]
    )


@pytest.mark.usefixtures("elsewhere")
def test_a_name_of_another_units_official_keeps_a_text_from_the_public_until_it_is_removed_or_kept_with_a_reason():
    director, officer = factories.posting(Role.DIRECTOR), factories.posting(Role.OFFICER)
    act = factories.publication("signed", facts=FACTS)
    with pytest.raises(Incomplete, match="个人信息"):
        services.publish(act, by=director)
    with pytest.raises(Incomplete, match="理由"):
        services.clear_suspect(act, by=officer, field="face_facts", text=NAME, reason=" ")
    services.remove_suspect(act, by=officer, field="face_facts", text=NAME)
    assert NAME not in act.face_facts
    assert services.face_suspects(act) == {}


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("role", sorted(READERS | OTHERS))
def test_the_page_of_a_publication_marks_it_to_those_who_act_there(role):
    act = factories.publication("pending", facts=FACTS)
    client, _ = sit(role, None if role == Role.AUDITOR else factories.PROVINCE)
    answer = client.get(reverse("records:publication", args=[act.pk]))
    assert NAME in answer.content.decode()
    assert marked(answer) is (role in READERS)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("status", ["draft", "pending_review", "confirmed"])
@pytest.mark.parametrize("role", sorted(READERS | OTHERS))
def test_the_page_of_the_record_itself_never_marks_it(role, status):
    made = factories.record(status, facts=FACTS)
    client, _ = sit(role, None if role == Role.AUDITOR else factories.PROVINCE)
    for address in (fact_address(made), f"{fact_address(made)}print/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not marked(answer)


def test_what_a_reviewer_is_shown_is_the_same_with_and_without_the_roster():
    made = factories.record("pending_review", facts=FACTS)
    reviewer = factories.posting(Role.REVIEWER)
    before = services.first_face(made, reviewer)
    factories.official(factories.department("320500"), name=NAME)
    assert services.first_face(made, reviewer) == before
    assert NAME not in services.first_face(made, factories.posting(Role.OFFICER))["facts"]
