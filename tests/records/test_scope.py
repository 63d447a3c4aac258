"""Who sees what is one method: each role over its region, unit, domain and 干部管理权限."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.roles import Role
from organisations.models import Department, Official
from postings.models import Posting
from records.models import DishonestyRecord, Publication
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Records of a township, a city, another city and an official."""
    town, city = factories.department("320102002"), factories.department("320100")
    other = factories.department("320500")
    official = factories.official(city)
    return {
        "town": factories.record(department=town),
        "city": factories.record(department=city, domain="debt"),
        "other": factories.record(department=other, domain="debt"),
        "official": factories.record(official=official),
    }


def seen(posting, world):
    visible = set(DishonestyRecord.objects.visible_to(posting).values_list("pk", flat=True))
    return {name for name, made in world.items() if made.pk in visible}


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.SECRECY, Role.OFFICER, Role.DIRECTOR])
def test_a_region_holds_everything_below_it_and_nothing_beside_it(role, world):
    assert seen(factories.posting(role, "320000"), world) == {"town", "city", "other"}
    assert seen(factories.posting(role, "320100"), world) == {"town", "city"}
    assert seen(factories.posting(role, "320102"), world) == {"town"}
    assert seen(factories.posting(role, "320500"), world) == {"other"}


def test_a_code_that_is_a_prefix_of_another_is_not_its_region():
    inside = factories.record(department=factories.department("320102"))
    assert not DishonestyRecord.objects.visible_to(factories.posting(Role.CLERK, "320104")).exists()
    assert DishonestyRecord.objects.visible_to(factories.posting(Role.CLERK, "320102")).get() == inside


def test_a_key_domain_reaches_over_regions(world):
    assert seen(factories.posting(Role.OFFICER, None, domain="debt"), world) == {"city", "other"}
    assert seen(factories.posting(Role.OFFICER, "320102", domain="debt"), world) == {"town", "city", "other"}


def test_a_unit_sees_itself_and_its_subordinates_only_when_the_posting_says_so(world):
    unit = factories.department("320100")
    child = factories.record(department=factories.department("320100", superior=unit))
    assert not DishonestyRecord.objects.visible_to(factories.posting(Role.CLERK, None, unit=unit)).exists()
    with_children = factories.posting(Role.CLERK, None, unit=unit, with_subordinates=True)
    assert DishonestyRecord.objects.visible_to(with_children).get() == child


def test_an_officials_record_goes_by_who_manages_the_official_not_by_region(world):
    manager = world["official"].official.managed_by
    assert "official" not in seen(factories.posting(Role.DIRECTOR, "320000"), world)
    assert "official" in seen(factories.posting(Role.REVIEWER, None, unit=manager), world)


@pytest.mark.parametrize("status", ["draft", "pending_review", "returned", "void"])
def test_a_department_does_not_see_what_it_has_not_been_told(status):
    made = factories.record(status)
    assert not DishonestyRecord.objects.visible_to(
        factories.posting(Role.REPRESENTATIVE, unit=made.department)
    )


@pytest.mark.parametrize("status", ["pending_notice", "statement", "confirmed", "not_included", "withdrawn"])
def test_a_department_sees_its_own_records_from_notice_on_and_no_others(status):
    made = factories.record(status)
    factories.record(status, department=factories.department("320100"))
    representative = factories.posting(Role.REPRESENTATIVE, unit=made.department)
    assert DishonestyRecord.objects.visible_to(representative).get() == made


def test_a_finding_body_sees_its_own_findings(world):
    finder = factories.department("320100")
    made = factories.record(finding_unit=finder)
    assert (
        DishonestyRecord.objects.visible_to(factories.posting(Role.FINDING_BODY, unit=finder)).get() == made
    )


def test_the_auditor_reads_everything_and_administrators_see_nothing(world):
    assert seen(factories.posting(Role.AUDITOR, None), world) == set(world)
    for role in (Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN):
        blind = factories.posting(role)
        assert seen(blind, world) == set()
        assert not Department.objects.visible_to(blind).exists()
        assert not Official.objects.visible_to(blind).exists()


def test_a_publication_is_seen_by_who_sees_its_record():
    made = factories.publication(department=factories.department("320102"))
    assert Publication.objects.visible_to(factories.posting(Role.OFFICER, "320100")).get() == made
    assert not Publication.objects.visible_to(factories.posting(Role.OFFICER, "320500")).exists()


def test_a_posting_holds_from_its_first_to_its_last_day():
    today = timezone.localdate()
    held = factories.posting(Role.CLERK)
    Posting.objects.filter(pk=held.pk).update(since=today, until=today)
    for day, holds in ((today - timedelta(days=1), False), (today, True), (today + timedelta(days=1), False)):
        assert Posting.objects.in_force(day).filter(pk=held.pk).exists() is holds
