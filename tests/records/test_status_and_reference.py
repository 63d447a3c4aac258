"""What every installation starts with: regions, rules, machine accounts, the first three administrators."""

from __future__ import annotations

import csv

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

import dossiers.reference_data
import postings.reference_data
import records.reference_data
from accounts.models import User
from common.errors import NotEligible, WrongState
from common.models import RuleValue, Transition
from common.roles import Role
from common.rule_values import rule
from organisations.models import Department, Official, Region
from organisations.reference_data import REFERENCE
from postings import services as postings_services
from postings.models import Posting
from records.reference_data import FOUNDED
from records.rule_periods import statement_deadline
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_regions_of_jiangsu_are_there_with_their_tree():
    kinds = dict.fromkeys(["province", "city", "county", "township"], 0)
    for kind in Region.objects.values_list("kind", flat=True):
        kinds[kind] += 1
    with (REFERENCE / "jiangsu_townships.csv").open(encoding="utf-8-sig") as file:
        townships = len(list(csv.DictReader(file)))
    assert kinds == {"province": 1, "city": 13, "county": 95, "township": townships}
    town = Region.objects.get(code="320102002")
    assert (town.path, town.city_code, town.county_code) == (
        "320000/320100/320102/320102002/",
        "320100",
        "320102",
    )
    assert Region.objects.under(Region.objects.get(code="320100")).filter(kind="county").count() == 11
    assert Region.objects.filter(name="鼓楼区").count() == 2


def test_no_region_but_the_province_is_without_a_parent():
    assert list(Region.objects.filter(parent=None).values_list("code", flat=True)) == ["320000"]


RULES = [*records.reference_data.RULES, *postings.reference_data.RULES, *dossiers.reference_data.RULES]


def test_every_rule_of_the_reference_data_is_in_force_and_says_whether_it_is_settled():
    for seed in RULES:
        found = rule(seed["kind"], seed["key"], seed["effective_from"])
        assert found.value == seed["value"]
        assert found.is_settled is (seed["mark"] == "S")


def test_a_rule_that_nobody_set_is_named_with_the_remedy():
    with pytest.raises(NotEligible, match="由信用办负责人先在“规则”中设定"):
        rule("publicity", "minor", FOUNDED)


def test_a_new_version_applies_from_its_day_and_the_old_one_until_then():
    old = RuleValue.objects.get(kind="statement", key="period")
    from datetime import date

    RuleValue.objects.filter(pk=old.pk).update(effective_to=date(2027, 1, 1))
    RuleValue.objects.create(
        kind="statement",
        key="period",
        label=old.label,
        value=10,
        unit="working_day",
        version=2,
        basis="试点",
        effective_from=date(2027, 1, 1),
        mark="D",
    )
    assert rule("statement", "period", date(2026, 12, 31)).value == 5
    assert rule("statement", "period", date(2027, 1, 1)).value == 10
    assert statement_deadline(date(2026, 11, 23)) == date(2026, 11, 30)


def test_the_import_account_is_one_named_machine_that_can_neither_sign_in_nor_review():
    posting = postings_services.import_posting()
    assert postings_services.import_posting() == posting
    assert (posting.role, posting.region.code, posting.user.username) == ("clerk", "320000", "import")
    assert not posting.user.check_password("!")
    with pytest.raises(IntegrityError, match="系统账户"), transaction.atomic():
        factories.posting(Role.REVIEWER, user=posting.user)
    with pytest.raises(IntegrityError, match="machine_never_signs_in"), transaction.atomic():
        User.objects.filter(pk=posting.user_id).update(password="md5$x$y")


def test_the_first_three_administrators_are_made_once_and_logged():
    postings_services.import_posting()
    passwords = dict.fromkeys(["security", "system", "audit"], "correct horse battery")
    made = postings_services.bootstrap_administrators(passwords)
    assert {p.role for p in made} == {"security_admin", "system_admin", "auditor"}
    assert all(p.user.must_change_password and p.user.check_password("correct horse battery") for p in made)
    assert Transition.objects.filter(act="bootstrap").count() == 3
    with pytest.raises(WrongState, match="不能再次初始化"):
        postings_services.bootstrap_administrators(passwords)


def test_the_bootstrap_command_prints_the_passwords_once_and_refuses_the_second_time(capsys):
    call_command("bootstrap", "--generate")
    printed = capsys.readouterr().out
    assert [printed.count(name) for name in ("security", "system", "audit")] == [1, 1, 1]
    with pytest.raises(CommandError, match="已经有岗位"):
        call_command("bootstrap", "--generate")
    assert Posting.objects.count() == 3


def test_the_bootstrap_command_without_a_terminal_says_what_to_do(monkeypatch):
    def nobody_answers(question):
        raise EOFError

    monkeypatch.setattr("getpass.getpass", nobody_answers)
    with pytest.raises(CommandError, match="--generate"):
        call_command("bootstrap")
    assert not Posting.objects.exists()


def test_an_id_number_is_sealed_found_by_its_hash_and_shown_masked():
    made = factories.official(id_number="320102199001011234")
    stored = Official.objects.get(pk=made.pk)
    assert b"320102" not in bytes(stored.id_number_sealed)
    assert stored.open_id_number() == "320102199001011234"
    assert stored.masked_id_number == "**************1234"
    once = bytes(stored.id_number_sealed)
    stored.seal_id_number("320102199001011234")
    assert bytes(stored.id_number_sealed) != once
    assert stored.id_number_hash == made.id_number_hash
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.official(id_number="320102199001011234")


def test_names_sort_by_pinyin():
    for name in ("中山局（演示）", "北城局（演示）", "阿里局（演示）"):
        factories.department(name=name)
    names = list(Department.objects.values_list("name", flat=True))
    assert names == ["阿里局（演示）", "北城局（演示）", "中山局（演示）"]
