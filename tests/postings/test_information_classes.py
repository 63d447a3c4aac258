"""信息分类: every fact belongs to a class of the catalogue, and what has none, or none that is open, never goes public."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.errors import Incomplete, NotEligible
from common.models import RuleValue
from common.roles import Role
from common.rulebook import rulebook
from organisations.information_classes import KIND, catalogue_on
from policy.vocabulary import SourceKind
from records import services
from records.facts.models.facts import fact_kinds
from tests import factories
from tests.office import sit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PENALTY = "record_penalty"


def value_of(key: str, **changed: str) -> dict[str, str]:
    return RuleValue.objects.get(kind=KIND, key=key, effective_to=None).value | changed


def close(key: str) -> None:
    """Take a class out of the catalogue from today on."""
    RuleValue.objects.filter(kind=KIND, key=key).update(effective_to=TODAY)


def narrow(key: str, publicity: str) -> None:
    factories.new_rule(KIND, key, value_of(key, publicity=publicity))


def test_every_fact_of_every_source_has_its_class_from_the_first_day():
    made = [factories.record(source_kind=source) for source in ("judgment", "penalty", "accountability")]
    keys = {fact.information_class for fact in made} | {f"record_{source}" for source in SourceKind}
    keys |= {key for key in fact_kinds if key != "record"}
    assert keys <= {one.key for one in catalogue_on(TODAY)}


def test_the_catalogue_opens_nothing_of_an_official():
    assert {one.publicity for one in catalogue_on(TODAY) if one.about == "official"} <= {"none", "on_request"}
    with pytest.raises(Incomplete, match="公务员个人的信息不能主动公开"):
        rulebook.kinds[KIND].shape.pack(value_of("official_identity", publicity="open"))


@pytest.mark.parametrize(
    ("make", "key"),
    [(factories.record, PENALTY), (factories.judgment, "judgment"), (factories.commendation, "commendation")],
)
def test_what_has_no_class_is_not_proposed_and_not_published(make, key):
    fact, waiting = make("confirmed"), factories.publication("signed", made=make("confirmed"))
    close(key)
    with pytest.raises(NotEligible, match="信息分类目录没有列入"):
        services.propose_publication(fact, by=factories.posting(Role.OFFICER), **services.first_face(fact))
    with pytest.raises(NotEligible, match="信息分类目录没有列入"):
        services.publish(waiting, by=factories.posting(Role.DIRECTOR))


@pytest.mark.parametrize("publicity", ["on_request", "none"])
def test_what_the_catalogue_does_not_open_is_not_published(publicity):
    waiting = factories.publication("signed")
    narrow(PENALTY, publicity)
    with pytest.raises(NotEligible, match=r"失信记录·行政处罚.*不能公示"):
        services.publish(waiting, by=factories.posting(Role.DIRECTOR))


def test_the_other_sources_are_not_touched_by_the_class_of_one():
    close(PENALTY)
    act = factories.publication(source_kind="accountability")
    assert act.status == "public"


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.AUDITOR])
def test_the_office_reads_the_catalogue_and_each_class_leads_to_its_rule(role):
    page = sit(role)[0].get("/information-classes/")
    assert f"/rules/{KIND}/{PENALTY}/" in page.content.decode()
    assert page.context["total"] == len(catalogue_on(TODAY))


def test_who_keeps_accounts_does_not_see_it():
    page = sit(Role.SYSTEM_ADMIN, None)[0].get("/information-classes/")
    assert page.status_code == 403
