"""What an act follows from: the act just done by the same actor in the same transaction, and nothing else."""

from __future__ import annotations

import pytest
from django.core import checks
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string

from common import act_checks as portal_checks
from common.cases.story import trail_of
from common.causes import Cause
from common.errors import NotAllowed
from common.models import Transition
from common.roles import Role
from common.verbs import Verb
from common.workflow import enter_many, move_many
from postings.checks import declared_acts_exist, stored_acts_exist
from records import services
from records.models import Correction, LostJudgment, Publication
from tests import factories
from tests.postings.test_deputies import granted, seat
from tests.untold import put

pytestmark = pytest.mark.django_db


def left_on(fact, by):
    """A correction left on a draft."""
    fields = {"kind": "clerical", "changes": {"court": ["", "模拟高级法院（演示）"]}, "base_version": 1}
    return put(Correction(**fields, grounds="录入有误", proposed_by_id=by.user_id, fact_id=fact.pk))


def undone(clerk=None, **fields):
    """A draft whose 作废 is its only act so far, and a correction left on it since."""
    clerk = clerk or factories.posting(Role.CLERK)
    fact = factories.judgment("draft", clerk=clerk, **fields)
    fact.move("void", by=clerk, reason="录入错误")
    return fact, left_on(fact, clerk), clerk


def step(obj, act):
    return Transition.objects.filter(object_id=obj.pk, act=act).latest("seq")


def test_what_follows_is_done_by_the_person_with_the_causing_step_on_its_trail():
    fact, case, clerk = undone()
    case.move("lapse", by=clerk, caused_by=Cause.of(fact, "void"), reason="随之终止")
    row = step(case, "lapse")
    assert (row.actor, row.posting_role, row.cause) == (
        clerk.user_id,
        "clerk",
        step(fact, "void").pk,
    )


def test_an_act_of_its_own_has_no_cause():
    fact, *_ = undone()
    assert step(fact, "void").cause is None


def test_the_story_of_a_case_says_what_an_act_followed_from():
    fact, case, clerk = undone()
    case.move("lapse", by=clerk, caused_by=Cause.of(fact, "void"), reason="随之终止")
    told = {one.what: one.cause for one in trail_of(case)}
    assert told[Correction.TRANSITIONS["lapse"].label] == "败诉与拒不执行“作废”"
    assert [one.cause for one in trail_of(fact)] == ["", ""]
    page = render_to_string("common/trail_steps.html", {"steps": trail_of(case)})
    assert "由败诉与拒不执行“作废”引起" in page


def test_a_story_without_a_cause_asks_the_trail_once(django_assert_num_queries):
    fact, *_ = undone()
    with django_assert_num_queries(1):
        trail_of(fact)


def test_a_cause_that_the_verb_does_not_name_is_refused_in_words():
    fact, case, clerk = undone()
    with pytest.raises(NotAllowed, match="不能由这项办理引起"):
        case.move("lapse", by=clerk, caused_by=Cause.of(fact, "enter"), reason="x")
    with pytest.raises(NotAllowed, match="不能由这项办理引起"):
        case.move("endorse", by=clerk, caused_by=Cause.of(fact, "void"), reason="x")


def test_another_person_cannot_go_on_from_what_one_did():
    fact, case, _ = undone()
    with pytest.raises(NotAllowed, match="不是您在这一次里办的"):
        case.move("lapse", by=factories.posting(Role.CLERK), caused_by=Cause.of(fact, "void"), reason="x")


def test_the_same_person_through_another_posting_cannot_either():
    fact, case, clerk = undone()
    other = factories.posting(Role.CLERK)
    other.user = clerk.user
    other.save()
    with pytest.raises(NotAllowed, match="不是您在这一次里办的"):
        case.move("lapse", by=other, caused_by=Cause.of(fact, "void"), reason="x")


def test_an_act_that_was_not_done_causes_nothing():
    clerk = factories.posting(Role.CLERK)
    fact = factories.judgment("draft", clerk=clerk)
    case = left_on(fact, clerk)
    with pytest.raises(NotAllowed, match="不是您在这一次里办的"):
        case.move("lapse", by=clerk, caused_by=Cause.of(fact, "void"), reason="x")
    with pytest.raises(NotAllowed):
        Cause.of_many(LostJudgment, "void", [], column="fact_id").rows(clerk)


@pytest.mark.commits
def test_an_act_of_an_earlier_transaction_causes_nothing_any_more():
    fact, case, clerk = undone()
    with pytest.raises(NotAllowed, match="不是您在这一次里办的"):
        case.move("lapse", by=clerk, caused_by=Cause.of(fact, "void"), reason="x")
    with pytest.raises(IntegrityError, match="同一次办理"):
        written(case, clerk, cause=step(fact, "void").pk)


def test_with_a_cause_the_scope_is_that_of_the_cause():
    clerk = factories.posting(Role.CLERK, "320100")
    fact, _, _ = undone(clerk, department=factories.department("320100"))
    far = left_on(factories.judgment("draft", department=factories.department("320500")), clerk)
    assert far not in Correction.objects.visible_to(clerk)
    far.move("lapse", by=clerk, caused_by=Cause.of(fact, "void"), reason="随之终止")
    assert far.status == "lapsed"


def test_what_a_deputyship_leaves_out_does_not_follow_either():
    director = factories.posting(Role.DIRECTOR)
    acting = seat(granted(director, excluded=["publication.end"]))
    act = factories.publication()
    fact = act.fact.of_kind
    with pytest.raises(NotAllowed, match="代理不包括"), transaction.atomic():
        services.withdraw_fact(fact, by=acting, reason="再审改判", source=factories.source())
    act.refresh_from_db()
    assert act.status == "public"


def test_whoever_is_recused_is_so_with_a_cause_too(monkeypatch):
    fact, case, clerk = undone()
    monkeypatch.setattr(Correction, "recusal", lambda self, by: "本人应当回避")
    with pytest.raises(NotAllowed, match="回避"):
        case.move("lapse", by=clerk, caused_by=Cause.of(fact, "void"), reason="x")


def test_a_set_moves_what_its_objects_caused_each_with_its_own_step():
    clerk = factories.posting(Role.CLERK)
    cases = [undone(clerk)[:2] for _ in range(3)]
    some = [fact.pk for fact, _ in cases[:2]]
    cause = Cause.of_many(LostJudgment, "void", some, column="fact_id")
    assert move_many(Correction.objects.all(), "lapse", by=clerk, caused_by=cause, reason="随之终止") == 2
    steps = [(step(case, "lapse").cause, step(fact, "void").pk) for fact, case in cases[:2]]
    assert all(found == own for found, own in steps)
    assert len({found for found, _ in steps}) == 2
    assert Correction.objects.get(pk=cases[2][1].pk).status == "pending"


def written(case, by, *, cause):
    """A trail row put in by SQL alone."""
    who = by.snapshot()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_transition (object_type, object_id, act, to_status, actor, actor_name, posting_id,"
            " posting_role, cause) VALUES ('records.correction', %s, 'lapse', 'lapsed', %s, '', %s, 'clerk', %s)",
            [case.pk, who["actor"], who["posting_id"], cause],
        )


def test_the_database_takes_the_step_of_the_same_actor_alone():
    fact, case, clerk = undone()
    written(case, clerk, cause=step(fact, "void").pk)
    with pytest.raises(IntegrityError, match="同一人"), transaction.atomic():
        written(case, factories.posting(Role.CLERK), cause=step(fact, "void").pk)
    with pytest.raises(IntegrityError, match="同一人"), transaction.atomic():
        written(case, factories.posting(Role.CLERK, user=clerk.user), cause=step(fact, "void").pk)
    with pytest.raises(IntegrityError, match="同一人"), transaction.atomic():
        written(case, clerk, cause=case.pk)


def test_every_cause_and_every_name_of_an_act_is_an_act_of_a_machine():
    assert portal_checks.causes_are_acts() == []
    assert declared_acts_exist() == []
    assert stored_acts_exist(databases=["default"]) == []


def test_a_cause_that_no_act_bears_is_told_by_the_check(monkeypatch):
    verb = Verb("终止", (), "", frozenset(), caused_by=frozenset({"records.lostjudgment.withdrawn"}))
    monkeypatch.setitem(Publication.TRANSITIONS, "end", verb)
    found = portal_checks.causes_are_acts()
    assert [message.id for message in found] == ["portal.E101"]
    assert "records.lostjudgment.withdrawn" in found[0].msg
    assert found[0] in checks.run_checks()


def test_an_act_that_nobody_and_nothing_can_do_is_told_by_the_check(monkeypatch):
    monkeypatch.setitem(Publication.TRANSITIONS, "end", Verb("终止", (), "", frozenset()))
    assert [message.id for message in portal_checks.causes_are_acts()] == ["portal.E102"]


def test_a_name_that_no_act_bears_is_told_where_it_is_declared_and_where_it_is_stored(monkeypatch):
    verb = Verb("终止", (), "", frozenset({Role.DIRECTOR}), performs=("publication.finish",))
    monkeypatch.setitem(Publication.TRANSITIONS, "end", verb)
    assert [message.id for message in declared_acts_exist()] == ["portal.E103"]
    deputy = granted(factories.posting(Role.DIRECTOR))
    type(deputy).objects.filter(pk=deputy.pk).update(excluded=["publication.pause"])
    assert [message.id for message in stored_acts_exist(databases=["default"])] == ["portal.E105"]


def test_a_set_enters_with_its_cause_or_not_at_all():
    fact, _, clerk = undone()
    with pytest.raises(NotAllowed, match="不能由这项办理引起"):
        enter_many(Correction, "SELECT", [], by=clerk, caused_by=Cause.of(fact, "void"))
