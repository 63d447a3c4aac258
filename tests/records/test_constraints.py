"""What must never be is refused by the database itself: raw SQL tries each."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from uuid_utils.compat import uuid7

from common.roles import Role
from records.models import Commendation, LostJudgment
from tests import factories
from tests.databases import as_owner
from tests.untold import tell

pytestmark = pytest.mark.django_db


def refused(statement, params=(), match=None):
    """Run the statement, deferred checks included, and demand that the database refuses it."""
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        run(statement, params)


def run(statement, params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def change(made, **values):
    sets = ", ".join(f"{column} = %s" for column in values)
    return f"UPDATE {made._meta.db_table} SET {sets} WHERE id = %s", [*values.values(), made.pk]


def copy_of(made, **values):
    """INSERT … SELECT of `made` with other values for some columns."""
    fields = [f.column for f in made._meta.concrete_fields if f.column not in {"id", "publishable", *values}]
    copied = ", ".join(f'"{column}"' for column in fields)
    own_publishable = made._meta.model_name == "publication"
    extra = {"id": uuid7(), **({"publishable": True} if own_publishable else {}), **values}
    names, marks = "".join(f", {n}" for n in extra), ", %s" * len(extra)
    statement = (
        f"INSERT INTO {made._meta.db_table} ({copied}{names}) SELECT {copied}{marks}"
        f" FROM {made._meta.db_table} WHERE id = %s"
    )
    return statement, [*extra.values(), made.pk]


def told_copy(made, status=""):
    """The key of a copy of which the trail knows already."""
    key = uuid7()
    tell(made, status or made.status, was="", key=key)
    return key


def test_two_live_records_of_one_document_subject_source_and_ordinal():
    made = factories.record()
    refused(*copy_of(made, record_no=""), match="record_live_once")


def test_the_nulls_of_the_subject_do_not_make_twins_distinct():
    made = factories.record(official=factories.official())
    refused(*copy_of(made, record_no=""), match="record_live_once")


def test_a_void_record_does_not_bar_a_new_one():
    made = factories.record("void")
    with connection.cursor() as cursor:
        cursor.execute(*copy_of(made, record_no="", status="draft", id=told_copy(made, "draft")))
        assert cursor.rowcount == 1


def test_another_ordinal_of_the_same_document_is_another_fact():
    made = factories.record()
    with connection.cursor() as cursor:
        cursor.execute(*copy_of(made, record_no="", ordinal=2, id=told_copy(made)))
        assert cursor.rowcount == 1


def test_a_record_of_nobody_or_of_both():
    made = factories.record()
    refused(*change(made, department_id=None), match="record_has_one_subject")
    refused(*change(made, official_id=factories.official().pk), match="record_has_one_subject")


def test_dates_out_of_order():
    refused(*change(factories.record(), effective_on="2020-01-01"), match="record_effective_after_decided")


def test_a_negative_amount():
    refused(*change(factories.record(), amount=-1), match="record_amounts_not_negative")


def test_a_waived_notice_of_a_penalty():
    refused(*change(factories.record(), notice_waived=True), match="record_waiver_is_for_judgments")


def test_an_accountability_that_does_not_say_whom_it_hits():
    made = factories.record("pending_review", source_kind="accountability")
    refused(*change(made, accountability_object=""), match="accountability_says_whose")


@pytest.mark.parametrize("missing", ["reviewed_by_id", "reviewed_version"])
def test_a_confirmed_record_without_review_or_with_a_null_in_it(missing):
    refused(*change(factories.record("confirmed"), **{missing: None}), match="record_four_eyes")


def test_a_draft_cannot_be_confirmed_by_hand():
    refused(*change(factories.record(), status="confirmed"), match="record_four_eyes")


def test_a_review_by_who_entered_or_changed_the_record():
    made = factories.record("confirmed")
    refused(*change(made, reviewed_by_id=made.entered_by_id), match="record_four_eyes")
    refused(*change(made, last_changed_by_id=made.reviewed_by_id), match="record_four_eyes")


def test_a_review_of_an_older_version():
    refused(*change(factories.record("confirmed"), content_version=7), match="record_four_eyes")


@pytest.mark.parametrize(
    "fields",
    [
        {"source_kind": "discipline"},
        {"disclosure": "internal"},
        {"disclosure": "withheld"},
        {"source_kind": "accountability", "accountability_object": "person"},
    ],
)
def test_no_publication_of_what_may_never_be_public(fields):
    """处分, 内部, and 问责 of a person: the key on (id, publishable) has no row to stand on."""
    public = factories.publication("pending")
    hidden = factories.record("confirmed", **fields)
    assert hidden.publishable is False
    refused(*copy_of(public, fact_id=hidden.pk, public_id="00000000-0000-4000-8000-000000000001"))


def test_no_publication_of_an_officials_record():
    public = factories.publication("pending")
    unit = factories.department()
    clerk = factories.posting(Role.CLERK, unit=unit)
    made = factories.record(official=factories.official(unit), clerk=clerk)
    assert made.publishable is False
    refused(*copy_of(public, fact_id=made.pk, public_id="00000000-0000-4000-8000-000000000002"))


def test_a_publication_cannot_declare_itself_not_publishable_to_slip_past_the_key():
    public = factories.publication("pending")
    hidden = factories.record("confirmed", source_kind="discipline")
    refused(
        *copy_of(
            public, fact_id=hidden.pk, publishable=False, public_id="00000000-0000-4000-8000-000000000003"
        ),
        match="publication_is_publishable|不符",
    )


def test_a_published_record_cannot_be_reclassified():
    made = factories.publication().fact.of_kind
    refused(*change(made, source_kind="discipline"))
    refused(*change(made, disclosure="internal"))


def test_the_third_person_is_neither_of_the_two_nor_null():
    act = factories.publication("signed")
    window = {"published_at": "2026-01-01", "opens_on": "2099-11-01", "closes_on": "2100-11-01"}
    for person in (act.entered_by_id, act.last_changed_by_id, act.reviewed_by_id, None):
        refused(
            *change(act, status="public", published_by_id=person, **window), match="publication_third_person"
        )


def test_the_copies_of_the_persons_are_those_of_the_record():
    pending = factories.publication("signed")
    stranger = factories.person()
    statement, params = change(
        pending,
        entered_by_id=stranger.pk,
        status="public",
        published_by_id=factories.person().pk,
        published_at="2026-01-01",
        opens_on="2026-11-01",
        closes_on="2027-11-01",
    )
    refused(statement, params, match="不符")


def test_no_publication_before_the_document_takes_effect():
    pending = factories.publication("signed")
    statement, params = change(
        pending,
        status="public",
        published_by_id=factories.person().pk,
        published_at="2026-01-01",
        opens_on="2020-01-01",
        closes_on="2027-11-01",
    )
    refused(statement, params, match="生效之前")


def test_public_without_a_signed_sheet_of_this_text():
    for change_of_sheet in ({"sheet_version": None}, {"face_version": 9}):
        act = factories.publication("signed")
        tell(act, "public")
        window = {"opens_on": act.fact.effective_on, "closes_on": "2099-01-01", "published_at": "2026-01-01"}
        third = {"published_by_id": factories.person().pk}
        shown = {"status": "public", **window, **third, **change_of_sheet}
        refused(*change(act, **shown), match="publication_has_window_and_sheet")
        refused(*change(factories.publication(), **change_of_sheet), match="公示后不得改动")


def test_a_window_that_closes_before_it_opens():
    refused(
        *change(
            factories.publication("signed"),
            status="public",
            published_by_id=factories.person().pk,
            published_at="2026-01-01",
            opens_on="2099-11-01",
            closes_on="2099-10-01",
        ),
        match="publication_has_window_and_sheet",
    )


def test_an_end_without_ground_and_a_ground_without_end():
    refused(*change(factories.publication(), status="ended"), match="publication_end_has_ground")
    refused(*change(factories.publication(), end_ground="repaired"), match="publication_end_has_ground")


@pytest.mark.parametrize("fact", [None, "00000000-0000-4000-8000-000000000009"])
def test_a_publication_of_no_fact(fact):
    refused(*change(factories.publication("pending"), fact_id=fact), match="fact_id|不符")


def test_a_second_open_publication_of_one_record():
    public = factories.publication()
    refused(
        *copy_of(public, status="pending", public_id="00000000-0000-4000-8000-000000000004"),
        match="publication_one_open",
    )


def test_a_record_leaves_confirmed_only_when_it_no_longer_stands_in_public():
    made = factories.publication().fact.of_kind
    tell(made, "withdrawn")
    refused(*change(made, status="withdrawn"), match="仍在公示")


def test_a_refusal_to_perform_without_the_courts_announcement():
    clerk = factories.posting(Role.CLERK)
    judgment = LostJudgment(
        department=factories.department(),
        outcome="lost",
        case_number="（2026）苏01行初1号",
        case_key="1",
        court="模拟法院（演示）",
        summary="责令履行",
        decided_on="2026-01-01",
        effective_on="2026-01-20",
    ).draft(by=clerk)
    judgment.submit(by=clerk)
    refused(*change(judgment, outcome="refused"), match="refusal_needs_announcement")
    refused(*change(judgment, status="confirmed"), match="judgment_four_eyes")


def test_a_commendation_confirmed_by_nobody():
    made = Commendation(
        department=factories.department(),
        honour="诚信示范单位",
        level="city",
        issued_by="模拟政府（演示）",
        document_number="苏表〔2026〕1号",
        document_key="1",
        issued_on="2026-01-01",
    ).draft(by=factories.posting(Role.CLERK))
    refused(*change(made, status="confirmed"), match="commendation_four_eyes")


def test_two_values_of_one_rule_on_one_day():
    refused(
        "INSERT INTO common_rulevalue (id, kind, key, label, value, unit, version, basis, document_number,"
        " effective_from, mark) SELECT uuidv7(), kind, key, label, value, unit, version + 1, basis,"
        " document_number, effective_from, mark FROM common_rulevalue WHERE kind = 'statement'",
        match="rule_one_value_a_day",
    )


def applied_correction():
    """One whose own guard is off: what is tried here is refused by the constraints beside it."""
    from records.corrections.services import corrections as correcting

    made = factories.record("confirmed")
    correction = correcting.propose_correction(
        made, by=factories.posting(Role.CLERK), kind="clerical", changes={"remark": "补正"}, grounds="笔误"
    )
    correcting.review_correction(correction, by=factories.posting(Role.REVIEWER), reason="属实")
    refused(*change(correction, grounds="另一理由"), match="已施行的更正")
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("ALTER TABLE records_correction DISABLE TRIGGER applied_stays")
    return correction


def test_a_confirmed_record_whose_text_changes_without_its_version():
    refused(*change(factories.record("confirmed"), facts="悄悄改过的事实"), match="按更正程序")


def test_a_confirmed_record_whose_version_rises_without_a_correction():
    made = factories.record("confirmed")
    refused(
        *change(made, facts="改过的事实", content_version=2, reviewed_version=2), match="没有相应的更正案"
    )


def test_a_correction_of_what_may_not_be_corrected_or_of_nothing():
    correction = applied_correction()
    refused(*change(correction, changes='{"source_kind": ["penalty", "judgment"]}'), match="listed_fields")
    refused(*change(correction, changes="{}"), match="correction_changes_something")
    refused(*change(correction, grounds=""), match="correction_has_grounds")


def test_a_correction_reviewed_or_applied_by_who_proposed_it_or_by_nobody():
    correction = applied_correction()
    for person in (correction.proposed_by_id, None):
        refused(*change(correction, reviewed_by_id=person), match="correction_four_eyes")
        refused(*change(correction, applied_by_id=person), match="correction_applied_by_another")
    signed = {"sheet_signed_by_id": correction.applied_by_id}
    refused(*change(correction, **signed), match="correction_applied_by_another")


def test_two_corrections_of_one_record_in_hand():
    from records.corrections.services import corrections as correcting

    correction = correcting.propose_correction(
        factories.record("confirmed"),
        by=factories.posting(Role.CLERK),
        kind="clerical",
        changes={"remark": "补正"},
        grounds="笔误",
    )
    refused(*copy_of(correction), match="one_in_hand")


def test_a_successor_of_a_publication_that_still_stands_or_of_another_record():
    public, other = factories.publication(), factories.publication("pending")
    refused(*change(other, predecessor_id=public.pk), match="更正替代")
    refused(*change(other, predecessor_id=factories.publication("ended").pk), match="更正替代")
