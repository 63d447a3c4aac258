"""The system check names each machine, face, state and way of ending that nobody has thought of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.checks import run_checks

from common.cases.case_type import DECLINED, FACES, UNANSWERED, case_types, declare, given
from common.cases.checks import check_case_types, machines
from common.cases.hanging import EndBy, Wait
from common.ends import End
from records.models import Correction, DishonestyRecord, Publication

CORRECTION = Correction._meta.label_lower


def told():
    return [error.msg for error in check_case_types()]


def without(monkeypatch, label, **faces):
    monkeypatch.setitem(case_types, label, replace(case_types[label], **faces))


def test_every_procedure_of_the_house_answers_every_face():
    assert told() == []
    assert {model._meta.label_lower for model in machines()} == set(case_types)


def test_the_check_runs_with_djangos_own(monkeypatch):
    without(monkeypatch, CORRECTION, queues=UNANSWERED)
    assert [error.id for error in run_checks() if error.id.startswith("cases.")] == ["cases.E002"]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("label", ["records.correction", "exchange.reportingduty", "letters.letter"])
def test_a_face_taken_away_is_named_with_its_machine(monkeypatch, label, face):
    without(monkeypatch, label, **{face: UNANSWERED})
    assert f"{label}: face '{face}' is neither given nor declined" in told()


def test_a_face_declined_without_a_reason_or_given_empty_is_named(monkeypatch):
    without(monkeypatch, CORRECTION, queues=DECLINED(" "), sent=())
    assert [message.partition(": ")[2] for message in told()] == [
        "face 'queues' is declined without a reason",
        "face 'sent' is given but empty; decline it with a reason",
    ]


def test_a_machine_without_a_case_type_is_named(monkeypatch):
    monkeypatch.delitem(case_types, CORRECTION)
    assert told() == ["records.correction: has no CaseType; declare it in the app's cases.py"]


def parents_of_a_correction():
    """A dishonesty record first, because it alone ends in every way, then the other kinds of fact."""
    return sorted(given(case_types[CORRECTION].parents), key=lambda one: one.model is not DishonestyRecord)


@pytest.mark.parametrize("way", [End.WITHDRAWN, End.VOID, End.TOLERATED, End.REOPENED])
def test_a_way_of_ending_without_an_answer_is_named(monkeypatch, way):
    first, *others = parents_of_a_correction()
    answers = {known: answer for known, answer in first.answers.items() if known != way}
    without(monkeypatch, CORRECTION, parents=(replace(first, answers=answers), *others))
    assert told() == [
        f"records.correction: face 'parents', records.dishonestyrecord: no answer to '{way.value}'"
    ]


def test_a_key_to_something_that_ends_must_be_a_parent(monkeypatch):
    _first, *others = parents_of_a_correction()
    without(monkeypatch, CORRECTION, parents=tuple(others))
    assert told() == ["records.correction: face 'parents' leaves out 'fact', a records.dishonestyrecord"]


def test_an_answer_must_name_an_act_or_a_queue_that_is_there(monkeypatch):
    first, *others = parents_of_a_correction()
    answers = {**first.answers, End.VOID: EndBy("vanish"), End.WITHDRAWN: Wait("nowhere")}
    without(monkeypatch, CORRECTION, parents=(replace(first, answers=answers), *others))
    assert sorted(message.partition(", '")[2] for message in told()) == [
        "void': the machine has no act 'vanish'",
        "withdrawn': no queue 'nowhere'",
    ]


def test_an_end_without_a_way_is_named_and_one_that_is_never_reached_too(monkeypatch):
    monkeypatch.setattr(Publication, "ENDS", {"gone": End.VOID})
    said = [message for message in told() if message.startswith("records.publication: ")]
    assert "records.publication: no verb leaves state 'ended', yet ENDS does not say how it ends" in said
    assert "records.publication: ENDS names 'gone', which no verb reaches" in said


def test_a_machine_that_says_nothing_of_its_ends_is_named(monkeypatch):
    monkeypatch.setattr(DishonestyRecord, "ENDS", None)
    assert "records.dishonestyrecord: declares no ENDS" in told()


def test_a_state_without_a_word_is_named(monkeypatch):
    without(monkeypatch, CORRECTION, states=given(case_types["exchange.reportingduty"].states))
    assert "records.correction: face 'states' has no word for 'lapsed'" in told()


def test_declaring_a_type_again_replaces_it():
    before = dict(case_types)
    declare(case_types[CORRECTION])
    assert case_types == before
