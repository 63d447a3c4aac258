"""Words and links of the office's templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import template
from django.conf import settings
from django.db import models
from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.cases.acts import Offer, not_yet
from common.cases.story import last_return
from common.field_help import FieldHelp, field_helps
from common.manual import Term, chapter_of, term_of
from common.registry import address_of as address_of_object
from common.registry import frame_addresses, public_pages
from common.trail import Actor
from common.workflow import Workflow
from contents.highlight import Piece
from contents.money import wan
from contents.text_diff import Stretch

register = template.Library()
register.filter("wan", wan)

WEEKDAYS = "一二三四五六日"


@register.inclusion_tag("common/column.html", takes_context=True)
def column(context: dict[str, Any], key: str, label: str, css: str = "") -> dict[str, Any]:
    """Show a sortable column's header; the address keeps its filters."""
    shown = context["listing"]
    return {
        "request": context["request"],
        "label": label,
        "css": css,
        "direction": shown.direction(key),
        "next": shown.next_sort(key),
    }


@register.simple_tag
def frame_url(key: str, *which: str) -> str:
    """Return an address of the frame that an upper app owns, such as the way to sign out."""
    return reverse(frame_addresses[key], args=which)


@register.simple_tag
def address_of(obj: models.Model) -> str:
    """Return the address of an object's page, whichever app has it."""
    return address_of_object(obj)


@register.simple_tag
def public_page(kind: str, public_id: UUID) -> str:
    """Return the address at which the public reads a fact, "" where the site shows none of its kind."""
    page = public_pages.get(kind)
    return f"{settings.PUBLIC_URL}{page(public_id)}" if page else ""


@register.simple_tag(name="not_yet")
def not_yet_tag(case: Workflow | None, posting: Actor) -> list[Offer]:
    """Return the acts on a case that cannot be done before a day."""
    return not_yet(case, posting) if case else []


@register.filter
def has_direct(offered: Iterable[Offer]) -> bool:
    """Say whether any act can be done from the decision bar, with its reason field."""
    return any(offer.is_direct for offer in offered)


@register.inclusion_tag("common/returned.html")
def returned(case: Workflow | None) -> dict[str, Any]:
    """Say first on a returned case, and on its form, why it came back."""
    return {"returned": last_return(case) if case else None}


# The next two are no templates: between two pieces of a text, a line break would show as a space.
@register.simple_tag(name="pieces")
def pieces_tag(pieces: Iterable[Piece]) -> SafeString:
    """Show a text with what names a person marked in it."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


def _piece(piece: Piece) -> str:
    if not piece.label:
        return piece.text
    marked = '<mark class="pii" title="{0}">{1}<span class="visually-hidden">（{0}）</span></mark>'
    return format_html(marked, piece.label, piece.text)


@register.simple_tag(name="stretches")
def stretches_tag(stretches: Iterable[Stretch], is_new: bool) -> SafeString:
    """Show one side of two texts, with what differs marked as put in or taken out."""
    changed = "<ins>{}</ins>" if is_new else "<del>{}</del>"
    return format_html_join(
        "", "{}", ((format_html(changed, s.text) if s.is_changed else s.text,) for s in stretches)
    )


@register.simple_tag
def why(field: BoundField) -> FieldHelp | None:
    """Return the help on a field, and let what describes the input name it; None where nothing is told."""
    found = field_helps.of(field)
    if found:
        told = [("_helptext", field.help_text), ("_why", found), ("_error", field.errors)]
        names = " ".join(f"{field.auto_id}{part}" for part, is_there in told if is_there)
        field.field.widget.attrs["aria-describedby"] = names
    return found


@register.filter
def as_term(label: str) -> Term | None:
    """Return the glossary's term that a label names, or None."""
    return term_of(label)


@register.filter
def help_anchor(here: str) -> str:
    """Return the part of the manual on the page's place, "" where the manual has none."""
    return chapter_of(here)


@register.filter
def due_words(due: date | None, in_doubt: bool = False) -> str:
    """Say by when in the words of a clock: overdue, today, or the date with its weekday; a doubtful day is never overdue."""
    if due is None:
        return "—"
    days = (due - timezone.localdate()).days
    if days < 0:
        return f"{due:%m-%d}（待核实）" if in_doubt else f"超 {-days} 日"
    if days == 0:
        return "今天"
    return f"{due:%m-%d} 周{WEEKDAYS[due.weekday()]}" if days < 60 else f"{due:%Y-%m-%d}"


@register.filter
def weekday(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"


@register.filter
def is_late(due: date | None, in_doubt: bool = False) -> bool:
    return due is not None and not in_doubt and due < timezone.localdate()


@register.filter
def from_now(wait: timedelta) -> datetime:
    """Return the moment after `wait`, in Beijing time."""
    return timezone.localtime() + wait


@register.filter
def item(mapping: Mapping[Any, object] | None, key: object) -> object:
    """Return `mapping[key]`, or "" where there is none."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def bytes_words(size: int | None) -> str:
    """Return a file size as people read it."""
    if not size:
        return ""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(size // 1024, 1)} KB"
