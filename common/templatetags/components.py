"""What recurs on the pages of both sites, as one tag each."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("components/pair.html")
def pair(label: str, value: object, css: str = "") -> dict[str, object]:
    """Show a label and its value, inside a `<dl>`."""
    return {"label": label, "value": value, "css": css}


@register.simple_tag
def act_link(address: str, word: str, thing: object) -> SafeString:
    """Link to an act by one word, and tell those who hear the page on what."""
    return format_html('<a href="{}">{}<span class="visually-hidden">{}</span></a>', address, word, thing)
