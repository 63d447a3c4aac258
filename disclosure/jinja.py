"""The compiled templates of the public site: what they may call, and the filters that they know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import ClassVar, Protocol
from uuid import UUID

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer

from disclosure.addresses import address_of
from disclosure.excerpts import excerpt, hits
from disclosure.page_state import run_of


class Addressed(Protocol):
    """What has an address."""

    def get_absolute_url(self) -> str: ...


class PublicEnvironment(Environment):
    """Knows the templates of this app alone; a name that nobody gave is an error, not an empty place.

    Addresses of pages and files that a template names in full are looked up when it is compiled, not on each page.
    """

    def __init__(self, **options: object) -> None:
        folder = Path(settings.BASE_DIR) / "templates" / "disclosure"
        fixed = {
            "loader": PrefixLoader({"disclosure": FileSystemLoader(folder)}),
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
        }
        super().__init__(**{**options, **fixed})  # type: ignore[arg-type]
        self.globals |= {"url": url, "static": cache(static), "run_of": run_of}
        self.filters |= {
            "address": address,
            "archive": partial(address_of, "department"),
            "day": day,
            "moment": moment,
            "shortened": shortened,
            "hits": hits,
            "excerpt": excerpt,
            "word": word,
        }

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        FixedAddresses().visit(tree)
        return tree


def url(name: str, thing: UUID | str | None = None) -> str:
    """Return the address that `disclosure:<page>` names; templates name addresses in full, as everywhere."""
    return address_of(name.removeprefix("disclosure:"), thing)


class FixedAddresses(NodeTransformer):
    """Puts in place of `url("…")` and `static("…")` what they return; those with more than a fixed name stay calls."""

    known: ClassVar[dict[str, Callable[[str], str]]] = {"url": url, "static": static}

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        asked = self.known.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        named = [given.value for given in node.args if isinstance(given, nodes.Const)]
        if asked is None or node.kwargs or len(named) != 1 or len(node.args) != 1:
            return node
        return nodes.Const(asked(named[0]), lineno=node.lineno)


def address(thing: Addressed) -> str:
    """Return where a thing stands; a filter is called at once, where Jinja asks of each call what it wants to be given."""
    return thing.get_absolute_url()


def word(thing: object, column: str) -> str:
    """Return the word for the value of a column."""
    said: str = getattr(thing, f"get_{column}_display")()
    return said


def day(value: date | None) -> str:
    """Return a day as it is written on every page, nothing for none."""
    return value.isoformat()[:10] if value else ""


def moment(value: datetime, between: str = " ") -> str:
    """Return a day and time in Beijing."""
    return f"{timezone.localtime(value):%Y-%m-%d{between}%H:%M}"


def shortened(text: str, length: int) -> str:
    """Return at most `length` characters, the last of them … where some are left out."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
