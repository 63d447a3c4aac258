"""比对与拦截: what each bidder is answered, worked by hand; versions, ages, releases by two persons, who sees what."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.screening.models import CheckedBody, Hit, LookedAt, WatchEntry, WatchVersion
from commitments.screening.names import bare_name
from commitments.screening.queues import VERSION_QUEUES
from commitments.screening.services import deciding, keeping
from commitments.screening.services.checking import MOST
from commitments.screening.services.looking import find
from commitments.screening.services.reminding import remind_of_names
from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Deadline, Notice, RuleValue, Transition
from common.roles import Role
from tests import factories
from tests.commitments import screens
from tests.commitments.makers import TODAY, days_ago
from tests.commitments.screens import TENDER, company_code, compared, hit, listed
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
BY_HAND = list(csv.DictReader((Path(__file__).parent / "screening.csv").open(encoding="utf-8")))
NAME = "模拟江海建设（集团）有限公司"
WAYS = {
    "code": ({}, {"name": "模拟投标人", "credit_code": company_code(9_000_001)}),
    "name": ({"credit_code": ""}, {"name": NAME, "credit_code": company_code(9_000_002)}),
    "written": ({}, {"name": "模拟 江海建设(集團)有限公司", "credit_code": company_code(9_000_002)}),
    "listed_former": ({"name": "模拟新名公司", "former": NAME}, {"name": NAME, "credit_code": company_code(9_000_002)}),
    "own_former": ({}, {"name": "模拟新名公司", "former_names": f"模拟某公司、{NAME}", "credit_code": company_code(9_000_002)}),
    "card": ({"name": "模拟甲", "card": screens.card(901), "credit_code": ""}, {"name": "模拟乙", "id_number": screens.card(901)}),
    "person_name": ({"name": NAME, "card": screens.card(902), "credit_code": ""}, {"name": NAME, "credit_code": company_code(9_000_002)}),
    "none": ({}, {"name": "模拟无关公司", "credit_code": company_code(9_000_003)}),
    "no_code": ({}, {"name": "模拟无关公司"}),
}  # fmt: skip
"""By what a bidder meets the entry: what the entry says besides, and the bidder."""


@pytest.mark.parametrize("row", BY_HAND, ids=lambda row: row["case"])
def test_each_bidder_is_answered_as_worked_by_hand(row):
    own, bidder = WAYS[row["by"]]
    removed = None if row["removed_days"] == "" else days_ago(int(row["removed_days"]))
    listed(
        row["list"],
        days_ago(int(row["age_days"])),
        **{
            "name": NAME,
            "credit_code": company_code(9_000_001),
            "listed_on": days_ago(int(row["listed_days"])),
            "removed_on": removed,
            **own,
        },
    )
    case = compared(bidder, tender=replace(TENDER, step=row["step"]))
    assert screens.answer_of(case) == row["answer"]
    cases = Hit.objects.filter(body__check_case=case)
    assert set(cases.values_list("status", flat=True)) == {
        "blocked": {"blocking"},
        "waiting": {"waiting"},
    }.get(row["answer"], set())


def test_a_comparison_is_kept_with_the_versions_of_its_lists_whatever_comes_later():
    code = company_code()
    row = listed(credit_code=code)
    case = compared({"name": "模拟投标人", "credit_code": code})
    looked = LookedAt.objects.get(check_case=case, kind="court")
    assert (looked.version, looked.covers, looked.is_stale) == (row.version, True, False)
    again = screens.version()
    screens.entry(again, credit_code=code, identity=row.identity, removed_on=TODAY)
    screens.in_force(again)
    assert screens.answer_of(compared({"name": "模拟投标人", "credit_code": code})) == "clear"
    assert screens.answer_of(case) == "blocked"
    assert Transition.objects.filter(object_id=case.pk, act="compare").exists()


def test_each_member_of_a_consortium_is_compared():
    code = company_code()
    listed(credit_code=code)
    free = {"name": "模拟甲公司", "credit_code": company_code(), "consortium": "模拟联合体"}
    case = compared(free, {"name": "模拟乙公司", "credit_code": code, "consortium": "模拟联合体"})
    assert list(case.bodies.values_list("answer", flat=True)) == ["clear", "blocked"]


def test_a_list_that_was_never_put_in_force_releases_nobody():
    screens.version()
    case = compared({"name": "模拟投标人", "credit_code": company_code()})
    body = case.bodies.get()
    assert body.answer == "stale"
    assert "名单过期，不能据此放行或拦截" in body.note


def test_a_draft_version_counts_for_nothing_and_not_its_own_clerk_puts_it_in_force():
    code, clerk = company_code(), factories.posting(Role.CLERK)
    listed(as_of=days_ago(1))
    draft = screens.version(clerk=clerk)
    screens.entry(draft, credit_code=code)
    assert screens.answer_of(compared({"name": "模拟投标人", "credit_code": code})) == "clear"
    own = factories.posting(Role.REVIEWER, user=clerk.user)
    with pytest.raises(NotAllowed, match="四眼"):
        keeping.put_in_force(draft, by=own)
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchVersion.objects.filter(pk=draft.pk).update(
            status="in_force", reviewed_by=clerk.user_id, reviewed_version=F("content_version")
        )
    screens.in_force(draft)
    assert screens.answer_of(compared({"name": "模拟投标人", "credit_code": code})) == "blocked"
    with pytest.raises(WrongState):
        screens.in_force(draft)


def test_an_older_version_does_not_undo_a_newer_one():
    older = screens.version(as_of=days_ago(2))
    listed(as_of=TODAY)
    with pytest.raises(NotEligible, match="更新的版本"):
        screens.in_force(older)


def test_an_unconfirmed_measure_blocks_once_a_director_has_confirmed_it():
    code = company_code()
    listed("serious", credit_code=code)
    bidder = {"name": "模拟投标人", "credit_code": code}
    assert screens.answer_of(compared(bidder)) == "noted"
    screens.settle("serious")
    assert screens.answer_of(compared(bidder)) == "blocked"


def test_a_name_waits_for_a_person_within_a_dated_limit_who_may_say_either():
    one, two = hit("waiting"), hit("waiting")
    clock = Deadline.objects.get(object_id=one.pk)
    assert (clock.kind, clock.rule.key, one.due_on) == ("screening.decide", "decide", clock.due_on)
    officer = factories.posting(Role.OFFICER)
    deciding.confirm(one, by=officer, reason="曾用名一致", decided_document="模拟变更登记（演示）")
    deciding.dismiss(two, by=officer, reason="代码不同")
    assert (one.status, two.status) == ("blocking", "dismissed")
    clock.refresh_from_db()
    assert clock.met_on == TODAY
    for wrong in (Role.DIRECTOR, Role.REPRESENTATIVE, Role.CLERK):
        with pytest.raises(NotAllowed):
            deciding.dismiss(hit("waiting"), by=factories.posting(wrong), reason="代码不同")
    with pytest.raises((WrongState, StaleState)):
        deciding.dismiss(two, by=officer, reason="代码不同")


def test_officers_are_reminded_once_before_the_day_and_once_after():
    case = hit("waiting")
    officer = factories.posting(Role.OFFICER)
    assert remind_of_names(case.due_on - timedelta(days=3)) == 0
    for today, topic in ((case.due_on, "hit.soon"), (case.due_on + timedelta(days=1), "hit.passed")):
        assert remind_of_names(today) >= 1
        assert remind_of_names(today) == 0
        assert Notice.objects.filter(recipient=officer.pk, topic=topic, object_id=case.pk).count() == 1
    deciding.dismiss(case, by=officer, reason="代码不同")
    assert remind_of_names(case.due_on + timedelta(days=2)) == 0


def test_what_agencies_are_rated_by_adds_up_and_waits_to_be_confirmed():
    rows = RuleValue.objects.filter(kind="agency_indicator")
    assert sum(Decimal(row.value) for row in rows) == 100
    assert not any(row.is_settled for row in rows)


def test_a_name_never_blocks_in_the_database_without_a_person_and_a_document():
    case = hit("waiting")
    for change in ({"status": "blocking"}, {"status": "dismissed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hit.objects.filter(pk=case.pk).update(**change)


def test_a_block_is_released_on_a_ground_by_two_persons():
    case, officer = hit(), factories.posting(Role.OFFICER)
    deciding.tell(case, by=officer, told_on=TODAY, told_how="书面送达")
    deciding.object_to(case, by=officer, objection="不是我公司")
    deciding.ask_release(case, by=officer, **screens.RELEASE)
    director = factories.posting(Role.DIRECTOR, user=officer.user)
    with pytest.raises(NotAllowed, match="四眼"):
        deciding.release(case, by=director, reason="同意")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hit.objects.filter(pk=case.pk).update(status="released", released_by=officer.user_id)
    other = factories.posting(Role.DIRECTOR)
    deciding.refuse_release(case, by=other, reason="文书不全")
    assert (case.status, case.ground) == ("blocking", "")
    deciding.ask_release(case, by=officer, **screens.RELEASE)
    deciding.release(case, by=other, reason="文书已核对")
    assert case.status == "released"
    for left_out in ("ground", "ground_document"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hit.objects.filter(pk=case.pk).update(**{left_out: ""})


def test_removal_is_no_ground_before_the_list_says_so():
    case, officer = hit(), factories.posting(Role.OFFICER)
    removed = {**screens.RELEASE, "ground": "removed"}
    with pytest.raises(Incomplete, match="没有写明移出日期"):
        deciding.ask_release(case, by=officer, **removed)
    again = screens.version()
    entry = case.entry
    screens.entry(again, credit_code=entry.credit_code, identity=entry.identity, removed_on=TODAY)
    screens.in_force(again)
    deciding.ask_release(case, by=officer, **removed)
    assert case.status == "releasing"


def test_who_may_not_release_tell_or_confirm():
    case = hit("releasing")
    for wrong in (Role.OFFICER, Role.REPRESENTATIVE, Role.CLERK, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            deciding.release(case, by=factories.posting(wrong), reason="同意")
    with pytest.raises(Incomplete, match="今天"):
        deciding.tell(case, by=factories.posting(Role.OFFICER), told_on=screens.TOMORROW, told_how="书面")


def test_a_natural_persons_number_is_neither_kept_nor_shown_whole():
    number = screens.card()
    row = listed(name="模拟甲", card=number)
    assert row.id_number_hash
    assert number.encode() not in bytes(row.id_number_sealed)
    case = compared({"name": "模拟乙", "id_number": number})
    body = case.bodies.get()
    assert (body.answer, body.id_number_tail) == ("blocked", number[-4:])
    client = client_of(factories.posting(Role.OFFICER))
    for address in (f"/screening/{case.pk}/", f"/watch-lists/{row.version_id}/"):
        page = text(client.get(address))
        assert number not in page
        assert number[-4:] in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM common_transition WHERE after::text LIKE %s", [f"%{number}%"])
        assert cursor.fetchone()[0] == 0


def test_lists_are_the_credit_offices_alone():
    row = listed()
    for role in (Role.REPRESENTATIVE, Role.FINDING_BODY, Role.SYSTEM_ADMIN):
        assert not WatchVersion.objects.visible_to(factories.posting(role)).exists()
        assert client_of(factories.posting(role)).get(f"/watch-lists/{row.version_id}/").status_code in {
            403,
            404,
        }
    for role in (Role.CLERK, Role.REVIEWER, Role.DIRECTOR, Role.AUDITOR):
        assert WatchVersion.objects.visible_to(factories.posting(role)).exists()


def test_a_list_that_counts_in_the_province_is_brought_and_put_in_force_by_the_province_alone():
    clerk, reviewer = (factories.posting(role, "320100") for role in (Role.CLERK, Role.REVIEWER))
    unplaced = factories.posting(Role.CLERK, None, unit=factories.department())
    draft = screens.version()
    for wrong in (clerk, unplaced):
        with pytest.raises(NotAllowed, match="省级信用办"):
            keeping.enter_version("court", TODAY, "模拟", by=wrong)
        with pytest.raises(NotAllowed, match="省级信用办"):
            keeping.void(draft, by=wrong, reason="传错了文件")
    with pytest.raises(NotAllowed, match="省级信用办"):
        keeping.put_in_force(draft, by=reviewer)
    (queue,) = VERSION_QUEUES
    assert [queue.rows(one).count() for one in (reviewer, factories.posting(Role.REVIEWER))] == [0, 1]
    address = f"/watch-lists/{draft.pk}/"
    pages = [client_of(one).get(address) for one in (reviewer, factories.posting(Role.REVIEWER))]
    assert [f'{address}put_in_force/"' in one.content.decode() for one in pages] == [False, True]
    assert client_of(reviewer).get(f"{address}put_in_force/").status_code == 403
    assert client_of(clerk).get("/watch-lists/unchanged/").status_code == 403
    assert "登记名单没有变动" not in text(client_of(clerk).get("/watch-lists/"))
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_natural_persons_on_a_list_are_shown_to_the_province_and_the_auditor_alone():
    person = listed(name="模拟甲某某", card=screens.card())
    told = (person.name, person.id_number_tail, person.document_number)
    for reader, place, shows in (
        (Role.OFFICER, "320000", True),
        (Role.AUDITOR, "320100", True),
        (Role.OFFICER, "320100", False),
        (Role.REVIEWER, "320100", False),
    ):
        page = text(client_of(factories.posting(reader, place)).get(f"/watch-lists/{person.version_id}/"))
        assert [words in page for words in told] == [shows] * 3, (reader, place)


def test_a_tenderer_sees_its_own_comparisons_and_of_a_waiting_name_nothing_of_the_list():
    side = factories.posting(Role.REPRESENTATIVE)
    mine, other = hit("waiting", by=factories.posting(Role.OFFICER)), None
    row = mine.entry
    case = compared({"name": row.name}, by=side)
    other = Hit.objects.get(body__check_case=case)
    client = client_of(side)
    page = text(client.get(f"/screening-hits/{other.pk}/"))
    assert row.document_number not in page
    for address in (f"/screening-hits/{other.pk}/?tab=history", f"/screening/{case.pk}/", "/screening-hits/"):
        assert row.document_number not in text(client.get(address))
    assert "核实以前不显示名单的内容" in page
    assert client.get(f"/screening-hits/{mine.pk}/").status_code == 404
    assert row.document_number in text(
        client_of(factories.posting(Role.OFFICER)).get(f"/screening-hits/{other.pk}/")
    )


def test_too_many_bidders_or_none_are_refused():
    for given_lines in ([], [{"name": "模拟"}] * (MOST + 1)):
        with pytest.raises(Incomplete):
            compared(*given_lines)


def test_the_database_refuses_what_an_entry_may_not_say():
    row = listed(credit_code=company_code())
    person = listed(name="模拟甲", card=screens.card())
    WatchEntry.objects.filter(pk=person.pk).update(is_current=True)
    bad = (
        (row, {"removed_on": row.listed_on - timedelta(days=1)}),
        (row, {"id_number_hash": "x" * 64}),
        (row, {"credit_code": "123"}),
        (person, {"credit_code": company_code()}),
        (person, {"id_number_sealed": None}),
    )
    for entry, change in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            WatchEntry.objects.filter(pk=entry.pk).update(**change)
    body = CheckedBody.objects.filter(check_case=compared({"name": "模拟", "credit_code": company_code()}))
    with pytest.raises(IntegrityError), transaction.atomic():
        body.update(name="", credit_code="")


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="江蘇建設集团（）()【】 　·ＡaＢb１1-－、;", max_size=30))
def test_names_have_one_form_in_python_and_in_the_database(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT commitments_bare(%s)", [name])
        assert cursor.fetchone()[0] == bare_name(name)


def test_no_exact_code_and_no_former_name_is_missed_and_nobody_else_is_met():
    """A generated set: every bidder on the list is met by its code, by its former name, and no other is."""
    made = screens.version()
    rows = [
        screens.entry(made, credit_code=company_code(8_000_000 + n), former=f"模拟旧名{n}公司")
        for n in range(60)
    ]
    screens.in_force(made)
    by_code = screens.lines(*({"name": "模拟", "credit_code": one.credit_code} for one in rows))
    by_former = screens.lines(*({"name": f"模拟旧名{n}公司"} for n in range(60)))
    strangers = screens.lines(
        *({"name": f"模拟陌生{n}公司", "credit_code": company_code(7_000_000 + n)} for n in range(60))
    )
    for lines, how in ((by_code, "code"), (by_former, "former")):
        met = find(lines, ["court", "serious"], TODAY)
        assert {row: [(one.entry.pk, one.how) for one in found] for row, found in met.items()} == {
            number: [(one.pk, how)] for number, one in enumerate(rows, 1)
        }
    assert find(strangers, ["court", "serious"], TODAY) == {}
