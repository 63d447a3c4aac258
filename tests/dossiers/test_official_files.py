"""Keeping an official's file: identity, entries, influence periods by the rule of their day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, WrongState
from common.roles import Role
from dossiers.file_sections import file_of
from dossiers.influence import clock_words, effect_words
from dossiers.models import CareerStep, InfluencePeriod
from dossiers.services import file_entries
from identifiers.id_numbers import check_digit, check_id_number, normalise_id_number
from organisations.models import Official
from tests import factories
from tests.office import acts_of, look, sit, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NUMBER = "11010519491231002X"


@pytest.fixture
def keeper():
    return factories.department()


@pytest.fixture
def clerk(keeper):
    return sit(Role.CLERK, None, unit=keeper)


@pytest.fixture
def person(keeper):
    return factories.official(keeper)


def new_file(keeper, **more):
    return {
        "internal_number": "N2026-001",
        "name": "于诚信",
        "id_number": NUMBER,
        "unit": keeper.credit_code,
        "post": "科长",
        **more,
    }


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("11010519491231002x", None),
        ("１１０１０５ 19491231-002X", None),
        ("110105194912310021", "最后一位"),
        ("110105194902310020", "出生日期"),
        ("1101051949", "18 位"),
    ],
)
def test_an_id_number_is_checked_digit_by_digit(typed, fault):
    found = check_id_number(normalise_id_number(typed))
    assert found is None if fault is None else fault in found


def test_the_check_character_is_that_of_the_standard():
    assert check_digit("44052418800101001") == "4"


def test_a_file_is_entered_by_the_unit_that_manages_the_official(clerk, keeper):
    client, _ = clerk
    assert client.post("/officials/new/", new_file(keeper)).status_code == 302
    made = Official.objects.get(internal_number="N2026-001")
    assert (made.managed_by, made.open_id_number(), made.masked_id_number) == (
        keeper,
        NUMBER,
        "*" * 14 + "002X",
    )
    assert acts_of(made) == ["enter_file"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"id_number": "110105194912310021"},
        {"unit": "11320000014000319I"},
        {"internal_number": "new"},
        {"name": "秘密★于诚信"},
    ],
)
def test_what_is_wrong_in_a_new_file_is_said_and_nothing_kept(wrong, clerk, keeper):
    assert clerk[0].post("/officials/new/", new_file(keeper, **wrong)).status_code == 422
    assert not Official.objects.exists()


def test_a_person_has_one_file(clerk, keeper):
    factories.official(keeper, id_number=NUMBER)
    answer = clerk[0].post("/officials/new/", new_file(keeper))
    assert answer.status_code == 422
    assert "已有档案" in text(answer)
    assert NUMBER not in text(answer).replace(f'value="{NUMBER}"', "")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR])
def test_others_than_clerk_and_finding_body_read_and_do_not_write(role, keeper, person):
    held = factories.posting(role, None, unit=keeper)
    entry = CareerStep(official=person, post="处长", unit_name="某局", since=TODAY)
    with pytest.raises(NotAllowed):
        file_entries.add_entry(entry, by=held)
    with pytest.raises(NotAllowed):
        file_entries.revise_official(person, by=held, reason="改", post="处长")


def test_a_clerk_without_the_authority_writes_nothing(person):
    stranger = factories.posting(Role.CLERK, "320000", unit=factories.department("320000"))
    with pytest.raises(NotAllowed, match="干部管理权限"):
        file_entries.revise_official(person, by=stranger, reason="改", post="处长")
    person.refresh_from_db()
    assert person.post == ""


def test_the_finding_body_keeps_files_only_of_whom_it_manages(keeper, person):
    manages = factories.posting(Role.FINDING_BODY, None, unit=keeper)
    file_entries.revise_official(person, by=manages, reason="任职变动", post="处长")
    assert not Official.objects.visible_to(factories.posting(Role.FINDING_BODY, None)).exists()


def test_the_identity_changes_with_a_reason_and_the_number_never_reaches_the_trail(clerk, person, keeper):
    client, held = clerk
    look(client, held, person)
    body = new_file(keeper, name="于改名", managed_by=keeper.credit_code, reason="本人更名")
    address = f"/officials/{person.internal_number}/edit/"
    assert client.post(address, {**body, "reason": ""}).status_code == 422
    assert client.post(address, body).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.open_id_number()) == ("于改名", NUMBER)
    client.post(address, {**body, "id_number": "", "post": "处长"})
    person.refresh_from_db()
    assert (person.post, person.open_id_number()) == ("处长", NUMBER)


def test_a_file_goes_with_the_managing_authority(clerk, person):
    heir = factories.department()
    file_entries.revise_official(person, by=clerk[1], reason="调任", managed_by=heir)
    assert not Official.objects.visible_to(clerk[1]).exists()
    assert Official.objects.visible_to(factories.posting(Role.CLERK, None, unit=heir)).exists()


def test_an_entry_is_added_changed_and_struck_and_stays_in_the_history(clerk, person):
    client, held = clerk
    look(client, held, person)
    home = f"/officials/{person.internal_number}/"
    given = {"post": "科长", "unit_name": "模拟局（演示）", "since": "2020-01-01"}
    assert client.post(f"{home}career/new/", given).status_code == 302
    entry = CareerStep.objects.get()
    assert "科长" in text(client.get(home))
    changed = {**given, "post": "处长", "reason": "与任职文件一致"}
    assert client.post(f"{home}career/{entry.pk}/", {**changed, "reason": ""}).status_code == 422
    assert client.post(f"{home}career/{entry.pk}/", changed).status_code == 302
    assert client.post(f"{home}career/{entry.pk}/strike/", {"reason": "重复录入"}).status_code == 302
    client.get(home)  # what was just done is told once
    assert "处长" not in text(client.get(home)).split("经过")[0]
    entry.refresh_from_db()
    assert (entry.post, entry.struck_reason) == ("处长", "重复录入")
    assert acts_of(person)[1:] == ["add_entry", "edit_entry", "strike_entry"]
    with pytest.raises(WrongState):
        file_entries.strike_entry(entry, by=held, reason="再来")


@pytest.mark.parametrize("part", ["career", "honour", "learning", "clemency", "influence"])
def test_every_part_has_a_form_that_says_what_is_missing(part, clerk, person):
    client, held = clerk
    look(client, held, person)
    address = f"/officials/{person.internal_number}/{part}/new/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"asked": "1"}).status_code == 422
    assert client.get(f"/officials/{person.internal_number}/nothing/new/").status_code == 404


def test_a_secrecy_mark_in_an_entry_is_refused(clerk, person):
    entry = CareerStep(official=person, post="机密★科长", unit_name="某局", since=TODAY)
    with pytest.raises(Incomplete, match="密级"):
        file_entries.add_entry(entry, by=clerk[1])
    assert not CareerStep.objects.exists()


def sanction(person, kind="demerit", day=date(2026, 1, 31), **more):
    return InfluencePeriod(
        official=person,
        sanction=kind,
        decided_by="模拟监委（演示）",
        document_number="演监〔2026〕1号",
        effective_on=day,
        **more,
    )


@pytest.mark.parametrize(
    ("kind", "over"),
    [
        ("warning", date(2026, 7, 31)),
        ("demerit", date(2027, 1, 31)),
        ("major_demerit", date(2027, 7, 31)),
        ("demotion", date(2028, 1, 31)),
        ("removal", date(2028, 1, 31)),
        ("admonition", date(2026, 7, 31)),
        ("expulsion", None),
    ],
)
def test_an_influence_period_is_computed_by_the_rule(kind, over, clerk, person):
    made = file_entries.add_entry(sanction(person, kind), by=clerk[1])
    assert made.until == over
    assert made.rule_version == (None if kind == "expulsion" else 1)


def test_a_later_rule_leaves_an_earlier_sanction_alone_and_a_document_may_say_otherwise(clerk, person):
    made = file_entries.add_entry(sanction(person), by=clerk[1])
    factories.new_rule("influence", "demerit", 6, date(2026, 6, 1))
    made.refresh_from_db()
    assert made.until == date(2027, 1, 31)
    stated = file_entries.add_entry(sanction(person, stated_until=date(2028, 5, 1)), by=clerk[1])
    assert stated.until == date(2028, 5, 1)
    later = file_entries.add_entry(sanction(person, day=date(2026, 6, 1)), by=clerk[1])
    assert (later.until, later.rule_version) == (date(2026, 12, 1), 2)


def test_a_period_counts_until_its_last_day_or_until_it_is_lifted(person):
    period = sanction(person, until=date(2027, 1, 31))
    assert not period.is_running(date(2026, 1, 30))
    assert period.is_running(date(2026, 1, 31))
    assert period.is_running(date(2027, 1, 30))
    assert not period.is_running(date(2027, 1, 31))
    period.lifted_on = date(2026, 9, 1)
    assert not period.is_running(date(2026, 9, 1))


def test_the_clock_says_how_long_and_what_follows():
    assert clock_words(date(2026, 1, 1), date(2026, 7, 1), date(2026, 6, 1)) == "还有 30 天，2026-07-01 期满"
    assert "已期满" in clock_words(date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 1))
    assert "已解除" in clock_words(date(2026, 1, 1), date(2026, 3, 1), date(2026, 7, 1), lifted=True)
    assert "没有期满日" in clock_words(date(2026, 1, 1), None, date(2026, 7, 1))
    assert "工资档次" not in effect_words("warning")
    assert "工资档次" in effect_words("demerit")
    assert effect_words("admonition") == ""


def test_a_stated_end_before_the_beginning_is_refused(clerk, person):
    with pytest.raises(Incomplete, match="期满日"):
        file_entries.add_entry(sanction(person, stated_until=date(2026, 1, 1)), by=clerk[1])


def test_an_early_end_needs_its_document_and_a_foreign_record_is_refused(clerk, person):
    with pytest.raises(IntegrityError), transaction.atomic():
        file_entries.add_entry(sanction(person, lifted_on=TODAY), by=clerk[1])
    foreign = factories.record(official=factories.official(), disclosure="internal")
    with pytest.raises(Incomplete, match="不是这位"):
        file_entries.add_entry(sanction(person, record=foreign), by=clerk[1])


def test_a_record_of_a_sanction_fills_the_form_of_its_influence_period(clerk, person):
    client, held = clerk
    record = factories.record(
        "confirmed",
        official=person,
        source_kind="discipline",
        source_details={"sanction": "记大过"},
        disclosure="internal",
        clerk=factories.posting(Role.CLERK, None, unit=person.managed_by),
        effective_on=TODAY - timedelta(days=35),
        decided_on=TODAY - timedelta(days=40),
    )
    look(client, held, person)
    home = f"/officials/{person.internal_number}/"
    assert record.document_number in text(client.get(home))
    form = client.get(f"{home}influence/new/?record={record.record_no}").context["form"]
    assert (form["sanction"].value(), form["document_number"].value()) == (
        "major_demerit",
        record.document_number,
    )


def test_an_influence_period_of_an_unverified_length_carries_the_mark(clerk, person):
    def clock(kind):
        file_entries.add_entry(sanction(person, kind, TODAY), by=clerk[1])
        sections = file_of(person, [], TODAY)["sections"]
        return next(
            line.clock for s in sections for line in s.lines if getattr(line.entry, "sanction", "") == kind
        )

    assert clock("admonition").endswith("期满（待核实）")
    assert clock("demerit").endswith("期满")
