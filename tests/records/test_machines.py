"""Every machine of the portal, whichever app it is in: its map is whole, and nobody walks round its door."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from common.cases.acts import act_tables
from common.roles import BLIND_ROLES, Role
from common.workflow import Workflow, WorkflowQuerySet
from postings.models.deputies import NEVER_BY_DEPUTY
from postings.services import excludable_acts
from postings.services.deputies import stateless_acts
from records.facts.models.reviewed_facts import ReviewedFact
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication

MACHINES = sorted(
    (model for model in apps.get_models() if issubclass(model, Workflow)), key=lambda model: model.__name__
)
OWN_APPS = (
    "common",
    "accounts",
    "letters",
    "organisations",
    "postings",
    "records",
    "dossiers",
    "discipline",
    "supervision",
    "exchange",
)
NAMES = [model.__name__ for model in MACHINES]
PAGED = (DishonestyRecord, LostJudgment, Commendation, Publication)
BY_CALL_ONLY = {
    "edit",
    "edit_face",
    "sign",
    "weigh",
    "correct",
    "supersede",
    "lapse",
    "repair",
    "exclude",
    "readmit",
    "undo_repair",
}
"""Verbs that another page or service calls; they are no buttons of a case."""
NOT_ON_THE_SHORT_ROAD = {"pending_notice", "statement", "not_included"}
OF_ONES_OWN_POST = {"consent", "deputy", "handover"}
"""What every holder of a post does about it, the auditor and the administrators too."""
LOOKS = {"unseal", "read"}
"""To read what is sealed, or a report on a person, each time on the trail: the auditor's, and no change."""


def _states(model):
    return {value for value, _ in model._meta.get_field("status").choices}


def _ways_in(model):
    return [model.ENTER, *model.ENTRIES.values()]


def _reached(model):
    reached = {verb.target for verb in _ways_in(model)}
    while True:
        more = {
            verb.target for verb in model.TRANSITIONS.values() if verb.target and reached & set(verb.sources)
        } - reached
        if not more:
            return reached
        reached |= more


@pytest.mark.parametrize("model", MACHINES, ids=NAMES)
def test_every_verb_leads_from_states_there_are_to_a_state_there_is(model):
    states = _states(model)
    for act, verb in model.TRANSITIONS.items():
        assert verb.sources, act
        assert set(verb.sources) <= states, act
        assert verb.target in states | {""}, act
        assert verb.target not in verb.sources or not verb.target, (
            f"{act} changes nothing: leave its target empty"
        )


@pytest.mark.parametrize("model", MACHINES, ids=NAMES)
def test_every_state_can_be_reached_from_a_way_in(model):
    unused = NOT_ON_THE_SHORT_ROAD if issubclass(model, ReviewedFact) else set()
    assert _reached(model) == _states(model) - unused


@pytest.mark.parametrize("model", MACHINES, ids=NAMES)
def test_ways_in_come_from_nowhere(model):
    assert all(not verb.sources and verb.target in _states(model) for verb in _ways_in(model))


@pytest.mark.parametrize("model", MACHINES, ids=NAMES)
def test_every_act_has_its_own_words_and_somebody_who_does_it(model):
    verbs = {**{f"enter {name}": verb for name, verb in model.ENTRIES.items()}, "enter": model.ENTER}
    for act, verb in {**verbs, **model.TRANSITIONS}.items():
        assert verb.label.strip(), act
        assert verb.roles or verb.caused_by, act
        own = model._meta.model_name in OF_ONES_OWN_POST or act in LOOKS
        assert own or Role.AUDITOR not in verb.roles, f"{act}: the auditor changes nothing"
    assert len({verb.label for verb in model.TRANSITIONS.values()}) == len(model.TRANSITIONS)


@pytest.mark.parametrize("model", MACHINES, ids=NAMES)
def test_status_is_on_no_form(model):
    field = model._meta.get_field("status")
    assert not field.editable
    assert field.max_length >= max(map(len, _states(model)))


@pytest.mark.parametrize("model", MACHINES, ids=NAMES)
def test_every_machine_says_who_sees_its_rows(model):
    assert type(model.objects.all()).visible_to is not WorkflowQuerySet.visible_to


@pytest.mark.parametrize("model", PAGED, ids=lambda model: model.__name__)
def test_administrators_do_nothing_to_business(model):
    for act, verb in {"enter": model.ENTER, **model.TRANSITIONS}.items():
        assert not verb.roles & BLIND_ROLES, act


@pytest.mark.parametrize("model", PAGED, ids=lambda model: model.__name__)
def test_every_button_has_its_verb_and_every_verb_its_button(model):
    assert set(act_tables.of(model())) == set(model.TRANSITIONS) - BY_CALL_ONLY


@pytest.mark.django_db
@pytest.mark.parametrize("model", PAGED, ids=lambda model: model.__name__)
def test_a_verb_that_needs_a_reason_is_never_offered_without_a_field_for_it(model):
    for name, act in act_tables.of(model()).items():
        form = act.form()
        if model.TRANSITIONS[name].needs_reason and name != "state":
            assert form.fields["reason"].required, name


@pytest.mark.parametrize("model", PAGED, ids=lambda model: model.__name__)
def test_what_cannot_be_undone_is_asked_again(model):
    leaving = {verb.target for verb in model.TRANSITIONS.values() if verb.target} - {
        source for verb in model.TRANSITIONS.values() for source in verb.sources
    }
    for name, act in act_tables.of(model()).items():
        if model.TRANSITIONS[name].target in leaving and name != "decline":
            assert act.is_grave, name
        assert act.effect.endswith("。")
        assert act.label


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_what_a_deputy_may_leave_out_is_what_the_role_may_do(role):
    offered = excludable_acts(role)
    for name, words in offered.items():
        model_name, act = name.split(".")
        if model_name == "official":
            said, roles = stateless_acts["official"].acts[act]
            assert (words, role in roles) == (f"公务员档案：{said}", True)
            continue
        model = next(model for model in MACHINES if model._meta.model_name == model_name)
        verb = {"enter": model.ENTER, **model.TRANSITIONS}[act]
        assert role in verb.roles
        assert model_name not in NEVER_BY_DEPUTY
        assert words == f"{model._meta.verbose_name}：{verb.label}"


def test_only_a_department_and_the_parent_of_facts_have_a_status_without_a_door():
    """The parent's status is its kind's, copied by the database in the same statement."""
    loose = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {*OWN_APPS}
        and model not in MACHINES
        and model._meta.managed
        and any(
            field.name == "status" and isinstance(field, models.CharField) for field in model._meta.fields
        )
        and not model.__name__.endswith("Event")
    }
    assert loose == {"Department", "Fact"}
