"""docs/kept.md says of every rule of 3.6–3.11, 4.3 and of procedures 1–27 where it is kept, and each name in it exists."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.forms import BaseForm
from django.urls import URLResolver, get_resolver

from common.deadlines.kinds import deadline_kinds
from common.models import RuleValue
from common.workflow import Workflow
from letters.models import LetterTemplate

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
SECTIONS = ("3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "4.3")
PROCEDURES = tuple(f"procedures {number}" for number in range(1, 28))
HEADS = ("Rule", "Measure", "Matter", "What meets")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


class Row(NamedTuple):
    """One line of the table."""

    rule: str
    noun: str
    kept: str
    form: str
    page: str
    remark: str

    @property
    def name(self) -> str:
        return f"{self.rule} {self.noun}"


def rows_of(text: str) -> list[Row]:
    cells = (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line[:2] == "| "
    )
    return [Row(*row) for row in cells if row[0] != "Rule"]


ROWS = rows_of((ROOT / "docs" / "kept.md").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", LINK.sub(r"\1", text)).strip()


def paragraph(rule: str) -> str:
    """Return what the rules say under one number."""
    body = RULES.partition(f'<a id="{rule.replace(" ", "-").replace(".", "-")}"></a>')[2]
    return re.split(r'\n<a id="', body)[0]


def pieces(rule: str) -> list[str]:
    """Return what of a paragraph each needs a row: the nouns of a list, the rows of a table, the sentences of a procedure."""
    lines = [line for line in paragraph(rule).splitlines() if not line.startswith("#")]
    table = [
        plain(line)
        for line in lines
        if line.startswith("| ") and not line.startswith(tuple(f"| {one} " for one in HEADS))
    ]
    prose = plain(" ".join(line for line in lines if not line.startswith("|")))
    if rule in PROCEDURES:
        return [*_sentences(prose), *table]
    return [*(item for sentence in re.split(r"(?<=\.) ", prose) for item in _items(sentence)), *table]


def _sentences(prose: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.;:]) (?=[^a-z\d])|(?<=;) ", prose):
        if len(sentence.strip("*. ")) > 3:
            yield sentence


def _items(sentence: str) -> Iterator[str]:
    """Return the parts of a list between the commas that stand in no brackets."""
    bare = re.sub(r"\([^()]*\)", lambda found: found[0].replace(",", "\0"), sentence)
    yield from (item.strip(" .") for item in bare.split(",") if item.strip(" ."))


def uncovered(asked: list[str], named: list[str]) -> list[str]:
    """Return the pieces without a noun of their own: each noun answers for one piece, the longest first."""
    left = [piece.replace("\0", ",") for piece in asked]
    for noun in sorted(named, key=len, reverse=True):
        own = next((piece for piece in left if noun in piece), None)
        if own is not None:
            left.remove(own)
    return left


def url_names() -> set[str]:
    def walk(resolver: URLResolver, before: str = "") -> Iterator[str]:
        for found in resolver.url_patterns:
            if isinstance(found, URLResolver):
                yield from walk(found, f"{before}{found.namespace}:" if found.namespace else before)
            else:
                yield f"{before}{found.name}"

    confs = ("integrity_portal.urls", "integrity_portal.public_urls")
    return {name for conf in confs for name in walk(get_resolver(conf))}


def has_field(name: str) -> bool:
    app, model, *field = name.split(".")
    try:
        found = apps.get_model(app, model)
        return not field or bool(found._meta.get_field(field[0]))
    except (LookupError, FieldDoesNotExist):
        return False


def has_act(key: str) -> bool:
    app, model, verb = key.split(".")
    try:
        machine = apps.get_model(app, model)
    except LookupError:
        return False
    return issubclass(machine, Workflow) and (verb == "enter" or verb in machine.TRANSITIONS)


def has_rule(name: str) -> bool:
    kind, _, key = name.partition("/")
    rows = RuleValue.objects.filter(kind=kind)
    return (rows.filter(key=key) if key else rows).exists()


CHECKS = {
    "act": has_act,
    "rule": has_rule,
    "clock": lambda key: key in deadline_kinds,
    "letter": lambda key: LetterTemplate.objects.filter(key=key).exists(),
    "test": lambda path: (ROOT / path).is_file(),
}


def unkept(row: Row) -> list[str]:
    """Return the names in a row's second column that are not there."""
    found = []
    for name in filter(None, row.kept.split("; ")):
        kind, _, rest = name.partition(" ")
        if not (CHECKS[kind](rest) if rest else has_field(name)):
            found.append(name)
    return found


def has_input(name: str) -> bool:
    """Say whether a form, and the input where one is named, exists; one whose inputs a list makes is named alone."""
    room, _, last = name.rpartition(".")
    for module, form, field in ((room.rpartition(".")[0], room.rpartition(".")[2], last), (room, last, "")):
        try:
            found = getattr(importlib.import_module(module), form)
        except (ImportError, AttributeError, ValueError):
            continue
        if isinstance(found, type) and issubclass(found, BaseForm):
            return not field or field in found.base_fields  # type: ignore[attr-defined]
    return False


@pytest.mark.django_db
def test_each_name_of_the_table_exists() -> None:
    pages = url_names()
    wrong = [f"{row.name}: {name}" for row in ROWS for name in unkept(row)]
    wrong += [f"{row.name}: {row.form}" for row in ROWS if row.form and not has_input(row.form)]
    wrong += [f"{row.name}: {row.page}" for row in ROWS if row.page and row.page not in pages]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("rule", [*SECTIONS, *PROCEDURES])
def test_no_noun_and_no_sentence_of_the_rules_is_missing_and_none_is_invented(rule: str) -> None:
    named = [row.noun for row in ROWS if row.rule == rule]
    asked = pieces(rule)
    missing = uncovered(asked, named)
    invented = [noun for noun in named if noun not in plain(paragraph(rule))]
    assert asked
    assert not missing, f"{rule}: no row for\n" + "\n".join(missing)
    assert not invented, f"{rule}: not in the rules\n" + "\n".join(invented)


def test_each_row_is_kept_somewhere_or_says_why_not() -> None:
    assert {row.rule for row in ROWS} == {*SECTIONS, *PROCEDURES}
    assert not [row.name for row in ROWS if not row.kept and len(row.remark) < 20]
    assert not [row.name for row in ROWS if row.kept and not row.page and not row.remark]
    assert len(ROWS) == len({row.name for row in ROWS}), "each noun once"


@pytest.mark.django_db
def test_what_is_not_there_is_told() -> None:
    wrong = Row(
        "3.6", "x", "records.Commendation.colour; act records.commendation.fly; rule incentive/x", "", "", ""
    )
    assert len(unkept(wrong)) == 3
    assert not has_input("records.facts.commendations.forms.CommendationForm.colour")
    assert not has_input("records.facts.commendations.forms.Nothing")
    assert has_input("discipline.tolerance.forms.AnswersForm")
    assert "appeals:nowhere" not in url_names()
    assert uncovered(["决定", "决定日期"], ["决定"]) == ["决定日期"]
    assert not uncovered(["决定", "决定日期"], ["决定日期", "决定"])
