"""Whatever may stand in public changes with a word to those who keep a copy of it, in the same transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from common import projections
from common.act_checks import verbs_of
from common.models import PublicGeneration
from common.roles import Role
from disclosure.store.check import differences
from organisations.services import reorganisations
from postings.services import clock_posting
from records import services
from records.models import Publication
from supervision import aggregation
from tests import factories
from tests.organisations.test_reorganisations import settled

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def heard():
    """Every change told of, in order."""
    told = []
    listener = told.append
    projections.listeners.register(listener)
    yield told
    projections.listeners.remove(listener)


def standing():
    """What a reader could tell apart: addresses that stand, and those that answer 410."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public_id, title FROM open.record ORDER BY public_id")
        shown = cursor.fetchall()
        cursor.execute("SELECT public_id FROM open.ended ORDER BY public_id")
        return shown, cursor.fetchall()


def generation():
    return PublicGeneration.objects.get().value


def sign(act):
    return act.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)


def revise(act):
    return services.revise_face(act, by=factories.posting(Role.OFFICER), face_title="改过的标题")


def weigh(act):
    officer = factories.posting(Role.OFFICER)
    services.revise_face(act, by=officer, face_facts="逾期未付，总机025-83212345")
    suspect = {"field": "face_facts", "text": "025-83212345"}
    services.keep_suspect(act, by=factories.posting(Role.SECRECY), **suspect, reason="单位总机")


def corrected(act):
    clerk, reviewer, director = (factories.posting(r) for r in (Role.CLERK, Role.REVIEWER, Role.DIRECTOR))
    case = services.propose_correction(
        act.fact.of_kind, by=clerk, kind="clerical", changes={"remark": "补记"}, grounds="录入有误"
    )
    services.prepare_face(
        case, by=factories.posting(Role.OFFICER), title="更正后的标题", facts="更正后的事实"
    )
    case.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    services.review_correction(case, by=reviewer, reason="与文书一致")
    services.apply_correction(case, by=director, reason="按文书更正")


def by_director(do, **given):
    return lambda act: do(act, by=factories.posting(Role.DIRECTOR), reason="依法办理", **given)


ACTS = {
    "enter": ("confirmed", lambda fact: factories.publication("pending", made=fact)),
    "succeed": ("public", corrected),
    "edit_face": ("pending", revise),
    "weigh": ("pending", weigh),
    "sign": ("pending", sign),
    "publish": ("signed", lambda act: services.publish(act, by=factories.posting(Role.DIRECTOR))),
    "return": ("pending", lambda act: act.send_back(by=factories.posting(Role.SECRECY), reason="改得更清楚")),
    "decline": ("pending", by_director(services.decline_publication)),
    "suspend": ("public", by_director(services.suspend)),
    "resume": ("suspended", by_director(services.resume)),
    "end": ("public", by_director(services.end_publication, ground="repaired")),
}
UNSEEN = {"return", "enter", "edit_face", "weigh", "sign", "decline"}


def test_every_act_on_a_publication_is_tried_here():
    # What never stood lapses within the end of its fact; an undone repair changes nothing that a reader could see.
    assert ACTS.keys() | {"lapse", "undo_repair"} == verbs_of(Publication).keys()


@pytest.mark.parametrize("act", ACTS)
def test_what_a_reader_could_see_changes_with_a_word_to_who_keeps_it(act, heard):
    state, do = ACTS[act]
    made = factories.record("confirmed") if state == "confirmed" else factories.publication(state)
    fact = made if state == "confirmed" else made.fact.of_kind
    before, number = standing(), generation()
    heard.clear()
    do(made)
    assert (standing() != before) == (act not in UNSEEN)
    assert (generation() > number) == (act not in UNSEEN)
    assert differences() == []
    assert {key for change in heard for key in change.facts} == (set() if act in UNSEEN else {fact.pk})


def test_what_the_clock_ends_is_told_as_a_set(heard):
    acts = [factories.publication(), factories.publication("suspended")]
    heard.clear()
    services.expire_publications(by=clock_posting(), today=max(act.closes_on for act in acts))
    assert [change.facts for change in heard] == [{act.fact.pk for act in acts}]


def test_a_department_that_changes_is_named(heard):
    day = TODAY + timedelta(days=1)
    case = settled("rename", new_name="明日之局", day=day)
    number = generation()
    reorganisations.effect_due_reorganisations(by=clock_posting(), today=day)
    assert [change.departments for change in heard] == [{case.department_id}]
    assert generation() > number


def test_new_figures_are_named_and_leave_the_number_to_the_acts(heard):
    number = generation()
    run = aggregation.run()
    assert [change.run for change in heard] == [run.pk]
    assert generation() == number


def test_listeners_run_in_order_and_the_generation_comes_last():
    seen = []

    def first(change):
        seen.append(("first", generation()))

    def second(change):
        seen.append(("second", generation()))

    number = generation()
    projections.listeners.register(second, order=60)
    projections.listeners.register(first, order=40)
    try:
        projections.changed(facts=[factories.record().pk])
    finally:
        projections.listeners.remove(first)
        projections.listeners.remove(second)
    assert seen == [("first", number), ("second", number)]
    assert generation() == number + 1


@pytest.mark.commits
def test_nothing_changes_outside_a_transaction():
    with pytest.raises(TransactionManagementError):
        projections.changed()
