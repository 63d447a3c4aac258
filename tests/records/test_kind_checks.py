"""The system check names what a kind of fact lacks, and what the database says of it otherwise."""

from __future__ import annotations

import pytest
from django.core import checks

from records.facts.checks import ANSWERED, kinds_are_registered, kinds_are_whole
from records.facts.forms import entry_forms
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind
from records.models import RegisteredKind
from tests.databases import as_owner

KINDS = sorted(fact_kinds)
DECLARED = ("CORRECTABLE", "TOLD", "TOLD_AS", "CORRECTED_TOPIC", "WITHDRAWN_TOPIC")


def told():
    return [message.msg for message in kinds_are_whole()]


def kind_giving(kind, name):
    """The class of a kind that gives the declaration its value: the kind, or the abstract one above it."""
    return next(base for base in kind.__mro__ if name in vars(base))


def test_every_kind_of_the_house_is_whole():
    assert told() == []


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("name", DECLARED)
def test_a_declaration_taken_away_is_named(monkeypatch, key, name):
    kind = fact_kinds[key]
    monkeypatch.delattr(kind_giving(kind, name), name)
    assert told() == [f"{kind._meta.label_lower}: does not declare {name}"]


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("name", ANSWERED)
def test_a_member_taken_away_is_named(monkeypatch, key, name):
    kind = fact_kinds[key]
    monkeypatch.setattr(kind, name, vars(FactKind)[name])
    assert told() == [f"{kind._meta.label_lower}: does not answer {name}"]


def test_every_member_that_the_parent_leaves_open_is_asked_for():
    opened = set()
    for name, member in vars(FactKind).items():
        function = getattr(member, "fget", None) or getattr(member, "__func__", member)
        code = getattr(function, "__code__", None)
        if code is not None and "NotImplementedError" in code.co_names:
            opened.add(name)
    assert opened == set(ANSWERED)


def test_an_input_that_is_not_there_is_named(monkeypatch):
    kind = fact_kinds["judgment"]
    monkeypatch.setattr(kind, "CORRECTABLE", (*kind.CORRECTABLE, "verdict"))
    words = "'verdict' can be corrected, yet JudgmentForm does not ask for it"
    assert told() == [f"records.lostjudgment: {words}"]


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_without_a_form_is_named(monkeypatch, key):
    kind = fact_kinds[key]
    monkeypatch.delitem(entry_forms, key)
    words = "has no form by which it is entered（records.facts.forms.entry_forms）"
    assert told() == [f"{kind._meta.label_lower}: {words}"]
    assert [message.id for message in checks.run_checks()] == ["records.E201"]


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{"label": "败诉"}, {"table_name": "elsewhere"}, {"correctable": ["court"]}])
def test_a_kind_of_whose_table_the_database_says_otherwise_is_named(said):
    assert kinds_are_registered(databases=["default"]) == []
    with as_owner():
        RegisteredKind.objects.filter(pk="judgment").update(**said)
    found = kinds_are_registered(databases=["default"])
    assert [message.id for message in found] == ["records.E202"]
    assert found[0].msg.startswith("records.lostjudgment: its row 'judgment' of records_factkind is not")


@pytest.mark.django_db
def test_a_kind_without_a_row_is_named(monkeypatch):
    monkeypatch.setattr(fact_kinds["judgment"], "KIND", "lost")
    assert [message.id for message in kinds_are_registered(databases=["default"])] == ["records.E202"]
