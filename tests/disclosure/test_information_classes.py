"""The catalogue of information classes in public: as it stands today, in the act that changes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import RuleValue
from common.roles import Role
from disclosure.store.check import differences
from organisations.information_classes import KIND, catalogue_on, class_on
from postings import services as postings
from tests import factories
from tests.databases import as_owner

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PENALTY = "record_penalty"


def value_of(**changed: str) -> dict[str, str]:
    return RuleValue.objects.get(kind=KIND, key=PENALTY, effective_to=None).value | changed


def test_a_new_version_is_read_in_public_from_its_day_and_not_before(read):
    proposal = postings.propose_rule(
        by=factories.posting(Role.OFFICER),
        kind=KIND,
        key=PENALTY,
        value=value_of(provider="模拟作出处罚的机关（演示）"),
        unit="",
        effective_from=TODAY + timedelta(days=1),
        basis="模拟信用办通知",
        document_number="模拟信用办〔2026〕9号",
    )
    postings.confirm_rule(proposal, by=factories.posting(Role.DIRECTOR), reason="文件已发")
    assert "模拟作出处罚的机关" not in read("/information-classes/").content.decode()
    assert class_on(PENALTY, TODAY + timedelta(days=1)).provider == "模拟作出处罚的机关（演示）"
    assert differences() == []


def test_a_class_confirmed_today_is_settled_in_public_in_the_same_act(read):
    line = RuleValue.objects.get(kind=KIND, key=PENALTY)
    doubtful = sum(not one.is_settled for one in catalogue_on(TODAY))
    postings.settle_rule(line, by=factories.posting(Role.DIRECTOR), reason="与来文一致")
    assert read("/information-classes/").content.decode().count("待核实") == doubtful - 1


def test_the_beat_brings_in_what_the_day_opens(read):
    factories.new_rule(KIND, PENALTY, value_of(publicity="none"))
    assert [(found.table, found.key) for found in differences()] == [("information_class", PENALTY)]
    with as_owner() as cursor:
        cursor.execute("SELECT public.disclosure_refresh_day()")
    assert differences() == []


def test_the_public_page_tells_departments_and_officials_apart(read):
    page = read("/information-classes/").content.decode()
    departments, officials = page.split('id="official"')
    assert "失信记录·行政处罚" in departments
    assert "失信记录·处分" in officials
    assert "失信记录·处分" not in departments
