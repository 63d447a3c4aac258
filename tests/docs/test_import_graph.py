"""The picture of the imports between apps in docs/architecture.md is that of today's house."""

from __future__ import annotations

from xml.etree import ElementTree

from integrity_portal import import_graph
from integrity_portal.quality import APPS, ROOT


def test_the_picture_is_that_of_todays_imports() -> None:
    present = import_graph.drawn(import_graph.floors(), import_graph.imports())
    assert import_graph.PICTURE.read_text(encoding="utf-8") == present, (
        "python -m integrity_portal.import_graph"
    )


def test_the_architecture_shows_the_picture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert "](architecture/imports.svg)" in text


def test_every_app_has_its_place_and_its_words() -> None:
    assert set(import_graph.floors()) == set(APPS) == set(import_graph.WHAT)


def test_an_import_is_drawn_as_an_arc_that_says_what_it_is() -> None:
    made = ElementTree.fromstring(import_graph.drawn(["records", "common"], {("records", "common")}))
    assert [title.text for title in made.iter("{http://www.w3.org/2000/svg}title")] == ["records → common"]
