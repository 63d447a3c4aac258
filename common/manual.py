"""The two texts that help at work, read from `docs/`: the manual by its sections, the glossary by its terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

from common.registry import registry
from common.roles import Role

DOCS = Path(settings.BASE_DIR) / "docs"
GLOSSARY_HEAD = "## 名词解释"
PICTURES = ("tour", "manual")
_NOT_IN_ANCHOR = re.compile(r"[^\w-]+")


def chapter_of(place: str) -> str:
    """Return which part of the manual a page's “这一页怎么用” opens, by the place that the page belongs to."""
    found = registry.place(place)
    return found.chapter if found else ""


@dataclass(frozen=True)
class Section:
    """A part of the manual under a heading of the second level; `roles` are those named in its heading."""

    title: str
    anchor: str
    html: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Term:
    """A word of the trade: what it means here, and by which clause."""

    name: str
    meaning: str
    basis: str

    @property
    def anchor(self) -> str:
        return anchor_of(self.name)


def anchor_of(heading: str) -> str:
    """Return a heading as an address names it."""
    return _NOT_IN_ANCHOR.sub("", heading)


@cache
def sections() -> Sequence[Section]:
    """Return the manual's parts in their order; what stands above the first heading belongs to it."""
    text = (DOCS / "manual.md").read_text(encoding="utf-8")
    parts = re.split(r"^## +(.+)$", text, flags=re.M)
    return tuple(_section(title, body) for title, body in zip(parts[1::2], parts[2::2], strict=True))


def sections_for(role: str) -> Sequence[Section]:
    """Return the parts as one role reads them: what is for everyone and for it first, other roles' after that."""
    return sorted(sections(), key=lambda section: bool(section.roles) and role not in section.roles)


@cache
def terms() -> Sequence[Term]:
    """Return the glossary of officials: the rows of the last table of `glossary.md`."""
    text = (DOCS / "glossary.md").read_text(encoding="utf-8").partition(GLOSSARY_HEAD)[2]
    rows = (line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("|"))
    cells = [[cell.strip() for cell in row] for row in rows]
    return tuple(Term(*row) for row in cells[2:] if len(row) == 3)


def find_terms(words: str) -> list[Term]:
    """Return the terms whose name or meaning has `words`, those named so first."""
    found = [term for term in terms() if words in term.name or words in term.meaning]
    return sorted(found, key=lambda term: words not in term.name)


@cache
def term_of(label: str) -> Term | None:
    """Return the term that a field's label names（损失（万元） names 损失）, or None."""
    bare = re.split(r"[（(]", label)[0].strip()
    return next((term for term in terms() if term.name == bare), None)


def picture(name: str) -> Path | None:
    """Return the file of one of the manual's pictures, or None where the manual shows none of that name."""
    shown = re.findall(r"!\[[^\]]*\]\(([\w/.-]+)\)", (DOCS / "manual.md").read_text(encoding="utf-8"))
    known = {Path(path).name: path for path in shown if path.split("/")[0] in PICTURES}
    return DOCS / known[name] if name in known else None


def _section(title: str, body: str) -> Section:
    named = frozenset(role for role in Role if role.label in title)
    return Section(title.strip(), anchor_of(title), _html(body), named)


def _html(text: str) -> str:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = made.parse(text)
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor_of(following.content))
    for image in _images(tokens):
        name = Path(str(image.attrGet("src"))).name
        image.attrSet("src", reverse("common:help_picture", args=[name]))
        image.attrSet("loading", "lazy")
    html: Any = made.renderer.render(tokens, made.options, {})
    return str(html).replace("<table>", '<div class="scroll"><table>').replace("</table>", "</table></div>")


def _images(tokens: Sequence[Token]) -> Iterator[Token]:
    return (child for token in tokens for child in token.children or () if child.type == "image")
