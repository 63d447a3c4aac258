"""The demo as the first start loads it: whole, each part with numbers of its own; a second start adds nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from appeals.notes.models import DepartmentNote
from appeals.notes.vocabulary import NoteKind, NoteStatus
from common.errors import WrongState
from integrity_portal.management.commands import load_demo
from tests import databases


@pytest.fixture(scope="module")
def loaded(
    template_database: str, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Any:
    """The numbers of rows after the first start and after the second; the embedded server lives in the data folder itself."""
    with (
        django_db_blocker.unblock(),
        databases.clone(template_database, "demo"),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(load_demo, "settings", SimpleNamespace(VAR=tmp_path_factory.mktemp("demo")))
        call_command("load_demo", "--accounts", verbosity=0)
        yield [_rows() for _ in range(2) if call_command("load_demo", verbosity=0) is None]


def _rows() -> dict[str, int]:
    """Return how many rows each table of the house holds; a log of looks grows by itself."""
    models = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    return {model._meta.label: model._base_manager.count() for model in models}


@pytest.mark.long
def test_the_whole_demo_is_loaded_and_a_second_start_adds_nothing(loaded: list[dict[str, int]]) -> None:
    first, second = loaded
    assert {name: (number, second[name]) for name, number in first.items() if second[name] != number} == {}


@pytest.mark.long
def test_every_procedure_has_cases_to_show(loaded: list[dict[str, int]]) -> None:
    cases = (
        *("discipline.Rectification", "discipline.Tolerance", "discipline.Measure", "discipline.Transfer"),
        *(
            "discipline.Incentive",
            "exchange.HonourCheck",
            "appeals.Objection",
            "appeals.Repair",
            "appeals.Lead",
            "appeals.DepartmentNote",
            "challenges.Challenge",
        ),
    )
    assert [name for name in cases if not loaded[0][name]] == []


@pytest.mark.long
def test_a_department_note_is_in_each_of_its_states(loaded: list[dict[str, int]]) -> None:
    said = DepartmentNote.objects.filter(kind=NoteKind.STATEMENT)
    assert {*said.values_list("status", flat=True)} == {*NoteStatus}


def test_a_start_at_midnight_goes_on_with_the_next_day(monkeypatch: pytest.MonkeyPatch) -> None:
    days, asked = iter([1, 2, 2]), []

    def load(self: Any, day: Any) -> None:
        asked.append(day)
        if len(asked) == 1:
            raise WrongState("刚才还可以")

    monkeypatch.setattr(load_demo, "timezone", SimpleNamespace(localdate=lambda: next(days)))
    monkeypatch.setattr(load_demo.Command, "_load", load)
    load_demo.Command().handle()
    assert asked == [1, 2]


def test_what_is_refused_on_the_same_day_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(self: Any, day: Any) -> None:
        raise WrongState("不可以")

    monkeypatch.setattr(load_demo.Command, "_load", load)
    with pytest.raises(WrongState):
        load_demo.Command().handle()
