"""The table of competence names the body of every act, basis and level with its article, or says that it is 待定."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from common.errors import Incomplete, NotEligible
from common.models import RuleValue
from common.roles import Role
from discipline.competence import Competence, key_of, keys
from discipline.competence_table import competence_on, table_on
from discipline.rule_kinds import COMPETENCE
from discipline.vocabulary import Basis, CompetentAct, CompetentBody
from tests import factories
from tests.office import client_of

EXPECTED = Path(__file__).parent / "competence.csv"
DAY = date(2026, 9, 1)


def _written() -> dict[tuple[str, str, str], tuple[str, str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return {
            (row["act"], row["basis"], row["level"]): (row["body"], row["article"], row["mark"])
            for row in csv.DictReader(file)
        }


@pytest.mark.django_db
def test_every_act_basis_and_level_names_its_body_with_the_article_or_is_undecided():
    marks = {(v.key): v.mark for v in RuleValue.objects.filter(kind="competence")}
    told = {
        (line.act.label, line.basis.label, line.level): (
            line.words,
            line.article,
            marks[key_of(line.act, line.basis, line.level)],
        )
        for line in table_on(DAY)
    }
    assert told == _written()
    assert len(told) == len(keys()) == 260


@pytest.mark.django_db
def test_nobody_stands_in_where_nobody_is_named():
    undecided = [line for line in table_on(DAY) if line.is_undecided]
    assert undecided
    for line in undecided:
        assert line.words == "待定"
        assert line.needs_routing


@pytest.mark.django_db
def test_the_credit_office_decides_one_thing_alone_and_only_once_confirmed():
    own = [line for line in table_on(DAY) if CompetentBody.CREDIT_OFFICE in line.bodies]
    assert {(line.act, line.basis) for line in own} == {(CompetentAct.REPAIR, Basis.JUDGMENT)}
    assert all(line.needs_routing for line in own)


@pytest.mark.parametrize(
    ("bodies", "is_settled", "waits"),
    [
        ((CompetentBody.FINDING_BODY,), True, False),
        ((CompetentBody.FINDING_BODY,), False, True),
        ((CompetentBody.SUPERVISION, CompetentBody.ORGANISATION), True, True),
        ((), False, True),
        ((CompetentBody.NOT_OPEN,), True, False),
    ],
)
def test_only_one_confirmed_body_needs_no_routing(bodies, is_settled, waits):
    line = Competence(CompetentAct.REPAIR, Basis.PENALTY, "city", bodies, "", is_settled, 1)
    assert line.needs_routing is waits
    assert line.is_open is (bodies != (CompetentBody.NOT_OPEN,))


@pytest.mark.django_db
def test_a_day_before_the_table_has_no_answer():
    with pytest.raises(NotEligible, match="决定信用修复"):
        competence_on(CompetentAct.REPAIR, Basis.PENALTY, "city", date(2020, 1, 1))


def test_not_open_stands_alone():
    shape = COMPETENCE.shape
    assert shape.pack({"chosen": ["court", "finding_body"]}) == (["finding_body", "court"], "")
    assert shape.pack({"chosen": []}) == ([], "")
    assert shape.words([], "") == "待定"
    with pytest.raises(Incomplete):
        shape.pack({"chosen": ["not_open", "court"]})


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.DIRECTOR, Role.REPRESENTATIVE, Role.AUDITOR])
def test_everybody_of_the_office_reads_the_table_and_how_much_is_undecided(role):
    page = client_of(factories.posting(role)).get(reverse("discipline:competence")).content.decode()
    assert f"待定 {sum(line.is_undecided for line in table_on(DAY))} 项" in page
    assert "核查异议" in page


@pytest.mark.django_db
def test_the_page_narrows_to_what_is_undecided():
    page = client_of(factories.posting(Role.OFFICER)).get(
        reverse("discipline:competence") + "?show=undecided"
    )
    assert "约谈" in page.content.decode()
    assert "核查异议" not in page.content.decode()


@pytest.mark.django_db
def test_the_page_of_all_rules_leads_to_the_table_instead_of_listing_it():
    page = client_of(factories.posting(Role.OFFICER)).get(reverse("postings:rules")).content.decode()
    assert "260 项，单独成页" in page
    assert "repair-penalty-city" not in page
