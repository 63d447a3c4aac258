"""A reorganisation from the draft to the day on which names, codes and duties change together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Outbox, PublicGeneration, Transition
from common.roles import Role
from organisations.models import Department, DepartmentCode, DepartmentName, Reorganisation
from organisations.services import reorganisations
from postings import services as postings_services
from postings import tasks
from postings.models import Posting
from records import services
from records.models import DishonestyRecord
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DOCUMENT = {
    "document_body": "模拟机构编制委员会办公室（演示）",
    "document_number": "苏编办〔2026〕8号",
    "document_dated_on": TODAY - timedelta(days=10),
}


def draft(kind="merge", sources=None, heirs=None, by=None, day=TODAY, **content):
    sources = sources or [factories.department()]
    heirs = [factories.department()] if heirs is None and kind == "merge" else heirs or []
    return reorganisations.draft_reorganisation(
        by=by or factories.posting(Role.OFFICER),
        kind=kind,
        sources=sources,
        heirs=heirs,
        **{**DOCUMENT, "effective_on": day, **content},
    )


def submitted(*args, **given):
    case = draft(*args, **given)
    return reorganisations.submit_reorganisation(case, by=case.drafted_by.postings.get())


def approve(case, by=None, **given):
    return reorganisations.approve_reorganisation(
        case, by=by or factories.posting(Role.DIRECTOR), reason="与批复一致", **given
    )


def settled(*args, **given):
    return approve(submitted(*args, **given))


def again(made):
    return type(made)._base_manager.get(pk=made.pk)


def test_a_rename_keeps_the_former_name_with_its_last_day():
    body = factories.department(established_on=TODAY - timedelta(days=900))
    former, generation = body.name, PublicGeneration.objects.get().value
    case = settled("rename", [body], new_name="模拟数据局（演示）", new_short_name="数据局")
    kept = DepartmentName.objects.get(department=body)
    assert (kept.name, kept.since, kept.until) == (former, body.established_on, TODAY - timedelta(days=1))
    now = again(body)
    assert (now.name, now.short_name, now.status) == ("模拟数据局（演示）", "数据局", "active")
    assert now.sort_key != body.sort_key
    assert (case.status, case.applied_on) == ("effective", TODAY)
    assert PublicGeneration.objects.get().value > generation
    row = Transition.objects.filter(object_id=body.pk, act="reorganise").get()
    assert (row.after["before"]["name"], row.after["after"]["name"]) == (former, "模拟数据局（演示）")


def test_a_second_former_name_begins_when_the_first_ended():
    body = factories.department()
    settled("rename", [body], new_name="第二名称", day=TODAY - timedelta(days=100))
    settled("rename", [body], new_name="第三名称")
    second = DepartmentName.objects.get(name="第二名称")
    assert (second.since, second.until) == (TODAY - timedelta(days=100), TODAY - timedelta(days=1))


def test_a_new_code_leaves_the_old_one_findable_by_date():
    body, new = factories.department(), factories.credit_code()
    old = body.credit_code
    settled("recode", [body], new_code=new.lower())
    assert again(body).credit_code == new
    codes = {row.code: (row.since, row.until) for row in DepartmentCode.objects.filter(department=body)}
    assert codes == {old: (None, TODAY - timedelta(days=1)), new: (TODAY, None)}


def test_a_merger_ends_the_sources_and_names_who_answers_now():
    first, second, heir = (factories.department() for _ in range(3))
    case = settled("merge", [first, second], [heir])
    for body in (first, second):
        now = again(body)
        assert (now.status, now.ended_on, now.successor) == ("merged", TODAY, heir)
        assert DepartmentCode.objects.get(department=body).until == TODAY - timedelta(days=1)
    assert again(heir).status == "active"
    told = Outbox.objects.get(topic="department.reorganised", subject_id=case.pk)
    assert told.payload["sources"] == [first.credit_code, second.credit_code]


def test_records_keep_their_subject_and_the_successor_answers_for_them():
    body, heir = factories.department(), factories.department()
    under_way = factories.record("statement", department=body)
    confirmed = factories.record("confirmed", department=body)
    there = factories.posting(Role.REPRESENTATIVE, unit=heir)
    assert not DishonestyRecord.objects.visible_to(there).exists()
    case = settled("merge", [body], [heir])
    assert set(DishonestyRecord.objects.visible_to(there)) == {under_way, confirmed}
    assert again(under_way).department == body
    under_way.state(by=there, text="承继机构陈述：款项已列入预算")
    assert (case.outcome["办理中的失信记录"], case.outcome["已认定的失信记录"]) == (1, 1)


def test_the_people_of_an_ended_body_sit_in_its_successor():
    body, heir = factories.department(), factories.department()
    seat = factories.posting(Role.REPRESENTATIVE, unit=body)
    former = factories.posting(Role.REPRESENTATIVE, unit=body, until=TODAY - timedelta(days=1))
    person = factories.official(body)
    below = factories.department(superior=body)
    settled("merge", [body], [heir])
    assert (Posting.objects.get(pk=seat.pk).unit, Posting.objects.get(pk=former.pk).unit) == (heir, body)
    assert (again(person).unit, again(person).managed_by) == (heir, heir)
    assert again(below).superior == heir
    row = Transition.objects.get(object_id=seat.pk, act="reorganise")
    assert DOCUMENT["document_number"] in row.reason


def test_findings_of_an_ended_body_are_its_successors_to_correct():
    court, heir = factories.department(), factories.department()
    made = factories.record("confirmed", finding_unit=court)
    settled("merge", [court], [heir])
    there = factories.posting(Role.FINDING_BODY, unit=heir)
    assert services.propose_correction(
        made, by=there, kind="clerical", changes={"remark": "补正"}, grounds="笔误"
    )


def test_a_chain_of_mergers_points_to_the_last_body():
    first, second, third = (factories.department() for _ in range(3))
    settled("merge", [first], [second])
    settled("merge", [second], [third])
    assert (again(first).successor, again(second).successor) == (third, third)


def test_a_subordinate_that_takes_over_its_superior_goes_under_the_superiors_superior():
    top = factories.department()
    body = factories.department(superior=top)
    heir = factories.department(superior=body)
    settled("merge", [body], [heir])
    assert again(heir).superior == top


def test_a_split_leaves_open_matters_to_the_first_heir_and_names_them_all():
    body, first, second = (factories.department() for _ in range(3))
    case = settled("split", [body], [first, second])
    assert (again(body).status, again(body).successor) == ("abolished", first)
    assert again(case).heirs == [first, second]


def test_a_body_with_open_matters_is_not_abolished_without_an_heir():
    body = factories.department()
    factories.record("confirmed", department=body)
    case = draft("abolish", [body])
    with pytest.raises(Incomplete, match="不免除责任"):
        reorganisations.submit_reorganisation(case, by=case.drafted_by.postings.get())
    assert settled("abolish", [factories.department()]).status == "effective"


def test_the_preview_counts_what_will_move_and_changes_nothing():
    body = factories.department()
    factories.publication(department=body)
    factories.posting(Role.REPRESENTATIVE, unit=body)
    case = draft("merge", [body])
    seen = {duty.key: number for duty, number in reorganisations.preview(case).moves}
    assert seen == {"confirmed": 1, "publications": 1, "postings": 1}
    assert again(body).status == "active"


def test_an_approved_case_of_the_future_waits_for_its_day_and_the_clock_does_it():
    day = TODAY + timedelta(days=5)
    case = settled("rename", new_name="明日之局", day=day)
    assert case.status == "scheduled"
    clock = postings_services.clock_posting()
    assert reorganisations.effect_due_reorganisations(by=clock, today=day - timedelta(days=1)) == 0
    assert reorganisations.effect_due_reorganisations(by=clock, today=day) == 1
    assert reorganisations.effect_due_reorganisations(by=clock, today=day) == 0
    case.refresh_from_db()
    assert (case.status, case.applied_on, case.department.name) == ("effective", day, "明日之局")


def test_the_nightly_task_is_safe_to_run_twice():
    case = settled("rename", new_name="夜间之局", day=TODAY + timedelta(days=1))
    Reorganisation.objects.filter(pk=case.pk).update(effective_on=TODAY)
    assert (tasks.effect_reorganisations(), tasks.effect_reorganisations()) == (1, 0)


def test_what_became_impossible_by_its_day_is_left_with_the_reason():
    day, heir = TODAY + timedelta(days=5), factories.department()
    case = settled("merge", [factories.department()], [heir], day=day)
    Department.objects.filter(pk=heir.pk).update(status="abolished", ended_on=TODAY)
    assert reorganisations.effect_due_reorganisations(by=postings_services.clock_posting(), today=day) == 0
    case.refresh_from_db()
    assert (case.status, heir.name in case.outcome["refused"]) == ("scheduled", True)


def revise(case, by):
    return reorganisations.revise_reorganisation(
        case, by=by, sources=case.sources, heirs=case.heirs, **DOCUMENT, effective_on=TODAY
    )


VERBS = {
    "edit": (draft, revise, {"officer"}),
    "submit": (draft, lambda c, by: reorganisations.submit_reorganisation(c, by=by), {"officer"}),
    "approve": (
        lambda: submitted(day=TODAY + timedelta(days=3)),
        lambda c, by: approve(c, by=by),
        {"director"},
    ),
    "return": (submitted, lambda c, by: c.send_back(by=by, reason="请附批复"), {"director"}),
    "effect": (
        lambda: settled(day=TODAY + timedelta(days=3)),
        lambda c, by: reorganisations.effect_reorganisation(c, by=by, today=TODAY + timedelta(days=3)),
        {"director", "clock"},
    ),
    "void": (draft, lambda c, by: c.move("void", by=by, reason="误拟"), {"officer"}),
}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_of_a_reorganisation_by_every_role(verb, role):
    start, act, allowed = VERBS[verb]
    case = start()
    fields = {"unit": case.department} if role == Role.REPRESENTATIVE else {}
    by = factories.posting(role, **fields)
    state, rows = case.status, Transition.objects.count()
    if role in allowed:
        act(case, by)
        row = Transition.objects.filter(object_id=case.pk).latest("seq")
        assert (row.act, row.actor, row.to_status) == (verb, by.user_id, case.status)
    else:
        with pytest.raises(NotAllowed), transaction.atomic():
            act(case, by)
        assert Transition.objects.count() == rows
        assert (again(case).status, again(case.department).status) == (state, "active")


@pytest.mark.parametrize("role", Role.values)
def test_drafting_a_reorganisation_by_every_role(role):
    body = factories.department()
    by = factories.posting(role, **({"unit": body} if role == Role.REPRESENTATIVE else {}))
    if role == Role.OFFICER:
        assert draft(sources=[body], by=by).status == "draft"
    else:
        with pytest.raises(NotAllowed), transaction.atomic():
            draft(sources=[body], by=by)
        assert not Reorganisation.objects.exists()


def test_who_drafted_it_does_not_approve_it():
    case = submitted()
    with pytest.raises(NotAllowed, match="四眼"):
        approve(case, by=factories.posting(Role.DIRECTOR, user=case.drafted_by))


def test_a_merger_across_cities_is_for_an_office_that_reaches_both():
    body, heir = factories.department("320100"), factories.department("320500")
    case = draft("merge", [body], [heir], by=factories.posting(Role.OFFICER, "320100"))
    with pytest.raises(NotAllowed, match="上一级"):
        reorganisations.submit_reorganisation(case, by=factories.posting(Role.OFFICER, "320100"))
    reorganisations.submit_reorganisation(case, by=factories.posting(Role.OFFICER))
    with pytest.raises(NotAllowed, match="上一级"):
        approve(case, by=factories.posting(Role.DIRECTOR, "320100"))
    assert approve(case).status == "effective"


def test_a_case_changed_after_it_was_shown_is_not_approved():
    case = draft()
    shown = Reorganisation.objects.get(pk=case.pk)
    officer = case.drafted_by.postings.get()
    revise(case, officer)
    reorganisations.submit_reorganisation(case, by=officer)
    shown.status = "pending"
    with pytest.raises(StaleState), transaction.atomic():
        approve(shown)
    assert again(case).status == "pending"


def test_one_body_is_in_one_case_at_a_time():
    body = factories.department()
    submitted("rename", [body], new_name="甲名", day=TODAY + timedelta(days=3))
    other = draft("merge", [factories.department(), body])
    with pytest.raises(NotEligible, match="另一件"):
        reorganisations.submit_reorganisation(other, by=other.drafted_by.postings.get())


def test_the_wrong_state_is_named():
    case = settled("rename", new_name="新局名")
    for act in ("edit", "submit", "approve", "effect", "void", "return"):
        role = next(role for role in Reorganisation.TRANSITIONS[act].roles if role != Role.CLOCK)
        with pytest.raises(WrongState, match="已生效"):
            case.move(act, by=factories.posting(role), reason="再办一次")


def test_a_case_without_a_document_is_refused():
    with pytest.raises(Incomplete) as refusal:
        draft("abolish", document_number=" ")
    assert set(refusal.value.fields) == {"document_number"}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("approved_by_id = NULL", "reorganisation_four_eyes"),
        ("approved_by_id = drafted_by_id", "reorganisation_four_eyes"),
        ("applied_on = NULL", "reorganisation_on_its_day"),
        ("applied_on = effective_on - 1", "reorganisation_on_its_day"),
        ("successor_id = NULL", "reorganisation_says_what"),
        ("successor_id = department_id", "reorganisation_heir_is_another"),
        ("document_number = ''", "reorganisation_has_document"),
    ],
)
def test_what_must_never_be_is_refused_by_the_database(change, name):
    case = settled("merge")
    with (
        pytest.raises(IntegrityError, match=name),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE organisations_reorganisation SET {change} WHERE id = %s", [case.pk])


def test_no_body_is_its_own_heir():
    body = factories.department()
    with pytest.raises(IntegrityError, match="not_its_own_heir"), transaction.atomic():
        Department.objects.filter(pk=body.pk).update(successor=body.pk)
