"""统计 and 乡镇街道: clocks against days counted by hand, what each kind of matter needs, refuses and keeps apart."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from commitments.domains import statistics, townships
from commitments.domains.domain import domains
from commitments.domains.shape import texts_of
from commitments.forms.acts import FollowUpForm
from commitments.forms.entry import CommitmentForm
from commitments.least import held_of
from commitments.services import entering
from common.errors import Incomplete
from common.models import Deadline
from common.roles import Role
from tests import factories
from tests.commitments import makers
from tests.commitments.ledgers import BESIDE, ENTERPRISE, OWN, body_of, line, own_of
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
PREFIX = {"statistics": "statistics", "townships": "township"}
HERE = Path(__file__).parent
MODULES = {"statistics": statistics, "townships": townships}
BY_HAND = [
    (domain, row)
    for domain in MODULES
    for row in csv.DictReader((HERE / f"{domain}.csv").open(encoding="utf-8"))
]
MATTER_OF = {
    domain: {name: kind for kind, columns in module.MATTERS.kinds.items() for name in columns.every}
    for domain, module in MODULES.items()
}
EVERY = [(domain, matter) for domain in OWN for matter in OWN[domain]]


def given_by(row):
    pairs = (one.split("=") for one in row["given"].split())
    return {name: value == "1" if name == "is_again" else date.fromisoformat(value) for name, value in pairs}


@pytest.mark.parametrize(("domain", "row"), BY_HAND, ids=[row["case"] for _, row in BY_HAND])
def test_each_clock_ends_as_counted_by_hand(domain, row):
    given = given_by(row)
    case = line(domain, MATTER_OF[domain][next(iter(given))], **given)
    found = domains[domain]
    if row["stands"] in {"fits", "short"}:
        [held] = held_of(found, found.part_of(case))
        assert f"最早到 {row['due']}" in held.words
        assert held.is_short == (row["stands"] == "short")
        return
    clock = Deadline.objects.get(kind=f"commitments.{PREFIX[domain]}_{row['clock']}", object_id=case.pk)
    stands = "open" if clock.met_on is None else "late" if clock.met_on > clock.due_on else "in_time"
    assert (f"{clock.due_on}", stands) == (row["due"], row["stands"])
    assert ("(U)" in row["article"] or "(D)" in row["article"]) == bool(clock.rule.doubt)


@pytest.mark.parametrize("domain", MODULES)
def test_every_clock_has_four_cases_by_hand(domain):
    told = [row["clock"] for of, row in BY_HAND if of == domain]
    known = [clock.rule for clock in domains[domain].clocks] + [one.rule for one in domains[domain].least]
    assert {name: told.count(name) for name in known} == dict.fromkeys(known, 4)


@pytest.mark.parametrize(("domain", "matter"), EVERY)
def test_each_matter_is_registered_with_its_own_columns_and_its_page_says_them(domain, matter):
    case = line(domain, matter)
    page = text(client_of(factories.posting(Role.OFFICER)).get(f"/commitments/{case.pk}/"))
    part = domains[domain].part_of(case)
    assert part.get_matter_display() in page
    for name, value in OWN[domain][matter].items():
        column = part._meta.get_field(name)
        assert str(column.verbose_name) in page
        if isinstance(value, str) and not column.choices:
            assert value in page
    assert domains[domain].article in page


@pytest.mark.parametrize(("domain", "matter"), EVERY)
def test_form_and_table_refuse_a_line_that_lacks_what_its_matter_needs(domain, matter):
    module, part = MODULES[domain], domains[domain].part.objects.filter(commitment=line(domain, matter))
    for name in module.MATTERS.kinds[matter].needed:
        column = domains[domain].part._meta.get_field(name)
        nothing = "" if name in texts_of(domains[domain].part) else None
        assert (
            f"请填写{column.verbose_name}" in module.faults({**own_of(domain, matter), name: nothing})[name]
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            part.update(**{name: nothing})


@pytest.mark.parametrize(("domain", "matter"), EVERY)
def test_form_and_table_refuse_a_line_that_fills_what_belongs_to_another_matter(domain, matter):
    part = domains[domain].part.objects.filter(commitment=line(domain, matter))
    for other, columns in OWN[domain].items():
        if other == matter:
            continue
        name, value = next(iter(columns.items()))
        assert "这类事项不填" in MODULES[domain].faults({**own_of(domain, matter), name: value})[name]
        with pytest.raises(IntegrityError), transaction.atomic():
            part.update(**{name: value})


@pytest.mark.parametrize("domain", MODULES)
def test_what_goes_together_and_in_order_is_kept_by_form_and_table(domain):
    module, model = MODULES[domain], domains[domain].part
    matter_of = MATTER_OF[domain]
    for names in module.MATTERS.together.values():
        matter = matter_of[names[0]]
        value = _some(model, names[-1])
        assert "都填" in module.faults({**own_of(domain, matter), names[-1]: value})[names[0]]
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(commitment=line(domain, matter)).update(**{names[-1]: value})
    for earlier, later in module.MATTERS.in_order:
        matter, day = matter_of[earlier], date(2026, 3, 2)
        own = {
            **own_of(domain, matter),
            **BESIDE.get(later, {}),
            earlier: day,
            later: day - timedelta(days=1),
        }
        assert "不能早于" in module.faults(own)[later]
        part = model.objects.filter(commitment=line(domain, matter))
        with pytest.raises(IntegrityError), transaction.atomic():
            part.update(**{**BESIDE.get(later, {}), earlier: day, later: day - timedelta(days=1)})


def _some(model, name):
    kind = model._meta.get_field(name).get_internal_type()
    return (
        date(2026, 3, 2)
        if kind == "DateField"
        else 80
        if "Integer" in kind or kind == "DecimalField"
        else "模拟"
    )


@pytest.mark.parametrize(
    ("matter", "changes", "words"),
    [
        (
            "interaction",
            {"score_of_township": 101, "score_of_village": 90, "evaluated_on": date(2026, 3, 2)},
            "100",
        ),
        ("civility", {"honesty_weight": Decimal("100.01")}, "100"),
        ("civility", {"civility_score": Decimal(1001)}, "1000"),
        ("benefit", {"recipients": 3, "granted": Decimal(-1), "granted_on": date(2026, 3, 9)}, "负数"),
    ],
)
def test_scores_weights_and_sums_stay_within_reason(matter, changes, words):
    own = own_of("townships", matter, **changes)
    assert words in " ".join(townships.faults(own).values())
    part = townships.Township.objects.filter(commitment=line("townships", matter))
    with pytest.raises(IntegrityError), transaction.atomic():
        part.update(**changes)


def test_a_promise_is_a_townships_and_a_pilot_its_countys():
    city = factories.department("320100")
    for matter, words in (("pledge", "乡镇政府"), ("pilot", "县级")):
        with pytest.raises(Incomplete) as refused:
            makers.draft("townships", own=own_of("townships", matter), body=city, amount=None)
        assert words in refused.value.fields["department"]
    assert line("townships", "pilot").department.level == "county"


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"counterparty_code": ""}, "counterparty_code", "91 开头"),
        ({"counterparty_code": factories.credit_code("320100", 7)}, "counterparty_code", "不列自然人"),
        ({"counterparty": ""}, "counterparty", "企业名称"),
        ({"body": "office"}, "department", "统计机构"),
        ({"body": "street"}, "department", "县级以上"),
    ],
)
def test_on_the_list_stand_enterprises_alone_by_the_decision_of_a_statistics_agency(changes, column, words):
    bodies = {
        "office": lambda: factories.department("320102", name="模拟区发展局（演示）", level="county"),
        "street": lambda: factories.department("320102", name="模拟街道统计站（演示）", level="township"),
    }
    body = bodies[changes["body"]]() if "body" in changes else body_of("statistics", "listing")
    given = {**ENTERPRISE, **{name: value for name, value in changes.items() if name != "body"}}
    with pytest.raises(Incomplete) as refused:
        makers.draft("statistics", own=own_of("statistics", "listing"), body=body, amount=None, **given)
    assert words in refused.value.fields[column]


def test_no_column_of_a_ledger_is_for_a_persons_name_or_number():
    names = {field.name for domain in MODULES for field in domains[domain].part._meta.fields}
    assert not [name for name in names if "person" in name or "legal" in name or "beneficiar" in name]


def test_the_form_says_beside_its_field_what_does_not_fit():
    clerk = factories.posting(Role.CLERK)
    form = CommitmentForm({"own_matter": "finance"}, posting=clerk, domain=domains["townships"])
    assert "这类事项都要有" in form.errors["own_period_until"][0]
    listed = CommitmentForm({"own_matter": "listing"}, posting=clerk, domain=domains["statistics"])
    assert "91 开头" in listed.errors["counterparty_code"][0]


def test_what_happened_since_is_asked_of_its_own_matter_alone():
    case = line("townships", "finance")
    assert set(FollowUpForm.about(case).fields) - {"reason"} == {"own_accounts_on"}
    side = makers.representative(case)
    entering.follow_up(case, by=side, own={"accounts_on": date(2026, 4, 20)})
    clock = Deadline.objects.get(kind="commitments.township_finance", object_id=case.pk)
    assert (clock.met_on, clock.due_on) == (date(2026, 4, 20), date(2026, 4, 29))
    with pytest.raises(Incomplete, match="不填"):
        entering.follow_up(case, by=side, own={"opened_on": date(2026, 4, 20)})
