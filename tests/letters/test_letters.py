"""Letters by their acts: who may, from which state, with which words, and what each leaves on the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from common import services
from common.errors import Incomplete, NotAllowed, StaleState, WrongState
from common.models import Transition
from common.roles import Role
from common.workflow import move_many
from days.calendar import Period
from letters import services as letters
from letters.models import Letter, LetterSeries, LetterService, LetterTemplate
from letters.services import Issuer
from postings.services.own_access import own_actors
from tests import factories
from tests.letters import letter_kit as kit
from tests.office import acts_of

pytestmark = pytest.mark.django_db
WRITERS = (Role.REVIEWER, Role.OFFICER, Role.DIRECTOR)
OTHERS = [role for role in Role if role not in {*WRITERS, Role.FINDING_BODY}]


def test_a_letter_is_drafted_issued_and_served_each_with_its_trail_row():
    officer = factories.posting(Role.OFFICER)
    made = kit.drafted(by=officer)
    kit.series()
    letters.issue(made, by=officer)
    letters.serve(made, kit.handed(), by=officer)
    assert acts_of(made) == ["enter", "issue", "serve"]
    rows = list(Transition.objects.filter(object_id=made.pk).order_by("seq"))
    assert [row.to_status for row in rows] == ["drafted", "issued", "served"]
    assert {row.actor for row in rows} == {officer.user_id}
    assert rows[1].after["document_number"] == f"模信办告〔{kit.today().year}〕1号"
    assert "pdf" not in rows[1].after


def test_a_draft_holds_the_words_of_the_version_in_force():
    kit.template(effective_to=kit.today(), body="旧文：{{ 事实 }}")
    new = kit.template(version=2, effective_from=kit.today())
    kit.template(version=3, effective_from=kit.today() + timedelta(days=1), key="later")
    made = kit.drafted(values={**kit.VALUES, "事实": "面积300㎡，{{ 依据 }}未履行"})
    assert made.template == new
    assert "面积300㎡，{{ 依据 }}未履行" in made.body
    assert made.body.endswith("特此告知。")
    assert (made.kind, made.title, made.status) == ("告知书", "政务失信记录拟认定事项告知书", "drafted")
    assert (made.number, made.document_number, made.issued_on, made.pdf) == (None, "", None, None)


def test_a_template_without_a_version_today_writes_nothing():
    kit.template(effective_from=kit.today() + timedelta(days=1))
    with pytest.raises(Incomplete, match="没有启用的版本"):
        kit.drafted()


def test_each_place_without_a_value_is_named():
    with pytest.raises(Incomplete, match="依据、期限") as refused:
        kit.drafted(values={"事实": "逾期", "依据": " "})
    assert set(refused.value.fields) == {"依据", "期限"}
    assert not Letter.objects.exists()


def test_a_letter_needs_an_addressee():
    with pytest.raises(Incomplete, match="主送"):
        kit.drafted(addressee="\n ")


def test_what_a_column_cannot_hold_is_told_by_its_name():
    with pytest.raises(Incomplete, match="主送") as refused:
        kit.drafted(addressee="局" * 201)
    assert set(refused.value.fields) == {"addressee"}


def test_a_secrecy_mark_is_refused_in_a_draft():
    with pytest.raises(Incomplete, match="密级标志"):
        kit.drafted(values={**kit.VALUES, "事实": "机密★10年"})


@pytest.mark.parametrize("role", WRITERS)
def test_the_offices_write_issue_serve_and_discard(role):
    by = factories.posting(role)
    letters.discard(kit.drafted(by=by), by=by, reason="重拟")
    made = kit.drafted(by=by)
    kit.series()
    letters.issue(made, by=by)
    letters.serve(made, kit.handed(), by=by)
    assert made.status == "served"


def test_a_finding_body_writes_about_its_own_findings_alone():
    body = factories.posting(Role.FINDING_BODY)
    kit.drafted(factories.record("confirmed", finding_unit=body.unit), by=body)
    with pytest.raises(NotAllowed, match="不在您的岗位范围内"):
        kit.drafted(factories.record("confirmed"), by=body)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_writes_issues_serves_or_ends_a_letter(role):
    by = factories.posting(role)
    with pytest.raises(NotAllowed):
        kit.drafted(by=by)
    made = kit.drafted()
    kit.series()
    for act in (
        lambda: letters.issue(made, by=by),
        lambda: letters.serve(made, kit.handed(), by=by),
        lambda: letters.discard(made, by=by, reason="x"),
        lambda: letters.void(made, by=by, reason="x"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert acts_of(made) == ["enter"]
    assert LetterSeries.objects.get().last_number == 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.REVIEWER])
def test_only_the_director_or_the_finding_body_voids_what_went_out(role):
    made = kit.issued()
    with pytest.raises(NotAllowed, match="作废由"):
        letters.void(made, by=factories.posting(role), reason="写错")
    letters.void(made, by=factories.posting(Role.DIRECTOR), reason="写错")
    assert made.status == "void"


def test_out_of_scope_no_letter_is_seen_nor_issued():
    made = kit.drafted(factories.record("confirmed", department=factories.department("320100")))
    kit.series()
    elsewhere = factories.posting(Role.OFFICER, "320500")
    with pytest.raises(NotAllowed, match="不在您的岗位范围内"):
        letters.issue(made, by=elsewhere)
    assert not Letter.objects.visible_to(elsewhere).exists()


def test_a_deputy_issues_no_letter_where_that_was_left_out():
    made, by = kit.drafted(), factories.posting(Role.OFFICER)
    by.excluded = ("letter.issue",)
    kit.series()
    with pytest.raises(NotAllowed, match="代理不包括"):
        letters.issue(made, by=by)


def test_nobody_writes_or_issues_a_letter_about_themselves():
    made_for = factories.official()
    officer = factories.posting(Role.OFFICER, None, unit=made_for.managed_by)
    about = factories.record("confirmed", official=made_for, disclosure="internal")
    made = kit.drafted(about, by=officer)
    kit.series()
    factories.own_actor(made_for, officer.user)
    assert own_actors(officer.user)
    for act in (lambda: letters.issue(made, by=officer), lambda: kit.drafted(about, by=officer)):
        with pytest.raises(NotAllowed, match="回避"):
            act()
    assert move_many(Letter.objects.all(), "discard", by=officer, reason="x", void_reason="x") == 0


def test_the_department_reads_what_went_out_and_no_draft():
    unit = factories.department()
    theirs = factories.posting(Role.REPRESENTATIVE, None, unit=unit)
    record = factories.record("confirmed", department=unit)
    made = kit.drafted(record)
    other = kit.drafted()
    assert not Letter.objects.visible_to(theirs).exists()
    kit.series()
    for letter in (made, other):
        letters.issue(letter, by=factories.posting(Role.OFFICER))
    assert list(Letter.objects.visible_to(theirs)) == [made]
    assert list(Letter.objects.of(record)) == [made]
    assert Letter.objects.visible_to(factories.posting(Role.AUDITOR)).count() == 2


def test_the_same_draft_is_issued_once():
    made = kit.drafted()
    kit.series()
    twin = Letter.objects.get(pk=made.pk)
    letters.issue(made, by=factories.posting(Role.OFFICER))
    with pytest.raises(StaleState):
        letters.issue(twin, by=factories.posting(Role.OFFICER))
    with pytest.raises(WrongState, match="已发出"):
        letters.issue(made, by=factories.posting(Role.OFFICER))
    assert LetterSeries.objects.get().last_number == 1


def test_only_a_draft_is_discarded_and_only_what_went_out_served_or_voided():
    made, director = kit.drafted(), factories.posting(Role.DIRECTOR)
    for act in (
        lambda: letters.serve(made, kit.handed(), by=director),
        lambda: letters.void(made, by=director, reason="x"),
    ):
        with pytest.raises(WrongState, match="拟稿"):
            act()
    letters.discard(made, by=director, reason="重拟")
    kit.series()
    for act in (
        lambda: letters.discard(made, by=director, reason="x"),
        lambda: letters.issue(made, by=director),
        lambda: letters.serve(made, kit.handed(), by=director),
    ):
        with pytest.raises(WrongState, match="作废"):
            act()
    assert acts_of(made) == ["enter", "discard"]
    assert not LetterService.objects.exists()


def test_ending_a_letter_needs_a_reason_which_it_keeps():
    made, director = kit.issued(), factories.posting(Role.DIRECTOR)
    with pytest.raises(Incomplete, match="理由"):
        letters.void(made, by=director, reason=" ")
    letters.void(made, by=director, reason="主送机关写错")
    assert (made.void_reason, made.number) == ("主送机关写错", 1)
    assert acts_of(made)[-1] == "void"


def test_a_voided_number_is_never_used_again():
    made = kit.issued()
    letters.void(made, by=factories.posting(Role.DIRECTOR), reason="写错")
    second = letters.issue(kit.drafted(), by=factories.posting(Role.OFFICER))
    assert second.number == 2
    assert Letter.objects.get(pk=made.pk).document_number.endswith("〕1号")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"proof": " "}, "凭什么证明"),
        ({"recipient": ""}, "受送达人"),
        ({"recipient": "局" * 201}, "受送达人"),
        ({"manner": "pigeon"}, "送达方式"),
        ({"on": kit.today() + timedelta(days=1)}, "还没有到"),
        ({"on": kit.today() - timedelta(days=1)}, "不能早于发文日期"),
        ({"manner": kit.Manner.NOTICE}, "公告期"),
        ({"manner": kit.Manner.NOTICE, "period": Period(30, "calendar_day")}, "届满后再登记"),
        ({"proof": "绝密★回证"}, "密级标志"),
    ],
)
def test_a_service_that_cannot_be_is_refused_and_the_letter_stays(given, words):
    made = kit.issued()
    with pytest.raises(Incomplete, match=words):
        letters.serve(made, kit.handed(**given), by=factories.posting(Role.OFFICER))
    assert Letter.objects.get(pk=made.pk).status == "issued"
    assert not LetterService.objects.exists()


def test_a_public_notice_serves_when_its_period_is_over():
    made = kit.issued()
    noticed = kit.today()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        row = letters.serve(
            made,
            kit.handed(manner=kit.Manner.NOTICE, on=noticed, period=Period(30, "calendar_day")),
            by=factories.posting(Role.OFFICER),
        )
    assert (row.noticed_on, row.notice_amount, row.notice_unit) == (noticed, 30, "calendar_day")
    assert row.served_on == noticed + timedelta(days=30)


def test_a_service_is_recorded_beside_another_but_not_twice():
    made, officer = kit.issued(), factories.posting(Role.OFFICER)
    letters.serve(made, kit.handed(), by=officer)
    letters.serve(made, kit.handed(recipient="模拟市住建局（承继机构）"), by=officer)
    with pytest.raises(Incomplete, match="已经登记过"):
        letters.serve(made, kit.handed(), by=officer)
    assert LetterService.objects.filter(letter=made).count() == 2
    assert acts_of(made) == ["enter", "issue", "serve", "serve_again"]


def test_a_file_beside_the_matter_proves_a_service_and_is_then_not_withdrawn():
    record = factories.record("draft", clerk=(clerk := factories.posting(Role.CLERK)))
    made = kit.issued(obj=record)
    found = kit.proof(made)
    row = letters.serve(made, kit.handed(evidence=found, proof=""), by=factories.posting(Role.OFFICER))
    assert row.evidence == found
    with pytest.raises(WrongState, match="送达证明"):
        services.withdraw(found, by=clerk, reason="传错")


def test_a_file_of_another_matter_or_a_withdrawn_one_proves_nothing():
    clerk = factories.posting(Role.CLERK)
    made, other = (
        kit.issued(obj=factories.record("draft", clerk=clerk)),
        kit.drafted(factories.record("draft")),
    )
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(NotAllowed, match="这件事下的证据"):
        letters.serve(made, kit.handed(evidence=kit.proof(other)), by=officer)
    gone = services.withdraw(kit.proof(made), by=clerk, reason="传错")
    with pytest.raises(Incomplete, match="已经撤回"):
        letters.serve(made, kit.handed(evidence=gone), by=officer)
    assert acts_of(made) == ["enter", "issue"]


def test_the_director_opens_a_register_that_goes_on_from_paper():
    director = factories.posting(Role.DIRECTOR)
    opened = letters.open_series(
        kit.OFFICE, kind="告知书", mark="模信办告", year=kit.today().year, by=director, first_number=58
    )
    made = letters.issue(kit.drafted(), by=director)
    assert made.document_number == f"模信办告〔{kit.today().year}〕58号"
    assert acts_of(opened) == ["open_series"]


@pytest.mark.parametrize("mark", ["模信办 告", "模信办1", "〔2026〕", ""])
def test_a_mark_is_words_alone(mark):
    with pytest.raises(Incomplete, match="只写文字"):
        letters.open_series(kit.OFFICE, kind="函", mark=mark, year=2026, by=factories.posting(Role.DIRECTOR))


def test_a_mark_is_registered_once_a_year():
    kit.series(year=2026)
    director = factories.posting(Role.DIRECTOR)
    for issuer, kind in ((Issuer(factories.department().pk, "别的机关"), "函"), (kit.OFFICE, "告知书")):
        with pytest.raises(Incomplete, match="已经登记过"):
            letters.open_series(issuer, kind=kind, mark="模信办告", year=2026, by=director)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DIRECTOR])
def test_registers_and_templates_are_the_directors(role):
    by = factories.posting(role)
    with pytest.raises(NotAllowed, match="信用办负责人办理"):
        letters.open_series(kit.OFFICE, kind="函", mark="模信办函", year=2026, by=by)
    with pytest.raises(NotAllowed, match="信用办负责人办理"):
        letters.publish_template(**kit.NOTICE, since=kit.today(), by=by)
    assert not LetterSeries.objects.exists()
    assert not LetterTemplate.objects.filter(effective_from=timezone.localdate()).exists()


def test_without_a_register_nothing_is_issued():
    with pytest.raises(Incomplete, match="还没有登记告知书的发文代字"):
        letters.issue(kit.drafted(), by=factories.posting(Role.OFFICER))


def test_a_new_year_counts_from_one_under_the_same_mark():
    year = kit.today().year
    old = kit.series(year=year - 1, first_number=41, last_number=40)
    made = letters.issue(kit.drafted(), by=factories.posting(Role.OFFICER))
    assert made.document_number == f"模信办告〔{year}〕1号"
    assert LetterSeries.objects.get(pk=old.pk).last_number == 40
    assert acts_of(made.series) == ["open_series"]


def test_a_new_version_ends_the_one_before_and_leaves_letters_as_they_are():
    director = factories.posting(Role.DIRECTOR)
    letters.publish_template(**kit.NOTICE, since=kit.today() - timedelta(days=9), by=director)
    made = kit.drafted()
    second = letters.publish_template(**{**kit.NOTICE, "body": "新文"}, since=kit.today(), by=director)
    made.template.refresh_from_db()
    assert (made.template.version, made.template.effective_to, second.version) == (1, kit.today(), 2)
    assert kit.drafted().body == "新文"
    assert Letter.objects.get(pk=made.pk).body == made.body
    assert acts_of(second) == ["publish_template"]
    with pytest.raises(WrongState, match="晚于"):
        letters.publish_template(**kit.NOTICE, since=kit.today(), by=director)


@pytest.mark.parametrize("body", ["{{ 事实", "事实 }}", "{{ }}", "{{ 1 }}", "{{ a.b }}"])
def test_a_template_whose_places_are_broken_is_refused(body):
    with pytest.raises(Incomplete, match="成对"):
        letters.publish_template(
            **{**kit.NOTICE, "body": body}, since=kit.today(), by=factories.posting(Role.DIRECTOR)
        )


def test_the_history_keeps_who_issued_and_no_bytes():
    made = kit.issued()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(e) FROM letters_letterevent e WHERE pgh_obj_id = %s ORDER BY 1", [made.pk]
        )
        assert len(cursor.fetchall()) == 2
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns WHERE table_name = 'letters_letterevent'"
            " AND column_name = 'pdf'"
        )
        assert cursor.fetchone() == (0,)
